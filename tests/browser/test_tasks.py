"""Several classes, numbers and curves in the page: chosen by list or picture, drawn in their colours, told in their words."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.looking import plot_in, seen
from tests.browser.room import obeys_axe
from tests.browser.stepping import Step
from tests.browser.test_pixels import check_points, far_from, points_of
from tests.playground.sums import adds_up


@pytest.fixture
def app(app):
    """With a network that suits all."""
    app.page.set_viewport_size({"width": 1440, "height": 900})
    app.restart("dataset=spiral&features=x1,x2&hidden=6&learning_rate=0.1")
    return app


def choose(app, words):
    app.select("Dataset").select_option(words)
    app.eventually("location.hash", lambda text: f"dataset={words.lower()}" in text)
    app.settled()


def learn(app, epochs):
    for _ in range(epochs):
        before = app.status.step
        app.button("Step epoch").click()
        app.wait_for(lambda status, before=before: status.step > before)
    app.settled()


@pytest.mark.long
def test_of_several_classes_the_region_has_the_colour_of_the_winner(app):
    choose(app, "Blobs")
    assert app.select("Loss").locator("option").all_inner_texts() == ["cross-entropy"]
    learn(app, 20)
    check_points(app)
    plot, picture = seen(app.slot("output"))
    region, (points,) = plot.region, points_of(plot)
    assert region is not None
    assert len(points.values["x"]) == 250
    assert len(np.unique(points.colours, axis=0)) == 3
    ground = far_from(points.x, points.y - 10, [points])  # just above a point, where there is no other
    assert ground.sum() > 10
    expected = region.opacity * points.colours[ground] + (1 - region.opacity) * 255
    assert picture.share_near(expected, points.x[ground], points.y[ground] - 10, around=1, tolerance=70) > 0.9
    expect(app.page.locator(".kinds li:visible")).to_have_text(["A", "B", "C"])
    expect(app.page.locator(".accuracy")).to_contain_text("classified correctly")
    obeys_axe(app)


def test_another_number_of_classes_is_another_run_with_as_many_outputs(app):
    choose(app, "Bullseye")
    app.slider("Classes").focus()
    app.page.keyboard.press("ArrowRight")
    app.eventually("location.hash", lambda text: "classes=4" in text)
    expect(app.page.locator(".kinds li:visible")).to_have_count(4)
    counts = app.eventually("document.querySelector('.diagram').diagram.layout.counts", lambda found: found[-1] == 4)
    assert counts == [2, 6, 4]
    app.diagram.focus()
    for _ in range(3):
        app.page.keyboard.press("ArrowRight")
    expect(app.sentence).to_contain_text("drawn as 2·p − 1")
    expect(app.page.locator(".output .title")).to_contain_text("Output")
    expect(app.page.locator(".scale")).to_be_visible()


@pytest.mark.long
def test_a_curve_has_a_line_for_the_answer_and_the_numbers_around_it(app):
    choose(app, "Sine")
    assert app.page.get_by_role("group", name="Features").get_by_role("button").all_inner_texts() == [
        "x₁", "x₁²", "sin x₁",
    ]  # fmt: skip
    for name in ("Label noise", "Class imbalance", "Classes"):
        expect(app.slider(name)).to_be_hidden()
    expect(app.page.get_by_role("checkbox", name="Discretise output")).to_be_hidden()
    learn(app, 60)
    check_points(app)
    plot, picture = seen(app.slot("output"))
    line, (points,) = plot.of_kind("Line")[0], points_of(plot)
    assert len(line.x) == 128
    free = far_from(line.x, line.y, [points])
    assert free.sum() > 10
    assert picture.share_near((23, 32, 43), line.x[free], line.y[free], around=1, tolerance=60) > 0.9
    near = np.abs(np.interp(points.values["x"], line.values["x"], line.values["y"]) - points.values["y"])
    assert near.mean() < 0.5
    expect(app.page.locator(".fitted")).to_be_visible()
    expect(app.page.locator(".accuracy")).to_contain_text("missed by")
    obeys_axe(app)


def test_numbers_are_colours_of_the_scale(app):
    choose(app, "Plane")
    learn(app, 10)
    check_points(app)
    (points,) = points_of(plot_in(app.slot("output")))
    low, high = points.values["share"].argmin(), points.values["share"].argmax()
    assert points.colours[low][2] > points.colours[low][0]
    assert points.colours[high][0] > points.colours[high][2]


def colours(app):
    region = plot_in(app.slot("output")).region
    assert region is not None
    return len(np.unique(region.image))


def test_the_output_without_how_sure_it_is_has_two_colours(app):
    learn(app, 5)
    box = app.page.get_by_role("checkbox", name="Discretise output")
    box.check()
    app.eventually("location.hash", lambda text: "discretise=yes" in text)
    app.settled()
    assert colours(app) == 2
    box.uncheck()
    app.eventually("location.hash", lambda text: "discretise=no" in text)
    app.settled()
    assert colours(app) > 20


def test_pictures_are_those_beside_the_choice_and_no_stops_on_the_way(app):
    choose(app, "Chirp")
    pictures = app.page.locator('[data-slot="data"] .pictures')
    names = pictures.locator(".bk-btn").all_inner_texts()
    assert names == ["Sine", "Step", "Bump", "Zigzag", "Chirp", "Your own"]
    assert {button.get_attribute("tabindex") for button in pictures.locator(".bk-btn").all()} == {"-1"}
    pictures.locator(".bk-btn").nth(2).click()
    app.eventually("location.hash", lambda text: "dataset=bump" in text)
    expect(app.select("Dataset")).to_have_value(re.compile("Bump"))


def test_what_does_not_fit_comes_back_with_what_it_fits(app):
    app.select("Loss").select_option("hinge")
    app.eventually("location.hash", lambda text: "loss=hinge" in text)
    choose(app, "Sine")
    expect(app.select("Loss")).to_have_value("mean squared error")
    choose(app, "Spiral")
    expect(app.select("Loss")).to_have_value("hinge")


def test_a_step_of_several_classes_is_opened_and_adds_up(app):
    choose(app, "Pinwheel")
    step = Step(app)
    step.press("o", "ArrowDown", *["ArrowRight"] * 3)
    assert step.standing["phase"] == "loss"
    assert step.standing["answer"][0].removeprefix("wanted ") in "ABC"
    assert [adds_up(each) for each in step.standing["arithmetic"].rstrip(".").split("; ")] == [True]
    step.press("ArrowRight")
    assert step.standing["phase"] == "backward"
    assert all(adds_up(each) for each in step.standing["arithmetic"].rstrip(".").split("; ") if each.count("=") > 1)
    step.press("Escape")
