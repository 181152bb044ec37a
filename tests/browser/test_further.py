"""Further settings behind their buttons: opened, changed, counted, remembered, and in nobody's way."""

import pytest
from playwright.sync_api import expect

from tests.browser.room import obeys_axe
from tests.browser.test_accessibility import stops
from tests.browser.test_layout import CUT_OFF, OUT_OF_SIGHT, OVERLAPPING, SIZES, WHOLE, box, resized

NAMES = {"data": "More data settings", "training": "More training settings"}
INSIDE = {
    "data": ("Label noise", "Class imbalance", "Standardise"),
    "training": ("Optimizer", "Schedule", "Regularisation", "Regularisation rate", "Initialiser"),
}


@pytest.fixture
def app(app):
    """The page as it is by itself; what a test has opened is closed."""
    yield app
    app.page.set_viewport_size({"width": 1440, "height": 900})
    for of in NAMES:
        if more(app, of).get_attribute("aria-expanded") == "true":
            more(app, of).click()


def more(app, of):
    return app.page.locator(f"[data-more={of}]")


def inside(app, of):
    kinds = {"Standardise": "checkbox"}
    role = {"data": "slider", "training": "combobox"}[of]
    return [app.page.get_by_role(kinds.get(name, role), name=name, exact=True) for name in INSIDE[of]]


def address(app):
    return app.page.evaluate("decodeURIComponent(location.hash)")


@pytest.mark.parametrize("of", NAMES)
def test_they_are_closed_at_first_and_open_by_keyboard(app, of):
    button = more(app, of)
    expect(button).to_have_accessible_name(NAMES[of])
    expect(button).to_have_attribute("aria-expanded", "false")
    for control in inside(app, of):
        expect(control).to_be_hidden()
    app.diagram.focus()
    button.focus()
    app.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    for control in inside(app, of):
        expect(control).to_be_visible()
    app.page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(inside(app, of)[0]).to_be_hidden()


def test_what_is_changed_on_the_way_is_in_the_address_and_counted_on_the_button(app):
    app.step(3)
    more(app, "training").click()
    app.select("Optimizer").select_option("Adam")
    app.eventually("decodeURIComponent(location.hash)", lambda text: "log=3:optimizer:adam&step=3" in text)
    expect(more(app, "training")).to_have_accessible_name("More training settings 1 changed")
    app.select("Regularisation").select_option("L2")
    app.eventually("decodeURIComponent(location.hash)", lambda text: ",3:regularisation:l2&" in text)
    more(app, "training").click()
    expect(more(app, "training")).to_contain_text("2 changed")
    expect(app.select("Optimizer")).to_be_hidden()
    app.step()
    app.button("Step back").click()
    app.arrived(3)
    app.button("Step back").click()
    app.arrived(2)
    expect(more(app, "training")).to_have_accessible_name("More training settings")
    app.page.get_by_role("button", name="Undo").click()
    app.page.get_by_role("button", name="Undo").click()
    app.eventually("location.hash", lambda text: "log=" not in text)


def test_other_data_are_another_run(app):
    app.step()
    more(app, "data").click()
    app.page.get_by_role("checkbox", name="Standardise").check()
    app.eventually("location.hash", lambda text: "standardise=yes" in text)
    app.wait_for(lambda status: status.step == 0)
    app.slider("Label noise").focus()
    app.page.keyboard.press("ArrowRight")
    app.eventually("location.hash", lambda text: "label_noise=5" in text)
    expect(more(app, "data")).to_have_accessible_name("More data settings · 2 changed")
    app.step()


def test_a_link_with_changes_out_of_sight_says_so(app):
    app.restart("initialiser=he&optimizer=rmsprop&imbalance=50")
    expect(more(app, "training")).to_contain_text("2 changed")
    expect(more(app, "data")).to_contain_text("1 changed")
    expect(app.select("Initialiser")).to_be_hidden()


@pytest.mark.long
def test_what_is_open_is_remembered_and_is_so_before_python_is_there(new_app):
    app = new_app().open()
    more(app, "training").click()
    app.goto()
    expect(app.page.locator("html")).to_have_attribute("data-more-training", "open")
    expect(app.page.locator("html")).not_to_have_attribute("data-more-data", "open")
    expect(app.slot("more-training")).to_be_visible()
    app.wait_for_state()
    expect(more(app, "training")).to_have_attribute("aria-expanded", "true")
    expect(app.select("Optimizer")).to_be_visible()
    more(app, "training").click()
    app.open()
    expect(app.select("Optimizer")).to_be_hidden()


