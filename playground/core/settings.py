"""The settings of a run: frozen values, of which each is declared once."""

from collections.abc import Callable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

import param

from playground.core.declare import LIVE, RUN, VIEW, Choice, Each, Steps

if TYPE_CHECKING:
    from nets.training.log import Change
    from playground.core.keepsake import Standing
    from playground.core.run import Owned, Run

SPEEDS = (1, 2, 5, 10, 30, 60, 150, 500, 1500, 5000, 0)

Propose = Callable[..., None]
"""Called by a control with the settings that a person has changed."""


def speed_words(speed: int) -> str:
    """Steps a second in words; 0 is as fast as it goes."""
    return f"{speed} step{'' if speed == 1 else 's'}/s" if speed else "max"


def speed_choice(default: int) -> Choice:
    """How fast a run moves, which every run can be told."""
    return Choice(
        {speed: speed_words(speed) for speed in SPEEDS}, default=default, scope=VIEW, control="steps", label="Speed",
        doc="Training steps a second; 0 stands for as many as the machine makes.",
    )  # fmt: skip


def bookmark_list() -> Steps:
    """Steps that somebody wants to come back to, which every run can be told."""
    return Steps(most=20, scope=VIEW, label="Bookmarks", doc="Steps to come back to.")


class Settings(param.Parameterized):
    """One run and how it is looked at, frozen. `replace` gives a changed copy.

    A kind of run is a class of its own: it declares its settings, with the parameters of `declare`, and says in `run`
    what they make.
    """

    subject: ClassVar[str] = ""
    """A word for the kind of run."""
    speed: Any
    bookmarks: Any

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Whatever a kind of run declares."""

    def __init__(self, **values: Any) -> None:
        """Raises ValueError for a value that is out of its range."""
        super().__init__(**values)

    @classmethod
    def declared(cls) -> dict[str, Any]:
        """The declaration of every setting by its name, in their order."""
        return _declared(cls)

    @classmethod
    def names(cls, *scopes: str) -> list[str]:
        """The names of the settings of some scopes, in the order in which they are declared."""
        return [name for name, declared in cls.declared().items() if declared.scope in scopes]

    @classmethod
    def documentation(cls) -> str:
        """A table of all settings, in Markdown: what an address may say."""
        lines = ["| in the address | what it is | what it may be |", "|---|---|---|"]
        for name, declared in cls.declared().items():
            lines.append(f"| `{name}` | **{declared.label}**. {declared.doc} | {declared.allowed()} |")
        return "\n".join(lines)

    @property
    def values(self) -> dict[str, Any]:
        """The settings as plain values, in the order in which they are declared."""
        return {name: getattr(self, name) for name in self.declared()}

    def replace(self, **changes: Any) -> Self:
        """A copy with some values changed; raises ValueError as the constructor does."""
        return type(self)(**(self.values | changes))

    def possible(self, name: str) -> list[Any]:
        """What a choice, or one of several, may be beside the other settings."""
        return list(self.declared()[name].words)

    @property
    def idle(self) -> set[str]:
        """The settings that mean nothing beside the others."""
        return set()

    @cached_property
    def fitted(self) -> Self:
        """What these settings amount to: what cannot be gives way to what counts, and idle ones are at their defaults.

        A person's own words stay as they are: what does not fit one dataset fits the next. What may change on the way
        is left alone; the run makes of it what it can.
        """
        changes: dict[str, Any] = {}
        for name in self.names(RUN, VIEW):
            declared, value = self.declared()[name], getattr(self, name)
            if name in self.idle:
                changes[name] = declared.default
            elif isinstance(declared, Each):
                changes[name] = declared.trimmed(value[: len(getattr(self, declared.of))], getattr(self, declared.like))
            elif hasattr(declared, "fit"):
                changes[name] = declared.fit(value, self.possible(name))
        changed = {name: value for name, value in changes.items() if value != getattr(self, name)}
        return self.replace(**changed) if changed else self

    def differences(self, other: "Settings") -> set[str]:
        """The names of the settings in which the two differ."""
        return {name for name, value in self.values.items() if getattr(other, name) != value}

    def part(self, *scopes: str) -> dict[str, Any]:
        """The values of the settings of some scopes."""
        return {name: getattr(self, name) for name in self.names(*scopes)}

    def entry(self, name: str) -> Any:
        """What a log may name: the declaration of a live setting; KeyError for all else."""
        if name not in self.names(LIVE):
            raise KeyError(name)
        return self.declared()[name]

    def shortcut(self, log: "tuple[Change, ...]", step: int) -> "Standing | None":
        """Numbers that came with the site, from a step up to this one of the run that begins with these settings."""
        del log, step
        return None

    def run(self, own: "Owned | None" = None) -> "Run":
        """The run that these settings make, with own code in place of some parts; raises what own code raises."""
        raise AttributeError(f"{type(self).__name__} makes no run: {own}")


@cache
def _declared(kind: type[Settings]) -> dict[str, Any]:
    return {name: kind.param[name] for name in kind.param if name != "name"}
