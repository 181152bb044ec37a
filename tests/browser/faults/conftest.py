"""A page behind a bad network: one profile goes through all faults of a file of tests, one visit after another.

So each visit also proves that the one before it has left nothing bad behind: a file that was spoiled earlier would be
the one that is named.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.faults.visits import NEEDLESS, assert_ready, visit
from tests.support.faults import FaultyServer, faulty


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with faulty() as server:
        yield server


@pytest.fixture(scope="module")
def first(new_context, server) -> Iterator[Page]:
    """A page whose first visit is not over, in a browser that keeps nothing but what HTTP lets it keep."""
    context = new_context()
    page = context.new_page()
    visit(page, server)
    yield page
    context.close()


@pytest.fixture(scope="module")
def needed(first, server) -> list[str]:
    """The names of all that a start asks for and needs, but for the document; modules first."""
    assert_ready(first)
    names = [name for name in server.asked if not NEEDLESS.search(name) and name != "index.html"]
    return sorted(names, key=lambda name: (not name.endswith(".mjs"), name))


@pytest.fixture
def page(first, needed, server) -> Iterator[Page]:
    """The page after a start that went well."""
    assert needed
    yield first
    server.patience = None
    server.heal()
