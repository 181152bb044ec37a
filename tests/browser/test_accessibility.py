"""The page for people with screen readers and keyboards: names, order, keys, and axe-core's rules."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.instruments import Drawer
from tests.browser.room import obeys_axe
from tests.browser.test_timeline import opened

BUTTONS = ("Play", "Step", "Step epoch", "Reset", "New weights")
SLIDERS = ("Speed", "Noise", "Training share", "Batch size")
SELECTS = ("Dataset", "Learning rate", "Activation", "Loss")


def test_everything_that_can_be_set_has_its_name(app):
    for name in BUTTONS:
        expect(app.button(name)).to_be_visible()
    for name in SLIDERS:
        expect(app.slider(name)).to_be_visible()
    for name in SELECTS:
        expect(app.select(name)).to_be_visible()
    for name in ("Add a layer", "Remove a layer", "Add a neuron to layer 1", "Remove a neuron from layer 2"):
        expect(app.button(name)).to_be_visible()


def test_play_and_pause_by_keyboard(app):
    app.button("Play").focus()
    app.page.keyboard.press("Space")
    expect(app.button("Pause")).to_be_focused()
    app.wait_for_step(10)
    app.page.keyboard.press("Space")
    expect(app.button("Play")).to_be_focused()


@pytest.mark.parametrize(("name", "key"), [("Noise", "ArrowRight"), ("Speed", "ArrowLeft")])
def test_a_slider_moves_by_keyboard(app, name, key):
    slider = app.slider(name)
    slider.focus()
    address = app.page.url
    app.page.keyboard.press(key)
    app.eventually("location.href", lambda now: now != address)
    expect(slider).to_be_focused()


def test_tab_reaches_every_control(app):
    app.page.locator("body").focus()
    reached = set()
    for _ in range(80):
        app.page.keyboard.press("Tab")
        reached.add(app.page.evaluate(FOCUSED_NAME))
    missing = {*BUTTONS, *SLIDERS, *SELECTS} - reached
    assert not missing


FOCUSED_NAME = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const labels = [...(focused?.labels ?? [])].map(label => label.textContent.trim());
    return focused?.getAttribute('aria-label') ?? labels[0] ?? focused?.innerText?.trim() ?? focused?.title;
}"""


