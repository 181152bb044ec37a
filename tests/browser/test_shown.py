"""Parts of the page that an address names are shown, and no others."""

import pytest
from playwright.sync_api import expect

from playground.core.plane.controls import BUTTONS
from tests.browser.instruments import Drawer

PARTS = {
    "header": ".top",
    "play": ".page[data-page=playground] .acts",
    "timeline": ".page[data-page=playground] .timeline",
    "speed": ".page[data-page=playground] [data-slot=speed]",
    "data": ".side",
    "settings": ".page[data-page=playground] .settings >> nth=0",
    "network": ".playground .network",
    "output": ".playground .output",
    "loss": ".playground .loss",
}


def show(app, names):
    """Go to an address that names these parts."""
    address = "location.hash.replace(/&show=[^&]*/, '')"
    app.page.evaluate(f"names => {{ location.hash = {address} + (names && `&show=${{names}}`) }}", names)
    app.eventually("document.documentElement.dataset.show ?? ''", lambda shown: shown == names.replace(",", " "))


@pytest.fixture
def app(app):
    """The page; at the end all of it is shown again."""
    app.restart("hidden=3,2")
    yield app
    app.page.set_viewport_size({"width": 1440, "height": 900})
    show(app, "")


@pytest.mark.varied
@pytest.mark.parametrize(
    "names", [["network", "output", "play"], ["output"], ["data", "loss", "timeline"], ["header", "settings", "speed"]]
)
def test_what_is_named_has_room_and_the_rest_is_gone(app, names):
    show(app, ",".join(names))
    for width, height in ((1280, 720), (800, 500), (390, 700)):
        app.page.set_viewport_size({"width": width, "height": height})
        for name, selector in PARTS.items():
            part = app.page.locator(selector)
            if name in names:
                expect(part).to_be_visible()
                box = part.bounding_box()
                assert box is not None
                assert box["width"] > 100 or name == "timeline"
            else:
                expect(part).to_be_hidden()
        app.eventually("document.scrollingElement.scrollWidth", lambda wide, width=width: wide <= width)


def test_the_keys_go_on_and_other_pages_are_whole(app):
    show(app, "output,header")
    app.page.keyboard.press(".")
    app.eventually("location.hash", lambda address: "&step=1" in address and "show=output,header" in address)
    app.page.get_by_role("link", name="Engine", exact=True).click()
    expect(app.page.locator("html")).to_have_attribute("data-page", "engine")
    expect(app.page.locator(".page[data-page=engine] .acts")).to_be_visible()
    app.page.get_by_role("link", name="Playground", exact=True).click()
    expect(app.page.locator(PARTS["output"])).to_be_visible()
    expect(app.page.locator(PARTS["network"])).to_be_hidden()
    show(app, "")
    for selector in PARTS.values():
        expect(app.page.locator(selector)).to_be_visible()


def test_a_drawer_that_was_left_open_takes_no_room(app):
    drawer = Drawer(app)
    drawer.open("Curves")
    show(app, "network,output")
    assert app.page.locator(PARTS["output"]).bounding_box()["height"] > 200
    told, network = (app.page.locator(name).bounding_box() for name in (".playground .told", ".playground .diagram"))
    assert told["y"] >= network["y"] + network["height"] - 1
    show(app, "")
    drawer.close()


def test_single_controls_are_hidden_and_come_back(app):
    hide = "hidden=3,2&hide=learning-rate,noise,weights,hidden"
    app.restart(hide)
    controls = (
        app.select("Learning rate"),
        app.slider("Noise"),
        app.button("New weights"),
        app.button("Add a layer"),
    )
    for control in controls:
        expect(control).to_be_hidden()
    for control in (app.select("Activation"), app.slider("Batch size"), app.button("Play")):
        expect(control).to_be_visible()
    app.restart("hidden=3,2")
    for control in controls:
        expect(control).to_be_visible()
    app.page.evaluate("location.hash += '&hide=noise,colour'")
    expect(app.notice).to_contain_text("there is no control “colour”")
    expect(app.slider("Noise")).to_be_visible()


GONE = """name => {
    if (name) document.documentElement.dataset.hide = name
    const places = '.top, .page[data-page="playground"] :is(.transport, .side, .stage > .settings, .walk-entry)'
    const own = 'button:is([data-act], [data-open], [data-more]):not([hidden])'
    return [...document.querySelectorAll(places)].flatMap(place => [...place.querySelectorAll(own)])
        .filter(button => getComputedStyle(button).display === 'none' || !button.checkVisibility())
        .map(button => button.ariaLabel ?? button.title)
}"""


def test_every_button_of_the_page_can_be_hidden_by_itself(app):
    app.page.set_viewport_size({"width": 1440, "height": 900})
    app.restart("hidden=3,2&hide=" + ",".join(BUTTONS))
    for name in ("Play", "Step", "Step back", "Undo", "Save or load", "One step", "Bookmark"):
        expect(app.button(name)).to_be_hidden()
    expect(app.button("New weights")).to_be_visible()
    app.page.keyboard.press(".")
    app.eventually("location.hash", lambda address: "&step=1" in address)
    app.restart("hidden=3,2")
    without = set(app.page.evaluate(GONE, ""))
    for name in set(BUTTONS) - {"courses", "tour"}:
        assert len(set(app.page.evaluate(GONE, name)) - without) == 1, name
    app.page.evaluate("delete document.documentElement.dataset.hide")


def test_it_is_so_from_the_first_paint_on(new_context, site):
    page = new_context().new_page()
    page.route("**/*.mjs", lambda route: route.abort())
    page.goto(f"{site}#show=network,play")
    expect(page.locator(PARTS["network"])).to_be_visible()
    expect(page.locator(PARTS["data"])).to_be_hidden()
