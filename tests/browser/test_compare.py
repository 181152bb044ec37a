"""Two runs side by side in the drawer: they are what they would be alone, stay locked, and are read and chosen by keyboard."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.core.address import read
from playground.core.plane.disagreement import disagreement
from playground.core.plane.measures import FINE, Region
from playground.core.plane.settings import PlaneSettings
from playground.views.levels import level
from tests.browser.easel import painted
from tests.browser.instruments import SOURCES, Drawer
from tests.browser.looking import look, rgb
from tests.browser.playground import PLAIN
from tests.browser.room import obeys_axe
from tests.browser.test_replaced import replace_python
from tests.playground.stage import experiment

FRAGMENT = "hidden=4,3&features=x1,x2"
INK = "name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()"


class Comparison:
    """The tab."""

    def __init__(self, app):
        self.app, self.drawer = app, Drawer(app)
        self.panel = self.drawer.open("Compare")
        self.told = self.panel.locator(".told-here")
        self.notes = self.panel.get_by_role("status")

    def button(self, name):
        return self.panel.get_by_role("button", name=name, exact=True)

    def value(self, label):
        return self.panel.get_by_role("combobox", name=f"{label} of the other run", exact=True)

    def see(self, kind):
        self.panel.get_by_role("radio", name=kind, exact=True).check()
        self.app.answered(1)

    def plate(self, name):
        return self.panel.get_by_role("application", name=re.compile(name))

    @property
    def legend(self):
        return self.panel.locator(".legend li").all_text_contents()

    def columns(self, name):
        return self.app.page.evaluate(SOURCES, name)

    def last(self, which):
        """The step of the last point of a loss curve."""
        return self.columns(f"compare loss {which}")["step"][-1:]


@pytest.fixture
def compare(app):
    app.restart(FRAGMENT)
    found = Comparison(app)
    found.value("Learning rate").select_option("3")  # whoever was here before
    yield found
    found.drawer.close()


def alone(step, **changes):
    """The output's region of a run of these settings at a step."""
    place, _ = read(f"{PLAIN}&{FRAGMENT}", PlaneSettings)
    one = experiment(**{**place.settings.values, **changes})
    one.run.trainer.run(step)
    return Region(-1, 0, FINE).probe(one)().values


def test_both_maps_are_those_of_runs_that_are_alone(app, compare):
    app.step(3)
    app.answered(1)
    columns = compare.drawer.columns("compare outputs", lambda found: len(found["mine"]) == FINE**2)
    assert compare.legend == ["−1+1", "samefar apart", "another class"]
    mine, its = alone(3), alone(3, learning_rate=3.0)
    for name, region in (("mine", mine), ("its", its)):
        seen = np.array(columns[name], int)
        assert np.abs(seen - level(region, 1.0).ravel()).max() <= 1, name  # WebAssembly rounds otherwise
    wanted = disagreement(mine[None], its[None], "two classes")
    assert np.mean(np.array(columns["differs"]) != wanted.differs.ravel()) < 1e-3
    found = re.fullmatch(
        r"They disagree on ([\d.]+) % of the plane, on [\d.]+ % of the test points\.", compare.told.inner_text()
    )
    assert found
    assert float(found[1]) == pytest.approx(100 * wanted.share, abs=0.2)


def test_the_two_stay_locked_while_they_play_and_go_back(app, compare):
    app.button("Play").click()
    app.wait_for_step(300)
    step = app.pause().step
    compare.drawer.columns("compare loss its", lambda found: found["step"][-1:] == [step])
    assert compare.last("mine") == [step]
    app.button("Step back").click()
    app.arrived(step - 1)
    compare.drawer.columns("compare loss its", lambda found: found["step"][-1] < step)
    app.slider("Timeline").focus()
    app.page.keyboard.press("Home")
    app.arrived(0)
    expect(compare.told).to_have_text("Both answer the same everywhere.")


