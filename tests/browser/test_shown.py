"""Parts of the page that an address names are shown, and no others."""

import pytest
from playwright.sync_api import expect

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


def test_it_is_so_from_the_first_paint_on(new_context, site):
    page = new_context().new_page()
    page.route("**/*.mjs", lambda route: route.abort())
    page.goto(f"{site}#show=network,play")
    expect(page.locator(PARTS["network"])).to_be_visible()
    expect(page.locator(PARTS["data"])).to_be_hidden()
