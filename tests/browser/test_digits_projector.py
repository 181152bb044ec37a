"""In the large type of a projector every part of the digits page has room: nothing is cut off, nothing covers a control."""

import pytest

from tests.browser.easel import begin, choose, easel, painted
from tests.browser.test_layout import CUT_OFF, OVERLAPPING

pytestmark = pytest.mark.long
app = easel("step=1200")

WINDOWS = ((1280, 720), (1920, 1080))
SHOWN = {
    "gradients": ("", lambda app: choose(app, "Show", "Gradients")),
    "filters": ("", lambda app: choose(app, "Show", "Filters")),
    "architecture": ("", lambda app: choose(app, "Show", "Architecture")),
    "enlarged": ("", lambda app: app.button("Enlarge").press("Enter")),
    "wide layers": ("blocks=c4x5,m4,d64,d40", lambda app: choose(app, "Show", "Activations")),
}


@pytest.fixture
def large(app):
    """The page with large type, and with the usual one afterwards."""
    app.button("Projector").click()
    yield app
    app.button("Projector").click()


@pytest.mark.parametrize("name", SHOWN)
def test_it_has_room(large, name):
    settings, show = SHOWN[name]
    if settings:
        begin(large, settings)
    show(large)
    for width, height in WINDOWS:
        large.page.set_viewport_size({"width": width, "height": height})
        painted(large)
        assert large.page.evaluate("document.scrollingElement.scrollWidth") <= width
        for script in (CUT_OFF, OVERLAPPING):
            assert large.page.evaluate(script) == [], (width, height)
