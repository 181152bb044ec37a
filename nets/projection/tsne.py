"""t-SNE: a map on which the neighbours of each point are those that it has in many dimensions.

Van der Maaten and Hinton, "Visualizing data using t-SNE", Journal of Machine Learning Research 9 (2008), algorithm 1;
the start from principal components after Kobak and Berens, "The art of using t-SNE for single-cell transcriptomics"
(2019). Distances on the map say little, and sizes of clusters nothing: neighbours are what is kept.
"""

from typing import TYPE_CHECKING

import numpy as np

from nets import seeds
from nets.arrays import Array
from nets.errors import SettingError, ShapeError, check_name, positive, whole
from nets.projection import forces
from nets.projection.affinities import checked_perplexity, joint
from nets.projection.pca import principal_components
from nets.projection.points import as_points, squared_distances
from nets.stepped import Stepped

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MOST = 1000
STARTS = ("pca", "random")
START = 66
"""The purpose of the random numbers, beside those in `seeds`."""
SPREAD = 1e-4
TURN = 250
SLOW, FAST = 0.5, 0.8
MORE, LESS, LEAST = 0.2, 0.8, 0.01


class Embedding(Stepped):
    """A map of N points that begins at positions (N, 2) and moves until its neighbours are those of p (N, N).

    p is as `affinities.joint` gives it; the other settings are those of `TSNE`. Afterwards `positions` is (N, 2), and
    moves with `step`. A step takes time as N² does.
    """

    def __init__(
        self,
        p: Array,
        positions: Array,
        *,
        learning_rate: float | None = None,
        exaggeration: float = 4,
        exaggerated: int = 50,
        exact: bool = False,
    ) -> None:
        self.learning_rate = min(len(p) / 3, 100) if learning_rate is None else positive("a rate", learning_rate)
        self.exaggeration = positive("the exaggeration", exaggeration)
        self._until = 0
        self._dtype = np.float64 if exact else np.float32
        self._bands = forces.bands(len(p), self._dtype)
        self._y = np.stack([*positions.T]).astype(np.float64)  # (2, N)
        self._velocity, self._gains = np.zeros_like(self._y), np.ones_like(self._y)
        self.attract(p, exaggerated=exaggerated)

    @property
    def positions(self) -> Array:
        """(N, 2), a copy; their mean is at 0."""
        return self._y.T.copy()

    @property
    def divergence(self) -> float:
        """How far the map's neighbours are from those of the points: the Kullback-Leibler divergence, in nats."""
        return forces.divergence(self._y.astype(self._dtype), self._p, self._bands)

    def gradient(self) -> Array:
        """How the divergence, without exaggeration, changes with each position, (N, 2)."""
        return forces.gradient(self._y.astype(self._dtype), self._p, self._bands).T.astype(np.float64)

    def attract(self, p: Array, *, exaggerated: int = 0) -> None:
        """Let the neighbours be those of another p (N, N), and go on from where the points are.

        exaggerated   of the steps that follow, in so many p is exaggerated, so that clusters may come apart

        Raises ShapeError unless it is of as many points, SettingError.
        """
        if p.shape != (len(self._y[0]), len(self._y[0])):
            raise ShapeError(f"a map of {len(self._y[0])} samples goes on with the same ones, not with {len(p)}")
        until = self.iteration + whole("the number of exaggerated steps", exaggerated)
        self._until = max(self._until, until)
        p = p.astype(self._dtype)
        self._p = [p[rows, columns] * counts for rows, columns, counts in self._bands]  # of each pair one half

    def _advance(self) -> None:
        """y ← y + v with v ← μ v - η gains ∂KL/∂y (algorithm 1); a gain grows while its point goes one way, and falls
        when it turns (Jacobs, 1988).
        """
        early = self.exaggeration if self.iteration < self._until else 1.0
        slope = forces.gradient(self._y.astype(self._dtype), self._p, self._bands, early)  # (2, N)
        turned = slope * self._velocity > 0
        self._gains = np.maximum(np.where(turned, self._gains * LESS, self._gains + MORE), LEAST)
        momentum = SLOW if self.iteration < TURN else FAST
        self._velocity = momentum * self._velocity - self.learning_rate * self._gains * slope
        self._y = self._y + self._velocity
        self._y -= self._y.mean(axis=1, keepdims=True)


class TSNE(Embedding):
    """A map of samples x (N, …), 4 to 1,000 of them, taken as points (N, D).

    perplexity      about how many neighbours of a point count: above 1, below N - 1
    seed            of the start's random part
    start           'pca': the principal components, made as small as `SPREAD`, with so little chance that it only
                    parts samples that are equal; 'random': normal numbers as small
    learning_rate   100, as in the paper, but no more than N / 3, if not given: few points are soon thrown about
    exaggeration    so many times p is taken in the first `exaggerated` steps, so that clusters find together while the
                    map is small (sec. 3.4)
    exact           whether what is computed for all pairs is float64, not float32: for checks

    Afterwards `positions` is (N, 2), and moves with `step`. A step takes time as N² does. Many dimensions take long
    once, at the start: fewer principal components than those say nearly the same.

    Raises SettingError, ShapeError, and DataError for what is no number.
    """

    def __init__(
        self,
        x: "ArrayLike",
        perplexity: float = 30,
        seed: int = 0,
        *,
        start: str = "pca",
        learning_rate: float | None = None,
        exaggeration: float = 4,
        exaggerated: int = 50,
        exact: bool = False,
    ) -> None:
        x = as_points(x)
        check_name("start", start, STARTS)
        if len(x) > MOST:
            raise SettingError(f"t-SNE compares all pairs: it takes up to {MOST:,} points, not {len(x):,}; take some")
        self.perplexity = checked_perplexity(perplexity, len(x))
        super().__init__(
            joint(squared_distances(x), self.perplexity),
            beginning(x, start, seed),
            learning_rate=learning_rate,
            exaggeration=exaggeration,
            exaggerated=exaggerated,
            exact=exact,
        )

    def continue_from(self, x: "ArrayLike", *, exaggerated: int = 0) -> None:
        """Go on from where the points are, for what the same samples (N, …) look like now: see `attract`.

        Raises ShapeError unless there are as many samples, SettingError, and DataError for what is no number.
        """
        self.attract(joint(squared_distances(as_points(x)), self.perplexity), exaggerated=exaggerated)


def beginning(x: Array, start: str, seed: int) -> Array:
    """Where points (N, D) are on the map at first, (N, 2)."""
    if start == "random":
        return scattered(len(x), seed)
    return drawn_together(principal_components(x).positions, seed)


def scattered(count: int, seed: int) -> Array:
    """Random positions (count, 2), close together."""
    return seeds.generator(seed, START).normal(0, SPREAD, (2, count)).T


def drawn_together(positions: Array, seed: int) -> Array:
    """Positions (N, 2) made small, with a little chance beside."""
    spread = positions[:, 0].std()
    return positions * (SPREAD / spread if spread > 0 else 0) + scattered(len(positions), seed) / 100