def test_what_differs_is_chosen_by_keyboard(app, compare):
    app.step(2)
    more, add = compare.panel.get_by_role("combobox", name="Another setting"), compare.button("Add")
    expect(add).to_be_disabled()
    more.select_option("Batch size")
    more.select_option("Activation")
    add.press("Enter")
    expect(more).to_be_focused()
    expect(compare.value("Batch size")).to_have_count(0)
    expect(compare.value("Activation")).to_be_visible()
    compare.value("Activation").select_option("ReLU")
    compare.button("Let it be the same: learning rate").press("Enter")
    expect(compare.value("Learning rate")).to_have_count(0)
    columns = compare.drawer.columns("compare outputs", lambda found: len(found["its"]) == FINE**2)
    assert np.abs(np.array(columns["its"], int) - level(alone(2, activation="relu"), 1.0).ravel()).max() <= 1
    compare.button("Let it be the same: activation").click()
    expect(compare.notes).to_have_text("Nothing differs yet: add a setting.")
    more.select_option("Learning rate")  # as whoever comes next expects it
    add.click()
    expect(compare.value("Learning rate")).to_be_visible()


def test_a_place_is_read_by_keyboard(app, compare):
    app.step(2)
    compare.plate("Outputs of both runs").focus()
    app.page.keyboard.press("ArrowRight")
    app.page.keyboard.press("ArrowUp")
    said = re.compile(r"At x₁ = 0\.5, x₂ = 0\.5: this run [−+][\d.]+, the other [−+][\d.]+\. They (dis)?agree\.")
    expect(compare.told).to_have_text(said)
    expect(compare.told).to_have_attribute("aria-live", "polite")


def test_neurons_and_weights_are_read_by_keyboard(app, compare):
    app.step(2)
    compare.see("Diagrams")
    compare.plate("Both networks").focus()
    app.page.keyboard.press("ArrowRight")
    expect(compare.told).to_contain_text("This run, layer 1, neuron 1: its answers go with those of the other run by")
    assert compare.legend == ["−1+1", "positive weight", "negative weight"]
    compare.see("Weights")
    assert compare.legend == ["− largest+ largest, of its layer in both runs"]
    columns = [compare.columns(f"compare weights {name}")["value"] for name in ("mine", "its", "difference")]
    np.testing.assert_allclose(columns[2], np.subtract(columns[1], columns[0]), rtol=1e-6)
    compare.plate("Weights and biases of both runs").focus()
    app.page.keyboard.press("End")
    expect(compare.told).to_contain_text("Other − this: Weight from a²₁ to the output: ")
    compare.see("Outputs")


