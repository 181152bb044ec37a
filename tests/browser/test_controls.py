"""What can be set, set by pointer and keyboard, and what the page makes of it."""

import random
import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("button", "hidden"),
    [
        ("Add a layer", "8,8,8"),
        ("Remove a layer", "8"),
        ("Add a neuron to layer 1", "4,3"),
        ("Remove a neuron from layer 2", "3,2"),
    ],
)
def test_layers_and_neurons_come_and_go(app, button, hidden):
    if "neuron" in button:
        app.restart("hidden=3,3")
    app.step()
    app.button(button).click()
    app.eventually("location.hash", lambda address: f"hidden={hidden}&" in address)
    assert app.wait_for(lambda status: status.step == 0).epoch == 0
    app.step()


def test_a_network_plays_on_while_it_is_rebuilt(app):
    app.button("Play").click()
    app.wait_for_step(50)
    app.button("Add a layer").click()
    app.eventually("location.hash", lambda address: "hidden=8,8,8&" in address)
    app.wait_for_step(50)
    app.pause()


def test_the_last_feature_stays_and_the_page_says_why(app):
    app.restart("features=x1")
    app.button("x₁").click()
    expect(app.page.get_by_role("alert")).to_contain_text("at least one feature")
    app.eventually("location.hash", lambda address: "features=x1&" in address)
    app.step()


def test_a_feature_more_is_another_network(app):
    app.step()
    app.button("sin x₁").click()
    app.eventually("decodeURIComponent(location.hash)", lambda address: "features=x1,x2,sin x1&" in address)
    app.wait_for(lambda status: status.step == 0)
    app.step()


def test_the_neuron_in_focus_is_put_into_words(app):
    sentence = app.sentence
    before = sentence.inner_text()
    app.diagram.focus()
    app.page.keyboard.press("ArrowRight")
    expect(sentence).not_to_have_text(before)
    app.page.keyboard.press("ArrowRight")
    expect(sentence).to_have_text(re.compile("Layer 1, neuron", re.IGNORECASE))
    app.page.keyboard.press("Escape")
    expect(sentence).to_have_text(before)
    app.page.evaluate("document.activeElement.blur()")


def test_a_diverging_run_stops_and_says_so(app):
    app.restart("activation=linear&loss=cross-entropy&learning_rate=10.0&features=x1^2,x2^2&hidden=8,8")
    app.button("Play").click()
    expect(app.page.get_by_role("alert")).to_contain_text("Training stopped at step")
    expect(app.button("Play")).to_be_visible()
    app.button("Reset").click()
    app.wait_for(lambda status: status.step == 0)


def test_a_new_layer_gets_its_heading(app):
    app.restart("hidden=3")
    expect(app.page.get_by_text("Layer 2", exact=True)).to_be_hidden()
    app.button("Add a layer").click()
    expect(app.page.get_by_text("Layer 2", exact=True)).to_be_visible()
    app.button("Remove a layer").click()
    expect(app.page.get_by_text("Layer 2", exact=True)).to_be_hidden()


def test_chosen_features_are_said(app):
    app.restart("features=x1,x2")
    features = app.page.get_by_role("group", name="Features")
    expect(features.get_by_role("button", name="x₁", exact=True)).to_have_attribute("aria-pressed", "true")
    added = features.get_by_role("button", name="sin x₁", exact=True)
    expect(added).to_have_attribute("aria-pressed", "false")
    added.click()
    expect(added).to_have_attribute("aria-pressed", "true")


@pytest.mark.long
def test_a_flurry_of_clicks_breaks_nothing(app):
    app.restart("hidden=3")
    names = ["Step", "Step epoch", "Step back", "Reset", "New weights", "Add a layer", "Remove a layer"]
    chance = random.Random(1)
    for _ in range(200):
        app.button(chance.choice(names)).dispatch_event("click")
    app.reset()
    app.step()
    assert app.settled().step == 1
    assert app.state == "ready"
