"""The plots, by what is seen of them: regions, points and curves stand where the page's data say, in their colours."""

import re
from contextlib import contextmanager

import numpy as np
import pytest

from tests.browser.looking import Glyph, is_blank, look, plot_in, rgb, seen

LEARNED = "dataset=gaussian&features=x1,x2&hidden=4&learning_rate=0.1"
"""Learned within a few epochs, and not alike everywhere."""

CLEAR = 7
"""Pixels around a point that its mark and its rim may cover."""


def check_region(app):
    """The output's region has the colours of its values everywhere but where points stand."""
    plot, picture = seen(app.slot("output"))
    region = plot.region
    assert region is not None
    side = len(region.image) - 1
    frame, marks = plot.frame, points_of(plot)
    across, down = (place.ravel() for place in np.meshgrid(np.linspace(0.03, 0.97, 24), np.linspace(0.03, 0.97, 24)))
    x, y = frame["left"] + across * frame["width"], frame["top"] + down * frame["height"]
    free = far_from(x, y, marks)
    values = region.image[np.rint((1 - down) * side).astype(int), np.rint(across * side).astype(int)]
    assert free.sum() > 100
    share = picture.share_near(region.colours(values)[free], x[free], y[free], around=2, tolerance=10)
    assert share > 0.97, f"{share:.0%} of the region is as it should be"


def check_points(app):
    """Where a visible point is, its colour is; later points may cover a few of them."""
    plot, picture = seen(app.slot("output"))
    count = 0
    for glyph in plot.of_kind("Scatter"):
        if glyph.visible and len(glyph.x):
            share = picture.share_near(glyph.colours, glyph.x, glyph.y, around=1)
            assert share > 0.8, f"{share:.0%} of {len(glyph.x)} points are seen"
            count += len(glyph.x)
    assert count > 50


def check_curve(app):
    """Both curves are seen along their way where they are not in each other's, the dashed one on half of it."""
    plot, picture = seen(app.slot("loss"))
    lines = plot.of_kind("Line")
    ways = [along(line) for line in lines]
    assert len(ways) == 2
    for line, (x, y), (other_x, other_y), least in zip(lines, ways, reversed(ways), (0.9, 0.35), strict=True):
        assert line.line is not None
        assert np.ptp(y) > 20, "the curve has no height"
        free = np.abs(y - np.interp(x, other_x, other_y)) > 4
        assert free.sum() > 20
        share = picture.share_near(rgb(line.line), x[free], y[free], around=2, tolerance=90)
        assert share > least, f"{share:.0%} of the curve is seen"


def along(line):
    """Places along a curve, one a pixel from left to right."""
    x = np.arange(line.x.min(), line.x.max())
    return x, np.interp(x, line.x, line.y)


CHECKS = {"network": (), "output": (check_region, check_points), "loss": (check_curve,)}


def points_of(plot) -> list[Glyph]:
    return [glyph for glyph in plot.of_kind("Scatter") if glyph.visible and len(glyph.x)]


def far_from(x, y, glyphs):
    """Which of the places lie away from all points of these glyphs."""
    free = np.ones(len(x), dtype=bool)
    for glyph in glyphs:
        near = np.hypot(x[:, None] - glyph.x[None, :], y[:, None] - glyph.y[None, :]) < CLEAR
        free &= ~near.any(axis=1)
    return free


def learn(app):
    """A run that has learned something, paused, with curves of many points."""
    app.restart(LEARNED)
    for _ in range(8):
        before = app.status.step
        app.button("Step epoch").click()
        app.wait_for(lambda status, before=before: status.step > before)
    app.settled()


def test_the_output_shows_the_region_of_the_network(app):
    check_region(app)
    before = plot_in(app.slot("output")).region
    learn(app)
    check_region(app)
    after = plot_in(app.slot("output")).region
    assert before is not None
    assert after is not None
    assert np.abs(after.image.mean() - before.image.mean()) + np.abs(after.image.std() - before.image.std()) > 0.05
    assert after.image.min() < -0.5 < 0.5 < after.image.max()


def test_the_region_is_that_of_the_network_whose_accuracy_is_told(app):
    app.page.get_by_role("checkbox", name="Show test points").check()
    learn(app)
    app.page.get_by_role("checkbox", name="Show test points").check()
    app.settled()
    plot = plot_in(app.slot("output"))
    region = plot.region
    assert region is not None
    test = points_of(plot)[-1]
    most = len(region.image) - 1
    across, up = ((test.values[axis] + 6) / 12 for axis in ("x", "y"))
    values = region.image[np.rint(up * most).astype(int), np.rint(across * most).astype(int)]
    right = (values > 0) == (test.values["share"] > 0.5)
    told = app.eventually(
        "document.querySelector('.accuracy').textContent",
        lambda text: float(found[1]) if (found := re.search(r"([\d.]+) % of test points", text)) else None,
    )
    assert 100 * np.mean(right) == pytest.approx(float(re.findall(r"[\d.]+", told)[0]), abs=2)


def test_points_stand_where_the_data_are(app):
    check_points(app)


def test_test_points_are_drawn_when_they_are_asked_for_and_not_before(app):
    app.restart("dataset=xor")
    app.step(2)
    training = points_of(plot_in(app.slot("output")))
    box = app.page.get_by_role("checkbox", name="Show test points")
    box.check()
    app.eventually("location.hash", lambda address: "show_test=yes" in address)
    app.settled()
    assert app.status.step == 2
    every = points_of(plot_in(app.slot("output")))
    assert len(every) == 2 * len(training)
    test = every[len(training) :]
    alone = [far_from(glyph.x, glyph.y, training) for glyph in test]
    check_points(app)
    box.uncheck()
    app.eventually("location.hash", lambda address: "show_test=no" in address)
    app.settled()
    picture = look(app.slot("output"))
    for glyph, clear in zip(test, alone, strict=True):
        assert clear.sum() > 5
        assert picture.share_near(glyph.colours[clear], glyph.x[clear], glyph.y[clear], around=1) < 0.1


def test_a_run_that_plays_leaves_its_curves(app):
    app.play_until(lambda status: status.epoch >= 60)
    check_curve(app)
    check_region(app)


@pytest.mark.long
def test_a_plot_that_is_not_seen_would_be_noticed(app):
    app.play_until(lambda status: status.epoch >= 60)
    for name, place in {"network": app.diagram, "output": app.slot("output"), "loss": app.slot("loss")}.items():
        assert not is_blank(place)
        for how in ({"visibility": "hidden"}, {"opacity": "0"}):
            with restyled(place, **how):
                assert is_blank(place)
                for check in CHECKS[name]:
                    with pytest.raises(AssertionError, match=r"are seen|as it should be|is seen"):
                        check(app)


@contextmanager
def restyled(slot, **how):
    """While it lasts, what stands in the slot has this style; the page's own model does not know of it."""
    (name, value), *_ = how.items()
    slot.evaluate("(slot, how) => [...slot.children].forEach(one => one.style.setProperty(...how))", [name, value])
    yield
    slot.evaluate("(slot, name) => [...slot.children].forEach(one => one.style.removeProperty(name))", name)
