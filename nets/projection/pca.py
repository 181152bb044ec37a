"""Principal components: the directions in which points differ most, and how much of their difference each explains.

Pearson, "On lines and planes of closest fit to systems of points in space" (1901); Hotelling, "Analysis of a complex of
statistical variables into principal components" (1933).

A component is an eigenvector of XᵀX, and X times it is an eigenvector of XXᵀ with the same eigenvalue, X being the
points without their mean. So the smaller of the two matrices is taken: N points span no more than N dimensions.
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nets import seeds
from nets.arrays import Array
from nets.errors import ShapeError, as_numbers, at_least_one
from nets.projection.points import as_points, centred
from nets.stepped import finished

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

SMALL = 256
"""Of a matrix no larger than this all eigenvectors are found, which takes (side)³; of larger ones the leading ones."""
BEGINNING = 65
"""The purpose of the random numbers, beside those in `seeds`."""
BESIDE = 10
SWEEPS = 30
SETTLED = 1e-10
NOTHING = 1e-12
"""An eigenvalue with a smaller share of all is rounding, no direction."""


class Components(NamedTuple):
    """The k directions in which points (N, D) differ most; where there are fewer than k, the rest is zero.

    positions    (N, k), where the points lie along them; the mean is at 0
    directions   (k, D), each of length 1, at right angles to one another
    shares       (k,), the share of the points' whole variance that each explains; falling
    centre       (D,), the mean of the points
    """

    positions: Array
    directions: Array
    shares: Array
    centre: Array

    def project(self, x: "ArrayLike") -> Array:
        """Where other points (M, D) lie along the same directions, (M, k); raises ShapeError, DataError."""
        x = as_points(x)
        if x.shape[1] != len(self.centre):
            raise ShapeError(f"these components are of points of {len(self.centre)} numbers, not of {x.shape[1]}")
        return (x - self.centre) @ self.directions.T  # (M, D) @ (D, k)

    def turned_like(self, like: "ArrayLike") -> "Components":
        """The same space or mirrored so that the positions are as near as can be to others of the same samples.

        The positions span what they did; only together, no longer one by one, the directions are those that explain
        most, and `shares` is what each explains now. It is an orthogonal Procrustes problem (Schönemann, 1966): of
        all orthogonal R, ‖positions R - like‖ is least for R = U Vᵀ, with U S Vᵀ = positionsᵀ like. Raises ShapeError.
        """
        like = checked_like(self.positions, like)
        u, _, v = np.linalg.svd(self.positions.T @ like)  # (k, N) @ (N, k)
        turn = u @ v
        positions, total = self.positions @ turn, self.shares.sum()
        squares = np.square(positions).sum(axis=0)
        shares = squares * (total / squares.sum()) if total else self.shares
        return Components(positions, turn.T @ self.directions, shares, self.centre)


def principal_components(x: "ArrayLike", count: int = 2, *, like: "ArrayLike | None" = None) -> Components:
    """The `count` principal components of samples (N, …), taken as points (N, D).

    A component is as good as its mirror image. Its sign follows the longer tail: Σ positions³ is not negative, and of
    points that are symmetrical, the largest number of the direction is positive. It is a rule for one set of points,
    and in a training run the tail may change sides. With `like`, positions (N, count) of the same samples, the sum of
    positions · like is not negative: give the components of the network's input, say, and as these stay, so do signs.

    Raises SettingError, ShapeError, and DataError for what is no number.
    """
    return finished(finding_components(x, count, like=like))


def finding_components(
    x: "ArrayLike", count: int = 2, *, like: "ArrayLike | None" = None
) -> Generator[float, None, Components]:
    """The same, a sweep at a time; yields how many of the most that there can be are done."""
    x, count = as_points(x), at_least_one("the number of components", count)
    x, centre = centred(x)
    found = min(count, *x.shape)
    wide = x.shape[0] < x.shape[1]
    yield 0.0
    values, vectors = yield from leading(x.T if wide else x, found)
    total = np.square(x).sum()
    real = values > NOTHING * total
    length = np.sqrt(np.where(real, values, 1))
    positions, directions, shares = np.zeros((len(x), count)), np.zeros((count, x.shape[1])), np.zeros(count)
    directions[:found] = (x.T @ vectors / length).T * real[:, None] if wide else vectors.T * real[:, None]
    positions[:, :found] = x @ directions[:found].T  # (N, D) @ (D, found)
    shares[:found] = values * real / total if total else 0
    sign = signs(positions, directions) if like is None else signs_like(positions, like)
    return Components(positions * sign, directions * sign[:, None], shares, centre)


def leading(x: Array, count: int) -> Generator[float, None, tuple[Array, Array]]:
    """The largest eigenvalues (count,) of xᵀx for x (N, D), falling, and their vectors (D, count).

    Of a large matrix, by orthogonal iteration (Golub and Van Loan, "Matrix computations", sec. 8.2.4): a few vectors
    beyond those wanted are multiplied by the matrix and set at right angles again, until the values stay.
    """
    if x.shape[1] <= SMALL:
        values, vectors = np.linalg.eigh(x.T @ x)
        return np.maximum(values[::-1][:count], 0), vectors[:, ::-1][:, :count]
    random = seeds.generator(0, BEGINNING)
    image = x @ random.normal(size=(x.shape[1], count + BESIDE))  # (N, b)
    basis = turn = values = before = np.zeros(count)
    for sweep in range(SWEEPS):
        basis, _ = np.linalg.qr(x.T @ image)  # (D, b)
        image = x @ basis
        yield (sweep + 1) / SWEEPS
        values, turn = np.linalg.eigh(image.T @ image)
        if np.abs(values[::-1][:count] - before).max() <= SETTLED * values[-1]:
            break
        before = values[::-1][:count]
    return np.maximum(values[::-1][:count], 0), (basis @ turn)[:, ::-1][:, :count]


def signs(positions: Array, directions: Array) -> Array:
    """(k,) of ±1, so that the longer tail of positions (N, k) is the positive one."""
    scale = np.abs(positions).max(axis=0)
    tails = ((positions / np.where(scale > 0, scale, 1)) ** 3).sum(axis=0)  # (k,)
    largest = np.take_along_axis(directions, np.abs(directions).argmax(axis=1)[:, None], axis=1)[:, 0]
    deciding = np.where(np.abs(tails) > 1e-9 * len(positions), tails, largest)
    return np.where(deciding < 0, -1.0, 1.0)


def signs_like(positions: Array, like: "ArrayLike") -> Array:
    """(k,) of ±1, so that positions (N, k) lie on the side of others; raises ShapeError."""
    return np.where((positions * checked_like(positions, like)).sum(axis=0) < 0, -1.0, 1.0)


def checked_like(positions: Array, like: "ArrayLike") -> Array:
    """Positions in float64, if they can be of the samples of others (N, k); raises ShapeError."""
    like = as_numbers("positions", like, np.float64)
    if like.shape != positions.shape:
        raise ShapeError(f"positions to be like are of the same samples, {positions.shape}; got {like.shape}")
    return like
