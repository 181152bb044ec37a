"""Whatever happens to a request of a start is said in a sentence that names the file, then forgotten.

Files that the page treats alike meet one kind of fault each, in turn; with `--every-fault` they meet every kind.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, product

import pytest

from tests.browser.faults.visits import ENTRIES, PACKS, PLAIN, assert_named, assert_ready, visit

KINDS = ("aborted", "missing", "truncated", "portal")

Pairs = Callable[[Sequence[str]], Iterator[tuple[str, str]]]


@pytest.fixture
def met(request) -> Pairs:
    """Which of these files meets which kinds: every kind is met by one at least."""

    def pairs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
        if request.config.getoption("--every-fault"):
            return product(names, KINDS)
        size = max(len(names), len(KINDS))
        return (pair for _, pair in zip(range(size), zip(cycle(names), cycle(KINDS), strict=False), strict=False))

    return pairs


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_spoiled_file_is_named_and_then_forgotten(page, server, needed, met, kind):
    alone = {*ENTRIES, *PACKS}
    assert {*alone, "load.mjs"} <= set(needed)
    page.evaluate("sessionStorage.clear()")  # a page reloads itself twice in five minutes, not oftener
    pairs = set(met([name for name in needed if name not in alone]))
    for name in needed:
        if name in alone or (name, kind) in pairs:
            server.spoil(kind, name)
            visit(page, server)
            assert_named(page, name)


@pytest.mark.long
def test_a_start_without_a_memory_names_what_it_needs(page, server, met):
    for name, kind in met(PLAIN):
        server.spoil(kind, name, "memory.pack")
        visit(page, server)
        assert_named(page, name)


@pytest.mark.long
def test_a_memory_that_does_not_come_is_done_without(page, server, met):
    for name, kind in met(("memory.pack", "beside.pack")):
        server.spoil(kind, name)
        visit(page, server)
        assert_ready(page)
        assert server.asked["libraries.pack"]


def test_a_healthy_visit_after_all_of_them_works(page, server):
    server.heal()
    visit(page, server)
    assert_ready(page)