MIDDLES = """plate => plate.content.runs.map((run) => {
    const boxes = plate.content.places.filter(({ place: [row, column] }) => plate.content.of(row, column)[0] === run)
    const layer = run.columns.at(-2)
    return layer.map((unit, i) => {
        const [from, to] = [boxes[unit], boxes.at(-1)]
        return [run.weights.at(i - layer.length), (from.left + from.size + to.left) / 2, (from.top + to.top + from.size) / 2]
    })
})"""
"""Of the weights into the output, for each run: the weight, and where the middle of its line is."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_of_the_diagrams_have_the_sign_of_their_weights(app, compare, scheme):
    app.page.emulate_media(color_scheme=scheme)
    app.step(2)
    compare.see("Diagrams")
    painted(app)
    plate = compare.plate("Both networks")
    colours = [app.page.evaluate(INK, name) for name in ("minus", "plus")]
    picture = look(plate)
    for lines in plate.evaluate(f"element => ({MIDDLES})(element.plate)"):
        weight, x, y = max(lines, key=lambda line: abs(line[0]))
        near = picture.at(x, y, around=4).reshape(-1, 3)
        mine, other = (
            np.abs(near - rgb(colours[sign])).sum(axis=1).min() for sign in (int(weight > 0), int(weight < 0))
        )
        assert mine < min(160, other), (weight, mine, other)
    compare.see("Outputs")
    app.page.emulate_media(color_scheme="light")


def test_the_runs_change_places_and_undo_brings_them_back(app, compare):
    app.step(3)
    app.button("Step back").click()
    app.arrived(2)
    compare.button("Swap the runs").click()
    expect(app.select("Learning rate")).to_have_value(re.compile("^3"))
    expect(compare.value("Learning rate")).to_have_value("0.1")
    app.arrived(2)
    app.button("Undo").click()
    expect(app.select("Learning rate")).to_have_value(re.compile("^0.1"))
    expect(compare.value("Learning rate")).to_have_value("3.0")
    expect(app.slider("Timeline")).to_have_attribute("max", "3")  # what lay ahead is there again


def test_other_courses_are_drawn_with_what_was_changed_there(app, compare):
    app.step(4)
    app.button("Step back").click()
    app.arrived(3)
    app.select("Learning rate").select_option("0.3")
    app.step()
    expect(compare.notes).to_have_text("Not done in the other run: learning rate 0.3 (step 3).")
    compare.panel.get_by_label("Other courses").check()
    columns = compare.drawer.columns("compare courses", lambda found: len(found["step"]) == 1)
    assert (columns["words"], columns["step"]) == (["first course"], [4])
    compare.panel.get_by_label("Other courses").uncheck()


def test_a_course_that_was_left_stands_beside_the_present_one_by_keyboard(app, compare):
    app.step(4)
    app.button("Step back").click()
    app.arrived(3)
    app.select("Learning rate").select_option("1")
    app.step(2)
    app.arrived(5)
    compare.drawer.close()
    app.button("Courses").press("Enter")
    expect(app.page.locator("[data-course][aria-current]")).to_be_focused()
    app.page.keyboard.press("Shift+Tab")
    app.page.keyboard.press("Enter")
    expect(compare.panel).to_be_visible()
    expect(compare.notes).to_contain_text("Not done in the other run: learning rate 1 (step 3).")
    expect(compare.notes).to_contain_text("It had come to step 4: from there on it goes as it would have gone.")
    its = level(alone(5), 1.0).ravel().astype(int)
    compare.drawer.columns(
        "compare outputs",
        lambda found: len(found["its"]) == FINE**2 and np.abs(np.array(found["its"], int) - its).max() <= 1,
    )
    assert compare.columns("compare loss its")["step"][-1:] == [5]
    which = compare.panel.get_by_role("combobox", name="Other run", exact=True)
    expect(compare.value("Learning rate")).to_be_hidden()
    compare.button("Swap the runs").press("Enter")
    expect(app.select("Learning rate")).to_have_value(re.compile("^0.1"))
    app.arrived(5)
    expect(which).to_have_value("1")
    which.select_option("Other settings")
    expect(compare.value("Learning rate")).to_have_value("3.0")


@pytest.mark.long
def test_what_is_far_behind_catches_up_and_can_be_stopped(app, compare):
    compare.drawer.close()
    app.restart("hidden=8,8,8&speed=0")
    app.play_until(lambda status: status.step > 15_000)
    step = app.status.step
    compare.drawer.open("Compare")
    compare.button("Stop").click()
    expect(compare.notes).to_contain_text("The other run was stopped at step ")
    compare.button("Let it follow").click()
    compare.drawer.columns("compare loss its", lambda found: found["step"][-1:] == [step])
    expect(compare.button("Stop")).to_be_hidden()


@pytest.mark.long
def test_it_is_there_again_with_another_python(new_app):
    app = new_app().open(FRAGMENT)
    compare = Comparison(app)
    expect(compare.value("Learning rate")).to_have_value("3.0")
    compare.see("Weights")
    replace_python(app)
    app.step()
    compare.drawer.columns("compare weights its", lambda found: len(found["value"]) > 0)


@pytest.mark.varied
@pytest.mark.parametrize("kind", ["Outputs", "Diagrams", "Weights"])
def test_it_has_room_and_obeys_axe(app, compare, kind):
    app.step(2)
    compare.see(kind)
    for width, height, scheme in ((1440, 900, "light"), (1440, 900, "dark"), (1024, 768, "light"), (390, 844, "light")):
        app.page.set_viewport_size({"width": width, "height": height})
        app.page.emulate_media(color_scheme=scheme)
        painted(app)
        assert app.page.evaluate("document.scrollingElement.scrollWidth") <= width
        obeys_axe(app, ".drawer")
    compare.see("Outputs")
