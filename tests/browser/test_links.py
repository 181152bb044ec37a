"""Links that nobody meant, opened in the page: it lives, says what it could not use in bounded words, and trains."""

import random

from tests.playground.links import link

LINKS = 50


def test_fuzzed_links_leave_a_page_that_works(app, pytestconfig):
    chance = random.Random(pytestconfig.getoption("--seed"))
    noticed = 0
    for _ in range(LINKS):
        fragment = link(chance)
        try:
            app.page.evaluate("fragment => { location.hash = fragment }", fragment)
            app.page.wait_for_timeout(100)
            assert (app.state, app.errors) == ("ready", [])
            if app.notice.is_visible():
                noticed += 1
                box = app.notice.bounding_box()
                assert box is not None
                assert box["height"] < 200
            assert app.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        except BaseException as error:
            error.add_note(f"the link was {fragment!r}")
            raise
    assert noticed > 0
    app.restart().step(2)
    assert not app.notice.is_visible()
