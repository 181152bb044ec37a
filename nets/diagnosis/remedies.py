"""Remedies: what a finding's advice means for the settings of a run, for programs that offer to try it.

A remedy names a setting as the engine does, and either a value for it or a factor. Advice that no setting expresses,
such as to stop earlier, has none.
"""

from typing import Any, NamedTuple


class Remedy(NamedTuple):
    """Try `setting` at another `value`, or, if that is None, at its present one times `factor`."""

    setting: str
    value: Any = None
    factor: float = 1.0


LOWER, RAISE = Remedy("learning_rate", factor=1 / 3), Remedy("learning_rate", factor=3.0)
REMEDIES: dict[str, tuple[Remedy, ...]] = {
    "diverged": (Remedy("learning_rate", factor=0.1),),
    "dying relu": (LOWER, Remedy("activation", "leaky relu"), Remedy("initializer", "he")),
    "symmetric weights": (Remedy("initializer", "xavier"),),
    "saturation": (LOWER, Remedy("standardize", value=True), Remedy("initializer", "lecun")),
    "vanishing gradient": (Remedy("activation", "relu"), Remedy("activation", "tanh"), Remedy("initializer", "he")),
    "exploding gradient": (LOWER, Remedy("initializer", "lecun")),
    "learning rate too large": (LOWER,),
    "learning rate too small": (RAISE,),
    "overfitting": (Remedy("l2", 0.01),),
    "nothing learned": (Remedy("units", factor=2.0), RAISE),
}
"""By the kind of the finding; the first one is worth trying first."""
