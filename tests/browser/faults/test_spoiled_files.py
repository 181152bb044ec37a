"""Whatever happens to a request of a start is said in a sentence that names the file, then forgotten."""

import pytest

from tests.browser.faults.visits import ENTRIES, PACKS, PLAIN, assert_named, assert_ready, visit

KINDS = ("aborted", "missing", "truncated", "portal")


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoiled_file_is_named_and_then_forgotten(page, server, needed, kind):
    """Modules that others import meet one kind each, since the page treats them alike; the rest meets every kind."""
    assert {*ENTRIES, *PACKS, "load.mjs"} <= set(needed)
    page.evaluate("sessionStorage.clear()")  # a page reloads itself twice in five minutes, not oftener
    imported = [name for name in needed if name.endswith(".mjs") and name not in ENTRIES]
    for name in needed:
        if name not in imported or imported.index(name) % len(KINDS) == KINDS.index(kind):
            server.spoil(kind, name)
            visit(page, server)
            assert_named(page, name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_start_without_a_memory_names_what_it_needs(page, server, kind):
    for name in PLAIN:
        server.spoil(kind, name, "memory.pack")
        visit(page, server)
        assert_named(page, name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["memory.pack", "beside.pack"])
def test_a_memory_that_does_not_come_is_done_without(page, server, kind, name):
    server.spoil(kind, name)
    visit(page, server)
    assert_ready(page)
    assert server.asked["libraries.pack"]


def test_a_healthy_visit_after_all_of_them_works(page, server):
    server.heal()
    visit(page, server)
    assert_ready(page)
