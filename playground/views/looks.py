"""What a unit looks for, as pictures and words: an image that grows, beside a drawing, or nine test images."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from nets.datasets import Dataset
from playground.core.digits.looks import AGAIN, DREAM, EXCITE, Grown, Look, Looks, Strongest, Studio, Unit
from playground.core.digits.run import Stage
from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View
from playground.views.levels import level
from playground.views.opened import signed
from playground.views.words import percent

NO_NUMBERS = "The network has no numbers any more: its training went wrong. Reset begins a new one."
SILENT = "This unit answers 0 to all of them."
NARROW = "\u00a0"
"""A space at which no line ends."""
SORTING = "Sorting 2,000 test images…"


class Looked(View):
    """The part `looks` has ``level``: palette indices of 24 × 24 pixels a picture, one after the other: what grows and
    what stands beside it, or test images, strongest first.
    """

    every = 0.1

    def __init__(self, texts: ColumnDataSource, studio: Studio) -> None:
        self._asked = Looks(studio)
        self.sources = {"looks": ColumnDataSource({"level": []}, name="digits.looks"), "texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What there is to see of the unit."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """Pictures, and one record of words."""
        look: Look = frame[self._asked]
        if look.grown is not None:
            pictures, words = of_grown(look.way, look.unit, look.grown, frame.step)
        elif look.strongest is not None:
            pictures, words = of_tests(look.strongest, look.unit, look.test, frame.step)
        else:
            pictures, words = [], {"of": NO_NUMBERS if look.is_broken else SORTING}
        flat = [level(picture.ravel(), 1.0) for picture in pictures]
        said = {"way": look.way, **named(look.unit), **words}
        return {"looks": {"level": np.concatenate(flat or [np.zeros(0, np.uint8)])}, "texts": {"looked": [said]}}


def of_grown(way: str, unit: Unit, grown: Grown, step: int) -> tuple[list[Array], dict[str, Any]]:
    """An image that grows: two pictures, their captions, what its numbers say, and where it stands."""
    start = "The drawing" if way == DREAM else "Noise"
    done = f"After {grown.iteration} step{'s' * (grown.iteration > 1)}" if grown.iteration else start
    captions = [done, "The drawing"]
    if grown.answers is not None:
        captions = [f"{caption}: {signed(answer)}" for caption, answer in zip(captions, grown.answers, strict=True)]
    return [grown.image, grown.beside], {
        "captions": captions,
        "numbers": NUMBERS[way](unit, grown),
        "act": "Stop" if grown.moving else "Go on" if grown.iteration else "Start",
        "of": of_step(grown.step, step),
        "fresh": grown.step == step and grown.iteration == 0,
    }


def of_excitation(unit: Unit, grown: Grown) -> str:
    """What the unit answers."""
    del grown
    of_map = (
        "The numbers are the mean of this map." if unit.stage.kind in "cma" else "The numbers are this unit's answers."
    )
    return f"{of_map} The larger one excites it more."


def of_misfit(unit: Unit, grown: Grown) -> str:
    """The parts of the loss."""
    assert grown.misfit is not None
    content, norm, variation = grown.misfit
    return (
        f"What {unit.stage.title} makes of both differs by {percent(content).replace(' ', NARROW)}: at 0{NARROW}% it "
        "could not tell them apart. "
        f"Ink ({signed(norm)}) and ragged edges ({signed(variation)}) count against it, too."
    )


def of_dream(unit: Unit, grown: Grown) -> str:
    """The responses."""
    assert grown.answers is not None
    now, before = grown.answers
    times = f"{signed(now / before)} times as much as to the drawing" if before > 0 else "to the drawing nothing"
    return f"The numbers are half the sum of all squares in {unit.stage.title}: it responds {times}."


NUMBERS = {EXCITE: of_excitation, AGAIN: of_misfit, DREAM: of_dream}


def of_tests(found: Strongest, unit: Unit, test: Dataset, step: int) -> tuple[list[Array], dict[str, Any]]:
    """Test images: pictures, and of each its number, its label, the unit's answer, and what of it the unit sees."""
    strongest = found.value[unit.unit]
    tests = [
        {
            "number": each.sample,
            "label": int(test.y[each.sample]),
            "answer": signed(each.activation),
            "box": None if each.box is None else [*each.box.rows, *each.box.columns],
        }
        for each in strongest
    ]
    remarks = [SILENT] if strongest[0].activation == 0 else []
    remarks += [of_step(found.step, step)]
    return [test.x[each.sample] for each in strongest], {"of": " ".join(remarks), "tests": tests}


def of_step(own: int, present: int) -> str:
    """Which network the picture is of, if that has been left."""
    return "" if own == present else f"Of the network at step {own:,}; it is at step {present:,} now."


def named(unit: Unit) -> dict[str, Any]:
    """All layers and all units of one by name, and which is looked at."""
    title = f"{unit.stage.title}, {unit_name(unit.stage, unit.unit)}"
    return {
        "layers": list(unit.titles),
        "units": [unit_name(unit.stage, number) for number in range(unit.units)],
        "layer": unit.number,
        "unit": unit.unit,
        "lost": "" if unit.is_wanted else f"What was chosen is not in this network: {title} is the nearest.",
    }


def unit_name(stage: Stage, unit: int) -> str:
    """A unit, as everywhere on the page: counted from 1, but for digits."""
    kind = {"answer": "digit", "d": "number"}.get(stage.kind, "map")
    return f"{kind} {unit + (stage.kind != 'answer')}"
