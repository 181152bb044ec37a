"""What goes wrong in a run, at present and before: every look at it is diagnosed with what was seen until then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nets.diagnosis import EARLY, Finding, Monitor, Observation, diagnose
from nets.probes.timeline import Entry
from playground.core.readings import Readings
from playground.core.run import Run
from playground.core.series import Series, evenly, forget, put, until

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

SEEN = 64
"""So many observations, evenly spaced, are diagnosed: rules look at shares of them."""
SILENT = 2
"""A finding that was missing at no more looks in a row was there all the time."""

Findings = tuple[Finding, ...]


class Spell(NamedTuple):
    """A kind of finding, and the first and the last step at which it was seen to be true."""

    kind: str
    first: int
    last: int


class Diagnosis(NamedTuple):
    """What goes wrong at the present step, the gravest first, and all spells that are known of the run.

    They are in the order of their beginnings. A spell of what goes wrong now ends at the present step or after it.
    What is present was seen at the step `looked`; None before the first look. Further looks are on their way, if that
    is not the present step.
    """

    present: Findings
    spells: tuple[Spell, ...]
    looked: int | None = None

    def since(self, kind: str, step: int) -> int:
        """The step since which a kind of finding has been true that is true at this step."""
        began = [spell.first for spell in self.spells if spell.kind == kind and spell.first <= step]
        return began[-1] if began else step


@dataclass(frozen=True)
class Looks:
    """Looks at the past of a run, with what goes wrong there: the same ones for who is in a hurry and who is not."""

    def series(self, experiment: "Experiment") -> Series[Findings]:
        """Beside the run."""
        return Series(experiment, "Diagnosing", looking)


@dataclass(frozen=True)
class Diagnoses:
    """The diagnosis of a run, by looks at its past beside the training; empty if nothing goes wrong.

    leisurely   whether this may take its time, so that the run hardly gets slower
    """

    leisurely: bool = False

    def probe(self, experiment: "Experiment") -> Callable[[], Diagnosis]:
        """Of the present step and of those around it."""
        series, trainer = experiment.answer(Readings(Looks())), experiment.run.trainer

        def measure() -> Diagnosis:
            broken, found = trainer.divergence, spells(series.known)
            if self.leisurely and broken is None and trainer.step_number < EARLY:
                return Diagnosis((), found)
            looks = series.until_now(leisurely=self.leisurely)
            if broken is not None:
                present = diagnose([], broken)
                ended = (Spell(each.kind, broken.step, broken.step) for each in present)
                return Diagnosis(present, (*found, *ended), broken.step)
            return Diagnosis(looks[-1].reading, found, looks[-1].step) if looks else Diagnosis((), found)

        return measure


def looking(twin: Run) -> Callable[[], Findings]:
    """What looks at a run, and says what is wrong there."""
    monitor, log = Monitor(twin.trainer), twin.trainer.log
    seen: list[Entry[Observation]] = []  # of later steps, too: who goes back and forth sees what was seen before

    def look() -> Findings:
        nonlocal log
        forget(seen, log, twin.trainer.log)
        log = twin.trainer.log
        observation = monitor.look()
        put(seen, Entry(observation.step, observation))
        return diagnose([entry.reading for entry in evenly(until(seen, observation.step), SEEN)])

    return look


def spells(looks: Sequence[Entry[Findings]]) -> tuple[Spell, ...]:
    """The spells of every kind of finding, by their beginning."""
    found: list[Spell] = []
    latest: dict[str, tuple[int, int]] = {}  # the number of the last look at which a kind was seen, its spell
    for number, (step, findings) in enumerate(looks):
        for kind in dict.fromkeys(finding.kind for finding in findings):
            seen, place = latest.get(kind, (-SILENT - 2, -1))
            if number - seen <= SILENT + 1:
                found[place] = found[place]._replace(last=step)
            else:
                place = len(found)
                found.append(Spell(kind, step, step))
            latest[kind] = number, place
    return tuple(found)
