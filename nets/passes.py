"""One way forwards through layers, and one way back: the chain rule, layer by layer."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from nets.arrays import Array, Shape
from nets.errors import SettingError, ShapeError, is_whole
from nets.flat import Flat
from nets.layers.base import Layer
from nets.layers.mode import Mode

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Pass(NamedTuple):
    """One way forwards, with all that the way back needs.

    values   the samples (N, *input_shape), then what each layer gives, (N, *layer.shape)
    caches   what each layer wants to be given again on the way back
    """

    values: tuple[Array, ...]
    caches: tuple[Any, ...]

    @property
    def output(self) -> Array:
        """(N, *shape), the network's answer."""
        return self.values[-1]


class Gradients(NamedTuple):
    """What one way back found.

    parameters   (P,), laid out as the network's own vector
    values       dL/dx (N, *input_shape), then dL/dy of each layer up to the one at which the way back began
    """

    parameters: Array
    values: tuple[Array, ...]


Rule = Callable[[Layer, Array, Array, Array, Any], Array]
"""In place of a layer's own way back: (layer, d, x, y, cache) -> what is handed on to the layer before."""


def forward(layers: Sequence[Layer], x: Array, mode: Mode) -> Pass:
    """Go forwards with x (N, *input_shape) and keep everything."""
    values, caches = [x], []
    with np.errstate(all="ignore"):
        for layer in layers:
            y, cache = pair(layer, "forward", layer.forward(values[-1], mode))
            fits(layer, "its samples", y, (len(x), *layer.shape))
            values.append(y)
            caches.append(cache)
    return Pass(tuple(values), tuple(caches))


def backward(
    layers: Sequence[Layer],
    places: Flat,
    run: Pass,
    d: "ArrayLike",
    layer: int | None,
    rules: Mapping[type[Layer], Rule],
) -> Gradients:
    """Go back from d, the derivative of anything with respect to what a layer gave; see `Network.backward`.

    places   where each layer's parameters lie in the flat vector
    """
    last = placed(layers, layer)
    flat = np.zeros_like(places.vector)
    gradients = [weighting(d, run.values[last + 1], layers[last].name)]
    with np.errstate(all="ignore"):
        for place in range(last, -1, -1):
            each, d = layers[place], gradients[-1]
            rule = next((rule for kind, rule in rules.items() if isinstance(each, kind)), None)
            if rule is None:
                dx, named = pair(each, "backward", each.backward(d, run.caches[place]))
                for name, part in places.parts(each.name, flat).items():
                    fits(each, f"the gradient of its {name}", named.get(name), part.shape)
                    part += named[name]
            else:
                dx = rule(each, d, run.values[place], run.values[place + 1], run.caches[place])
            fits(each, "the gradient of its samples", dx, run.values[place].shape)
            gradients.append(dx)
    return Gradients(flat, tuple(reversed(gradients)))


def placed(layers: Sequence[Layer], layer: int | None) -> int:
    """The number of a layer, counted from 0; the last one's, if not given. Raises SettingError if there is none."""
    place = len(layers) - 1 if layer is None else layer
    if not is_whole(place) or not 0 <= place < len(layers):
        raise SettingError(f"the layers are numbered 0 to {len(layers) - 1}; there is no layer {place!r}")
    return int(place)


def weighting(d: "ArrayLike", output: Array, name: str) -> Array:
    """d, broadcast to a layer's output and in its precision; raises ShapeError."""
    try:
        return np.array(np.broadcast_to(np.asarray(d, output.dtype), output.shape))
    except ValueError:
        raise ShapeError(f"{name} gives {output.shape}; a derivative {np.shape(d)} does not fit it") from None


def pair(layer: Layer, method: str, result: Any) -> tuple[Any, Any]:
    """What a layer's method gave, if it is a pair; raises ShapeError."""
    if not isinstance(result, tuple) or len(result) != 2:
        what = "its answer and what the way back needs" if method == "forward" else "dL/dx and the gradients by name"
        raise ShapeError(f"`{method}` of {layer.name} gives a pair, {what}; got {type(result).__name__}")
    return result


def fits(layer: Layer, what: str, array: Any, shape: Shape) -> None:
    """Raises ShapeError unless the array has the shape that the layer says it has."""
    if not isinstance(array, np.ndarray) or array.shape != shape:
        given = f"an array {array.shape}" if isinstance(array, np.ndarray) else type(array).__name__
        raise ShapeError(f"{layer.name} should give {shape} for {what}, as it says; got {given}")
