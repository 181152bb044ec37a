"""The address holds the whole Settings: what it says is what the page shows, and what it cannot say is pointed out."""

import pytest
from playwright.sync_api import expect

from tests.browser.playground import READY_WITHIN

CHANGED = (
    "dataset=circle&noise=20&activation=relu&learning_rate=0.03&hidden=3,2&features=x1,x2,x1^2&seed=5&batch_size=20"
)


def test_an_address_is_restored_and_two_who_share_it_see_the_same_run(app, new_app):
    other = new_app().open(CHANGED)
    expect(other.select("Dataset")).to_have_value("Circle")
    expect(other.select("Activation")).to_have_value("ReLU")
    expect(other.select("Learning rate")).to_have_value("0.03")
    expect(other.page.get_by_role("alert")).to_have_count(0)
    app.restart(CHANGED)
    for one in (app, other):
        one.step(4)
    assert app.status_text == other.status_text


def test_a_bad_value_falls_back_with_a_note(app):
    app.page.evaluate("location.hash = 'noise=900&activation=relu'")
    expect(app.page.get_by_text("noise cannot be “900”")).to_be_visible()
    expect(app.select("Activation")).to_have_value("ReLU")
    app.step()


@pytest.mark.long
def test_back_and_forward_open_what_their_addresses_say_though_the_page_has_to_be_put_together_first(app):
    app.select("Dataset").select_option(label="XOR")
    app.page.wait_for_url("**/*dataset=xor*")
    app.page.get_by_role("link", name="Engine", exact=True).click()
    app.page.wait_for_url("**/engine/*dataset=xor*")
    app.page.reload()
    app.wait_for_state()
    app.page.evaluate("history.go(-2)")
    expect(app.select("Dataset")).to_have_value("Spiral", timeout=READY_WITHIN)
    app.page.go_forward()
    expect(app.select("Dataset")).to_have_value("XOR")


def test_back_undoes_a_change(app):
    before = app.status_text
    app.select("Dataset").select_option(label="XOR")
    app.page.wait_for_url("**/*dataset=xor*")
    app.answered().page.go_back()
    expect(app.select("Dataset")).to_have_value("Spiral")
    app.settled()
    assert app.status_text == before


@pytest.mark.long
def test_back_to_another_page_leaves_the_run_where_it_is_by_now(app):
    page, shown = app.page, app.page.locator("html")
    app.button("Play").click()
    app.wait_for_step(50)
    page.get_by_role("link", name="Engine", exact=True).click()
    expect(shown).to_have_attribute("data-page", "engine")
    expect(app.button("Pause")).to_be_visible(timeout=READY_WITHIN)
    step = app.status.step + 1000
    app.wait_for_step(step)
    for act, name in ((page.go_back, "playground"), (page.go_forward, "engine"), (page.go_back, "playground")):
        act()
        expect(shown).to_have_attribute("data-page", name)
        app.answered()
        expect(app.button("Pause")).to_be_visible()
    app.pause()
    assert app.status.step > step
    page.wait_for_url(f"**/*step={app.status.step}*")
