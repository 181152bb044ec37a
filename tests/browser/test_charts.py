"""Charts for who does not point at them: read by keyboard, and described in words that are true at the moment."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.instruments import Drawer
from tests.browser.playground import LOOK_AGAIN, SLOT

CHARTS = [
    ("", "loss", "Loss", "loss.points", "epoch"),
    ("Curves", "curves-loss", "Loss", "curves", "step"),
    ("Curves", "curves-accuracy", "Accuracy, %", "curves", "step"),
    ("Health", "health-gradient", "Length of the gradient", "health", "step"),
    ("Compare", "compare-loss", "Loss", "compare loss its", "step"),
]
"""Tab, place, title, source, and the column along the axis."""
READ = """slot => {
    const shadows = root => [...root.querySelectorAll('*')].flatMap(one => [one, ...one.shadowRoot ? shadows(one.shadowRoot) : []])
    const [line, ...dots] = slot.querySelectorAll('.cross:not([hidden]) > *')
    return {
        about: document.getElementById(slot.getAttribute('aria-describedby')).textContent,
        said: slot.querySelector('.read-here').textContent,
        tips: shadows(document).filter(one => one.matches('.bk-tooltip-content')).map(one => one.textContent).filter(Boolean),
        line: line ? parseFloat(line.style.left) : null,
        dots: dots.length,
    }
}"""


def read(app, slot):
    """What is read of a chart: the words are those of the pointer's tip, too."""
    found: Any = None
    for _ in range(300):
        found = slot.evaluate(READ)
        said, tips = numbers(found["said"]), [numbers(tip) for tip in found["tips"]]
        if any(tip and set(tip) <= set(said) for tip in tips):
            return found
        app.page.wait_for_timeout(LOOK_AGAIN)
    raise AssertionError(f"the tip does not say what is read: {found}")


def numbers(words):
    return re.findall(r"\d+\.\d+", words)


@pytest.fixture
def drawer(app):
    app.restart("hidden=3")
    found = Drawer(app)
    yield found
    if app.page.locator("[data-instruments]").count():
        found.close()


@pytest.mark.parametrize(("tab", "name", "title", "source", "axis"), CHARTS)
def test_a_chart_is_read_by_keyboard_as_by_pointer(app, drawer, tab, name, title, source, axis):
    if tab:
        drawer.open(tab)
    app.step(3)
    drawer.columns(source, lambda found: len(found[axis]) == 4)
    slot = app.slot(name)
    expect(slot).to_have_role("application")
    expect(slot).to_have_accessible_name(re.compile(rf"{re.escape(title)}: left and right arrow"))
    slot.focus()
    app.page.keyboard.press("End")
    last = read(app, slot)
    app.page.keyboard.press("ArrowLeft")
    before = read(app, slot)
    assert last["said"] != before["said"]
    assert last["line"] > before["line"]
    assert last["dots"] >= 2
    app.page.keyboard.press("Home")
    assert slot.evaluate(READ)["line"] < before["line"]
    app.eventually(
        f"document.querySelector('.page:not([hidden]) [data-slot={name}] p').textContent",
        re.compile("at last", re.IGNORECASE).search,
    )
    app.page.keyboard.press("Tab")
    assert slot.evaluate(READ)["line"] is None


def test_what_a_chart_shows_is_said_as_it_is_now(app):
    app.restart("hidden=3")
    about = f"document.querySelector('{SLOT.format('loss')} p').textContent"
    app.eventually(about, re.compile(r"^From epoch 0\.0 to 0\.0\.").search)
    app.step(2)
    loss = f"{app.status.training_loss:.3f}"[:4]
    app.eventually(
        about, re.compile(rf"^From epoch 0\.0 to 0\.1\. training at first .* at last {re.escape(loss)}").search
    )


PLATES = {
    "Weights": {
        "now": r"^Layer 1: 12 numbers, \d+ of them negative; the largest in size is [−+][\d.]+, the (weight|bias)",
        "time": r"^17 numbers from step 0 to step 3\. Largest size: Layer 1 [\d.]+ at first",
    },
    "Landscape": {"landscape": "^No landscape has been computed yet"},
    "Compare": {"compare-outputs": r"^This run: .*They disagree on [\d.]+ % of the plane"},
    "Sweep": {"sweep-tiles": "^No sweep has been run yet", "sweep-lines": "^No sweep has been run yet"},
}


@pytest.mark.varied
@pytest.mark.parametrize("tab", PLATES)
def test_a_picture_says_what_it_shows(app, drawer, tab):
    app.restart("hidden=4")
    app.step(3)
    drawer.open(tab)
    for name, words in PLATES[tab].items():
        app.eventually(
            f"document.querySelector('[data-plate={name}]').getAttribute('aria-description')",
            lambda said, words=words: said is not None and re.search(words, said),
        )
