"""Which units respond alike: their correlations over many samples, a tree of them, and a map of them.

Rauber, Fadel, Falcão and Telea, "Visualizing the hidden activity of artificial neural networks" (2017), sec. 4, draw
units by what they have in common; Liu, Shi, Li, Li, Zhu and Liu, "Towards better analysis of deep convolutional neural
networks" (2017), gather units that respond alike into clusters that can be opened. There, units that say the opposite
of one another are alike, 1 - |r|; here they are as far apart as can be, 1 - r, since they are seen side by side.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from nets.arrays import Array
from nets.errors import DataError, SettingError, ShapeError, as_numbers
from nets.projection.clusters import Tree, average_linkage
from nets.projection.pca import signs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MOST = 300
STILL = 1e-6
"""A unit whose responses stray less from their mean than this part of the largest of them is dead: it is rounding."""


class Neurons:
    """The U units of a layer, by their activations (N, U), or (N, …, U): of a map, every place is a response.

    correlation   (U, U): r of each pair of units; of a dead one 0 with all others, and 1 with itself
    dead          (U,): which units never change

    Raises SettingError for more than 300 units, ShapeError, and DataError for what is no number.
    """

    def __init__(self, activations: "ArrayLike") -> None:
        responses = as_numbers("activations", activations, np.float64)
        if responses.ndim < 2 or not responses.size:
            raise ShapeError(f"activations of units are an array (N, …, units); got {responses.shape}")
        if not np.isfinite(responses).all():
            raise DataError("the activations hold numbers that are NaN or infinite")
        if responses.shape[-1] > MOST:
            raise SettingError(f"up to {MOST} units are compared with one another, not {responses.shape[-1]:,}")
        self.correlation, self.dead = correlations(responses.reshape(-1, responses.shape[-1]))

    @cached_property
    def tree(self) -> Tree:
        """Average linkage on 1 - r; heights are from 0, the same response, to 2, the opposite."""
        return average_linkage(1 - self.correlation)

    @cached_property
    def positions(self) -> Array:
        """(U, 2): the units on a map on which those that respond alike are near one another.

        Classical scaling (Torgerson, 1952) of the distances √(2 - 2r). That is how far apart two responses are when
        each is freed of its mean and made 1 long: so these are the principal components of such responses, too.
        """
        centred = self.correlation - self.correlation.mean(axis=0)
        centred -= centred.mean(axis=1, keepdims=True)  # (U, U): B = -½ J D² J
        values, vectors = np.linalg.eigh((centred + centred.T) / 2)
        values, vectors = np.maximum(values[::-1][:2], 0), vectors[:, ::-1][:, :2]
        positions = np.zeros((len(centred), 2))
        positions[:, : len(values)] = vectors * np.sqrt(values)
        return positions * signs(positions, positions.T)


def correlations(responses: Array) -> tuple[Array, Array]:
    """Pearson's r (U, U) of units from their responses (N, U), and which of them are dead, (U,)."""
    largest = np.abs(responses).max(axis=0)
    unit = responses / np.where(largest > 0, largest, 1)  # no square overflows
    unit -= unit.mean(axis=0)
    dead = np.abs(unit).max(axis=0) <= STILL
    unit[:, dead] = 0
    unit /= np.where(dead, 1, np.sqrt(np.square(unit).sum(axis=0)))
    r = np.clip(unit.T @ unit, -1, 1)  # (U, N) @ (N, U)
    r = (r + r.T) / 2
    np.fill_diagonal(r, 1)
    return r, dead
