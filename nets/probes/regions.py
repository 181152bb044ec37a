"""Decision regions: what every unit of a network answers at every point of a square of the plane, or of a line."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from nets import fast
from nets.activations import softmax
from nets.arrays import Array
from nets.blocks import blocks_of
from nets.errors import ShapeError
from nets.features import Inputs
from nets.network import Network


class Regions:
    """Evaluates all units over a grid in one pass.

    network      a network whose input are features of points in the plane, or on a line
    inputs       from points to what the network gets: an `Inputs`, or the names of features of points in the plane
    resolution   grid points along each side, R
    extent       half the side of the square: from -extent to extent in x₁ and x₂

    These are pictures: of large grids, an answer may be off by 2e-7. For exact ones ask the network.
    Raises ShapeError if the network does not take so many features.
    """

    def __init__(
        self, network: Network, inputs: Inputs | Sequence[str], resolution: int = 48, extent: float = 6.0
    ) -> None:
        inputs = inputs if isinstance(inputs, Inputs) else Inputs(inputs)
        self.axis = np.linspace(-extent, extent, resolution)
        self._network = network
        self._x = network.checked(inputs.apply(grid(self.axis, inputs.dimensions)))
        self._shape = (resolution,) * inputs.dimensions
        self._places = [0, *(block.a for block in blocks_of(network)[:-1]), len(network.layers)]
        for place in self._places[1:]:
            if len(network.layers[place - 1].shape) != 1:
                raise ShapeError(
                    f"regions are of flat units, but {network.layers[place - 1].name} gives no flat samples"
                )

    def measure(self) -> tuple[Array, ...]:
        """One array (units, R, R) for the features and one for each layer with weights, after its activation.

        Row 0 has the lowest x₂; of points on a line, arrays are (units, R). They are views of the pass's own buffers,
        in which each unit's answers lie together already: nothing is copied, and the next call overwrites them.
        """
        answers = self._answers
        answers.play()
        return tuple(as_maps(answers.values[place], self._shape) for place in self._places)

    @cached_property
    def _answers(self) -> fast.Answers:
        """The pass; made when it is first needed, because many regions never are."""
        answers = fast.Answers(self._network, len(self._x), every=True, loose=True)
        answers.x[...] = self._x
        return answers


def grid(axis: Array, dimensions: int) -> Array:
    """The points of a square (R*R, 2), row by row from the lowest x₂, or of a line (R, 1)."""
    if dimensions == 1:
        return axis[:, None]
    x1, x2 = np.meshgrid(axis, axis)
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def as_maps(values: Array, shape: tuple[int, ...]) -> Array:
    """(points, units) -> (units, *shape), a view."""
    return values.T.reshape(-1, *shape, copy=False)


def winners(logits: Array) -> tuple[Array, Array]:
    """Which class wins, and with what probability, from the output's maps (K, …): (…,) class numbers and (…,) floats.

    Of one output, classes 1 and 0 and the probability of the logit's sign; of several, softmax.
    """
    if len(logits) == 1:
        with np.errstate(over="ignore"):
            return (logits[0] > 0).astype(int), 1 / (1 + np.exp(-np.abs(logits[0])))
    probabilities = softmax(np.moveaxis(logits, 0, -1))
    return probabilities.argmax(axis=-1), probabilities.max(axis=-1)
