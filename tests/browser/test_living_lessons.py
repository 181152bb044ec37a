"""A lesson lives: a student predicts, lets it run, compares, reaches a goal, and finds all of it again."""

import json
import re
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessons.lesson import Boundary, Choice, Number
from lessons.reading import read
from tests.browser.playground import READY_WITHIN
from tests.support.environment import ROOT

FOLDER = ROOT / "lessons" / "course"
COURSE = FOLDER.joinpath("order.txt").read_text().split()
XOR = read(FOLDER.joinpath("xor.md").read_text(), "xor")[0]


def steps_with(lesson, kind):
    return [number for number, step in enumerate(lesson.steps, 1) if isinstance(step.prediction, kind)]


def wrong_answer(number):
    asked = XOR.steps[number - 1].prediction
    assert isinstance(asked, Choice)
    return next(i for i, answer in enumerate(asked.answers) if not answer.is_right)


class Beside:
    """A lesson beside its page, in a browser that has not been there before."""

    def __init__(self, app, name="xor"):
        self.app, self.page, self.name = app, app.page, name
        expect(self.page.locator(".lesson.lives")).to_be_visible(timeout=READY_WITHIN)

    def step(self, number):
        return self.page.locator(f"#step-{number}")

    def run(self, number):
        self.step(number).get_by_role("button", name="Run until").press("Enter")

    def says(self, number):
        return self.step(number).locator(".says").first

    @property
    def progress(self):
        return self.page.locator(".lesson .progress-words")


@pytest.fixture
def xor(new_app, site):
    return Beside(new_app(site + "lessons/xor/").open())


def test_a_prediction_comes_before_the_run_and_is_compared_after_it(xor):
    [number, *_] = steps_with(XOR, Number)
    after = xor.step(number).locator(".after")
    expect(after).to_be_hidden()
    xor.run(number)
    expect(xor.says(number)).to_have_text("Type a number first: what do you expect?")
    field = xor.step(number).get_by_role("spinbutton")
    expect(field).to_be_focused()
    field.fill("12")
    xor.run(number)
    expect(xor.says(number)).to_contain_text("you expected 12 %", timeout=READY_WITHIN)
    expect(after).to_be_visible()
    accuracy = xor.page.locator(".page:not([hidden]) .accuracy").inner_text()
    [told] = re.findall(r"is ([\d.]+) %", xor.says(number).inner_text())
    assert float(told) == pytest.approx(float(accuracy.split()[0]), abs=0.06)
    expect(xor.progress).to_have_text(f"1 of {len(XOR.steps)} steps done")
    field.fill(told)
    expect(xor.says(number)).to_be_empty()
    xor.run(number)
    expect(xor.says(number)).to_contain_text("right", timeout=READY_WITHIN)


@pytest.mark.long
def test_what_was_chosen_is_answered_and_nothing_else_is_told(xor):
    [number, *_] = steps_with(XOR, Choice)
    answers = xor.step(number).locator(".answer")
    wrong = wrong_answer(number)
    xor.run(number)
    expect(xor.says(number)).to_have_text("Choose an answer first: what do you expect?")
    answers.nth(wrong).get_by_role("radio").check()
    expect(xor.step(number).locator(".reply:visible")).to_have_count(0)
    xor.run(number)
    expect(answers.nth(wrong).locator(".reply")).to_be_visible(timeout=READY_WITHIN)
    expect(xor.step(number).locator(".reply:visible")).to_have_count(1)


@pytest.mark.long
def test_a_border_is_drawn_by_pointer_and_by_keys(xor):
    [number, *_] = steps_with(XOR, Boundary)
    xor.run(number)
    expect(xor.says(number)).to_have_text("Draw it first: where do you expect the border?")
    xor.step(number).get_by_role("button", name="Draw it").press("Enter")
    sheet = xor.page.locator(".border-sheet")
    expect(sheet).to_be_focused()
    for keys in (["Shift+ArrowLeft"] * 6, [" "], ["Shift+ArrowRight"] * 12, [" "], ["Shift+ArrowLeft"] * 6):
        for key in keys:
            sheet.press(key)
    for keys in (["Shift+ArrowUp"] * 6, [" "], ["Shift+ArrowDown"] * 12, [" "]):
        for key in keys:
            sheet.press(key)
    xor.run(number)
    expect(xor.says(number)).to_contain_text("That is right.", timeout=READY_WITHIN)
    xor.step(number).get_by_role("button", name="Draw it").click()
    box = sheet.bounding_box()
    assert box is not None
    xor.page.mouse.move(box["x"] + 3, box["y"] + 3)
    xor.page.mouse.down()
    xor.page.mouse.move(box["x"] + box["width"] - 3, box["y"] + 3, steps=9)
    xor.page.mouse.up()
    xor.run(number)
    expect(xor.says(number)).to_contain_text("apart on average", timeout=READY_WITHIN)
    expect(xor.says(number)).not_to_contain_text("right")


