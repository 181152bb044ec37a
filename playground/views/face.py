"""The one face of all views: what they need in a Frame, how often they want one, and what they make of it.

A view is a pure function from a Frame to columns and, apart from it, the plot whose sources hold these columns. Columns
know nothing of pixels, colours and type: those are the page's, which draws them. So the same columns can be recorded,
and played where there is no Python.
"""

from collections.abc import Iterable
from time import perf_counter
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure

Columns = dict[str, dict[str, Any]]
"""By source, then by column: arrays or lists, of one length within a source."""


LEISURELY = 10
"""Steps a second that a person follows one by one: up to this speed every Frame is drawn whole."""


class View:
    """What all views are; `sources` are those of the plot, by the names that `columns` gives them.

    every   seconds between two drawings while Frames pass; 0: every Frame
    place   what must be open for it to be seen; empty if it always is
    """

    every = 0.0
    place = ""
    sources: dict[str, ColumnDataSource]

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What a Frame must carry; `passing` says that another one follows soon."""
        raise AttributeError(f"{type(self).__name__} needs nothing: {passing}")

    def columns(self, frame: Frame) -> Columns:
        """What the view makes of a Frame; the same for the same Frame, always."""
        raise AttributeError(f"{type(self).__name__} makes nothing of {frame.step}")

    def draw(self, frame: Frame) -> None:
        """Write the columns of a Frame into the plot's sources, as far as they are others than before."""
        for name, columns in self.columns(frame).items():
            write(self.sources[name], columns)


class Display:
    """The views of one experiment: those that are seen are drawn at their own pace while Frames pass, and all when one
    stays. `open` names the places that are open.
    """

    def __init__(self, *views: View) -> None:
        self.views = views
        self.open: tuple[str, ...] = ()
        self._drawn = dict.fromkeys(views, -np.inf)
        self._due: tuple[View, ...] = ()
        self._leisurely = False

    def add(self, view: View) -> None:
        """One more view."""
        self.views = *self.views, view
        self._drawn[view] = -np.inf

    def needs(self, passing: bool, slowness: float = 1.0) -> Iterable[Measure[Any]]:
        """What the views need that are due; a page that draws `slowness` times as slowly gets fewer charts."""
        now, whole = perf_counter(), not passing or self._leisurely
        seen = [view for view in self.views if not view.place or view.place in self.open]
        self._due = tuple(view for view in seen if whole or now - self._drawn[view] >= slowness * view.every)
        return [measure for view in self._due for measure in view.needs(passing)]

    def take(self, frame: Frame, also: tuple[ColumnDataSource, dict[str, Any]] | None = None) -> None:
        """Draw what is due, every source once; `also` are columns of a source that no view has."""
        now = perf_counter()
        self._leisurely = 0 < frame.settings.speed <= LEISURELY
        gathered = [] if also is None else [also]
        for view in self._due:
            self._drawn[view] = now
            gathered += [(view.sources[name], columns) for name, columns in view.columns(frame).items()]
        together: dict[str, dict[str, Any]] = {}
        for source, columns in gathered:
            together.setdefault(source.id, {}).update(columns)
        for source in {source.id: source for source, _ in gathered}.values():
            write(source, together[source.id])


def write(source: ColumnDataSource, columns: dict[str, Any]) -> None:
    """Put columns into a source; what it holds already is not sent again."""
    changed = {name: column for name, column in columns.items() if not same(source.data.get(name), column)}
    if changed:
        source.data.update(changed)


def same(old: Any, new: Any) -> bool:
    """Whether two columns are alike; pictures are not compared, for they seldom are."""
    if old is None or len(old) != len(new):
        return False
    if len(new) and isinstance(new[0], np.ndarray):
        return False
    if isinstance(new, np.ndarray):
        return bool(np.array_equal(old, new, equal_nan=new.dtype.kind == "f"))
    return list(old) == list(new)
