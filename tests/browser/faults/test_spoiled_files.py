"""Whatever happens to a request of a start is said in a sentence that names the file, then forgotten."""

import pytest

from tests.browser.faults.visits import ENTRIES, PACKS, assert_named, assert_ready, visit

KINDS = ("aborted", "missing", "truncated", "portal")


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoiled_file_is_named_and_then_forgotten(page, server, needed, kind):
    """Modules that others import meet one kind each, since the page treats them alike; the rest meets every kind."""
    assert {*ENTRIES, *PACKS, "libraries.pack", "load.mjs"} <= set(needed)
    page.evaluate("sessionStorage.clear()")  # a page reloads itself twice in five minutes, not oftener
    imported = [name for name in needed if name.endswith(".mjs") and name not in ENTRIES]
    for name in needed:
        if name not in imported or imported.index(name) % len(KINDS) == KINDS.index(kind):
            server.spoil(kind, name)
            visit(page, server)
            assert_named(page, name)


def test_a_healthy_visit_after_all_of_them_works(page, server):
    server.heal()
    visit(page, server)
    assert_ready(page)
