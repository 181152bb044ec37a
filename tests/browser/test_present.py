"""A lesson before a class: led by keys alone, its answers and notes kept from view, its run stopped and shared."""

import re

import pytest
from playwright.sync_api import expect

from lessons.lesson import Choice
from lessons.reading import read
from playground.core import address
from playground.core.plane.settings import PlaneSettings
from tests.browser.playground import READY_WITHIN
from tests.browser.room import obeys_axe
from tests.support.environment import ROOT
from tests.support.qr import text_of

NAME = "xor"
FILE = ROOT / "lessons" / "course" / f"{NAME}.md"
LESSON = read(FILE.read_text(), NAME)[0]
COUNT = len(LESSON.steps)
ASKING = next(number for number, step in enumerate(LESSON.steps, 1) if isinstance(step.prediction, Choice))
NOTED = next(number for number, step in enumerate(LESSON.steps, 1) if step.notes)
DARK = re.compile(r"M(\d+) (\d+)h1v1h-1z")
SCROLLS = "document.scrollingElement.scrollHeight > innerHeight || document.scrollingElement.scrollWidth > innerWidth"


def place_of(fragment):
    """What a fragment says of a run, as an address has it."""
    place, problems = address.read(fragment, PlaneSettings)
    assert problems == []
    return place.write()


class Class:
    """The page that a class sees."""

    def __init__(self, app):
        self.app, self.page = app, app.page
        self.bar = self.page.get_by_role("region", name="Presentation")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def begin(self):
        self.page.get_by_role("button", name="Present", exact=True).press("Enter")
        self.is_at(0)

    def is_at(self, place):
        words = f"Step {place} of {COUNT}" if place else "Introduction"
        expect(self.bar.get_by_role("status").first).to_contain_text(words)
        shown = [f"step-{place}"] if place else []
        assert [part.get_attribute("id") for part in self.page.locator(".lesson-step:visible").all()] == shown

    def step(self, number):
        return self.page.locator(f"#step-{number}")

    def button(self, name):
        return self.bar.get_by_role("button", name=name, exact=True)

    def pause_when(self, kind, number):
        self.button("Pause when …").press("Enter")
        dialog = self.page.get_by_role("dialog", name="Pause when …")
        dialog.get_by_role("combobox").select_option(kind)
        dialog.get_by_role("spinbutton").fill(str(number))
        dialog.get_by_role("button", name="Set").press("Enter")
        expect(dialog).to_be_hidden()


def gathered(app):
    """The lesson, out of the list, before the class, at its introduction."""
    app.page.locator(f'.lessons h2 a[data-to="lessons/{NAME}"]').click()
    expect(app.page.locator(".lesson.lives")).to_be_visible(timeout=READY_WITHIN)
    one = Class(app)
    one.begin()
    return one


@pytest.fixture
def presented(app):
    """The lesson before the class; afterwards the page is the playground again."""
    pages = app.page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Lessons").click()
    one = gathered(app)
    yield one
    if one.bar.is_visible():
        one.button("End").click()
    pages.get_by_role("link", name="Playground").click()
    expect(app.page.locator(".lesson")).to_have_count(0)


def test_keys_alone_lead_through_it_and_every_step_stands_where_it_says(presented):
    presented.press("ArrowRight")
    presented.is_at(1)
    presented.press("PageDown", "n")
    presented.is_at(3)
    presented.app.eventually("location.hash", lambda now: "hidden=4&" in now and "activation=tanh" in now)
    presented.press("PageUp", "p", "ArrowLeft")
    presented.is_at(0)
    presented.press("End")
    presented.is_at(COUNT)
    presented.press("ArrowRight")
    presented.is_at(COUNT)
    presented.press("Home", "n", "b")
    black = presented.page.get_by_role("button", name="Bring the screen back")
    expect(black).to_be_focused()
    presented.press("b")
    expect(black).to_be_hidden()
    presented.is_at(1)
    presented.press("Escape")
    expect(presented.bar).to_have_count(0)
    expect(presented.page.locator(".top")).to_be_visible()
    expect(presented.page.locator(".lesson-step:visible")).to_have_count(COUNT)


def test_what_has_the_focus_keeps_its_arrows_and_a_clicker_goes_on(presented):
    presented.press(*["n"] * ASKING)
    radios = presented.step(ASKING).get_by_role("radio")
    radios.first.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()
    radios.nth(1).press("ArrowRight")
    expect(radios.nth(2)).to_be_checked()
    presented.is_at(ASKING)
    presented.press("PageDown")
    presented.is_at(ASKING + 1)


