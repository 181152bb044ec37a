"""Room and access: what is open fits at every size, in light and dark, and axe finds nothing wrong with it."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.easel import painted
from tests.browser.playground import Playground

SIZES = [(1440, 900), (1280, 720), (1024, 768), (390, 844)]
"""Where the parts stand beside one another, that with the least room, and where they stand under one another."""
LOOKED_INTO = {(1440, "light"), (1440, "dark"), (390, "light")}
"""Widths and schemes at which axe looks: every colour once, and every layout once."""


def has_room(app: Playground, size: tuple[int, int], scheme: str, part: str) -> None:
    """At this size nothing scrolls sideways, nor, where all has room, down; axe looks at a part of the page."""
    app.page.set_viewport_size({"width": size[0], "height": size[1]})
    app.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    painted(app)
    root = "document.scrollingElement"
    wide, high = app.page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]")
    assert wide <= size[0]
    if size[0] >= 1280:
        assert high <= size[1]
    if (size[0], scheme) in LOOKED_INTO:
        obeys_axe(app, part)


def obeys_axe(app: Playground, part: str) -> None:
    """Axe finds nothing wrong with a part of the page."""
    results = Axe().run(app.page, context=part)
    assert results.violations_count == 0, results.generate_report()
