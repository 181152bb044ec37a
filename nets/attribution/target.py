"""What every attribution starts from: one unit of one layer, the samples, and how to ask for answers and slopes.

The unit is named by its place in what the layer gives. Its number is the answer of which a method asks what mattered.
The softmax of a classifier lies in its loss: the last layer gives logits, and so the answer is a logit, no probability.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nets import passes, seeds
from nets.arrays import Array, Shape, shape_text
from nets.errors import DataError, SettingError, ShapeError, as_numbers, is_whole
from nets.layers.base import Layer
from nets.layers.embedding import Embedding, OneHot
from nets.layers.mode import INFERENCE
from nets.network import CHUNK, Network
from nets.passes import Pass, Rule

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Unit = int | Sequence[int]


@dataclass(frozen=True, eq=False)
class Attribution:
    """What a method says; some say more, in a class of their own.

    picture   (N, *input_shape), for each number of each sample how much it mattered
    answers   (N,), what the unit gave
    """

    picture: Array
    answers: Array


class Target:
    """One unit of one layer, and the samples for which it is asked.

    network   of any layers but those that take codes
    x         (N, *input_shape)
    unit      a number counts along the layer's last axis: one unit of a dense layer, but of a convolution one whole
              map, the sum of its places; several numbers name one place, (row, column, channel)
    layer     number of the layer in `network.layers`, counted from 0; the last, if not given

    Raises SettingError for a layer or a unit that is not there, ShapeError and DataError for samples that do not fit.
    """

    def __init__(self, network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None) -> None:
        place = passes.placed(network.layers, layer)
        if isinstance(network.layers[0], OneHot | Embedding):
            raise SettingError(
                f"{network.layers[0].name} takes codes, and a code cannot matter a little: it is or is not"
            )
        self.network = network
        self.layer = place
        self.layers = network.layers[: self.layer + 1]
        self.x = network.checked(x)
        self.weights = chosen(self.layers[-1], unit).astype(network.dtype)  # (*layer.shape), 1 for the unit, else 0

    def run(self, x: Array | None = None) -> Pass:
        """Forwards as far as the layer, with the samples or with others (N, *input_shape)."""
        return passes.forward(self.layers, self.x if x is None else x, INFERENCE)

    def answers(self, run: Pass) -> Array:
        """(N,), what the unit gave in that run."""
        return sums(run.output * self.weights)

    def answers_to(self, x: Array) -> Array:
        """(N,), what the unit gives for x (N, *input_shape), a chunk of samples at a time."""
        return np.concatenate([self.answers(self.run(chunk)) for chunk in chunks(x)])

    def slopes(self, x: Array, rules: Mapping[type[Layer], Rule] | None = None) -> tuple[Array, Array]:
        """d answer / dx at x (N, *input_shape), and the answers (N,), a chunk of samples at a time.

        rules   see `Network.backward`; with some, it is no derivative any more
        """
        slopes, answers = [], []
        for chunk in chunks(x):
            run = self.run(chunk)
            slopes.append(self.network.backward(run, self.weights, layer=self.layer, rules=rules).values[0])
            answers.append(self.answers(run))
        return np.concatenate(slopes), np.concatenate(answers)


def chosen(layer: Layer, unit: Unit) -> Array:
    """(*layer.shape), true for what `unit` names; raises SettingError."""
    place, sides = (list(unit), layer.shape) if isinstance(unit, Sequence) else ([unit], layer.shape[-1:])
    known = all(is_whole(number) and 0 <= number < side for number, side in zip(place, sides, strict=False))
    if not known or len(place) != len(sides):
        raise SettingError(f"{layer.name} gives {shape_text(layer.shape)}, counted from 0; it has no unit {unit!r}")
    which = np.zeros(layer.shape, bool)
    which[(..., *map(int, place))] = True
    return which


def chunks(x: Array) -> list[Array]:
    """x, so many samples at a time that little memory is needed."""
    return [x[start : start + CHUNK] for start in range(0, len(x), CHUNK)]


def sums(values: Array) -> Array:
    """Σ over all but the samples, (N, …) -> (N,)."""
    return values.reshape(len(values), -1).sum(axis=1)


def like(what: str, value: "ArrayLike", x: Array) -> Array:
    """A number, or an array that can be broadcast, in the shape of x; raises ShapeError, DataError."""
    values = as_numbers(what, value, x.dtype)
    if not np.isfinite(values).all():
        raise DataError(f"{what} holds numbers that are NaN or infinite")
    try:
        return np.array(np.broadcast_to(values, x.shape))
    except ValueError:
        raise ShapeError(f"{what} has the shape {values.shape}, which does not fit samples {x.shape}") from None


def generator(random: int | np.random.Generator, *moment: int) -> np.random.Generator:
    """The generator itself, or the one that belongs to a seed; raises SettingError."""
    return random if isinstance(random, np.random.Generator) else seeds.generator(random, seeds.ATTRIBUTION, *moment)


def image_sides(network: Network, method: str) -> tuple[int, int]:
    """Height and width of the samples; raises SettingError, naming the method, if they are no images (H, W, C)."""
    shape: Shape = network.input_shape
    if len(shape) != 3:
        raise SettingError(f"{method} looks at places of images (H, W, C); this network takes samples {shape}")
    return shape[0], shape[1]
