"""The declaration of a setting that is points of somebody's own, with the same face as those of `declare`."""

from typing import Any, ClassVar

import param

from playground.core.declare import RUN
from playground.core.plane.points import MOST_POINTS, Points
from playground.core.plane.told import sentence


class Drawn(param.Parameter):
    """Points that somebody has drawn, or brought; none at first."""

    __slots__ = ["control", "scope"]
    _slot_defaults: ClassVar = {**param.Parameter._slot_defaults, "scope": RUN, "control": ""}  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(self, *, scope: str = RUN, control: str = "button", **more: Any) -> None:
        super().__init__(default=Points(), constant=True, **more)
        self.scope, self.control = scope, control

    def _validate(self, val: Any) -> None:
        super()._validate(val)
        if not isinstance(val, Points):
            raise ValueError(f"{self.label} are Points, not {val!r:.40}")

    def write(self, value: Points) -> str:
        """The value as an address carries it."""
        return value.text

    def read(self, text: str) -> Points:
        """The value that a text of an address stands for; raises ValueError."""
        return Points.read(text)

    def say(self, value: Points) -> str:
        """The value for people."""
        return f"{len(value):,}"

    def explain(self, value: Points) -> str:
        """Where the value comes from, in a sentence; empty, if nothing is known of it."""
        return sentence(value)

    def allowed(self) -> str:
        """What it may be, for people."""
        return f"up to {MOST_POINTS:,} points, a few letters each"