@pytest.mark.long
def test_an_answer_is_blank_until_it_is_revealed_whatever_was_answered_before(presented):
    part = presented.step(ASKING)
    right = part.locator('.answer[data-right="true"]')
    presented.press("Escape")
    right.get_by_role("radio").check()
    part.get_by_role("button", name="Run until").click()
    expect(right.locator(".reply")).to_be_visible(timeout=READY_WITHIN)
    presented.begin()
    presented.press(*["n"] * ASKING)
    told = part.locator(".reply:visible, .after:visible, .says[data-kind]:not([data-kind='']):visible, :checked")
    expect(told).to_have_count(0)
    part.get_by_role("button", name="Run until").click()
    presented.app.arrived(500)
    presented.app.answered()
    expect(told).to_have_count(0)
    presented.press("r")
    expect(right.locator(".reply")).to_be_visible()
    expect(part.locator(".after")).to_be_visible()
    expect(part.locator(".reply:visible")).to_have_count(1)
    presented.press("r")
    expect(told).to_have_count(0)
    presented.press("Escape")
    expect(right.get_by_role("radio")).to_be_checked()
    expect(right.locator(".reply")).to_be_visible()


def test_the_notes_have_a_window_of_their_own_and_lead_the_page(new_app, site):
    visit = new_app(site + "lessons/")
    visit.goto()  # in a folder of its own: what is relative leads elsewhere from the lesson
    presented = gathered(visit)
    words = (LESSON.steps[NOTED - 1].notes or "").split(".")[0]
    with presented.page.expect_popup() as opened:
        presented.button("Notes").press("Enter")
    notes = opened.value
    expect(notes.get_by_text("There are no notes for this step.")).to_be_visible()
    for place in range(1, NOTED + 1):
        notes.get_by_role("button", name="Next").click()
        presented.is_at(place)
    expect(notes.get_by_role("region", name="Notes")).to_contain_text(words)
    assert words not in presented.page.content()
    expect(notes.get_by_text(f"Next: {LESSON.steps[NOTED].title}")).to_be_visible()
    expect(notes.get_by_role("region", name="Timer")).to_contain_text(f"of {LESSON.minutes} minutes")
    before = presented.app.status.step
    notes.keyboard.press(".")
    presented.app.wait_for_step(before + 1)
    notes.keyboard.press("PageUp")
    presented.is_at(NOTED - 1)
    obeys_axe_in(notes)
    notes.close()
    with presented.page.expect_popup() as again:
        presented.button("Notes").press("Enter")
    with again.value.expect_event("close"):
        presented.press("Escape")


def obeys_axe_in(window):
    class Only:
        page = window

    obeys_axe(Only)  # type: ignore[arg-type]


def test_a_run_stands_still_to_the_step_where_a_person_says(presented):
    presented.press("n")
    presented.pause_when("at step", 137)
    said = presented.page.locator(".stop")
    expect(said).to_contain_text("Pauses at step 137")
    presented.press("Space")
    expect(said).to_contain_text("It has paused: step 137", timeout=READY_WITHIN)
    assert presented.app.settled().step == 137
    presented.pause_when("when the test loss rises for", 3)
    said.get_by_role("button").press("Enter")
    expect(said).to_be_hidden()


def test_who_leaves_the_lesson_is_not_held_where_it_would_pause(presented):
    presented.press("n")
    presented.pause_when("at step", 40)
    presented.button("End").press("Enter")
    pages = presented.page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Playground").click()
    expect(presented.page.locator(".lesson")).to_have_count(0)
    presented.page.keyboard.press("Space")
    presented.app.wait_for_step(80)
    expect(presented.app.button("Pause")).to_be_visible()


def test_the_code_names_the_very_state(presented):
    presented.press("End", ".", ".", ".")
    presented.app.arrived(3)
    presented.app.select("Learning rate").select_option("0.1")
    presented.app.eventually("location.hash", lambda now: "log=3:learning_rate:0.1" in now)
    presented.button("QR code").press("Enter")
    dialog = presented.page.get_by_role("dialog", name="This very state")
    code = dialog.get_by_role("img")
    paths = code.locator("path").get_attribute("d") or ""
    dark = {(int(row), int(column)) for column, row in DARK.findall(paths)}
    text = text_of(dark, 1 + max(row for row, _ in dark))
    expect(dialog.locator(".address")).to_have_text(text)
    (way, fragment), (here, whole) = text.split("#"), presented.page.url.split("#")
    assert way == here
    assert place_of(fragment) == place_of(whole)
    assert len(fragment) < len(whole) / 2
    obeys_axe(presented.app, "#qr")
    presented.press("Escape")
    expect(dialog).to_be_hidden()
    presented.is_at(COUNT)


@pytest.mark.varied
@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1280, 720, "light"), (1440, 900, "dark"), (1024, 768, "light")]
)
def test_all_of_it_is_in_view(presented, width, height, scheme):
    presented.page.set_viewport_size({"width": width, "height": height})
    presented.page.emulate_media(color_scheme=scheme)
    presented.press("n")
    presented.app.placed()
    assert not presented.page.evaluate(SCROLLS)
    for part in (".acts", ".diagram", '[data-slot="output"]', '[data-slot="loss"]', ".present-bar"):
        box = (
            presented.page.locator(f":is(.page:not([hidden]), body) {part}")
            .locator("visible=true")
            .first.bounding_box()
        )
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        assert box["x"] + box["width"] <= width
    if scheme == "dark" or width == 1280:
        obeys_axe(presented.app)
