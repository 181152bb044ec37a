"""Room and access: what is open fits at every size, in light and dark, and axe finds nothing wrong with it."""

from collections.abc import Callable
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.easel import painted
from tests.browser.playground import Playground

Scheme = Literal["light", "dark"]

VIEWS: tuple[tuple[int, int, Scheme, bool], ...] = (
    (1920, 1080, "light", False),
    (1440, 900, "light", True),
    (1440, 900, "dark", True),
    (1280, 720, "dark", False),
    (1024, 768, "light", False),
    (390, 844, "light", True),
)
"""Sizes and colours, and whether axe looks: at every colour once, and once where the parts stand under one another."""

OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,  # what it would fetch, rules would want that are off
}


def has_room(app: Playground, part: str, also: Callable[[int], None] = lambda _: None) -> None:
    """Nothing scrolls sideways, nor, where all has room, down, and axe finds nothing wrong with a part of the page.

    `also` is called at every width, for what else is to be so.
    """
    for width, height, scheme, is_looked_into in VIEWS:
        app.page.set_viewport_size({"width": width, "height": height})
        app.page.emulate_media(color_scheme=scheme)
        painted(app)
        root = "document.scrollingElement"
        wide, high = app.page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]")
        assert wide <= width, (width, scheme)
        if width >= 1280:
            assert high <= height, (width, scheme)
        also(width)
        if is_looked_into:
            obeys_axe(app, part)


def obeys_axe(app: Playground, part: str = "html") -> None:
    """Axe finds nothing wrong with the page, or a part of it."""
    if not app.page.evaluate("'axe' in window"):
        app.page.evaluate(AXE_SCRIPT)
    results = AxeResults(app.page.evaluate("([part, options]) => axe.run(part, options)", [part, OPTIONS]))
    assert results.violations_count == 0, results.generate_report()
