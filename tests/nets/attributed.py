"""Small networks whose answers are to be explained, and what the tests of that share."""

import numpy as np

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, GlobalMeanPool, MaxPool, MeanPool, Network
from tests.nets.gradients import built

IMAGE = (7, 6, 2)
PLAIN = [Conv2D(3, 3, padding="same"), "relu", MaxPool(2), Conv2D(4, 2), "relu", Flatten(), Dense(5), "relu", Dense(3)]
SMOOTH = [Conv2D(3, 3, padding="same"), "tanh", MaxPool(2), Conv2D(4, 2), "gelu", Flatten(), Dense(3)]
NORMAL = [
    BatchNorm(),
    Conv2D(3, 3, (2, 1), "same"),
    BatchNorm(),
    "relu",
    MeanPool(2, 1),
    BatchNorm(),
    Conv2D(4, (2, 3), padding="same"),
    "leaky relu",
    Dropout(0.4),
    GlobalMeanPool(),
    Dense(4),
    BatchNorm(),
    "relu",
    Dense(3),
]
LAYERS = {"plain": PLAIN, "smooth": SMOOTH, "normal": NORMAL}


def network(name="plain", seed=0, biases=True) -> Network:
    """One of the networks above, with all its numbers random, running averages too; or without biases."""
    made = built(LAYERS[name], IMAGE, seed)
    for layer in made.different:
        if isinstance(layer, BatchNorm):
            random = np.random.default_rng([seed, layer.input_shape[-1]])
            layer.mean[...] = random.normal(0, 0.5, layer.mean.shape)
            layer.variance[...] = random.uniform(0.3, 2, layer.variance.shape)
        if not biases:
            for part in set(layer.parameters) & {"biases", "shift"}:
                layer.parameters[part][...] = 0
    return made


def images(n=2, seed=0, low=-1.0, high=1.0) -> np.ndarray:
    """(n, *IMAGE), evenly spread between two numbers."""
    return np.random.default_rng([seed, 77]).uniform(low, high, (n, *IMAGE))


def total(values: np.ndarray) -> np.ndarray:
    """(N, …) -> (N,)."""
    return values.sum(axis=tuple(range(1, values.ndim)))


def differences(answer, x: np.ndarray, step=1e-6) -> np.ndarray:
    """d answer / dx by central differences, x (N, …), for an answer (N,) in which each sample stands for itself."""
    found = np.zeros_like(x)
    for place in np.ndindex(x.shape[1:]):
        up, down = x.copy(), x.copy()
        up[:, *place] += step
        down[:, *place] -= step
        found[:, *place] = (answer(up) - answer(down)) / (2 * step)
    return found
