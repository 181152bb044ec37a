"""The loss over a plane of parameters: L(θ + a δ + b η), a landscape that can be looked at.

θ, δ and η are vectors (P,) of parameters; a and b are the coordinates. Li, Xu, Taylor, Studer and Goldstein,
"Visualizing the loss landscape of neural nets" (2018), sec. 3; random directions as in sec. 4.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nets import losses, seeds
from nets.arrays import Array
from nets.errors import SettingError, ShapeError, as_numbers, at_least_one
from nets.losses import Loss
from nets.network import Network
from nets.probes.samples import checked_samples

DIRECTIONS = 64
"""The purpose of the random numbers, beside those in `seeds`."""


class PlaneRow(NamedTuple):
    """One row of the plane: its number, its coordinate b, and the mean losses (R,) at all coordinates a of the axis."""

    row: int
    b: float
    losses: Array


class Plane:
    """Evaluates a network's mean loss on samples x (N, *input_shape) with targets (N, *shape) over a plane.

    centre       θ, (P,); the parameters that the network has now, if not given
    directions   δ and η, (2, P); random ones, filter-wise normalised, drawn from `seed`, if not given
    extent       coordinates reach from -extent to extent
    resolution   points along each side, R, at least 2; an odd number has one in the centre

    Afterwards `axis`, (R,), holds the coordinates. The network answers as after training: no dropout, the running
    averages that it has.

    Raises ShapeError or DataError for what does not fit the network, and SettingError for directions that span no
    plane: one is a multiple of the other, for instance because all weights are zero or there is only one.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        x: Array,
        targets: Array,
        *,
        centre: Array | None = None,
        directions: Array | None = None,
        extent: float = 1.0,
        resolution: int = 25,
        seed: int = 0,
    ) -> None:
        if not 0 < extent < np.inf:
            raise SettingError(f"the extent of a plane is a finite number above 0, not {extent}")
        if at_least_one("the resolution of a plane", resolution) < 2:
            raise SettingError("a plane has at least 2 points along each side")
        self._network = network
        self._loss = loss
        self._x, self._targets = checked_samples(network, x, targets)
        self.axis = np.linspace(-extent, extent, resolution)
        self.centre = checked_vectors(network, "centre", network.parameters if centre is None else centre, 1)
        if directions is None:
            directions = random_directions(network, self.centre, seed)
        self.directions = checked_vectors(network, "directions", directions, 2)
        if np.linalg.matrix_rank(self.directions / lengths(self.directions)) < 2:
            raise SettingError("these two directions span no plane: one is a multiple of the other")

    def rows(self) -> Iterator[PlaneRow]:
        """Row after row, from the lowest b to the highest, each computed when it is asked for.

        Between rows the network is as it was, and may be trained; whoever has seen enough just stops asking.
        """
        for row, b in enumerate(self.axis):
            yield PlaneRow(row, float(b), np.array([self.loss_at(a, b) for a in self.axis]))

    def measure(self) -> Array:
        """(R, R) mean losses: row 0 has the lowest b, column 0 the lowest a."""
        return np.stack([row.losses for row in self.rows()])

    def parameters_at(self, a: float, b: float) -> Array:
        """θ + a δ + b η, (P,)."""
        return self.centre + np.array([a, b]) @ self.directions  # (2,) @ (2, P)

    def loss_at(self, a: float, b: float) -> float:
        """The mean loss at one point; infinite or NaN where numbers overflow. Leaves the parameters as they were."""
        with self._network.at(self.parameters_at(a, b)), np.errstate(all="ignore"):
            return losses.mean(self._loss, self._network.forward(self._x), self._targets)

    def project(self, path: Array) -> Array:
        """Coordinates (…, 2) of the points of the plane that are nearest to parameters (…, P); raises ShapeError.

        Least squares, since random directions are not quite perpendicular: with both at length 1, (a, b) solves
        G (a, b) = (δ · (p - θ), η · (p - θ)), where G holds their products with one another.
        """
        path = np.asarray(path, np.float64)
        if not path.ndim or path.shape[-1:] != self.centre.shape:
            raise ShapeError(f"a path of parameters is an array (…, {self.centre.size}), got {path.shape}")
        long = lengths(self.directions)  # (2, 1)
        unit = self.directions / long
        gram = unit @ unit.T  # (2, 2)
        return (path - self.centre) @ unit.T @ np.linalg.inv(gram) / long[:, 0]  # (…, P) @ (P, 2) @ (2, 2)


def random_directions(network: Network, centre: Array, seed: int) -> Array:
    """Two random directions (2, P), normalised filter-wise around a centre (P,)."""
    random = seeds.generator(seed, DIRECTIONS)
    return np.stack([filter_normalised(network, random.normal(size=centre.shape), centre) for _ in range(2)])


def filter_normalised(network: Network, direction: Array, centre: Array) -> Array:
    """A direction (P,) in which every filter of the network is as long as the centre's (Li et al., sec. 4).

        d[i, j] ← d[i, j] / ‖d[i, j]‖ · ‖θ[i, j]‖        for filter j of layer i

    So directions suit networks of any scale: whoever halves one layer and doubles the next sees the same landscape. A
    filter is what makes one unit: a filter of a convolution, or a column of a dense layer's weights. Biases and the
    parameters of normalisations stay where they are, 0, as in the paper's own plots.
    """
    normal = np.zeros(centre.shape)
    for layer in network.different:
        given, wanted, result = (network.parts(layer, vector) for vector in (direction, centre, normal))
        for name in layer.penalised:
            axes = tuple(range(result[name].ndim - 1))  # all but the last, the units
            length = np.sqrt(np.square(given[name]).sum(axis=axes))  # (units,)
            target = np.sqrt(np.square(wanted[name]).sum(axis=axes))  # (units,)
            result[name][...] = given[name] * (target / np.maximum(length, np.finfo(float).tiny))
    return normal


def checked_vectors(network: Network, what: str, vectors: Array, count: int) -> Array:
    """A float64 copy of a vector (P,), or of several (count, P), all finite; raises ShapeError, SettingError."""
    vectors = as_numbers(what, vectors, np.float64).copy()
    wanted = network.parameters.shape if count == 1 else (count, network.parameter_count)
    if vectors.shape != wanted:
        raise ShapeError(f"the {what} of a plane of these parameters is an array {wanted}, got {vectors.shape}")
    if not np.isfinite(vectors).all():
        raise SettingError(f"the {what} of a plane holds numbers that are NaN or infinite")
    return vectors


def lengths(vectors: Array) -> Array:
    """(count, 1): the length of each, or 1 for those that are zero."""
    long = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.where(long > 0, long, 1)
