"""One browser for all tests, a fresh context for each; whatever goes wrong behind a page fails its test."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.contexts import PATIENCE, context_of, watched
from tests.browser.playground import Playground
from tests.browser.recorder import Recorder
from tests.browser.shared import FAILED, SharedPage, close, lent
from tests.support.bidi import find_firefox
from tests.support.site import SITE, served
from tests.support.webkit import find_webkit

collect_ignore = [] if find_firefox() or find_webkit() else ["test_other_browsers.py"]  # the summary says so

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Callable[[], Browser]]:
    """The browser of all tests but those that need one of their own; another one when it has gone down."""
    started: list[Browser] = []

    def running() -> Browser:
        if not started or not started[-1].is_connected():
            started.append(launch())
        return started[-1]

    yield running
    for one in started:
        one.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built site."""
    assert (SITE / "index.html").exists(), "there is no dist/site: run `python build` first"
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def recorder() -> Iterator[Recorder]:
    """Where requests to other hosts end."""
    with Recorder() as recorder:
        yield recorder
        recorder.shutdown()


@pytest.fixture(scope="session")
def new_context(browser: Callable[[], Browser], recorder: Recorder) -> Callable[..., BrowserContext]:
    """Make a `context_of` the browser of all tests."""
    return lambda **options: context_of(browser(), recorder, **options)


@pytest.fixture
def new_app(
    new_context: Callable[..., BrowserContext], site: str, recorder: Recorder
) -> Iterator[Callable[..., Playground]]:
    """Make a page in a context of its own: `new_app(viewport=…)`; at the end nothing may have gone wrong behind it."""
    opened: list[Playground] = []
    recorder.asked.clear()

    def make(address: str = site, **options: Any) -> Playground:
        opened.append(watched(new_context(**options), address))
        return opened[-1]

    yield make
    for app in opened:
        close(app)
    assert recorder.asked == []
    assert [app.errors for app in opened] == [[] for _ in opened]


@pytest.fixture(scope="session")
def shared_page(new_context: Callable[..., BrowserContext], site: str) -> Iterator[SharedPage]:
    """The page of all tests that do not need a start of their own."""
    shared = SharedPage(lambda: watched(new_context(service_workers="allow"), site).open())
    yield shared
    shared.throw_away()


@pytest.fixture(scope="session")
def shared_digits(new_context: Callable[..., BrowserContext], site: str) -> Iterator[SharedPage]:
    """The same of the digits page; `easel.easel` lends it."""
    shared = SharedPage(lambda: watched(new_context(), site + "digits/").open("step=1200"))
    yield shared
    shared.throw_away()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note at the test itself whether any part of it has failed, for what it leaves behind."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def app(shared_page: SharedPage, recorder: Recorder, request: pytest.FixtureRequest) -> Iterator[Playground]:
    """The playground, ready, with the default settings, paused at step 0; nothing may go wrong behind it."""
    with lent(shared_page, recorder, request.node) as app:
        yield app.restart()
