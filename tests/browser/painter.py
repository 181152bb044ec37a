"""Somebody at the editor of own points."""

from playwright.sync_api import expect

from tests.browser.playground import LETTERS, READY_WITHIN

SHOWN = """() => {
    const { view } = document.querySelector('.page:not([hidden]) [data-slot=output]').region
    const source = view.model.renderers.find(({ name }) => name === 'output.training').data_source
    return Array.from(source.get_column('marker'))
}"""


def lent(app):
    """The page as it is by itself; the editor is closed at the end, and has nothing left."""
    yield app
    app.page.set_viewport_size({"width": 1440, "height": 900})
    if editor(app).is_visible():
        app.page.keyboard.press("Escape")
    app.page.evaluate("document.querySelector('.page[data-page=playground]').draft?.begin({ text: '', words: [] })")


def editor(app):
    """The dialog."""
    return app.page.get_by_role("dialog", name="Your own points")


def plane(app):
    """What is painted on."""
    return editor(app).get_by_role("application", name="Plane to draw points on")


def opened(app):
    """The dialog, open."""
    app.select("Dataset").select_option("Your own")
    expect(editor(app)).to_be_visible(timeout=READY_WITHIN)
    return editor(app)


def stroke(app, *places):
    """Paint from place to place, in parts of the board's width and height."""
    box = plane(app).bounding_box()
    assert box is not None
    (x, y), *rest = [(box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in places]
    app.page.mouse.move(x, y)
    app.page.mouse.down()
    for x, y in rest:
        app.page.mouse.move(x, y, steps=20)
    app.page.mouse.up()


def choose(app, name):
    """Choose one of a group."""
    editor(app).get_by_role("radio", name=name, exact=True).check(force=True)


def pasted(app, text):
    """Put a text into the box for tables, which may be open already."""
    box = editor(app).get_by_label("Paste a table here")
    if not box.is_visible():
        editor(app).get_by_text("From a table (CSV)").click()
    box.fill(text)


def press(app, name):
    """Press a button of the dialog."""
    editor(app).get_by_role("button", name=name, exact=True).click()


def used(app):
    """Learn the points."""
    press(app, "Use these points")
    expect(editor(app)).to_be_hidden()
    app.answered()


def counts(app):
    """How many points there are, in words."""
    return editor(app).locator(".counts")


def points(app):
    """How many points are shown of which shape."""
    app.answered()
    found = app.page.evaluate(SHOWN)
    return {shape: found.count(shape) for shape in sorted(set(found))}


def fragment(app):
    """What the address says."""
    app.answered()
    return app.page.evaluate(f"() => {{ {LETTERS} return bulletin.get_column('fragment')[0] }}")


def painted(app):
    """A stroke of each of two classes."""
    opened(app)
    choose(app, "Stroke")
    choose(app, "A")
    stroke(app, (0.2, 0.2), (0.8, 0.3))
    choose(app, "B")
    stroke(app, (0.2, 0.8), (0.8, 0.7))
