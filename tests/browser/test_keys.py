"""Keys: what each does, from wherever it is pressed, and to whom it belongs; and that the list of them is whole."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

WEB = Path(__file__).parents[2] / "playground" / "web"
HEARD_BY = {
    "Anywhere": ("keys", "editor", "own/dialog"),
    "In the network": ("tiles", "digits/spot"),
    "In one step, opened": ("step/step",),
    "Among tabs and buttons": ("drawer", "roving"),
    "In the picture of an instrument": ("instruments/plate",),
    "In a chart": ("reading", "readable"),
    "On an axis of a sweep’s runs": ("instruments/sweep/brush",),
    "Where you draw points or a border": ("own/nib", "own/board", "own/tools", "lessons/border"),
    "Where you draw a digit": ("digits/sheet",),
    "On the output plot": ("answers", "replay/output"),
    "In an enlarged map": ("digits/opened",),
    "In other pictures of digits": ("digits/field", "digits/why", "digits/drawing"),
    "While a lesson is presented": ("lessons/present-keys", "lessons/notes"),
    "In the tour": ("tour/card",),
}
"""The modules that hear the keys of each group of the list."""
NAMES = {
    "ArrowLeft": "←",
    "ArrowUp": "↑",
    "ArrowRight": "→",
    "ArrowDown": "↓",
    "Escape": "Esc",
    "Delete": "Del",
    "Backspace": "Del",
    " ": "Space",
    "-": "−",
    "Enter": "Enter",
    "Home": "Home",
    "End": "End",
    "PageUp": "Page Up",
    "PageDown": "Page Down",
}
HEARS = re.compile(r"keydown|const KEYS = \{|\bkey (?:===|in) ['A-Z]|\.test\(key\)")
WORDS = re.compile(rf"\b({'|'.join(name for name in NAMES if len(name) > 1)})(?:'|: )")
SIGNS = re.compile(r"key === '([^'\w]|z)'|toLowerCase\(\) === '(z)'|\['(\+)', '(-)'\]|\^\[(1)-(6)\]")
TABLES = re.compile(r"const (?:KEYS|LETTERS) = \{(.*?)\}", re.DOTALL)
OWN_NAMES = re.compile(r"(?:'(.)'|\b([a-z])): '")
"""In a table of keys that are acts."""


def code(module):
    """A script without its comments."""
    return re.sub(r"(^|\s)//.*", "", (WEB / f"{module}.mjs").read_text(encoding="utf-8"))


def heard(module):
    """The keys that a script does something with, as the list names them."""
    text = code(module)
    found = set(WORDS.findall(text)) | {sign for match in SIGNS.findall(text) for sign in match if sign}
    if re.search(r"import \{[^}]*\bSTEPS\b[^}]*\} from '[./]*arrows.mjs'", text):
        found |= {name for name in NAMES if name.startswith("Arrow")}
    for table in TABLES.findall(text) if module in ("keys", "lessons/present-keys") else ():
        found |= {sign for match in OWN_NAMES.findall(table) for sign in match if sign}
    named = {NAMES.get(key, key.upper()) for key in found}
    return named | modifiers(text, named)


def modifiers(text, keys):
    """Those that make another act of a key."""
    return {*["Shift"] * bool(re.search(r"shiftKey (?:\?|&&)", text)), *["Ctrl"] * ("Z" in keys)}


def listed():
    """The keys of each group of the list."""
    text = (WEB / "keys.html.j2").read_text(encoding="utf-8")
    groups = re.split(r"\n      \('(.+?)', \[", text)[1:]
    rows = (re.findall(r"\(\[(.+?)\], '", rows) for rows in groups[1::2])
    return {
        title: {key for row in keys for key in re.findall(r"'(.+?)'", row)}
        for title, keys in zip(groups[::2], rows, strict=True)
    }


def test_every_script_that_hears_keys_has_its_place_in_the_list():
    modules = {path.relative_to(WEB).with_suffix("").as_posix() for path in WEB.rglob("*.mjs")}
    assert {module for module in modules if HEARS.search(code(module))} == {
        each for group in HEARD_BY.values() for each in group
    }
    assert listed().keys() == HEARD_BY.keys()


@pytest.mark.parametrize("group", HEARD_BY)
def test_what_is_listed_is_heard_and_what_is_heard_is_listed(group):
    assert set().union(*map(heard, HEARD_BY[group])) == listed()[group]


def press(app, *keys):
    for key in keys:
        app.page.keyboard.press(key)


def test_space_plays_and_pauses_from_anywhere(app):
    app.page.locator("body").click(position={"x": 700, "y": 4})
    press(app, "Space")
    expect(app.button("Pause")).to_be_visible()
    app.wait_for_step(5)
    press(app, "Space")
    expect(app.button("Play")).to_be_visible()
    assert app.page.evaluate("scrollY") == 0


def test_space_belongs_to_the_button_that_the_keyboard_is_at(app):
    app.step(3)
    app.button("Reset").focus()
    press(app, "Space")
    app.wait_for(lambda status: status.step == 0)
    expect(app.button("Play")).to_be_visible()


def test_space_plays_after_a_click_on_another_button(app):
    app.button("Step").click()
    app.wait_for_step(1)
    press(app, "Space")
    expect(app.button("Pause")).to_be_visible()
    press(app, "Space")
    expect(app.button("Play")).to_be_visible()


def test_the_keyboard_takes_a_button_over_from_the_mouse(app):
    app.button("Step back").click()
    press(app, "Tab", "Tab")
    expect(app.button("Step")).to_be_focused()
    press(app, "Space")
    app.wait_for_step(1)
    expect(app.button("Play")).to_be_visible()


def test_a_key_right_after_a_click_counts_as_a_key(app):
    """A busy page hears the key before it has thought about the click."""
    app.page.evaluate("""() => {
        const [clicked, reached] = ['back', 'step'].map((act) => document.querySelector(`.page:not([hidden]) [data-act="${act}"]`))
        const tell = (to, Kind, type, key) => to.dispatchEvent(new Kind(type, { key, bubbles: true, cancelable: true }))
        tell(clicked, PointerEvent, 'pointerdown')
        tell(clicked, MouseEvent, 'click')
        tell(clicked, KeyboardEvent, 'keydown', 'Tab')
        reached.focus()
    }""")
    press(app, "Space")
    assert app.wait_for_step(1).step == 1
    expect(app.button("Play")).to_be_visible()


def test_points_and_commas_step(app):
    press(app, ".", ".", ".")
    app.wait_for(lambda status: status.step == 3)
    press(app, ",")
    app.wait_for(lambda status: status.step == 2)


def test_a_text_field_keeps_its_keys(app):
    seed = app.page.get_by_label("Seed", exact=True)
    seed.focus()
    press(app, ".", "Space", ",", "?", "p")
    app.page.wait_for_timeout(300)
    assert app.status.step == 0
    expect(app.button("Play")).to_be_visible()
    expect(app.page.get_by_role("dialog")).to_have_count(0)
    expect(app.button("Projector")).to_have_attribute("aria-pressed", "false")
    press(app, "Escape")


def test_arrow_keys_belong_to_the_slider_that_has_the_focus(app):
    app.slider("Noise").focus()
    press(app, "ArrowRight", ".")
    app.wait_for(lambda status: status.step == 1)
    expect(app.slider("Noise")).to_be_focused()
    expect(app.slider("Noise")).to_have_attribute("aria-valuetext", "5 %")


def test_letters_belong_to_the_list_that_has_the_focus(app):
    app.step()
    app.select("Loss").focus()
    press(app, "m")
    app.answered()
    expect(app.button("Bookmark")).to_have_attribute("aria-pressed", "false")
    app.button("Step").focus()
    press(app, "m")
    expect(app.button("Bookmark")).to_have_attribute("aria-pressed", "true")
    press(app, "m")
    expect(app.button("Bookmark")).to_have_attribute("aria-pressed", "false")


def test_a_question_mark_lists_all_keys(app):
    press(app, "?")
    keys = app.page.get_by_role("dialog", name="Keys", exact=True)
    expect(keys).to_be_visible()
    for words in ("Space", "Play or pause", "Undo", "Redo", "One step back", "Play backwards, or pause"):
        expect(keys.get_by_text(words, exact=True).first).to_be_visible()
    press(app, ".")
    assert app.status.step == 0
    press(app, "Escape")
    expect(keys).to_be_hidden()


def test_p_makes_everything_large_and_usual_again(app):
    press(app, "p")
    expect(app.button("Projector")).to_have_attribute("aria-pressed", "true")
    press(app, "p")
    expect(app.button("Projector")).to_have_attribute("aria-pressed", "false")


def test_the_skip_link_leads_to_the_network_and_leaves_the_run_alone(app):
    app.step(2)
    link = app.page.get_by_role("link", name="Skip to the content")
    link.focus()
    press(app, "Enter")
    expect(app.page.locator(".diagram")).to_be_focused()
    app.page.wait_for_timeout(600)
    assert "dataset=spiral" in app.page.url
    assert "main" not in app.page.url
    assert app.status.step == 2
