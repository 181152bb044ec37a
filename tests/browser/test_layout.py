"""The page at three widths: nothing wider than the window, nothing cut off, the network always in view."""

import pytest
from playwright.sync_api import expect

SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}

OUT_OF_SIGHT = """() => {
    const all = [];
    const walk = root => root.querySelectorAll('*').forEach(element => {
        if (element.matches('button, select, input, [role=slider], h1, h2, h3, p')) all.push(element);
        if (element.shadowRoot) walk(element.shadowRoot);
    });
    walk(document);
    return all.filter(element => element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        .map(element => [element, element.getBoundingClientRect()])
        .filter(([, box]) => box.width > 2 && box.height > 2)
        .filter(([, box]) => box.left < -1 || box.right > innerWidth + 1)
        .map(([element, box]) => `${element.outerHTML.slice(0, 80)} ${box.left} to ${box.right}`);
}"""


@pytest.mark.parametrize("name", SIZES)
def test_nothing_is_cut_off(app, name):
    width, height = SIZES[name]
    app.page.set_viewport_size({"width": width, "height": height})
    app.restart("hidden=8,8,8,8,8,8").step()
    assert app.page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert app.page.evaluate(OUT_OF_SIGHT) == []


@pytest.mark.parametrize("name", SIZES)
def test_play_is_in_view_wherever_one_has_scrolled(app, name):
    width, height = SIZES[name]
    app.page.set_viewport_size({"width": width, "height": height})
    app.page.evaluate("scrollTo(0, document.scrollingElement.scrollHeight)")
    expect(app.button("Play")).to_be_in_viewport()


def test_the_network_takes_most_of_a_desktop(app):
    box = app.page.locator("#slot-network").bounding_box()
    assert box is not None
    assert box["width"] > 0.45 * 1440
    assert box["height"] > 0.4 * 900


def test_a_window_that_changes_its_size_keeps_its_network(app):
    for width, height in (*SIZES.values(), SIZES["desktop"]):
        app.page.set_viewport_size({"width": width, "height": height})
        app.eventually("document.scrollingElement.scrollWidth <= innerWidth")
        box = app.page.locator("#slot-network").bounding_box()
        assert box is not None
        assert box["width"] > 0.5 * min(width, 700)


def test_a_phone_gets_the_same_page_at_once(new_app):
    app = new_app(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2).open()
    assert app.page.evaluate("document.scrollingElement.scrollWidth") <= 390
    app.button("Step").tap()
    assert app.wait_for_step(1).step == 1