@pytest.mark.long
def test_what_was_done_is_there_again_listed_saved_loaded_and_forgotten(xor, tmp_path):
    [number, *_] = steps_with(XOR, Number)
    xor.step(number).get_by_role("spinbutton").fill("12")
    xor.run(number)
    expect(xor.says(number)).to_contain_text("you expected 12 %", timeout=READY_WITHIN)
    said = xor.says(number).inner_text()
    xor.page.reload()
    xor.app.wait_for_state()
    again = Beside(xor.app)
    expect(again.says(number)).to_have_text(said)
    expect(again.step(number).get_by_role("spinbutton")).to_have_value("12")
    expect(again.step(number).locator(".after")).to_be_visible()
    xor.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Lessons").click()
    listed = xor.page.locator(".lessons > li").nth(COURSE.index("xor")).locator(".done")
    expect(listed).to_have_text(f"· 1 of {len(XOR.steps)} steps done")
    with xor.page.expect_download() as saved:
        xor.page.get_by_role("button", name="Save it as a file").click()
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    xor.page.get_by_role("button", name="Forget what I have done").click()
    xor.page.get_by_role("button", name="Press once more").click()
    expect(listed).to_have_count(0)
    chooser = xor.page.get_by_label("A file with what you have done")
    for text, words in (
        ("{", "cannot be read"),
        ("{}", "no file of what was done"),
        (spoiled(path), "another version"),
    ):
        (tmp_path / "bad.json").write_text(text)
        chooser.set_input_files(tmp_path / "bad.json")
        expect(xor.page.get_by_role("region", name="What you have done").get_by_role("status")).to_contain_text(words)
    chooser.set_input_files(path)
    expect(listed).to_have_text(f"· 1 of {len(XOR.steps)} steps done")


def spoiled(path: Path) -> str:
    return json.dumps(json.loads(path.read_text()) | {"version": 99})


@pytest.mark.long
@pytest.mark.parametrize("names", [COURSE[:3], COURSE[3:]], ids=["begin", "go on"])
def test_every_lesson_is_walked_through_to_its_end_by_keys(new_app, site, names):
    app = new_app(site + f"lessons/{names[0]}/").open()
    for name in names:
        lesson = read(FOLDER.joinpath(f"{name}.md").read_text(), name)[0]
        if name != names[0]:
            app.page.get_by_role("link", name="Next").press("Enter")
        expect(app.page.locator(f".lesson.lives[data-lesson={name}]")).to_be_visible(timeout=READY_WITHIN)
        beside = Beside(app, name)
        for number, step in zip(count(1), lesson.steps, strict=False):
            walk(beside, number, step)
        expect(beside.progress).to_have_text(f"{len(lesson.steps)} of {len(lesson.steps)} steps done")


def walk(beside, number, step):
    """Do what a step asks, rightly as far as the file says how, with keys alone."""
    part = beside.step(number)
    part.locator("h2").scroll_into_view_if_needed()
    if isinstance(step.prediction, Choice):
        right = next(i for i, answer in enumerate(step.prediction.answers) if answer.is_right)
        part.get_by_role("radio").nth(right).press("Space")
    elif isinstance(step.prediction, Number):
        part.get_by_role("spinbutton").fill("1")
    elif isinstance(step.prediction, Boundary):
        part.get_by_role("button", name="Draw it").press("Enter")
        for key in (" ", "Shift+ArrowRight", " "):
            beside.page.locator(".border-sheet").press(key)
    if step.prediction or step.run:
        part.locator(".go").last.press("Enter") if not step.check else part.locator(".go").first.press("Enter")
        if step.after:
            expect(part.locator(".after")).to_be_visible(timeout=READY_WITHIN)
        else:
            expect(part.locator(".says").first).not_to_have_text(re.compile("^(It runs …)?$"), timeout=READY_WITHIN)
    if step.check:
        beside.app.send("open", f"#{step.check.solution.fragment}")
        beside.app.answered().arrived(step.check.solution.place.step)
        part.locator(".check").get_by_role("button", name="Check").press("Enter")
        expect(part.locator(".check .says")).to_have_text("You have reached it.", timeout=READY_WITHIN)
    if not (step.prediction or step.run or step.check):
        part.locator("> *").last.scroll_into_view_if_needed()
