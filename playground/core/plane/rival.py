"""A rival: a second run from the same first weights and in the same order, in which some settings are others."""

from typing import Any

from nets.training.log import Change
from playground.core.address import Place
from playground.core.curve import Losses, Scored, alike
from playground.core.declare import LIVE, RefusedError
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.variants import varied
from playground.core.scoring import Scoring
from playground.core.slow import Slow

USUAL = "learning_rate", "3.0", "0.03"
"""What differs before anybody has chosen, the value of the rival, and its value where the run has that one already."""


class Wish:
    """What is to differ, whatever run is there: of every setting its value in the rival, as an address names it, and
    the value that takes its place where the run itself has the first. So two runs that change places stay compared.

    pairs    None before anybody has looked
    course   the number of a course that the run has left, to be the rival in place of one with other settings
    going    whether the rival follows the run
    """

    def __init__(self) -> None:
        self.pairs: dict[str, tuple[str, str]] | None = None
        self.course: int | None = None
        self.going = True

    def choose(self, settings: PlaneSettings, name: str, text: str) -> None:
        """Let a setting be this in the rival of a run that begins with these settings; raises RefusedError."""
        varied(settings, {name: text})
        self.pairs = {**self.wanted(settings), name: (text, written(settings, name))}

    def drop(self, settings: PlaneSettings, name: str) -> None:
        """Let a setting be the same in both."""
        self.pairs = {other: pair for other, pair in self.wanted(settings).items() if other != name}

    def recall(self, settings: PlaneSettings, pairs: dict[str, list[str]]) -> list[str]:
        """Let differ what differed on an earlier visit, a pair each; gives the names of what cannot any more."""
        self.pairs, lost = {}, []
        for name, (value, other) in pairs.items():
            try:
                for text in (value, other):
                    varied(settings, {name: text})
                self.pairs[name] = value, other
            except RefusedError:
                lost.append(name)
        return lost

    def wanted(self, settings: PlaneSettings) -> dict[str, tuple[str, str]]:
        """The pairs; of somebody who has not chosen yet, the usual ones."""
        if self.pairs is None:
            name, value, other = USUAL
            present = written(settings, name)
            self.pairs = {name: (other if present == value else value, present)}
        return self.pairs

    def texts(self, settings: PlaneSettings) -> dict[str, str]:
        """The values that the rival of a run with these first settings has."""
        pairs = self.wanted(settings).items()
        return {name: value if value != written(settings, name) else other for name, (value, other) in pairs}


def written(settings: PlaneSettings, name: str) -> str:
    """What a setting amounts to, as an address names it; raises KeyError for one that there is not."""
    return settings.declared()[name].write(getattr(settings.fitted, name))


def beginning(settings: PlaneSettings, log: tuple[Change, ...]) -> PlaneSettings:
    """The settings that a run began with, and what was changed before its first step."""
    present: Any = Place(settings, log, 0).present
    return present


def shared(log: tuple[Change, ...], settings: PlaneSettings, names: set[str]) -> tuple[Change, ...]:
    """The changes of a log that a rival with these settings makes, too; `names` are the settings that differ in it.

    Left out is what would make it the same again, and what is a weight of a network that it has not.
    """
    return tuple(change for change in log if change.name not in names and _is_there(settings, change.name))


def _is_there(settings: PlaneSettings, name: str) -> bool:
    try:
        settings.entry(name)
    except KeyError:
        return False
    return True


class Rival:
    """One such run, with its own losses; an `Observer` takes Frames of it as of an experiment.

    first   its settings at step 0
    names   the settings that differ
    """

    def __init__(self, first: PlaneSettings, names: set[str], slow: Slow[Scored]) -> None:
        self.first = first
        self.names = names
        self.run = first.run()
        self._scoring = Scoring(self.run, slow, Losses())
        self._present: tuple[Any, PlaneSettings] = None, first

    @property
    def settings(self) -> PlaneSettings:
        """In force at its present step."""
        live = self.run.trainer.settings
        if self._present[0] is not live:
            said = live.said()
            self._present = live, self.first.replace(**{name: said[name] for name in self.first.names(LIVE)})
        return self._present[1]

    @property
    def losses(self) -> Losses:
        """Its evaluations."""
        return self._scoring.losses

    def scored(self) -> Scored | None:
        """The latest evaluation of all its samples."""
        return self._scoring.latest()

    def follow(self, log: tuple[Change, ...], step: int) -> None:
        """Take the course with these changes, and stand at what it remembers of it, as near before a step as it can."""
        trainer = self.run.trainer
        known = trainer.log
        if log != known:
            trainer.follow(log, step)
            self._scoring.forget_after(alike(known, log))
        nearest = trainer.branch.before(step).step
        if not nearest <= trainer.step_number <= step:
            trainer.seek(nearest)
