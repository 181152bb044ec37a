"""What all views have in common: pure columns of what they asked for, each view at its own pace, nothing sent twice."""

import copy
import json
import re
from functools import cache

import numpy as np
import pytest
from bokeh.document import Document
from bokeh.models import ColumnDataSource

from nets.training.log import Change
from playground.core.frame import Frame, Observer
from playground.core.plane.settings import PlaneSettings
from playground.views.face import LEISURELY, Display, View, write
from playground.views.inspection import Inspection
from playground.views.loss import Loss
from playground.views.network import Edges, Network
from playground.views.output import RINGS, Output
from playground.views.sentence import Sentence
from playground.views.status import Address, Status
from playground.views.step import OneStep
from playground.views.walk import Walk
from playground.views.walk import made as made_sources
from playground.views.warnings import Warnings
from tests.playground.stage import experiment

LOOKS = re.compile(
    r"#[0-9a-f]{3,8}\b|\d(px|rem|em)\b|rgb|hsl|var\(|colou?r|\b(px|font|width|height|size|radius)\b", re.I
)
PLACES = {
    "plain": {},
    "no hidden layer": {"hidden": [], "features": ["x1^2", "sin x2"]},
    "one of everything": {"hidden": [1], "features": ["x1x2"], "loss": "cross-entropy", "show_test": True},
    "large": {"hidden": [8] * 6, "features": list(PlaneSettings.declared()["features"].words), "activation": "relu"},
}


@cache
def made(name, unit=None):
    """A view by its name; made once, for plots take their time."""
    texts, inspection = ColumnDataSource(name="texts"), Inspection()
    if unit is not None:
        inspection.look(*unit)
    return {
        "status": lambda: Status(texts),
        "network": Network,
        "edges": Edges,
        "output": lambda: Output(texts, inspection),
        "loss": Loss,
        "sentence": lambda: Sentence(texts, inspection),
        "warnings": lambda: Warnings(texts),
        "address": lambda: Address(texts),
        "step": lambda: OneStep(texts, Walk(), made_sources(), {name: ColumnDataSource(name=name) for name in RINGS}),
    }[name]()


NAMES = ["status", "network", "edges", "output", "loss", "sentence", "warnings", "address", "step"]


UNITS = {"output": [None, (0, 0), (1, 0), (9, 9)], "sentence": [None, (0, 0), (1, 0), (9, 9)]}


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture(params=[(name, unit) for name in NAMES for unit in UNITS.get(name, [None])], ids=str)
def view(request) -> View:
    return made(*request.param)


@cache
def standing(place):
    """An experiment at a place that all tests share: each goes on from where it is."""
    return experiment([Change(2, "batch_size", 5)], 5, **PLACES[place])


def frame_for(view, one, *, passing=False):
    """A Frame that holds what the view needs, and nothing else."""
    return Observer(one).observe(view.needs(passing), passing=passing)


def alike(one, other):
    assert one.keys() == other.keys()
    for source in one:
        assert one[source].keys() == other[source].keys()
        for column, values in one[source].items():
            np.testing.assert_equal(values, other[source][column])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("passing", [False, True])
def test_columns_are_pure_and_what_was_asked_for_is_enough(view, place, passing):
    one = standing(place)
    frame = frame_for(view, one, passing=passing)
    before, sources = copy.deepcopy(dict(frame.answers)), {id(s): dict(s.data) for s in view.sources.values()}
    first = view.columns(frame)
    kept = copy.deepcopy(first)
    one.step()
    alike(view.columns(frame), kept)
    alike(first, kept)
    np.testing.assert_equal(list(before), list(frame.answers))
    for measure, answer in before.items():
        if not isinstance(answer, tuple) or isinstance(answer[0], np.ndarray):
            np.testing.assert_equal(answer, frame[measure])
    assert sources == {id(s): dict(s.data) for s in view.sources.values()}


def test_columns_fit_the_sources_and_know_nothing_of_looks(view):
    one = experiment(step=5, show_test=True)
    for source, columns in view.columns(frame_for(view, one)).items():
        assert source in view.sources
        assert len({len(values) for values in columns.values()}) == 1
        for column, values in columns.items():
            assert not LOOKS.search(column.replace("_", " ")), column
            if len(values) and not isinstance(values, np.ndarray) and not isinstance(values[0], np.ndarray):
                assert not LOOKS.search(json.dumps(values, ensure_ascii=False)), column


def test_what_is_drawn_is_what_the_sources_hold(name):
    one, view = experiment(step=5), made(name)
    for step in (5, 9):
        one.run.trainer.seek(step)
        frame = frame_for(view, one)
        view.draw(frame)
        for source, columns in view.columns(frame).items():
            for column, values in columns.items():
                np.testing.assert_equal(view.sources[source].data[column], values)


