"""The tour: offered once to who comes for the first time, never in the way, and there whenever it is wanted."""

import pytest
from playwright.sync_api import expect

from tests.browser.room import obeys_axe

WITHIN = """() => {
    const card = document.querySelector('.tour').getBoundingClientRect()
    const holds = ({ left, top, right, bottom }, one) =>
        one.left >= left && one.top >= top && one.right <= right && one.bottom <= bottom
    const buttons = [...document.querySelectorAll('.tour button')].filter(one => one.checkVisibility())
    return holds({ left: 0, top: 0, right: innerWidth, bottom: innerHeight }, card) &&
        buttons.every(one => holds(card, one.getBoundingClientRect()))
}"""

RINGED = """goal => {
    const at = selector => document.querySelector(`.page:not([hidden]) ${selector}`).getBoundingClientRect()
    const [ring, whole, bar] = [document.querySelector('.tour-ring').getBoundingClientRect(), at(goal), at('.transport')]
    const isOver = goal !== '.transport' && ring.top < bar.bottom - 1 && ring.bottom > bar.top + 1
    const isHigh = whole.height > innerHeight - bar.height - 12
    const isIn = ring.top <= Math.max(whole.top, 3) && ring.left <= Math.max(whole.left, 0) &&
        ring.right >= Math.min(whole.right, innerWidth) && (isHigh || ring.bottom >= whole.bottom - 1)
    return { isOver, isIn, clear: whole.top - ring.top }
}"""

STOPS = (".transport", ".side", ".network", ".results", ".drawer-row")


def card(app):
    return app.page.locator(".tour")


def call(app):
    app.page.keyboard.press("?")
    app.page.get_by_role("button", name="Take the tour").click()
    return card(app)


@pytest.fixture
def visitor(new_app):
    """Somebody who has never been here, and comes by no link."""
    return new_app(first_visit=True).open()


def test_the_first_visit_gets_it_without_losing_the_focus_and_the_next_one_does_not(visitor):
    expect(card(visitor)).to_have_accessible_name("Press Play")
    assert visitor.page.evaluate("document.activeElement === document.body")
    visitor.button("Play").click()
    expect(visitor.button("Pause")).to_be_visible()
    visitor.pause()
    card(visitor).get_by_role("button", name="Skip the tour").click()
    expect(card(visitor)).to_have_count(0)
    visitor.page.goto("about:blank")
    visitor.open()
    visitor.answered()
    expect(card(visitor)).to_have_count(0)


@pytest.mark.long
def test_tab_comes_to_it_at_once_and_play_follows_it(visitor):
    page = visitor.page
    expect(card(visitor)).to_contain_text("Esc closes the tour")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(card(visitor).get_by_role("button", name="Skip the tour")).to_be_focused()
    page.keyboard.press("Enter")
    expect(visitor.button("Play")).to_be_focused()


@pytest.mark.long
def test_who_comes_by_a_link_sees_what_the_link_shows(new_app):
    app = new_app(first_visit=True).open("dataset=circle")
    app.answered()
    expect(card(app)).to_have_count(0)


def test_it_is_walked_by_keyboard_alone_and_gives_the_focus_back(app):
    app.restart()
    app.button("Keys").focus()
    app.page.keyboard.press("Enter")
    app.page.get_by_role("button", name="Take the tour").press("Enter")
    expect(card(app)).to_be_focused()
    titles = []
    for _ in range(5):
        titles.append(card(app).get_by_role("heading").inner_text())
        app.page.keyboard.press("ArrowRight")
    assert len(set(titles)) == 5
    expect(card(app)).to_have_count(0)
    expect(app.button("Keys")).to_be_focused()


def test_escape_ends_it_and_the_page_can_be_used_meanwhile(app):
    app.restart()
    call(app).get_by_role("button", name="Next").click()
    app.button("Step").click()
    app.arrived(1)
    expect(card(app)).to_have_accessible_name("What it learns from")
    app.page.keyboard.press("Escape")
    expect(card(app)).to_have_count(0)


def settled_ring(app, goal):
    """Where the ring is when it has come to the goal, or does not come."""
    ringed = {}
    for _ in range(100):
        ringed = app.page.evaluate(RINGED, goal)
        if ringed["isIn"] and not ringed["isOver"]:
            break
        app.page.wait_for_timeout(20)
    return ringed


@pytest.mark.varied
@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1440, 900, "light"), (1280, 720, "dark"), (1024, 768, "light"), (390, 844, "dark"), (320, 568, "light")],
)
def test_it_stays_within_the_window_and_obeys_axe(app, width, height, scheme):
    app.restart()
    app.page.set_viewport_size({"width": width, "height": height})
    app.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    call(app)
    for goal in STOPS:
        expect(card(app)).to_be_visible()
        ringed = settled_ring(app, goal)
        assert app.page.evaluate(WITHIN), goal
        assert (ringed["isOver"], ringed["isIn"]) == (False, True), (goal, ringed)
        if goal == ".network":
            assert ringed["clear"] >= 3, "the ring runs through the headings"
        obeys_axe(app, ".tour")
        card(app).locator('[data-tour="next"]').click()
    expect(card(app)).to_have_count(0)


def test_another_page_ends_it_and_does_not_offer_it(app):
    app.restart()
    call(app)
    app.page.get_by_role("link", name="Engine").click()
    expect(card(app)).to_have_count(0)
    app.page.keyboard.press("?")
    expect(app.page.get_by_role("button", name="Take the tour")).to_be_hidden()
    app.page.keyboard.press("Escape")
    app.page.get_by_role("link", name="Playground").click()
    expect(app.button("Play")).to_be_visible()


@pytest.mark.long
def test_under_a_hand_no_keys_are_spoken_of(new_app):
    app = new_app(first_visit=True, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open()
    expect(app.sentence).to_have_text("Tap a neuron or a weight to read its numbers and to change them.")
    expect(card(app).get_by_text("Esc closes")).to_be_hidden()
    for _ in range(2):
        card(app).get_by_role("button", name="Next").tap()
    expect(card(app)).to_contain_text("Tap either to read its numbers and to change them.")
