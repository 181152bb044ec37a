"""The camera on the digits page: looked at live, taken, and let go; a missing, refused or busy one is said."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.contexts import context_of, watched
from tests.browser.easel import MAIN, NUMBER, SEES, draw, easel, painted, sees, told
from tests.browser.looking import look
from tests.browser.shared import SharedPage
from tests.browser.test_hidden import PRETEND
from tests.support.drawings import drawings

STATE = "() => [window.stream.getTracks()[0].readyState, document.querySelector('.sheet video').srcObject === null]"


@pytest.fixture(scope="module")
def shared_digits(launch, recorder, site):
    """In a browser that has a camera."""
    browser = launch(has_all=True)
    shared = SharedPage(lambda: watched(context_of(browser, recorder), site + "digits/").open("step=1200"))
    yield shared
    shared.throw_away()
    browser.close()


page = easel("blocks=c4x5,m4,d12")


@pytest.fixture
def app(page):
    """The page with a drawing on the sheet, and leave to use the camera."""
    page.page.context.grant_permissions(["camera"])
    draw(page, drawings()[70].strokes)
    painted(page)
    yield page
    page.page.context.clear_permissions()


def start(app):
    """Let the camera show two pictures at least: the first may be one of an empty video."""
    before = app.page.evaluate(NUMBER)
    app.button("Camera").click()
    expect(app.button("Take it")).to_be_focused()
    app.page.evaluate("window.stream = document.querySelector('.sheet video').srcObject")
    app.eventually(NUMBER, lambda number: number >= before + 2)


def is_released(app):
    expect(app.page.locator(f"{MAIN} [data-do=stop]")).to_be_hidden()
    assert app.page.evaluate(STATE) == ["ended", True]


@pytest.mark.long
def test_the_network_sees_the_camera_live_until_it_is_stopped(app):
    app.page.evaluate("document.activeElement.blur()")  # a frame around it is no part of it
    painted(app)
    before, drawn = sees(app), look(app.page.locator(f"{MAIN} .sheet")).pixels
    start(app)
    found = set()
    app.eventually(SEES, lambda level: found.add(tuple(level)) or len(found) >= 3)  # the picture moves
    assert all(max(each) > 240 for each in found)
    green = look(app.page.locator(f"{MAIN} .sheet")).pixels[40:60, 10:30].mean(axis=(0, 1))
    assert green[1] > green[0] + 50, "the preview is not in the sheet's place"
    app.button("Stop").click()
    is_released(app)
    told(app)
    expect(app.button("Camera")).to_be_focused()
    np.testing.assert_array_equal(sees(app), before)
    app.page.mouse.move(0, 0)
    app.page.locator(f"{MAIN} .maps").focus()
    painted(app)
    np.testing.assert_allclose(look(app.page.locator(f"{MAIN} .sheet")).pixels, drawn, atol=8)


def test_what_is_taken_stays_and_the_camera_is_let_go(app):
    before = sees(app)
    start(app)
    app.button("Take it").click()
    is_released(app)
    told(app)
    taken = sees(app)
    assert not np.array_equal(taken, before)
    app.page.wait_for_timeout(300)  # a camera that is on tells of another picture in 200
    told(app)
    np.testing.assert_array_equal(sees(app), taken)


def test_a_hidden_page_lets_the_camera_go(app):
    before = sees(app)
    start(app)
    app.page.evaluate(PRETEND, "hidden")
    app.page.evaluate(PRETEND, "visible")
    is_released(app)
    told(app)
    np.testing.assert_array_equal(sees(app), before)


def test_a_camera_that_goes_away_is_said(app):
    start(app)
    app.page.evaluate("window.stream.getTracks()[0].dispatchEvent(new Event('ended'))")
    is_released(app)
    expect(app.notice).to_contain_text("The camera has gone.")


def test_a_refused_camera_is_said(app):
    before = sees(app)
    app.page.context.clear_permissions()
    app.button("Camera").click()
    expect(app.notice).to_contain_text("does not let this page use the camera")
    np.testing.assert_array_equal(sees(app), before)
    expect(app.button("Clear")).to_be_visible()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("NotFoundError", "There is no camera here."),
        ("NotReadableError", "The camera is busy"),
        ("AbortError", "The camera could not be opened."),
        (None, "only to pages that come over https"),
    ],
)
def test_a_missing_or_busy_camera_is_said(app, error, words):
    app.page.evaluate(
        """error => {
            const getUserMedia = error && (() => Promise.reject(new DOMException('', error)))
            Object.defineProperty(navigator, 'mediaDevices', { value: error ? { getUserMedia } : undefined, configurable: true })
        }""",
        error,
    )
    try:
        app.button("Camera").click()
        expect(app.notice).to_contain_text(words)
        draw(app, drawings()[20].strokes)
        expect(app.notice).to_be_hidden()
    finally:
        app.page.evaluate("delete navigator.mediaDevices")


def test_a_camera_that_is_not_wanted_any_more_is_let_go_as_soon_as_it_comes(app):
    app.page.evaluate(
        """() => {
            const real = MediaDevices.prototype.getUserMedia.bind(navigator.mediaDevices)
            navigator.mediaDevices.getUserMedia = async wanted => {
                window.stream = await real(wanted)
                await new Promise(done => { window.come = done })
                return window.stream
            }
        }"""
    )
    try:
        app.button("Camera").click()
        app.eventually("Boolean(window.come)")
        app.page.evaluate(PRETEND, "hidden")
        app.page.evaluate("window.come()")
        app.eventually("window.stream.getTracks()[0].readyState", lambda state: state == "ended")
    finally:
        app.page.evaluate(PRETEND, "visible")
        app.page.evaluate("delete navigator.mediaDevices.getUserMedia")
    expect(app.button("Camera")).to_be_visible()


def test_a_page_that_is_left_lets_the_camera_go(app):
    before = sees(app)
    start(app)
    app.page.get_by_role("link", name="Playground", exact=True).click()
    app.eventually("window.stream.getTracks()[0].readyState", lambda state: state == "ended")
    app.page.get_by_role("link", name="Digits", exact=True).click()
    is_released(app)
    app.eventually(SEES, lambda level: level == before.ravel().tolist())
