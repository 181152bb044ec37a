"""A sweep: a region, a curve and a few numbers of each of its runs, and what may be varied."""

from collections.abc import Iterable
from math import isfinite
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets import Evaluation
from nets.arrays import Array
from playground.core.frame import Frame, Measure
from playground.core.plane.bench import Bench, Sight, Sweeps
from playground.core.plane.plan import MOST
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.sweep import SIDE, Mean, Result, Sweep
from playground.core.plane.variants import variants
from playground.views.face import Columns, View
from playground.views.levels import NONE
from playground.views.output import points_of, region_levels
from playground.views.words import loss

NOTHING = "Nothing has been run yet."
SOURCES = {
    "level": ("level",),
    "line": ("value",),
    "points": ("x1", "x2", "value", "data"),
    "losses": ("run", "step", "loss"),
}


class Trials(View):
    """The source `sweep level` has ``level``, palette indices (SIDE, SIDE) of every run, row 0 lowest; of curves,
    `sweep line` has ``value``, (SIDE,) of every run instead. `sweep points` are those of training, ``data`` says of
    which runs; `sweep losses` the test losses on the way, ``run`` by ``run``. Text ``sweep`` tells what is seen,
    ``sweep_choices`` what may be varied.
    """

    every = 0.15

    def __init__(self, texts: ColumnDataSource, bench: Bench) -> None:
        self._asked = Sweeps(bench)
        self._choices: tuple[Any, list[Any]] = None, []
        self._pictures: tuple[list[Result | None], Columns] = [], {}
        made = {
            name: ColumnDataSource({column: [] for column in columns}, name=f"sweep {name}")
            for name, columns in SOURCES.items()
        }
        self.sources = {"texts": texts, **made}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What is known of it."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """Pictures, points, and one record."""
        settings: Any = frame.settings
        sight = frame[self._asked]
        if self._choices[0] is not settings:
            self._choices = settings, choices(settings)
        columns: Columns = {"texts": {"sweep": [told(sight, settings)], "sweep_choices": [self._choices[1]]}}
        if sight.sweep is not None:
            columns |= self._painted(sight.sweep)
        return columns

    def _painted(self, sweep: Sweep) -> Columns:
        """The pictures; made anew when there is another result."""
        before, results = self._pictures[0], list(sweep.results)
        if len(before) != len(results) or any(old is not new for old, new in zip(before, results, strict=True)):
            self._pictures = results, pictures(sweep)
        return self._pictures[1]


def choices(settings: PlaneSettings) -> list[Any]:
    """What may be varied: name, label, the place of the present value, and all values as texts and words."""
    declared, found = settings.declared(), []
    for name, label, values in variants(settings):
        present = declared[name].write(getattr(settings.fitted, name))
        texts = [text for text, _ in values]
        found.append(
            {"name": name, "label": label, "present": texts.index(present), "values": [list(v) for v in values]}
        )
    return found


def pictures(sweep: Sweep) -> Columns:
    """What is painted of the runs."""
    settings: Any = sweep.plan.settings.fitted
    curve = settings.is_curve
    level = np.full((len(sweep.results), SIDE, SIDE), NONE, np.uint8)
    value = np.full((len(sweep.results), SIDE), np.nan, np.float32)
    for i, result in enumerate(sweep.results):
        if result is not None and curve:
            value[i] = result.region[0]
        elif result is not None:
            level[i] = region_levels(seen(result.region), 1.0, settings)
    return {
        "level": {"level": level.ravel()[: 0 if curve else None]},
        "line": {"value": value.ravel()[: None if curve else 0]},
        "points": points(sweep, settings),
        "losses": losses(sweep.known, sweep),
    }


def seen(region: Array) -> Array:
    """One output's map, or those of all classes."""
    return region[0] if len(region) == 1 else region


def points(sweep: Sweep, settings: PlaneSettings) -> dict[str, Any]:
    """Places, and which part of the task's colours each has."""
    each = [points_of(training, settings) for training in sweep.points]
    gathered = {name: joined(of[name] for of in each).astype(np.float32) for name in ("x1", "x2", "value")}
    return {**gathered, "data": np.repeat(np.arange(len(each)), [len(of["x1"]) for of in each]).astype(np.int32)}


