"""The shared digits page itself: whatever one test does to it, the next test finds it as in a first visit."""

import pytest
from playwright.sync_api import expect

from tests.browser.easel import DRAWINGS, MAIN, begin, draw, easel, painted, spot, told
from tests.browser.playground import LETTERS

app = easel("step=1200")

STATE = f"""() => {{
    {LETTERS}
    const main = document.querySelector('{MAIN}')
    const all = (names, tell) => [...main.querySelectorAll(names)].map(tell)
    return {{
        words: main.parentElement.innerText,
        open: all('details', one => one.open),
        on: all('[aria-pressed=true], [aria-expanded=true], [aria-current], [data-live]', one => one.tagName + one.textContent),
        values: all('input:not([type=file]), select', one => one.checkVisibility() && [one.value, one.checked]),
        fragment: bulletin.get_column('fragment')[0],
        image: bulletin.get_column('image')[0],
        sheet: main.querySelector('.sheet canvas').toDataURL(),
        pinned: main.querySelector('.maps').maps.spot.pinned,
        notice: document.getElementById('notice').innerText,
        focused: document.activeElement.tagName,
        scrolled: all('*', one => one.scrollTop).filter(top => top > 0),
    }}
}}"""


def state(app):
    """As soon as nothing is worked out any more."""
    working = ("worked out", "being read", "Looking at")
    painted(app.answered())
    return app.eventually(STATE, lambda now: not any(words in now["words"] for words in working))


def moved(app):
    app.page.locator(f"{MAIN} .moving summary").click()
    app.slider("Shift right").fill("4")
    told(app)


def slid(app):
    app.page.mouse.click(*spot(app, 1, 0, 0, 22))
    app.page.locator("[data-slide=stride]").select_option("4")
    app.button("Slide").click()


def changed(app):
    app.page.get_by_role("button", name="Convolution 1").press("Enter")
    app.page.get_by_label("Maps", exact=True).fill("3")
    app.page.get_by_label("Maps", exact=True).press("Tab")


def refused(app):
    app.page.evaluate("location.hash = 'step=1200&dropout=11'")
    expect(app.notice).to_contain_text("Dropout")


def asked(app):
    app.button("SmoothGrad").click()
    app.button("Sanity check").click()


def listed(app):
    app.page.locator("[data-list=hardest]").click()


def grown(app):
    app.page.locator("main.digits [data-look=go]:enabled").click()


def alone(app):
    app.page.get_by_role("group", name="Show one digit alone").get_by_role("button", name="3", exact=True).click()


def on_its_way(app):
    app.page.evaluate("location.hash = 'shift=0&step=900'")
    expect(app.page.locator(".page:not([hidden]) .status")).to_contain_text("going to step 900")


ACTS = {
    "panel=why&blocks=c4x5,m4": (asked,),
    "step=1200": (moved, slid, refused, on_its_way),
    "step=1200&show=drawing": (changed,),
    "panel=mistakes&blocks=c4x5,m4": (listed,),
    "panel=looks&blocks=c4x5,m4": (grown,),
    "panel=where&map=pca&map_points=250&blocks=c4x5,m4": (alone,),
}


@pytest.mark.varied
@pytest.mark.parametrize("fragment", ACTS)
def test_what_was_done_to_the_page_is_done_away_with(app, fragment):
    step = 1200 if "1200" in fragment else 0
    first = state(begin(app, fragment).arrived(step))
    draw(app, DRAWINGS[7])
    for act in ACTS[fragment]:
        act(app)
    app.answered()
    assert app.page.evaluate(STATE) != first
    again = state(begin(app, fragment).arrived(step))
    for name, value in first.items():
        assert again[name] == value, name
