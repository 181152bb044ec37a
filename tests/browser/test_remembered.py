"""What was chosen in Compare and in Sweep is there again after a reload, and what cannot be kept or read is said."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.instruments import Drawer
from tests.browser.sweeping import RATES, Sweeping
from tests.browser.test_compare import Comparison

SPOILED = [
    "{",
    "null",
    json.dumps({"first": 3}),
    json.dumps({"first": "x", "second": "", "seeds": "1", "steps": "7", "values": {}}),
]


def reloaded(app):
    app.page.reload()
    app.wait_for_state()
    return app


@pytest.mark.long
def test_choices_of_a_sweep_are_there_after_a_reload(new_app):
    app = new_app().open("hidden=4")
    Sweeping(app, Drawer(app).open("Sweep")).choose(
        "8", "2,2", first="hidden", second="activation", seeds="3", steps="500"
    )
    sweep = Sweeping(reloaded(app), Drawer(app).panel("Sweep"))
    for name, value in (("Setting", "hidden"), ("And", "activation"), ("Seeds", "3"), ("Steps", "500")):
        expect(sweep.panel.get_by_role("combobox", name=name, exact=True)).to_have_value(value)
    assert sweep.panel.locator("[data-of=first] :checked").evaluate_all("all => all.map(one => one.value)") == [
        "8",
        "2,2",
    ]
    assert "sweep" not in app.page.evaluate("location.hash")


@pytest.mark.long
def test_choices_of_compare_are_there_after_a_reload(new_app):
    compare = Comparison(new_app().open("hidden=4"))
    compare.panel.get_by_role("combobox", name="Another setting").select_option("Activation")
    compare.button("Add").click()
    compare.value("Activation").select_option("ReLU")
    compare.button("Let it be the same: learning rate").click()
    expect(compare.value("Learning rate")).to_have_count(0)
    compare = Comparison(reloaded(compare.app))
    expect(compare.value("Activation")).to_have_value("relu")
    expect(compare.value("Learning rate")).to_have_count(0)


@pytest.mark.long
@pytest.mark.parametrize("text", SPOILED)
def test_choices_that_cannot_be_read_are_said_to_be_lost(new_app, text):
    app = new_app().open("hidden=4")
    app.page.evaluate(
        "text => { localStorage.setItem('sweep', text); localStorage.setItem('instruments', 'sweep') }", text
    )
    sweep = Sweeping(reloaded(app), Drawer(app).panel("Sweep"))
    expect(app.page.locator("#notice")).to_contain_text("What you chose in Sweep before cannot be read any more")
    expect(sweep.panel.get_by_role("combobox", name="Setting", exact=True)).to_have_value("learning_rate")


@pytest.mark.long
def test_that_a_browser_keeps_nothing_is_said(new_app):
    app = new_app().open("hidden=4")
    app.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    Sweeping(app, Drawer(app).open("Sweep")).choose(*RATES)
    expect(app.page.locator("#notice")).to_contain_text("This browser keeps nothing")