def losses(results: list[Result], sweep: Sweep) -> dict[str, Any]:
    """Of the test points, run after run."""
    number = {id(result): i for i, result in enumerate(sweep.results)}
    return {
        "run": np.repeat([number[id(each)] for each in results], [len(each.losses) for each in results]).astype(
            np.int32
        ),
        "step": joined(each.losses[:, 0] for each in results).astype(np.float32),
        "loss": joined(each.losses[:, 2] for each in results).astype(np.float32),
    }


def joined(arrays: Iterable[Array]) -> Array:
    """One after the other; nothing of none."""
    return np.concatenate([np.zeros(0), *arrays])


def told(sight: Sight, settings: PlaneSettings) -> dict[str, Any]:
    """What the page's script takes."""
    sweep, share = sight.sweep, sight.share
    said = {"share": None if share is None else round(share, 3), "note": note(sight, settings), "most": MOST}
    if sweep is None:
        return {**said, "runs": []}
    plan, best = sweep.plan, sweep.best
    of: Any = plan.settings.fitted
    return {
        **said,
        "runs": [None if result is None else numbers(result) for result in sweep.results],
        "trials": [
            {"places": list(trial.places), "seed": trial.seed + 1, "address": address}
            for trial, address in zip(plan.trials, plan.addresses, strict=True)
        ],
        "means": [mean(each) for each in sweep.means],
        "opened": sight.opened,
        "best": None if best is None else sweep.results.index(best),
        "axes": [
            {"name": axis.name, "label": axis.label, "texts": axis.texts, "words": axis.words} for axis in plan.axes
        ],
        "seeds": plan.seeds,
        "task": "curve" if of.is_curve else of.task,
        "classes": of.outputs,
    }


def numbers(result: Result) -> dict[str, Any]:
    """Of one run; nothing where there is no number."""
    return {
        "step": result.step,
        **named(result.evaluation),
        "broken": result.divergence,
        "data": result.data,
    }


def mean(of: Mean) -> dict[str, Any]:
    """Over seeds, each number as mean, lowest and highest."""
    together = [named(each) for each in (of.mean, of.low, of.high)]
    return {"places": list(of.places), **{name: [each[name] for each in together] for name in together[0]}}


def named(evaluation: Evaluation) -> dict[str, float | None]:
    """By name."""
    return {name: value if isfinite(value) else None for name, value in evaluation._asdict().items()}


def note(sight: Sight, settings: PlaneSettings) -> str:
    """How far it is, and whether it is of the present settings."""
    sweep = sight.sweep
    if sweep is None:
        return NOTHING
    labels = [settings.declared()[name].label.lower() for name in sight.different]
    of = f" The page’s settings differ now: {', '.join(labels)}." if labels else ""
    return progress(sight, sweep) + of + " Runs are of the original code, not of yours." * sight.is_own


def progress(sight: Sight, sweep: Sweep) -> str:
    """How far it is."""
    total, steps = len(sweep.results), sweep.plan.steps
    if sight.share is not None:
        return f"Step {sweep.goal:,} of {steps:,}: {sweep.reached} of {total} runs."
    if sight.is_whole:
        return f"Done: {total} run{'' if total == 1 else 's'} of {steps:,} steps.{outcome(sweep)}"
    return (
        f"Cancelled: {len(sweep.known)} of {total} runs, up to step {max((r.step for r in sweep.known), default=0):,}."
    )


def outcome(sweep: Sweep) -> str:
    """Which run has the lowest test loss, or why none is to be named."""
    best = sweep.best
    if best is not None:
        axes = zip(sweep.plan.axes, best.trial.places, strict=True)
        chosen = [f"{axis.label.lower()} {axis.words[place]}" for axis, place in axes]
        seed = [f"seed {best.trial.seed + 1}"] * (sweep.plan.seeds > 1)
        return (
            f" Lowest test loss: run {sweep.results.index(best) + 1}, {loss(best.test_loss)}"
            f" ({', '.join(chosen + seed)})."
        )
    if sweep.is_broken:
        return " No run learned: the numbers of every one became too large to compute with."
    return " All test losses are alike: no run learned more than another." if sweep.is_alike else ""
