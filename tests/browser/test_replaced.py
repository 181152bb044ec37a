"""Code that never ends can be ended: another Python takes over, and the run comes back where it stood."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.easel import DRAWINGS, MAIN, choose, draw, easel, sees, spot, told
from tests.browser.playground import READY_WITHIN
from tests.browser.workshop import SMALL, TEXT, Engine

digits = easel("blocks=c4x5,m4")

PAUSE = 1500  # milliseconds in which where the run stands has been kept


def test_python_that_hangs_is_replaced_and_the_run_comes_back(new_app):
    app = new_app()
    engine = Engine(app).open(f"{SMALL}&log=40:learning_rate:0.1&step=300")
    app.arrived(300)
    app.page.wait_for_timeout(PAUSE)
    before = engine.status.inner_text()
    engine.choose("tanh")
    engine.write("return np.tanh(z)", "while True: pass")
    engine.task("Check").click()
    expect(app.notice).to_contain_text("Python has not answered", timeout=READY_WITHIN)
    app.page.get_by_role("button", name="Start Python again").click()
    expect(app.notice).not_to_contain_text("Python", timeout=READY_WITHIN)
    expect(engine.status).to_have_text(before, timeout=READY_WITHIN)
    app.eventually(TEXT, lambda text: "while True: pass" in text)
    app.button("Step back").click()
    app.arrived(299)
    app.button("Step").click()
    expect(engine.status).to_have_text(before)
    app.page.get_by_role("link", name="Playground").click()
    expect(app.page.locator(".page[data-page=playground] .status")).to_have_text(before, timeout=READY_WITHIN)
    expect(app.select("Learning rate")).to_have_value(re.compile("0.1"))


END = """async () => {
    const file = performance.getEntriesByType('resource').map(entry => entry.name).find(name => /start-\\w+\\.mjs/.test(name))
    const { python } = await import(file)
    python.worker.terminate()
}"""


def replace_python(app):
    app.page.wait_for_timeout(PAUSE)
    app.page.evaluate(END)
    app.page.get_by_role("button", name="Start Python again").click(timeout=READY_WITHIN)
    expect(app.notice).not_to_contain_text("Python", timeout=READY_WITHIN)
    told(app)


@pytest.mark.long
def test_what_is_drawn_and_looked_at_outlasts_python(digits):
    draw(digits, DRAWINGS[7])
    digits.page.mouse.click(*spot(digits, 1, 2, 4, 5))
    digits.answered()
    title = digits.page.locator(f"{MAIN} .opened-number h2")
    before = sees(digits), title.inner_text()
    replace_python(digits)
    np.testing.assert_array_equal(sees(digits), before[0])
    expect(title).to_have_text(before[1])


@pytest.mark.long
def test_a_drawing_that_another_image_has_replaced_does_not_come_back(digits):
    draw(digits, DRAWINGS[7])
    before = sees(digits)
    choose(digits, "Panel", "Mistakes")
    digits.page.locator(".gallery button").first.click(timeout=READY_WITHIN)
    expect(digits.page.locator(f"{MAIN} .truth")).not_to_be_empty()
    told(digits)
    replace_python(digits)
    assert (sees(digits) != before).any()


@pytest.mark.long
def test_an_end_of_the_worker_is_not_the_end_of_the_page(app):
    app.step(3)
    app.page.wait_for_timeout(PAUSE)
    before = app.status_text
    app.page.evaluate(END)
    expect(app.notice).to_contain_text("Python has not answered", timeout=READY_WITHIN)
    app.page.get_by_role("button", name="Start Python again").click()
    expect(app.notice).not_to_contain_text("Python", timeout=READY_WITHIN)
    app.step()
    app.button("Step back").click()
    app.eventually("document.querySelector('.page:not([hidden]) .status').textContent", lambda text: text == before)
