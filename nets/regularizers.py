"""What keeps weights small and steps short: L1 and L2 penalties, and clipping a gradient by its norm.

Penalties fall on weights, not on biases: `decayed`, (P,), is 1 for the ones and 0 for the others.
"""

import numpy as np

from nets.errors import SettingError
from nets.tape import Array


class Regularizer:
    """The penalty l1 Σ|w| + l2 Σw² / 2, and a bound on the norm of the gradient (0: no bound)."""

    def __init__(self, decayed: Array, *, l1: float = 0.0, l2: float = 0.0, clip_norm: float = 0.0) -> None:
        for name, value in (("l1", l1), ("l2", l2), ("clip_norm", clip_norm)):
            if not 0 <= value < np.inf:
                raise SettingError(f"{name} is a number of at least 0, not {value}")
        self.l1 = float(l1)
        self.l2 = float(l2)
        self.clip_norm = float(clip_norm)
        self._decayed = decayed
        self._work = np.zeros_like(decayed)

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.l1 or self.l2 or self.clip_norm)

    def penalty(self, w: Array) -> float:
        """l1 Σ|w| + l2 Σw² / 2 of the parameters w (P,)."""
        weights = (w * self._decayed).astype(np.float64)
        return float(self.l1 * np.abs(weights).sum() + self.l2 * np.square(weights).sum() / 2)

    def apply(self, w: Array, g: Array) -> None:
        """Add the penalty's gradient to g (P,), in place, then clip."""
        if self.l1:
            self._add(np.sign(w), self.l1, g)
        if self.l2:
            self._add(w, self.l2, g)
        if self.clip_norm:
            self.clip(g)

    def clip(self, g: Array) -> None:
        """Scale g down to the norm `clip_norm`, if it is longer (Pascanu, Mikolov and Bengio, 2013, algorithm 1)."""
        norm = float(np.linalg.norm(g))
        if norm > self.clip_norm:
            np.multiply(g, self.clip_norm / norm, g)

    def _add(self, slope: Array, weight: float, g: Array) -> None:
        np.multiply(slope, self._decayed, self._work)
        np.multiply(self._work, weight, self._work)
        np.add(g, self._work, g)