WIDGET_STOPS = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const style = getComputedStyle(focused);
    return {
        tag: focused.outerHTML.slice(0, 120),
        picture: Boolean(focused.getRootNode().host?.matches?.('.pictures')) || focused.matches('canvas, .bk-events'),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        end: focused === document.body,
    };
}"""


def stops(app):
    """Everything that Tab stops at, from the top of the page to its end."""
    app.page.evaluate("document.activeElement?.blur(); getSelection().removeAllRanges()")
    app.page.locator("h1.brand").click()
    found = []
    for _ in range(80):
        app.page.keyboard.press("Tab")
        stop = app.page.evaluate(WIDGET_STOPS) | {"name": app.page.evaluate(FOCUSED_NAME)}
        if stop["end"]:
            break
        found.append(stop)
    return found


def test_every_stop_has_a_name_and_shows_that_it_has_the_focus(app):
    found = stops(app)
    assert len(found) > 25
    assert [stop for stop in found if not stop["name"]] == []
    assert [stop for stop in found if not stop["ring"]] == []


def test_a_setting_is_one_stop_and_a_picture_none(app):
    found = stops(app)
    assert [stop for stop in found if stop["picture"]] == []
    assert sum("Dataset" in (stop["name"] or "") for stop in found) == 1


def test_a_click_leaves_no_ring_behind(app):
    app.step()
    picture = app.page.locator(".pictures").get_by_title("XOR")
    picture.click()
    for stop in ("Step",):
        expect(app.button(stop)).not_to_have_css("outline-style", "solid")
    expect(picture).not_to_have_css("outline-style", "dotted")
    expect(app.select("Dataset")).to_have_value("XOR")


@pytest.mark.long
def test_what_changes_in_every_frame_is_read_out_only_while_nothing_moves(app):
    Drawer(app).open("Weights")
    spoken = app.page.locator(".page:not([hidden])").locator(".status, .sentence, .told-here").locator("visible=true")
    expect(spoken).to_have_count(3)
    for act, live in (("Play", "off"), ("Pause", "polite")):
        app.button(act).click()
        for one in spoken.all():
            expect(one).to_have_attribute("aria-live", live)
    app.button("Play").click()
    Drawer(app).open("Histograms")
    expect(app.page.locator(".told-here").locator("visible=true")).to_have_attribute("aria-live", "off")
    app.pause()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_axe_finds_nothing(app, size, scheme):
    app.page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
    app.page.emulate_media(color_scheme=scheme)
    app.page.wait_for_timeout(400)  # colours change by and by
    obeys_axe(app)


def a_tree_of_courses(app):
    opened(app, "step=60", 60).slider("Timeline").fill("20")
    app.answered().arrived(20).select("Learning rate").select_option(label="1")
    app.answered().button("Courses").press("Enter")
    return app.page.locator(".page:not([hidden]) .courses")


def a_pinned_neuron(app):
    app.diagram.focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        app.page.keyboard.press(key)
    return app.page.get_by_role("form", name="Change the neuron that is pinned")


def an_explanation(app):
    app.button("About: Timeline").click()
    return app.page.locator(f"#{app.button('About: Timeline').get_attribute('aria-controls')}")


def a_notice(app):
    app.page.evaluate("location.hash = 'noise=much'")
    return app.notice


def the_keys(app):
    app.page.keyboard.press("?")
    return app.page.get_by_role("dialog", name="Keys", exact=True)


@pytest.mark.varied
@pytest.mark.parametrize("open_it", [the_keys, a_tree_of_courses, a_pinned_neuron, an_explanation, a_notice])
def test_axe_finds_nothing_in_what_is_opened(app, open_it):
    expect(open_it(app)).to_be_visible()
    obeys_axe(app)
    for _ in range(2):  # whatever it is: of a text field it takes the first one to leave it
        app.page.keyboard.press("Escape")


MOVING = """() => {
    const within = root => [...root.querySelectorAll('*')].flatMap(one => [one, ...one.shadowRoot ? within(one.shadowRoot) : []])
    const isTimed = durations => /[1-9]/.test(durations)
    return within(document).filter(one => {
        const { transitionDuration, transitionProperty, animationName, animationDuration } = getComputedStyle(one)
        return (transitionProperty !== 'none' && isTimed(transitionDuration)) || (animationName !== 'none' && isTimed(animationDuration))
    }).map(one => one.getAttribute('class'))
}"""


def test_nothing_moves_by_itself_where_less_motion_is_wanted(app):
    foreign = "scroll-button"  # of Panel's columns, which fades, where there is one
    assert {"round", "icon icon-more"} <= set(app.page.evaluate(MOVING))
    app.page.emulate_media(reduced_motion="reduce")
    try:
        assert set(app.page.evaluate(MOVING)) <= {foreign}
    finally:
        app.page.emulate_media(reduced_motion="no-preference")


def test_the_output_is_described_and_read_by_keyboard(app):
    app.restart("dataset=xor&hidden=4&show_test=yes")
    plot = app.slot("output")
    expect(plot).to_have_role("application")
    expect(plot).to_have_accessible_name(re.compile("^Output: the region and the points"))
    expect(plot).to_have_accessible_description(
        re.compile(r"class −1 on \d+ % of the plane.*250 training points: \d+ of class −1 \(square\).*250 test points")
    )
    plot.focus()
    told = plot.locator(".answer-here")
    app.page.keyboard.press("Home")
    expect(told).to_have_text(
        re.compile(r"^At x₁ = −6, x₂ = 0: the network answers [−+][\d.]+, class [−+]1\. The nearest")
    )
    app.page.keyboard.press("ArrowUp")
    app.page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("At x₁ = −5.5, x₂ = 0.5: ")
    said = told.inner_text()
    drawn = app.page.evaluate(
        """() => {
            const { region } = document.querySelector('.page:not([hidden]) [data-slot=output]')
            const levels = region.source.get_column('level'), side = Math.sqrt(levels.length)
            const at = x => Math.round((x + 6) / 12 * (side - 1))
            return (levels[at(0.5) * side + at(-5.5)] - 127) / 127 * region.plot.limit
        }"""
    )
    value = float(said.split("answers ")[1].split(",")[0].replace("−", "-"))
    assert value == pytest.approx(drawn, abs=0.006)
    app.page.keyboard.press("Tab")
    expect(told).to_be_hidden()


def test_the_answer_of_a_curve_and_of_classes_is_read_in_their_own_words(app):
    for dataset, words in (
        ("sine", r"answers [−+][\d.]+\. The nearest .* is wanted"),
        ("blobs", r"answers class [A-F]\. .*: class [A-F]"),
    ):
        app.restart(f"dataset={dataset}&features=x1&hidden=4")
        app.slot("output").focus()
        app.page.keyboard.press("ArrowRight")
        expect(app.slot("output").locator(".answer-here")).to_have_text(re.compile(words))
        app.page.keyboard.press("Tab")  # what is said covers a part of the plot as long as it has the focus
