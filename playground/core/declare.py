"""Declarations of settings: what each may be, what it is called, and when it can change.

A setting is declared once, as one of these parameters; its control, its form in an address and its line in the
documentation are made from the declaration. `control` names the kind of its control; none if the page has its own way.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import param

RUN, LIVE, VIEW = "run", "live", "view"
"""What a change means: another run; an entry in the log of this one; nothing for the run, only for who looks at it."""

INTEGER = re.compile(r"-?[0-9]{1,9}")
MOST_STEPS = 100_000_000
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,12})?(e-?[0-9]{1,2})?")


class RefusedError(ValueError):
    """A value that cannot be, though it is of the right form; the message says why, for people."""


_MORE = {"scope": RUN, "control": ""}


class Choice(param.Selector):
    """One of several values; `words` gives each in words, `groups` the values of each group, if there are any."""

    __slots__ = ["control", "groups", "scope", "words"]
    _slot_defaults: ClassVar = {**param.Selector._slot_defaults, **_MORE, "words": None, "groups": None}

    def __init__(
        self,
        words: dict[Any, str] | None = None,
        *,
        groups: Mapping[str, Sequence[Any]] | None = None,
        scope: str = RUN,
        control: str = "select",
        **more: Any,
    ) -> None:
        super().__init__(objects=list(words or {}), constant=True, **more)
        self.words, self.groups, self.scope, self.control = words or {}, groups or {}, scope, control

    def fit(self, value: Any, possible: list[Any]) -> Any:
        """The value, or the first of those that are possible."""
        return value if value in possible else possible[0]

    def beside(self, value: Any) -> list[Any]:
        """The values of its group; all, if there are no groups."""
        return next((list(group) for group in self.groups.values() if value in group), list(self.words))

    def write(self, value: Any) -> str:
        """The value as an address carries it."""
        return f"{value:.12f}".rstrip("0") + "0" * value.is_integer() if isinstance(value, float) else str(value)

    def read(self, text: str) -> Any:
        """The value that a text of an address stands for; raises ValueError."""
        for value in self.words:
            if text == str(value) or (isinstance(value, float) and NUMBER.fullmatch(text) and float(text) == value):
                return value
        raise ValueError(text)

    def allowed(self) -> str:
        """What can be chosen, for people."""
        return ", ".join(self.write(value) for value in self.words)


class Whole(param.Integer):
    """A whole number within `bounds`; `unit` stands behind it."""

    __slots__ = ["control", "scope", "unit"]
    _slot_defaults: ClassVar = {**param.Integer._slot_defaults, **_MORE, "unit": ""}

    def __init__(
        self,
        default: int = 0,
        *,
        scope: str = RUN,
        control: str = "slider",
        unit: str = "",
        **more: Any,
    ) -> None:
        super().__init__(default=default, constant=True, **more)
        self.scope, self.unit, self.control = scope, unit, control

    def write(self, value: int) -> str:
        """The value as an address carries it."""
        return str(value)

    def read(self, text: str) -> int:
        """The value that a text of an address stands for; raises ValueError."""
        if not INTEGER.fullmatch(text):
            raise ValueError(text)
        return int(text)

    def allowed(self) -> str:
        """What it may be, for people."""
        low, high = self.bounds or (0, 0)
        return f"{low} to {high}{self.unit}"


class Flag(param.Boolean):
    """Yes or no."""

    __slots__ = ["control", "scope"]
    _slot_defaults: ClassVar = {**param.Boolean._slot_defaults, **_MORE}

    def __init__(self, default: bool = False, *, scope: str = RUN, control: str = "check", **more: Any) -> None:
        super().__init__(default=default, constant=True, **more)
        self.scope, self.control = scope, control

    def write(self, value: bool) -> str:
        """The value as an address carries it."""
        return "yes" if value else "no"

    def read(self, text: str) -> bool:
        """The value that a text of an address stands for; raises ValueError."""
        if text not in ("yes", "no"):
            raise ValueError(text)
        return text == "yes"

    def allowed(self) -> str:
        """What it may be, for people."""
        return "yes, no"


class Several(param.ListSelector):
    """At least `least` of several values, each once; `words` gives each in words."""

    __slots__ = ["control", "least", "scope", "words"]
    _slot_defaults: ClassVar = {**param.ListSelector._slot_defaults, **_MORE, "least": 1, "words": None}

    def __init__(
        self,
        words: dict[str, str] | None = None,
        *,
        scope: str = RUN,
        control: str = "chips",
        least: int = 1,
        **more: Any,
    ) -> None:
        self.least = least
        super().__init__(objects=list(words or {}), constant=True, **more)
        self.words, self.scope, self.control = words or {}, scope, control

    def fit(self, value: list[str], possible: list[str]) -> list[str]:
        """Those of the values that are possible; if too few are, the first ones that are."""
        found = [each for each in value if each in possible]
        return found if len(found) >= self.least else possible[: self.least]

    def _validate(self, val: Any) -> None:
        super()._validate(val)
        if len(val) < self.least or len(set(val)) < len(val):
            raise ValueError(f"{self.label} are at least {self.least} and each once, not {val}")

    def write(self, value: list[str]) -> str:
        """The value as an address carries it."""
        return ",".join(value)

    def read(self, text: str) -> list[str]:
        """The value that a text of an address stands for; raises ValueError."""
        return text.split(",") if text else []

    def allowed(self) -> str:
        """What can be chosen, for people."""
        return "some of " + ", ".join(self.words)


class Names(Several):
    """Names of settings, in any order, each once; hyphens in an address stand for underscores."""

    __slots__: ClassVar = []

    def read(self, text: str) -> list[str]:
        """The names in a text of an address; raises RefusedError for those that are none."""
        names = list(dict.fromkeys(name.replace("-", "_") for name in super().read(text)))
        if unknown := [name for name in names if name not in self.words]:
            raise RefusedError(f"there is no control “{unknown[0][:40]}”")
        return names


class Each(param.List):
    """One of several values for each thing that another setting lists, `of`; empty where another one, `like`, counts.

    The empty ones at the end are left out.
    """

    __slots__ = ["control", "like", "of", "scope", "words"]
    _slot_defaults: ClassVar = {**param.List._slot_defaults, **_MORE, "like": "", "of": "", "words": None}

    def __init__(
        self,
        words: dict[str, str] | None = None,
        *,
        of: str = "",
        like: str = "",
        scope: str = RUN,
        control: str = "selects",
        **more: Any,
    ) -> None:
        self.words = words or {}
        super().__init__(default=[], item_type=str, constant=True, **more)
        self.of, self.like, self.scope, self.control = of, like, scope, control

    def trimmed(self, value: list[str], same: str = "") -> list[str]:
        """The values, without those that say what counts anyway."""
        found = ["" if each == same else each for each in value]
        while found and not found[-1]:
            found.pop()
        return found

    def _validate(self, val: Any) -> None:
        super()._validate(val)
        if any(each and each not in self.words for each in val) or val != self.trimmed(val):
            raise ValueError(f"{self.label} are some of {', '.join(self.words)}, not {val}")

    def write(self, value: list[str]) -> str:
        """The value as an address carries it."""
        return ",".join(value)

    def read(self, text: str) -> list[str]:
        """The value that a text of an address stands for; raises ValueError."""
        return text.split(",") if text else []

    def allowed(self) -> str:
        """What it may be, for people."""
        return f"up to {(self.bounds or (0, 0))[1]} of {', '.join(self.words)}, empty for one that is as chosen for all"


class Wholes(param.List):
    """Whole numbers; what they may be, a kind of them says."""

    __slots__: ClassVar = []

    def write(self, value: list[int]) -> str:
        """The value as an address carries it."""
        return ",".join(map(str, value))

    def read(self, text: str) -> list[int]:
        """The value that a text of an address stands for; raises ValueError."""
        numbers = text.split(",") if text else []
        if not all(INTEGER.fullmatch(number) for number in numbers):
            raise ValueError(text)
        return [int(number) for number in numbers]


class Layers(Wholes):
    """Numbers of neurons, a layer each: at most `bounds[1]` layers of 1 to `most` neurons."""

    __slots__ = ["control", "most", "scope"]
    _slot_defaults: ClassVar = {**param.List._slot_defaults, **_MORE, "most": 8}

    def __init__(
        self,
        default: list[int] | None = None,
        *,
        most: int = 8,
        scope: str = RUN,
        control: str = "",
        **more: Any,
    ) -> None:
        self.most = most
        super().__init__(default=default or [], item_type=int, constant=True, **more)
        self.scope, self.control = scope, control

    def _validate(self, val: Any) -> None:
        super()._validate(val)
        if not all(isinstance(count, int) and 1 <= count <= self.most for count in val):
            raise ValueError(f"a hidden layer has 1 to {self.most} neurons, not {val}")

    def allowed(self) -> str:
        """What it may be, for people."""
        return f"up to {(self.bounds or (0, 0))[1]} numbers from 1 to {self.most}"


class Steps(Wholes):
    """Steps of a run, each once, in their order; at most `most`."""

    __slots__ = ["control", "most", "scope"]
    _slot_defaults: ClassVar = {**param.List._slot_defaults, **_MORE, "most": 0}

    def __init__(self, default: list[int] | None = None, *, most: int = 0, scope: str = RUN, **more: Any) -> None:
        self.most = most
        super().__init__(default=default or [], item_type=int, constant=True, **more)
        self.scope, self.control = scope, ""

    def _validate(self, val: Any) -> None:
        super()._validate(val)
        if len(val) > self.most or sorted(set(val)) != val or any(not 0 <= step <= MOST_STEPS for step in val):
            raise ValueError(f"{self.label} are up to {self.most} steps in their order, not {val}")

    def allowed(self) -> str:
        """What it may be, for people."""
        return f"up to {self.most} steps in their order"
