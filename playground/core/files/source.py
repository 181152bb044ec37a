"""What all files of a run are made from: the original of it, where that stands, and what it is in words."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from playground.core.address import Place
from playground.core.curve import Losses
from playground.core.declare import LIVE, RUN, Each
from playground.core.run import Run
from playground.core.settings import Settings

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

NOTHING = "none"


class FileProblemError(ValueError):
    """Why a file cannot be made, or cannot be used, in words for the person who wanted it."""


class Source(NamedTuple):
    """A run as it stands, for whoever writes it down."""

    run: Run
    place: Place
    losses: Losses

    @property
    def step(self) -> int:
        """Where it stands."""
        return self.run.trainer.step_number

    @property
    def address(self) -> str:
        """The place as an address carries it."""
        return self.place.write()

    @property
    def caption(self) -> str:
        """The settings in force and the step, in words."""
        return described(self.place.present, self.step, len(self.place.log))


def source_of(experiment: "Experiment") -> Source:
    """The run of an experiment, or the original that own code left; raises FileProblemError for one that has none."""
    run = experiment.original
    if run.own:
        raise FileProblemError("this run began with code of your own, which no file holds: put the original back first")
    place = experiment.place._replace(step=run.trainer.step_number)
    return Source(run, place, experiment.original_losses)


def check_finite(of: Source) -> None:
    """Raises FileProblemError for a network whose numbers are not finite any more."""
    if not np.isfinite(of.run.network.parameters).all():
        raise FileProblemError(
            "the numbers of this network are not finite any more: step back, and save what was before"
        )


def described(settings: Settings, step: int, changes: int) -> str:
    """The settings that a run depends on, in words, and where it stands; what does nothing is left out."""
    declared, settings = settings.declared(), settings.fitted
    names = [name for name in settings.names(RUN, LIVE) if does(settings, name)]
    parts = [f"{declared[name].label}: {words(declared[name], getattr(settings, name))}" for name in names]
    changed = {0: "", 1: " One change was made on the way."}.get(changes, f" {changes} changes were made on the way.")
    explained = [getattr(declared[name], "explain", unexplained)(getattr(settings, name)) for name in names]
    return f"Step {step:,}. {'; '.join(parts)}.{changed}{''.join(f' {each}' for each in explained if each)}"


def unexplained(_value: Any) -> str:
    """Most values say all by themselves."""
    return ""


def does(settings: Settings, name: str) -> bool:
    """Whether a setting does anything: an idle one does not, nor noise of 0 %, nor the rate of no regularisation."""
    if name in settings.idle:
        return False
    value, declared = getattr(settings, name), settings.declared()[name]
    if isinstance(declared, Each):
        return bool(value)
    is_rate_of_none = settings.values.get(name.removesuffix("_rate")) == NOTHING
    return not is_rate_of_none and (value != declared.default or value not in (0, False, NOTHING))


def words(declared: Any, value: Any) -> str:
    """A value as people say it."""
    known = getattr(declared, "words", None) or {}
    if isinstance(declared, Each):
        return ", ".join(f"{number} {known[each]}" for number, each in enumerate(value, 1) if each)
    if isinstance(value, list):
        return ", ".join(str(known.get(each, each)) for each in value) or "none"
    if value in known:
        return str(known[value])
    return getattr(declared, "say", declared.write)(value) + getattr(declared, "unit", "")
