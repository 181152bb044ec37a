"""Relevance propagation as the papers write it, number by number: every layer a matrix, every share a division.

It shares nothing with `nets.attribution` and is slow, which does not matter for a few dozen numbers.
"""

import numpy as np

from nets import BatchNorm, Conv2D, Dense, GlobalMeanPool, MaxPool, MeanPool
from nets.layers.norm import EPSILON

AFFINE = (Dense, Conv2D, MeanPool, GlobalMeanPool, BatchNorm)


def matrix(layer) -> tuple[np.ndarray, np.ndarray]:
    """W (inputs, outputs) and b (outputs,) of a layer that computes x W + b of flattened samples."""
    if isinstance(layer, Dense):
        return layer.weights.copy(), layer.biases.copy()
    inputs = np.arange(np.prod(layer.input_shape)).reshape(layer.input_shape)
    outputs = np.arange(np.prod(layer.shape)).reshape(layer.shape)
    w, b = np.zeros((inputs.size, outputs.size)), np.zeros(outputs.size)
    entries = {BatchNorm: of_norm, Conv2D: of_conv, GlobalMeanPool: of_global_mean, MeanPool: of_mean}[type(layer)]
    for source, goal, weight in entries(layer):
        w[inputs[source], outputs[goal]] += weight
    for goal in np.ndindex(layer.shape):
        if isinstance(layer, Conv2D):
            b[outputs[goal]] = layer.biases[goal[-1]]
        if isinstance(layer, BatchNorm):
            b[outputs[goal]] = layer.shift[goal[-1]] - slope_of(layer, goal[-1]) * layer.mean[goal[-1]]
    return w, b


def slope_of(norm, channel) -> float:
    return norm.scale[channel] / np.sqrt(norm.variance[channel] + EPSILON)


def of_norm(layer):
    for place in np.ndindex(layer.shape):
        yield place, place, slope_of(layer, place[-1])


def of_conv(layer):
    (top, _), (left, _) = layer.paddings
    for i, j, f in np.ndindex(layer.shape):
        for down, across, c in np.ndindex(*layer.kernel, layer.input_shape[2]):
            row, column = i * layer.stride[0] + down - top, j * layer.stride[1] + across - left
            if 0 <= row < layer.input_shape[0] and 0 <= column < layer.input_shape[1]:
                yield (row, column, c), (i, j, f), layer.weights[down, across, c, f]


def of_global_mean(layer):
    for place in np.ndindex(layer.input_shape):
        yield place, place[-1], 1 / (layer.input_shape[0] * layer.input_shape[1])


def of_mean(layer):
    for goal in np.ndindex(layer.shape):
        for place in window(layer, *goal):
            yield place, goal, 1 / layer.size**2


def window(pool, i, j, c) -> list[tuple[int, int, int]]:
    """The places that one window of a pooling sees."""
    rows, columns = (range(k * pool.stride, k * pool.stride + pool.size) for k in (i, j))
    return [(row, column, c) for row in rows for column in columns]


def to_the_largest(layer: MaxPool, x: np.ndarray, relevance: np.ndarray) -> np.ndarray:
    """All relevance of a window to its largest number; x is flat, and without ties."""
    images, found = x.reshape(layer.input_shape), np.zeros(layer.input_shape)
    for goal in np.ndindex(layer.shape):
        found[max(window(layer, *goal), key=lambda place: images[place])] += relevance.reshape(layer.shape)[goal]
    return found.ravel()


def shared(x, w, b, relevance, part) -> tuple[np.ndarray, float, float]:
    """What each input gets, what the biases keep, and what is left, by a rule for one unit.

    part   (contributions z_i of the inputs, bias, their weights) -> the part each input gets, and that of the bias
    """
    given, biases, left = np.zeros(len(x)), 0.0, 0.0
    for j, r in enumerate(relevance):
        parts, kept = part([x[i] * w[i, j] for i in range(len(x))], b[j], w[:, j])
        for i, each in enumerate(parts):
            given[i] += each * r
        biases += kept * r
        left += (1 - sum(parts) - kept) * r
    return given, biases, left


def epsilon(size):
    def part(z, b, _w):
        below = sum(z) + b
        below += size if below >= 0 else -size
        return ([each / below for each in z], b / below) if below else ([0.0] * len(z), 0.0)

    return part


def alpha_beta(alpha, beta):
    def part(z, b, _w):
        above = sum(max(each, 0) for each in [*z, b])
        under = sum(min(each, 0) for each in [*z, b])

        def one(each):
            if each > 0:
                return alpha * each / above
            return -beta * each / under if each < 0 else 0.0

        return [one(each) for each in z], one(b)

    return part


def z_plus(z, _b, _w):
    above = sum(max(each, 0) for each in z)
    return [max(each, 0) / above if above else 0.0 for each in z], 0.0


def z_bounded(low, high):
    def part(z, _b, w):
        brought = [each - low * max(v, 0) - high * min(v, 0) for each, v in zip(z, w, strict=True)]
        return [each / sum(brought) if sum(brought) else 0.0 for each in brought], 0.0

    return part


def relevances(network, x, unit, part, first=None) -> tuple[list[np.ndarray], list[float], list[float]]:
    """For one sample x: the relevance of it and of what each layer gives, and what biases kept and what was left.

    part    the rule, and `first` the one for the first layer with weights
    """
    values = [value[0].ravel() for value in network.run(x[None]).values]
    relevance = np.where(np.arange(len(values[-1])) == unit, values[-1], 0)
    found, biases, left = [relevance], [0.0] * len(network.layers), [0.0] * len(network.layers)
    learning = [p for p, layer in enumerate(network.layers) if isinstance(layer, Dense | Conv2D | BatchNorm)]
    for place in range(len(network.layers) - 1, -1, -1):
        layer = network.layers[place]
        if isinstance(layer, MaxPool):
            relevance = to_the_largest(layer, values[place], relevance)
        elif isinstance(layer, AFFINE) and not has_norm(network, place - 1):
            w, b = matrix(layer)
            if has_norm(network, place):
                scaled, shift = matrix(network.layers[place + 1])
                w, b = w @ scaled, b @ scaled + shift
            rule = first if first is not None and place == learning[0] else part
            relevance, biases[place], left[place] = shared(values[place], w, b, relevance, rule)
        found.append(relevance)
    return found[::-1], biases, left


def has_norm(network, place) -> bool:
    """Whether a batch normalisation belongs to the layer there."""
    pair = network.layers[place : place + 2] if place >= 0 else []
    return len(pair) == 2 and isinstance(pair[0], Dense | Conv2D) and isinstance(pair[1], BatchNorm)
