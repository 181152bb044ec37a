"""On paper: the digit, every layer, the number that is looked at and the panel that is open, and nothing to press."""

import pytest
from playwright.sync_api import expect

from tests.browser.easel import MAIN, easel, painted
from tests.browser.looking import look

app = easel("step=1200")

PANELS = ("training", "why", "looks", "where", "mistakes")
PARTS = ("#digits-answer", ".sheet canvas", ".answer", ".shares", ".headings", ".maps", ".opened-number", ".sentence")


@pytest.fixture
def paper(app):
    app.page.emulate_media(media="print", color_scheme="dark")
    yield app
    app.page.emulate_media(media="screen", color_scheme="light")


def test_paper_shows_the_digit_and_every_layer_and_nothing_to_press(paper):
    for part in PARTS:
        expect(paper.page.locator(f"{MAIN} {part}").first).to_be_visible()
    expect(paper.page.locator(".page:not([hidden]) .status")).to_be_visible()
    assert paper.page.locator(f"{MAIN} .drawing button:visible, .transport button:visible").count() == 0
    expect(paper.page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert not look(paper.page.locator(f"{MAIN} .maps")).is_blank


@pytest.mark.varied
@pytest.mark.parametrize("name", PANELS)
def test_the_panel_that_is_open_is_printed_whole_and_no_other(paper, name):
    paper.page.evaluate(f"location.hash = 'step=1200&panel={name}'")
    panels = paper.page.locator(f"{MAIN} .panel")
    expect(paper.page.locator(f"{MAIN} [data-panel={name}]")).to_be_visible()
    painted(paper)
    assert panels.evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.dataset.panel)") == [
        name
    ]
    expect(paper.page.locator(f"{MAIN} [data-panel={name}]")).to_have_css("overflow-y", "visible")
    assert paper.page.locator(f"{MAIN} button.plain:visible").count() == 0


def test_a_printer_gets_a_strip_that_fits_on_its_sheet(app):
    app.page.evaluate("""addEventListener('afterprint', () => {
        const { width } = document.querySelector('main.digits .strip').getBoundingClientRect()
        window.on_paper = [width, document.querySelector('main.digits').getBoundingClientRect().width]
    }, { once: true })""")
    assert app.page.pdf()
    strip, sheet = app.page.evaluate("window.on_paper")
    assert 0 < strip <= sheet + 1