def sent(draw, *sources):
    """The columns of every source that are sent by some drawing."""
    document, found = Document(), []

    def note(event):
        found.append((event.model.name, set(event.cols)))

    for source in sources:
        document.add_root(source)
    document.on_change(note)
    draw()
    document.remove_on_change(note)
    for source in sources:
        document.remove_root(source)
    return found


def test_only_what_has_changed_is_sent():
    source = ColumnDataSource(name="it", data={"a": [1, 2], "b": np.array([1.0, np.nan]), "c": ["x", "y"]})
    same = {"a": [1, 2], "b": np.array([1.0, np.nan]), "c": ["x", "y"]}
    assert sent(lambda: write(source, same), source) == []
    assert sent(lambda: write(source, {**same, "b": np.array([1.0, 2.0])}), source) == [("it", {"b"})]
    assert sent(lambda: write(source, {"a": [1], "b": np.ones(1), "c": ["x"]}), source) == [("it", {"a", "b", "c"})]
    assert sent(lambda: write(source, {"d": [1]}), source) == [("it", {"d"})]


def test_a_picture_is_always_sent():
    picture = np.zeros((1, 3, 3), np.uint8)
    columns = {"level": picture, "image": [picture[0]]}
    source = ColumnDataSource(name="it", data=dict(columns))
    assert sent(lambda: write(source, columns), source) == [("it", {"level", "image"})]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("network", {"level"}),
        ("output", {"level"}),
        *((name, set()) for name in NAMES if name not in ("network", "output")),
    ],
)
def test_a_network_that_stands_still_sends_pictures_alone(name, columns):
    one, view = experiment(step=5), made(name)
    frame = frame_for(view, one)
    view.draw(frame)
    again = sent(lambda: view.draw(frame_for(view, one)), *view.sources.values())
    assert set().union(*(cols for _, cols in again)) == columns


class Paced(View):
    """A view that wants nothing and notes at which steps it was drawn."""

    def __init__(self, every):
        self.every, self.steps, self.asked, self.sources = every, [], [], {"it": ColumnDataSource(data={"step": []})}

    def needs(self, passing):
        self.asked.append(passing)
        return ()

    def columns(self, frame):
        self.steps.append(frame.step)
        return {"it": {"step": [frame.step]}}


class Shown:
    """A display of views with the paces of all there are, and Frames that come at their times."""

    def __init__(self, time, speed):
        self.time, self.settings, self.step = time, PlaneSettings(speed=speed), 0
        self.views = [Paced(every) for every in sorted({made(name).every for name in NAMES})]
        self.display = Display(*self.views)
        time.passes(1000)

    def take(self, passing=True, after=0.0):
        self.time.passes(after)
        self.step += 1
        list(self.display.needs(passing))
        self.display.take(Frame(self.step, 0, passing, self.settings, {}))


@pytest.mark.parametrize("speed", [speed for speed in PlaneSettings.declared()["speed"].words if 0 < speed <= 10])
def test_at_a_speed_that_a_person_follows_nothing_lags(time, speed):
    assert speed <= LEISURELY
    shown = Shown(time, speed)
    for _ in range(50):
        shown.take(after=0.97 / speed)
        assert {view.steps[-1] for view in shown.views} == {shown.step}


@pytest.mark.parametrize("speed", [60, 0])
def test_at_a_high_speed_every_view_has_its_own_pace(time, speed):
    shown = Shown(time, speed)
    for _ in range(600):
        shown.take(after=1 / 60)
    for view in shown.views:
        assert len(view.steps) == pytest.approx(10 / max(view.every, 1 / 60), rel=0.25)
        assert len(view.asked) == len(view.steps), "it is asked for what it needs only when it is due"
    assert len(shown.views[0].steps) == 600


def test_a_frame_that_stays_is_drawn_by_all(time):
    shown = Shown(time, 0)
    shown.take()
    shown.take(after=0.001)
    assert len({view.steps[-1] for view in shown.views}) == 2
    shown.take(passing=False, after=0.001)
    assert {view.steps[-1] for view in shown.views} == {3}
    assert all(view.asked[-1] is False for view in shown.views)


def test_views_of_one_source_write_it_once_together_with_what_comes_along(time):
    del time
    source = ColumnDataSource(name="texts", data={})
    one, other = Paced(0.0), Paced(0.0)
    one.sources = other.sources = {"it": source}
    other.columns = lambda _: {"it": {"words": ["x"]}}  # type: ignore[method-assign]
    display = Display(one, other)

    def draw():
        list(display.needs(False))
        display.take(Frame(7, 0, False, PlaneSettings(), {}), (source, {"frame": [3]}))

    assert sent(draw, source) == [("texts", {"step", "words", "frame"})]
