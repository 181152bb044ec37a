"""The page that most tests share: kept while it is well, replaced when a test has failed on it or it has broken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Error, ViewportSize

from tests.browser.playground import Playground
from tests.browser.recorder import Recorder

DESKTOP = ViewportSize(width=1440, height=900)
FAILED = pytest.StashKey[bool]()
"""Whether any part of a test has failed, noted at the test itself."""


class SharedPage:
    """Lends one page to test after test; `make` opens another one when there is none that is well."""

    def __init__(self, make: Callable[[], Playground]) -> None:
        self._make = make
        self._app: Playground | None = None

    def take(self) -> Playground:
        """A page that is ready and has no errors yet; whoever takes it gives it back or throws it away."""
        if self._app is None or not is_well(self._app):
            self.throw_away()
            self._app = self._make()
        self._app.errors.clear()
        return self._app

    def throw_away(self) -> None:
        """End the page, however little of it is left; the next test gets another one."""
        app, self._app = self._app, None
        if app is not None:
            close(app)


@contextmanager
def lent(shared: SharedPage, recorder: Recorder, test: pytest.Item) -> Iterator[Playground]:
    """A shared page for one test, in its usual size and colours; nothing may go wrong behind it."""
    recorder.asked.clear()
    app = shared.take()
    well = False
    try:
        app.page.set_viewport_size(DESKTOP)
        app.page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
        yield app
        if not test.stash.get(FAILED, False):
            app.page.evaluate("0")  # when this is answered, what went wrong until now has been heard
            well = app.errors == []
        assert not app.errors, app.errors
        assert recorder.asked == []
    finally:
        if not well:
            shared.throw_away()


def is_well(app: Playground) -> bool:
    """Whether the page is there, answers and has not failed."""
    try:
        return not app.crashed and app.state == "ready"
    except Error:
        return False


def close(app: Playground) -> None:
    """Close the page's context, which has gone already if its browser has."""
    with suppress(Error):
        app.page.context.close()
