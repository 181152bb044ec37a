"""Under a finger no hint speaks of keys or of a mouse; with a mouse they do."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.instruments import Drawer

KEYS = re.compile(r"arrow key|\bEnter\b|\b[Pp]oint at|\b[Cc]lick|\bkeys\b|\bEsc\b|\bDelete\b")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABS = {
    "Histograms": "Tap a step to go there",
    "Weights": "Tap a field to read its number.",
    "Landscape": "Tap the picture to read the loss there.",
    "Compare": "Tap a picture to read both answers there.",
    "Sweep": "Tap a run to read it, and tap it again to open it.",
}


def texts(app):
    """What can be read on the page, and what its question marks tell."""
    return app.page.evaluate(
        "() => [document.body.innerText, ...[...document.querySelectorAll('.about-text')].map(one => one.textContent)]"
    )


@pytest.mark.long
def test_the_instruments_speak_of_fingers(new_app):
    app = new_app(**PHONE).open("hidden=4")
    expect(app.sentence).to_have_text("Tap a neuron or a weight to read its numbers and to change them.")
    drawer = Drawer(app)
    for name, words in TABS.items():
        panel = drawer.open(name)
        if name == "Compare":
            panel.get_by_role("radio", name="Weights", exact=True).check(force=True)
            words = "Tap a field to read its number."
        told = panel.locator(".told-here")
        expect(told).to_contain_text(words)
        if name in ("Histograms", "Weights", "Compare"):
            for _ in range(50):  # nothing is there to be read at first
                panel.locator("canvas:visible").first.tap(position={"x": 60, "y": 40})
                app.answered(2)
                if re.search(r"\d", told.inner_text()):
                    break
            expect(told).not_to_contain_text("Tap")
        for text in texts(app):
            assert not KEYS.search(text), (name, KEYS.search(text))


@pytest.mark.long
def test_the_digits_page_speaks_of_fingers(new_app, site):
    app = new_app(site + "digits/", **PHONE).open("step=0")
    app.page.get_by_role("application", name=re.compile("^Every map of every layer")).press("Escape")
    expect(app.page.locator(".opened-number .sentence")).to_have_text("Tap a map: every number in it is opened.")
    for panel in ("Training", "Why", "Units", "Map", "Mistakes"):
        app.page.get_by_role("group", name="Panel").get_by_role("button", name=panel, exact=True).tap()
        assert not KEYS.search(texts(app)[0]), (panel, KEYS.search(texts(app)[0]))


@pytest.mark.varied
@pytest.mark.parametrize(("path", "words"), [("", "use the arrow keys"), ("digits/", "With keys: arrows move the pen")])
def test_with_a_mouse_they_speak_of_keys(new_app, site, path, words):
    app = new_app(site + path).open()
    assert words in texts(app)[0]
    assert "Tap " not in texts(app)[0]
