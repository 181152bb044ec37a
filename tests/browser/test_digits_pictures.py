"""Pictures from elsewhere on the digits page: read where they can be, else said what is wrong, and nothing is lost."""

import base64
import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import FilePayload, expect

from tests.browser.easel import MAIN, NUMBER, answer, draw, easel, painted, sees, told
from tests.support.drawings import drawings

app = easel("step=1200")


def photo(strokes, *, ink=40, paper=205, size=(640, 480), pen=9, place=(250, 150, 170)):
    """A digit written on paper, as a camera sees it: lit from one side, a little blurred, with noise."""
    image = Image.new("L", size, paper)
    left, top, side = place
    for stroke in strokes:
        points = [(left + side * x, top + side * y) for x, y in stroke]
        ImageDraw.Draw(image).line(points, fill=ink, width=pen, joint="curve")
    light = np.linspace(0.75, 1.15, size[0])
    noise = np.random.default_rng(5).normal(0, 4, size[::-1])
    seen = np.asarray(image.filter(ImageFilter.GaussianBlur(1.5)), float) * light + noise
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))


def bytes_of(image, kind="PNG"):
    written = io.BytesIO()
    image.save(written, kind)
    return written.getvalue()


SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">
<path d="M30 22H70L45 84" fill="none" stroke="black" stroke-width="5"/></svg>"""


def choose(app, name, content, kind):
    before = app.page.evaluate(NUMBER)
    hand_in(app, name, content, kind)
    heard(app, before)


def hand_in(app, name, content, kind):
    file = FilePayload(name=name, mimeType=kind, buffer=content)
    app.page.locator(f"{MAIN} .drawing input[type=file]").set_input_files(file)


def heard(app, before):
    """Wait until a picture has been taken, or something was said of it."""
    app.eventually(f"[({NUMBER})(), document.getElementById('notice').hidden]", lambda now: now != [before, True])
    app.answered()


SEVEN, TWO, THREE = (drawings()[number].strokes for number in (70, 20, 30))
PICTURES = {
    "ink on paper": (photo(TWO), 2),
    "chalk on a board": (photo(THREE, ink=225, paper=45), 3),
    "a thick pen": (photo(SEVEN, pen=36, size=(300, 500), place=(40, 120, 220)), 7),
    "a thin pen, far away": (photo(SEVEN, pen=5, place=(60, 60, 120)), 7),
    "faint pencil": (photo(TWO, ink=120, paper=190), 2),
}


@pytest.mark.varied
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_from_a_file_is_read(app, name):
    image, digit = PICTURES[name]
    draw(app, drawings()[0].strokes)
    choose(app, "digit.png", bytes_of(image), "image/png")
    assert answer(app) == digit
    level = sees(app)
    assert level[:2].max() == 127, "paper is not 0"
    assert level.max() > 240, "ink is not 1"
    assert app.notice.is_hidden()


def test_jpeg_transparent_png_and_svg_are_read_too(app):
    choose(app, "a.jpg", bytes_of(photo(TWO), "JPEG"), "image/jpeg")
    assert answer(app) == 2
    for colour in ("black", "white"):
        image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
        for stroke in THREE:
            ImageDraw.Draw(image).line([(200 * x, 200 * y) for x, y in stroke], fill=colour, width=14)
        choose(app, "a.png", bytes_of(image), "image/png")
        assert answer(app) == 3
    choose(app, "a.svg", SVG, "image/svg+xml")
    assert answer(app) == 7


HTML_IN_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><foreignObject width="99" height="99">'
    b'<p xmlns="http://www.w3.org/1999/xhtml" style="font-size:80px">7</p></foreignObject></svg>'
)
WRONG = {
    "no picture": ("digit.png", b"This is a text, whatever its name says.", "image/png", "“digit.png” cannot be read as a picture"),
    "a text": ("notes.txt", b"hello", "text/plain", "“notes.txt” cannot be read as a picture"),
    "empty": ("a.png", b"", "image/png", "“a.png” is empty."),
    "cut off": ("half.png", bytes_of(photo(TWO))[:300], "image/png", "“half.png”"),
    "svg with html": ("a.svg", HTML_IN_SVG, "image/svg+xml", "“a.svg” has parts from elsewhere"),
    "bad svg": ("a.svg", b"<svg", "image/svg+xml", "“a.svg” cannot be read as a picture"),
    "one colour": ("white.png", bytes_of(Image.new("L", (300, 200), 250)), "image/png", "No digit stands out from the ground in “white.png”"),
    "100 million pixels": ("a.png", bytes_of(Image.new("1", (10000, 10000), 1)), "image/png", "“a.png” is too large: 100 million pixels"),
}  # fmt: skip


@pytest.mark.varied
@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_said_and_nothing_is_lost(app, name):
    file, content, kind, words = WRONG[name]
    draw(app, SEVEN)
    before = sees(app)
    choose(app, file, content, kind)
    expect(app.notice).to_contain_text(words)
    np.testing.assert_array_equal(sees(app), before)
    app.button("Test image").click()
    expect(app.notice).to_be_hidden()


SLOW = """() => {
    const { decode } = Image.prototype
    Image.prototype.decode = async function () {
        await new Promise(done => { window.letItCome = done })
        Image.prototype.decode = decode
        return decode.call(this)
    }
}"""


def test_a_picture_that_is_read_slowly_does_not_undo_what_was_done_meanwhile(app):
    app.page.evaluate(SLOW)
    hand_in(app, "three.png", bytes_of(photo(THREE)), "image/png")
    app.eventually("'letItCome' in window")
    draw(app, SEVEN)
    before = sees(app)
    app.page.evaluate("window.letItCome()")
    painted(app)
    told(app)
    np.testing.assert_array_equal(sees(app), before)


GIVE = """([type, content, name]) => {
    const given = new DataTransfer()
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0))
    if (name) given.items.add(new File([bytes], name, { type: 'image/png' }))
    const kind = type === 'paste' ? ClipboardEvent : DragEvent
    const event = new kind(type, { bubbles: true, cancelable: true, clipboardData: given, dataTransfer: given })
    document.querySelector('.sheet canvas').dispatchEvent(event)
    return event.defaultPrevented
}"""


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_is_pasted_or_dropped(app, way):
    draw(app, drawings()[0].strokes)
    content = base64.b64encode(bytes_of(photo(THREE))).decode()
    before = app.page.evaluate(NUMBER)
    assert app.page.evaluate(GIVE, [way, content, "three.png"])
    heard(app, before)
    assert answer(app) == 3


def test_what_is_pasted_or_dropped_without_a_file_does_no_harm(app):
    draw(app, SEVEN)
    before = sees(app)
    assert not app.page.evaluate(GIVE, ["paste", "", ""])
    assert app.notice.is_hidden()
    assert app.page.evaluate(GIVE, ["drop", "", ""])
    expect(app.notice).to_contain_text("not a file")
    np.testing.assert_array_equal(sees(app), before)
    app.button("Clear").click()
