"""Light and dark, large, forced colours and paper: what is chosen, what is remembered, and what can be seen of it."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.room import obeys_axe

PROJECTED = {"width": 1920, "height": 1080}
WHITE = "255, 255, 255"


@pytest.fixture
def app(app):
    """The page as it is by itself; what a test has chosen is taken back."""
    yield app
    app.page.emulate_media(media="screen", color_scheme="light", forced_colors="none", contrast="no-preference")
    app.page.evaluate("localStorage.clear()")
    while app.page.evaluate("document.documentElement.dataset.choice"):
        theme(app).click()
    if large(app):
        app.button("Projector").click()


def theme(app):
    """The button that changes the theme."""
    return app.page.locator("[data-act=theme]")


def large(app):
    return app.page.evaluate("document.documentElement.dataset.size") == "large"


def pixels(app, selector):
    """What is painted there: red, green and blue, 0 to 255, by row and column."""
    app.page.wait_for_timeout(400)
    shot = app.page.locator(selector).screenshot()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), dtype=float)


def light_of(image):
    return float(image.mean())


def spread(image):
    """How far the brightest and the darkest of a picture are apart."""
    grey = image.mean(axis=2)
    return float(grey.max() - grey.min())


CONTRASTS = """() => {
    const channels = name => {
        const probe = Object.assign(document.createElement('i'), { style: `color: var(--${name})` })
        document.body.append(probe)
        const found = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number)
        probe.remove()
        return found
    }
    const light = name => channels(name).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0) + 0.05
    return Object.fromEntries(['muted', 'edge', 'rule', 'accent', 'minus', 'plus', 'focus'].map(name => {
        const both = [light(name), light('ground')]
        return [name, Math.max(...both) / Math.min(...both)]
    }))
}"""
PLOTTED = """() => {
    const model = Bokeh.documents.flatMap(({ all_models }) => [...all_models]).find(({ name, type }) => name === 'loss' && type === 'Figure')
    return [model.below[0].axis_line_color, Math.max(...model.renderers.map(({ glyph }) => glyph.line_width?.value ?? glyph.line_width ?? 0))]
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_wants_more_contrast_has_it_in_words_borders_and_plots(app, scheme):
    app.page.emulate_media(color_scheme=scheme)
    usual, (axis, width) = app.page.evaluate(CONTRASTS), app.page.evaluate(PLOTTED)
    app.page.emulate_media(color_scheme=scheme, contrast="more")
    expect(app.page.locator("html")).to_have_attribute("data-painted", scheme)
    app.eventually(f"({PLOTTED})()[1]", lambda found: found > width)
    more = app.page.evaluate(CONTRASTS)
    assert all(more[name] > usual[name] for name in usual), (usual, more)
    assert min(more[name] for name in ("muted", "edge", "accent", "minus", "plus", "focus")) >= 7
    assert more["rule"] > 2.5
    assert app.page.evaluate(PLOTTED)[0] != axis
    obeys_axe(app)
    app.page.emulate_media(color_scheme=scheme, contrast="no-preference")
    app.eventually(f"({PLOTTED})()[1]", lambda found: found == width)


PARTS = (".diagram", "[data-slot=loss]", ".side", ".page:not([hidden]) .transport")


def test_the_page_and_its_pictures_follow_the_theme(app):
    app.restart("hidden=4")
    for scheme, is_right in (("dark", lambda value: value < 90), ("light", lambda value: value > 170)):
        app.page.emulate_media(color_scheme=scheme)
        expect(app.page.locator("html")).to_have_attribute("data-painted", scheme)
        for part in PARTS:
            picture = pixels(app, part)
            assert is_right(light_of(picture)), (scheme, part, light_of(picture))
            assert spread(picture) > 100, (scheme, part)


def test_the_theme_is_chosen_and_remembered(app):
    for words, kept, ground in (
        ("light", "light", WHITE),
        ("dark", "dark", "18, 22, 28"),
        ("automatic", None, WHITE),
    ):
        theme(app).click()
        expect(theme(app)).to_have_accessible_name(f"Theme: {words}")
        assert app.page.evaluate("localStorage.getItem('theme')") == kept
        expect(app.page.locator("body")).to_have_css("background-color", f"rgb({ground})")


def test_what_was_chosen_is_there_before_anything_is_painted(new_app):
    app = new_app()
    app.goto()
    app.page.evaluate("localStorage.setItem('theme', 'dark'); localStorage.setItem('size', 'large')")
    app.goto()
    assert app.page.evaluate("[document.documentElement.dataset.theme, document.documentElement.dataset.size]") == [
        "dark",
        "large",
    ]


def test_a_projector_gets_large_type_and_a_page_without_empty_sides(app):
    app.restart("hidden=8,6,4")
    app.page.set_viewport_size(PROJECTED)
    app.button("Projector").click()
    expect(app.button("Projector")).to_have_attribute("aria-pressed", "true")
    assert app.page.evaluate("localStorage.getItem('size')") == "large"
    sizes = app.page.evaluate(
        "selectors => selectors.map(one => parseFloat(getComputedStyle(document.querySelector(one)).fontSize))",
        [
            "[data-slot=activation]",
            ".sentence",
            ".page:not([hidden]) .status",
            ".side h2",
            ".network > .legend:not(.walk-legend)",
            ".accuracy",
        ],
    )
    assert min(sizes) >= 17
    assert 18 <= sizes[0] <= 22
    assert app.page.evaluate("[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]") == [
        1920,
        1080,
    ]
    edges = app.page.evaluate("""() => ['.side', '.results'].map(selector => {
        const box = document.querySelector(selector).getBoundingClientRect(); return [box.left, box.right] })""")
    assert edges[0][0] == 0
    assert edges[1][1] == 1920
    ticks = app.page.evaluate("""Bokeh.documents.flatMap(page => [...page.all_models]).filter(model => model.type === 'LinearAxis')
        .map(model => parseFloat(model.major_label_text_font_size.value ?? model.major_label_text_font_size))""")
    assert min(ticks) >= 16


@pytest.mark.varied
@pytest.mark.parametrize("size", [(1920, 1080), (1920, 940), (1440, 900), (1280, 720)])
def test_a_projector_makes_nothing_smaller(app, size):
    width, height = size
    app.page.set_viewport_size({"width": width, "height": height})
    usual = sizes(app)
    app.button("Projector").click()
    large = sizes(app)
    assert large["type"] > usual["type"]
    assert large["output"] >= usual["output"]
    assert large["tile"] >= 0.97 * usual["tile"]  # in a low window the type takes a little of its room
    assert (large["across"], large["down"]) == (width, height)
    app.page.set_viewport_size({"width": 1440, "height": 900})


def sizes(app):
    app.page.wait_for_timeout(400)
    return app.page.evaluate("""() => ({
        output: document.querySelector('[data-slot=output]').clientWidth, tile: document.querySelector('.diagram').diagram.layout.tile,
        type: parseFloat(getComputedStyle(document.documentElement).fontSize),
        across: document.scrollingElement.scrollWidth, down: document.scrollingElement.scrollHeight })""")


@pytest.mark.varied
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_every_icon_to_be_seen(app, scheme):
    app.page.emulate_media(forced_colors="active", color_scheme=scheme)
    app.page.mouse.move(700, 5)
    icons = app.page.locator("button:visible:has(svg)")
    assert icons.count() >= 12
    for i in range(icons.count()):
        box = icons.nth(i).locator("svg:visible").first.bounding_box()
        assert box is not None
        shot = app.page.screenshot(clip=box)
        picture = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), dtype=float)
        enabled = icons.nth(i).is_enabled()
        assert spread(picture) > (120 if enabled else 60), icons.nth(i).get_attribute("aria-label")
    for selector in (
        ".scale b",
        ".rims i",
        ".network > .legend:not(.walk-legend) svg",
        ".diagram",
        "[data-slot=output]",
        "[data-slot=loss]",
    ):
        shot = app.page.locator(selector).first.screenshot()
        assert spread(np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), dtype=float)) > 60, selector


