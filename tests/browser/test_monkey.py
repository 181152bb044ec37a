"""A monkey at the page: whatever it does, the page lives on. `--acts N` and `--seed S` make it go on, or otherwise."""

from tests.browser.looking import PAINTED, is_blank
from tests.browser.monkey import Monkey
from tests.browser.playground import PLAIN


def test_the_page_survives_a_monkey(new_app, request):
    acts = request.config.getoption("--acts")
    app = new_app().open(PLAIN)
    app.page.on("dialog", lambda dialog: dialog.dismiss())
    monkey = Monkey(app, request.config.getoption("--seed"))
    try:
        for _ in range(acts):
            monkey.act()
            assert (app.state, app.errors) == ("ready", []), app.notice.inner_text()
        lives(app)
    except BaseException as error:
        last = "\n  ".join(monkey.done[-30:])
        error.add_note(f"The monkey (--seed {monkey.seed}) after {len(monkey.done)} acts, the last of them:\n  {last}")
        raise
    idle = sum("came to nothing" in act for act in monkey.done)
    assert idle < 0.2 * acts, [act for act in monkey.done if "came to nothing" in act][:20]


def lives(app):
    """The page is ready, does what it is asked, and nothing on it has grown out of its place."""
    assert app.state == "ready"
    app.page.set_viewport_size({"width": 1280, "height": 720})
    app.page.wait_for_load_state("networkidle")  # a dialog that is on its way
    for _ in range(20):
        app.page.keyboard.press("Escape")
        app.answered(2)
        if app.page.locator("dialog[open]").count() == 0:
            break
    app.page.mouse.move(1, 1)
    app.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Playground").click()
    app.page.evaluate(PAINTED)
    app.answered()  # the page has been told where its run stands, which may have moved behind another page
    assert app.page.evaluate("document.scrollingElement.scrollWidth") <= 1280
    if app.notice.is_visible():
        box = app.notice.bounding_box()
        assert box is not None
        assert box["height"] < 200
    app.restart()
    app.step(2)
    assert not is_blank(app.diagram)