@pytest.mark.long
def test_open_they_cover_nothing_and_a_laptop_still_shows_the_whole_page(app):
    app.restart("hidden=8,6,4,2&features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2&regularisation=l1&label_noise=5").step()
    for of in NAMES:
        more(app, of).click()
    expect(app.select("Initialiser")).to_be_visible()
    for name in SIZES:
        width, height = resized(app, name)
        app.eventually("document.scrollingElement.scrollWidth", lambda wide, width=width: wide <= width)
        for script in (OUT_OF_SIGHT, CUT_OFF, OVERLAPPING):
            assert app.page.evaluate(script) == [], name
        if name in WHOLE:
            assert app.page.evaluate("document.scrollingElement.scrollHeight") <= height, name
            top, bottom = box(app, ".diagram")[1], box(app, ".diagram")[3]
            assert bottom - top > 200, name
            assert box(app, ".sentence")[3] <= height, name


def test_what_the_column_has_no_room_for_is_scrolled_to_there(app):
    app.restart("features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2")
    more(app, "data").click()
    resized(app, "small laptop")
    last = app.page.get_by_role("group", name="Features").get_by_role("button").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)
    assert app.page.evaluate("scrollY") == 0


def test_open_every_stop_has_a_name_and_shows_the_focus(app):
    for of in NAMES:
        more(app, of).click()
    found = stops(app)
    names = [stop["name"] or "" for stop in found]
    for of, wanted in INSIDE.items():
        assert set(wanted) <= set(names), of
        first = next(i for i, name in enumerate(names) if name.startswith("More") and of in name)
        assert names[first + 1] == wanted[0]
    assert [stop for stop in found if not stop["ring"]] == []


@pytest.mark.varied
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_open_axe_finds_nothing(app, size, scheme):
    app.restart("optimizer=adam&imbalance=50")
    for of in NAMES:
        more(app, of).click()
    app.page.set_viewport_size({"width": size[0], "height": size[1]})
    app.page.emulate_media(color_scheme=scheme)
    app.page.wait_for_timeout(400)  # colours change by and by
    obeys_axe(app)


def test_paper_shows_what_is_changed_even_if_it_is_closed(app):
    app.page.emulate_media(media="print")
    expect(app.select("Optimizer")).to_be_hidden()
    app.send("open", "optimizer=adam")
    expect(app.select("Optimizer")).to_be_visible()
    app.page.emulate_media(media="screen")
    expect(app.select("Optimizer")).to_be_hidden()


def test_an_optimizer_brings_its_own_settings_and_takes_them_along(app):
    app.restart("hidden=4&optimizer=momentum")
    more(app, "training").click()
    expect(app.select("Momentum β")).to_be_visible()
    for name in ("Squares ρ", "Squares β₂", "Weight decay"):
        expect(app.select(name)).to_be_hidden()
    app.step(2)
    app.select("Momentum β").select_option("0.5")
    app.eventually("location.hash", lambda text: "log=2:beta:0.5" in text)
    app.select("Optimizer").select_option("AdamW")
    expect(app.select("Weight decay")).to_be_visible()
    expect(app.select("Momentum β")).to_have_value("0.5")
    obeys_axe(app)
    app.select("Optimizer").select_option("SGD")
    expect(app.select("Momentum β")).to_be_hidden()


def test_a_layer_has_an_activation_of_its_own_by_its_list(app):
    app.restart("hidden=4,3&features=x1,x2")
    before = app.status.training_loss
    more(app, "training").click()
    lists = [app.select(f"Activation {layer}") for layer in (1, 2)]
    expect(lists[1]).to_have_value("tanh, as all")
    lists[1].select_option("ReLU")
    app.eventually("decodeURIComponent(location.hash)", lambda text: "activations=,relu" in text)
    expect(lists[0]).to_have_value("tanh, as all")
    assert app.status.training_loss != before
    expect(app.select("Activation 3")).to_have_count(0)
    lists[1].select_option("tanh, as all")
    app.eventually("decodeURIComponent(location.hash)", lambda text: "activations" not in text)
    assert app.status.training_loss == before