def test_the_scale_is_as_strong_as_the_plot(app):
    for scheme in ("light", "dark"):
        app.page.emulate_media(color_scheme=scheme)
        strengths = app.page.evaluate("""() => {
            const region = getComputedStyle(document.querySelector('.region'))
            const scale = getComputedStyle(document.querySelector('.scale b'), '::before')
            return [parseFloat(region.opacity), parseFloat(scale.opacity)] }""")
        assert strengths[0] == pytest.approx(strengths[1])
        assert strengths[0] < 0.8


def test_paper_shows_what_was_learned_and_nothing_to_press(app):
    app.restart("hidden=4,2").step(2)
    app.page.emulate_media(media="print", color_scheme="dark")
    for selector in (
        ".page:not([hidden]) .status",
        ".diagram",
        ".sentence",
        "[data-slot=output]",
        "[data-slot=loss]",
        ".network > .legend:not(.walk-legend)",
    ):
        expect(app.page.locator(selector)).to_be_visible()
    assert app.page.locator("button:visible").count() == 0
    expect(app.page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    for part in (".diagram", "[data-slot=loss]"):
        assert light_of(pixels(app, part)) > 170
        assert spread(pixels(app, part)) > 100


def test_a_printer_gets_the_pictures_as_they_are_on_the_screen(app):
    app.page.emulate_media(color_scheme="dark")
    app.page.wait_for_timeout(300)
    app.page.evaluate("""() => {
        const sizes = () => ['.diagram', '[data-slot=output]', '[data-slot=loss]'].map(selector => {
            const part = document.querySelector(selector)
            return [part.offsetWidth, part.offsetHeight]
        })
        window.screen_sizes = sizes()
        addEventListener('afterprint', () => { window.paper_sizes = sizes() }, { once: true })
    }""")
    assert app.page.pdf()
    on_screen, on_paper = app.page.evaluate("[window.screen_sizes, window.paper_sizes]")
    assert on_paper == [[pytest.approx(side, abs=2) for side in size] for size in on_screen]
    assert app.page.evaluate("document.documentElement.dataset.painted") == "dark"


def test_a_long_notice_stays_in_its_place(app):
    app.page.evaluate("location.hash = '#' + Array.from({length: 3000}, (_, i) => `wrong${i}=1`).join('&')")
    notice = app.page.get_by_role("alert")
    expect(notice).to_be_visible()
    for size in ((1440, 900), (1280, 720), (390, 844), (320, 568)):
        app.page.set_viewport_size({"width": size[0], "height": size[1]})
        box = notice.bounding_box()
        assert box is not None
        assert box["height"] <= 0.45 * size[1]
        assert app.page.evaluate("scrollY") == 0
        assert app.page.evaluate("""() => {
            const play = document.querySelector('.page:not([hidden]) [data-act=play]'), box = play.getBoundingClientRect()
            return play.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)) }""")
    app.page.locator("[data-act=dismiss]").click()
    expect(notice).to_be_hidden()
