"""Lessons: texts that can be read before anything has started, beside a page that works, and a way between all pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.room import obeys_axe

LESSON = "lessons/one-neuron/"
TITLE = "What one neuron sees"


@pytest.fixture
def beside(new_app, site):
    """The page beside the text of a lesson, ready."""
    return new_app(site + LESSON).open()


def text(app):
    return app.page.get_by_role("complementary", name="Lesson")


def way(app, name):
    return app.page.get_by_role("navigation", name="Pages").get_by_role("link", name=name)


def listed(app):
    """The lesson in the list of all."""
    return app.page.get_by_role("heading", name=TITLE).get_by_role("link")


def workers(app):
    """Counts the workers that are started from now on."""
    started = []
    app.page.on("worker", lambda worker: started.append(worker.url))
    return started


def test_a_lesson_is_whole_without_scripts(new_app, site):
    app = new_app(site + LESSON, java_script_enabled=False)
    app.goto()
    expect(text(app).get_by_role("heading", name=TITLE)).to_be_visible()
    expect(text(app).locator(".lesson-step").first.get_by_role("heading").first).to_be_visible()
    expect(text(app).locator(".katex").first).to_be_visible()
    expect(app.page.locator(".page")).to_be_hidden()
    answer = text(app).locator(".solution summary").first
    told = text(app).locator(".solution p").first
    expect(told).to_be_hidden()
    answer.click()
    expect(told).to_be_visible()


def test_an_answer_is_told_to_who_chooses_it(new_app, site):
    app = new_app(site + LESSON, java_script_enabled=False)
    app.goto()
    answers = text(app).locator(".answer")
    expect(answers.locator(".reply:visible")).to_have_count(0)
    answers.nth(1).get_by_role("radio").check()
    expect(answers.nth(1).locator(".reply")).to_be_visible()
    expect(answers.locator(".reply:visible")).to_have_count(1)


@pytest.mark.long
def test_the_page_beside_the_text_stands_where_the_lesson_begins_and_trains(beside):
    start = text(beside).get_attribute("data-fragment") or ""
    dataset = re.search(r"dataset=(\w+)", start)
    assert dataset
    beside.eventually("location.hash", lambda now: f"dataset={dataset[1]}&" in now)
    assert beside.page.url.startswith(beside.address + "#")
    beside.button("Play").click()
    beside.wait_for_step(10)


def test_a_step_sets_the_page_up(beside):
    beside.button("Step epoch").click()
    beside.wait_for_step(1)
    text(beside).get_by_role("link", name="Set up this network").first.click()
    expect(beside.page.locator(".page .status")).to_contain_text("step 0 ")


def test_one_way_leads_through_all_pages_and_no_run_is_lost(beside):
    started = workers(beside)
    beside.button("Step epoch").click()
    beside.wait_for_step(1)
    status = beside.page.locator(".page:not([hidden]) .status")
    before = status.inner_text()
    way(beside, "Playground").click()
    expect(text(beside)).to_have_count(0)
    expect(status).to_have_text(before)
    beside.page.wait_for_url(re.compile(rf"{beside.address.removesuffix(LESSON)}#.*"))
    way(beside, "Lessons").click()
    expect(beside.page.get_by_role("heading", name="Lessons")).to_be_visible()
    expect(beside.page).to_have_title(re.compile("^Lessons"))
    expect(beside.page.locator(".page:not([hidden])")).to_have_count(1)
    listed(beside).click()
    expect(text(beside)).to_be_visible()
    expect(status).to_have_text(before)
    expect(way(beside, "Lessons")).to_have_attribute("aria-current", "true")
    beside.page.go_back()
    expect(beside.page.get_by_role("heading", name="Lessons")).to_be_visible()
    assert beside.page.url == beside.address.removesuffix(LESSON) + "lessons/"
    beside.page.go_back()
    expect(status).to_have_text(before)
    assert started == []


@pytest.mark.long
def test_what_plays_stands_still_while_the_list_is_read(beside):
    beside.button("Play").click()
    beside.wait_for_step(10)
    way(beside, "Lessons").click()
    expect(listed(beside)).to_be_visible()
    beside.page.keyboard.press("Space")
    listed(beside).click()
    expect(beside.button("Pause")).to_be_visible()
    step = beside.status.step
    beside.wait_for_step(step + 1)


@pytest.mark.long
def test_a_lesson_that_is_entered_for_the_first_time_sets_the_page_up_and_back_undoes_it(new_app, site):
    app = new_app(site).open("dataset=spiral&seed=7")
    app.button("Step epoch").click()
    app.wait_for_step(1)
    before = app.page.locator(".page:not([hidden]) .status").inner_text()
    way(app, "Lessons").click()
    listed(app).click()
    expect(app.page.locator(".page:not([hidden]) .status")).to_contain_text("step 0 ")
    assert "dataset=spiral" not in app.page.url
    app.page.go_back()
    app.page.go_back()
    expect(app.page.locator(".page:not([hidden]) .status")).to_have_text(before)


@pytest.mark.long
def test_the_list_needs_no_python(new_app, site):
    app = new_app(site + "lessons/")
    started = workers(app)
    asked = []
    app.page.on("request", lambda request: asked.append(request.url))
    app.goto()
    app.page.get_by_role("button", name=re.compile("^Theme")).click()
    expect(app.page.locator("html")).to_have_attribute("data-theme", "light")
    app.page.get_by_text("What you will know").first.click()
    expect(app.page.locator(".lessons details li").first).to_be_visible()
    app.page.wait_for_load_state("networkidle")
    assert started == []
    assert not [url for url in asked if url.endswith((".pack", ".wasm"))]
    listed(app).click()
    app.wait_for_state()
    assert app.page.url.startswith(site + LESSON)


@pytest.mark.varied
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (1024, 768), (390, 844)])
def test_nothing_is_wider_than_the_window_and_the_text_is_beside_where_there_is_room(new_app, site, width, height):
    app = new_app(site + LESSON, viewport={"width": width, "height": height}).open()
    assert app.page.evaluate("document.documentElement.scrollWidth") <= width
    words, page = text(app).bounding_box(), app.page.locator(".page").bounding_box()
    assert words
    assert page
    if width < 1024:
        assert words["y"] + words["height"] <= page["y"]
        return
    assert words["x"] + words["width"] <= page["x"]
    output = app.slot("output").bounding_box()
    assert output
    assert output["y"] + output["height"] <= height
    top = text(app).evaluate("part => { part.scrollTo(0, 300); return part.scrollTop }")
    assert top == 300
    assert app.page.evaluate("scrollY") == 0


@pytest.mark.varied
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", [LESSON, "lessons/"])
def test_axe_finds_nothing(new_app, site, place, scheme):
    app = new_app(site + place, color_scheme=scheme)
    app.goto()
    app.wait_for_state()
    app.page.evaluate(
        "for (const part of document.querySelectorAll('.page details, .lesson details')) part.open = true"
    )
    obeys_axe(app)


@pytest.mark.long
def test_on_paper_there_is_the_text_alone_and_all_of_it(beside):
    beside.page.emulate_media(media="print")
    expect(beside.page.locator(".page")).to_be_hidden()
    expect(text(beside)).to_be_visible()
    expect(text(beside).locator(".go").first).to_be_hidden()
    expect(text(beside).locator(".after").first).to_be_visible()
    lesson, article = (beside.page.locator(part).bounding_box() for part in (".lesson", ".lesson article"))
    assert lesson
    assert article
    assert lesson["height"] >= article["height"]
    assert lesson["width"] > 0.9 * beside.page.viewport_size["width"]
