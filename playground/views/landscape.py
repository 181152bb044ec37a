"""The loss over a plane of parameters: a grid of numbers, the path on it, and what its axes are called."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.core.plane.landscape import Landscape, Landscapes, Sight, Wish
from playground.core.plane.numbers import name_of, number_named
from playground.core.plane.settings import PlaneSettings
from playground.core.plane.terrain import NO_PATH, NO_WEIGHTS, ONE_WEIGHT, PATH, RANDOM
from playground.views.face import Columns, View
from playground.views.words import percent

COMPUTING = "Computing …"
NOTHING = "Nothing has been computed of this run yet."
PROBLEMS = {
    NO_PATH: "The path so far has no two directions: train a few steps, or choose random directions.",
    ONE_WEIGHT: "Two different weights span a plane; these are one and the same.",
    NO_WEIGHTS: "All weights of a layer’s neurons are 0, or these are not there: no plane goes this way.",
}


class Surface(View):
    """The source `landscape` has ``loss``, row after row from the lowest, see `core.plane.landscape`; `landscape path`
    has ``x`` and ``y``, from -1 to 1, and ``step``. Text ``landscape`` tells what is seen, ``landscape_numbers`` which
    weights and biases can be chosen: [title of a layer, [[name, words], …]].
    """

    def __init__(self, texts: ColumnDataSource, wish: Wish) -> None:
        self._asked = Landscapes(wish)
        self._choices: tuple[Any, list[Any]] = None, []
        path: dict[str, Any] = {name: [] for name in ("x", "y", "step")}
        self.sources = {
            "loss": ColumnDataSource({"loss": []}, name="landscape"),
            "path": ColumnDataSource(path, name="landscape path"),
            "texts": texts,
        }

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What is known of it."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """Numbers, and one record."""
        settings: Any = frame.settings
        sight, known = frame[self._asked], frame[self._asked].landscape
        of = settings.features, settings.shape
        if self._choices[0] != of:
            self._choices = of, choices(settings)
        columns: Columns = {"texts": {"landscape": [told(sight, settings)], "landscape_numbers": [self._choices[1]]}}
        if known is not None:
            columns["loss"] = {"loss": known.losses.ravel().astype(np.float32)}
            x, y = known.path.T.astype(np.float32)
            columns["path"] = {"x": x, "y": y, "step": known.steps.astype(np.float64)}
        return columns


def told(sight: Sight, settings: PlaneSettings) -> dict[str, Any]:
    """What the page's script takes."""
    known = sight.landscape
    said = {"share": None if sight.share is None else round(sight.share, 2), "present": sight.is_present}
    if known is None:
        why = PROBLEMS.get(sight.problem, NOTHING)
        return {**said, "note": why if sight.share is None else COMPUTING, "there": False}
    terrain = known.terrain
    low = terrain.origin - (1 + known.path[-1]) * terrain.scale
    return {
        **said,
        "there": True,
        "kind": known.question.kind,
        "note": note(sight, known),
        "resolution": known.question.resolution,
        "step": known.step,
        "loss": known.loss,
        "axes": [
            {"title": title, "low": float(low[i]), "high": float(low[i] + 2 * terrain.scale[i])}
            for i, title in enumerate(titles(known, settings))
        ],
        "metric": (terrain.directions @ terrain.directions.T).ravel().tolist(),  # (2, P) @ (P, 2)
    }


def note(sight: Sight, known: Landscape) -> str:
    """Of which step it is, and whether it is all there."""
    of = f"of step {known.step:,}"
    if sight.share is not None:
        return COMPUTING
    if not sight.is_whole:
        return f"Cancelled: a part of the landscape {of}."
    return f"The landscape {of}." if sight.is_present else f"The landscape {of}; the run is elsewhere now."


def titles(known: Landscape, settings: PlaneSettings) -> list[str]:
    """What the axes are called."""
    question, shares = known.question, known.terrain.shares
    if question.kind == PATH and shares is not None:
        return [
            f"along the {nth} principal direction, {percent(float(share))} of the path’s variance"
            for nth, share in zip(("1st", "2nd"), shares, strict=True)
        ]
    if question.kind == RANDOM:
        return [f"along the {nth} random direction" for nth in ("1st", "2nd")]
    return [number_named(settings, name).label for name in question.numbers]


def choices(settings: PlaneSettings) -> list[Any]:
    """All weights and biases, layer by layer."""
    counts = settings.shape
    return [
        [
            "Output" if column == len(counts) - 1 else f"Layer {column}",
            [choice(settings, column, unit, source) for unit in range(counts[column]) for source in sources],
        ]
        for column in range(1, len(counts))
        for sources in [[*range(counts[column - 1]), None]]
    ]


def choice(settings: PlaneSettings, column: int, unit: int, source: int | None) -> list[str]:
    """A weight or a bias: its name, and what people call it."""
    name = name_of(column, unit, source)
    return [name, number_named(settings, name).label]
