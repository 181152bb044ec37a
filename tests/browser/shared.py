"""The page that most tests share: kept while it is well, replaced when a test has failed on it or it has broken."""

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error

from tests.browser.playground import Playground


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
