"""What is taken home opens from a file, with the network cut, and lives: a lesson as one file, and the course as a folder."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from tests.browser.contexts import watched
from tests.browser.playground import READY_WITHIN, Playground
from tests.support.environment import ROOT
from tests.support.site import served
from tests.support.taken import take


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """One file with a lesson in it."""
    file = tmp_path_factory.mktemp("taken") / "xor.html"
    assert "MB" in take("xor", "-o", str(file))
    return file


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The folder with all lessons."""
    folder = tmp_path_factory.mktemp("taken") / "course"
    take("--all", "-o", str(folder))
    return folder


@pytest.fixture
def at_home(new_context):
    """Open a file with no network at all; nothing may have gone wrong behind it, and nothing have been asked for."""
    opened = []

    def open_file(file, fragment="", **options):
        app = watched(new_context(**options), file.as_uri())
        app.page.context.set_offline(True)
        opened.append((app, asked := []))
        app.page.on("request", lambda request: asked.append(request.url))
        app.goto(fragment)
        return app

    yield open_file
    for app, asked in opened:
        assert app.errors == []
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        app.page.context.close()


def ready(app: Playground) -> Playground:
    app.wait_for_state()
    assert app.state == "ready", app.page.locator("body").inner_text()
    return app


def test_a_lesson_trains_without_a_network(at_home, lesson):
    app = ready(at_home(lesson))
    at_first = app.status.training_loss
    app.button("Play").click()
    app.wait_for_step(200)
    app.button("Pause").click()
    assert app.status.training_loss < at_first
    assert lesson.stat().st_size < 32e6


def answer_the_first(step):
    """What is asked in the first step of the lesson, and then its run."""
    step.get_by_role("spinbutton").fill("75")
    step.get_by_role("button", name="Run until").press("Enter")


@pytest.mark.long
def test_its_steps_are_done_and_presented_and_it_leads_nowhere_else(at_home, lesson):
    app = ready(at_home(lesson))
    answer_the_first(app.page.locator("#step-1"))
    expect(app.page.locator(".progress-words")).to_contain_text("1 of", timeout=READY_WITHIN)
    assert app.page.get_by_role("navigation", name="Pages").count() == 0
    assert app.page.get_by_role("button", name="Copy link").count() == 0
    app.button("Present").press("Enter")
    expect(app.button("Notes")).to_be_visible()
    app.page.keyboard.press("n")
    with app.page.expect_popup() as notes:
        app.button("Notes").press("Enter")
    expect(notes.value.get_by_role("region", name="Notes")).to_contain_text("The best a line can do")
    assert app.page.get_by_role("button", name="QR code").count() == 0


@pytest.mark.long
def test_the_course_goes_from_lesson_to_lesson(at_home, course):
    app = at_home(course / "index.html")
    app.page.get_by_role("link", name="Why one layer is not enough").first.click()
    ready(app)
    app.button("Step").click()
    app.wait_for_step(1)
    app.page.get_by_label("Lessons before and after this one").get_by_role("link").last.click()
    app.page.wait_for_url(re.compile(r"half-planes\.html$"))
    ready(app)
    app.page.get_by_role("link", name="All lessons").click()
    expect(app.page.get_by_role("heading", name="Lessons", exact=True)).to_be_visible()


@pytest.mark.long
def test_a_digits_lesson_of_the_course_lives_too(at_home, course):
    app = ready(at_home(course / "convolution.html"))
    app.button("Step").click()
    expect(app.page.locator(".page:not([hidden]) .status")).to_contain_text("step 1201")


@pytest.mark.parametrize("harm", ["half", "a letter"])
def test_a_file_that_is_not_whole_says_so(at_home, lesson, tmp_path: Path, harm):
    data = lesson.read_bytes()
    spoiled = tmp_path / "spoiled.html"
    at = data.index(b'data-file="memory.pack"') + 5_000_000
    spoiled.write_bytes(data[:at] + (b"((((((((((" + data[at + 10 :] if harm == "a letter" else b""))
    app = at_home(spoiled)
    app.wait_for_state()
    assert app.state == "failed"
    expect(app.page.locator("#notice")).to_contain_text("Copy it again from where it came.")


@pytest.fixture
def platform(tmp_path):
    """The address of a learning platform that has taken a lesson."""
    take("xor", "--scorm", "-o", str(tmp_path / "lesson.zip"))
    with zipfile.ZipFile(tmp_path / "lesson.zip") as package:
        package.extractall(tmp_path / "lesson")
    resource = ET.parse(tmp_path / "lesson" / "imsmanifest.xml").getroot().find(".//{*}resource")
    assert resource is not None
    (tmp_path / "platform.js").write_bytes((ROOT / "tests" / "support" / "scorm.js").read_bytes())
    frame = f'<iframe src="lesson/{resource.get("href")}" width="1280" height="720"></iframe>'
    (tmp_path / "index.html").write_text(f'<!doctype html><script src="platform.js"></script>{frame}')
    with served(tmp_path) as address:
        yield address


@pytest.mark.long
def test_a_learning_platform_is_told_what_is_done_and_keeps_it(new_context, platform):
    page = new_context().new_page()
    page.goto(platform)
    lesson = page.frame_locator("iframe")
    lesson.locator("html[data-state=ready]").wait_for()
    answer_the_first(lesson.locator("#step-1"))
    expect(lesson.locator(".progress-words")).to_contain_text("1 of", timeout=READY_WITHIN)
    told = page.evaluate("platform.committed")
    assert told["cmi.core.lesson_status"] == "incomplete"
    assert 0 < int(told["cmi.core.score.raw"]) < 100
    page.evaluate("document.querySelector('iframe').remove()")
    assert page.evaluate("platform.state") == "finished"
    assert page.evaluate("platform.errors") == []
    page.evaluate(
        "() => { platform.state = 'before'; platform.values = {};"
        " const again = document.createElement('iframe'); again.src = 'lesson/index.html'; document.body.append(again) }"
    )
    expect(lesson.locator(".progress-words")).to_contain_text("1 of", timeout=READY_WITHIN)
    page.context.close()
