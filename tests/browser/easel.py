"""The digits page as a person meets it: how it begins, what is drawn, seen and answered, and what stands where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.playground import LETTERS, Playground
from tests.browser.recorder import Recorder
from tests.browser.shared import SharedPage, lent

MAIN = "main.digits"
SEES = """() => {
    const pixels = Bokeh.documents.map(page => page.get_model_by_name('digits.pixels')).find(Boolean)
    return Array.from(pixels.get_column('level').slice(0, 24 * 24))
}"""
NUMBER = f"() => {{ {LETTERS} return bulletin.get_column('move')[0].image }}"
"""Another number for every image that is looked at."""
STATUS = re.compile(r"Epoch \d+ · step (\d+) · training loss [\d.…]+ · test loss [\d.…]+ · test accuracy ([\d.]+|…)")

FIRST_IMAGE, FIRST_SPOT = 3, [1, 1, 9, 14, 0]

PUT_AWAY = """
    const main = document.querySelector('main.digits')
    const click = all => { for (const one of all.split(', ').flatMap(each => [...main.querySelectorAll(each)])) one.click() }
    const press = one => one?.dispatchEvent(new MouseEvent('click', { bubbles: true })) // what is drawn has no click()
    for (let one; (one = main.querySelector('.plan [aria-expanded=true]')) !== null;) press(one)
    for (const _ of [1, 2]) press(main.querySelector('.plan [data-section="1"]')) // chosen, and closed again
    click('[data-large] .enlarge, [data-slide=play][aria-pressed=true], .legend [aria-pressed=true], [data-list=wrong][aria-pressed=false], ' +
        'details[open] summary, .why-large:not([hidden]) [data-why=close], .tasks.live:not([hidden]) [data-do=stop]')
    document.querySelector('#notice:not([hidden]) ~ [data-act=dismiss]')?.click()
    document.activeElement.blur()
    for (const one of [document.scrollingElement, ...main.querySelectorAll('*')]) if (one.scrollTop > 0) one.scrollTop = 0
"""
"""Closes and lets go what a person has opened and taken."""
BEGIN = f"""async fragment => {{
    {LETTERS}
    {PUT_AWAY}
    const part = name => main.querySelector(name)
    const image = () => JSON.stringify(bulletin.get_column('move'))
    send('open', fragment)
    await answered(1)
    while (bulletin.get_column('job')[0] !== null) await answered(1) // on the way to a step
    if (image() !== window.begun) send('look at', {FIRST_IMAGE})
    if (part('[data-look=go]').textContent === 'Stop' || !part('[data-look=again]').disabled) {{
        send('look', 'stop')
        send('look', 'again')
    }}
    if (part('.where').dataset.asked === 'tsne' && part('[data-move=go]').textContent === 'Go on') send('where go', true)
    const {{ maps }} = part('.maps')
    maps.spot.pinned = false
    if (part('.sliding:not([hidden]) .other:not([hidden])')) {{
        maps.spot.go(null) // a kernel that slides otherwise than in the network forgets that when nothing is looked at
        await answered()
    }}
    if (JSON.stringify([maps.spot.at, maps.opened?.place]) !== JSON.stringify([{FIRST_SPOT}, {FIRST_SPOT}])) {{
        maps.spot.at = {FIRST_SPOT}
        send('inspect', {FIRST_SPOT})
    }}
    await answered()
    window.begun = image()
}}"""
DRAW = f"""async strokes => {{
    {LETTERS}
    document.querySelector('main.digits [data-do=clear]').click()
    const sheet = document.querySelector('main.digits .sheet canvas')
    const {{ left, top, width, height }} = sheet.getBoundingClientRect()
    const mouse = {{ pointerId: 1, pointerType: 'mouse', bubbles: true, button: 0, buttons: 1 }}
    const event = (type, [x, y], more = {{}}) =>
        new PointerEvent(type, {{ ...mouse, clientX: left + x * width, clientY: top + y * height, ...more }})
    for (const [first, ...rest] of strokes) {{
        const last = rest.at(-1) ?? first
        sheet.dispatchEvent(event('pointerdown', first))
        sheet.dispatchEvent(event('pointermove', last, {{ coalescedEvents: rest.map(place => event('pointermove', place)) }}))
        sheet.dispatchEvent(event('pointerup', last))
    }}
    await answered(1)
}}"""
"""As a browser tells of a pointer that was moved through many places between two frames."""
PAINTED = """async () => {
    const frame = () => new Promise(done => { requestAnimationFrame(done); setTimeout(done, 1000) })
    const changes = () => {
        const inside = [...document.querySelectorAll('main.digits *')].flatMap(one => one.shadowRoot?.getAnimations() ?? [])
        const all = [...document.getAnimations(), ...inside]
        return all.filter(one => one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity)
    }
    for (let frames = 0; frames < 3 || changes().length && frames < 300; frames++) await frame()
}"""
"""Waits for frames, not for the promises of the changes: one of a change that another took the place of may stay open."""

MAPS = """() => {
    const { places } = document.querySelector('main.digits .maps').maps
    const models = Bokeh.documents.map(page => page.get_model_by_name('digits.maps')).find(Boolean)
    const pixels = Bokeh.documents.map(page => page.get_model_by_name('digits.pixels')).find(Boolean)
    const list = name => Array.from(models.get_column(name))
    return { places, height: list('height'), width: list('width'), stage: list('stage'), level: Array.from(pixels.get_column('level')) }
}"""
OPENED = "document.querySelector('main.digits .maps').maps.opened.pictures"
DRAWINGS = {
    0: [[(0.5 + 0.2 * np.sin(t), 0.5 - 0.3 * np.cos(t)) for t in np.linspace(0, 2 * np.pi, 24)]],
    1: [[(0.52, 0.2), (0.48, 0.8)]],
    7: [[(0.3, 0.25), (0.7, 0.25), (0.45, 0.8)]],
}
"""Strokes, each as places on the sheet."""


def easel(fragment: str = "") -> Any:
    """The fixture of a file: the shared digits page, begun anew for each of its tests, see `begin`."""

    @pytest.fixture
    def app(shared_digits: SharedPage, recorder: Recorder, request: pytest.FixtureRequest) -> Iterator[Playground]:
        with lent(shared_digits, recorder, request.node) as app:
            yield begin(app, fragment)

    return app


def begin(app: Playground, fragment: str = "") -> Playground:
    """Begin anew without a new start: the settings and the step that `fragment` says, all else as in a first visit.

    What is there already is not done again: what was worked out for it, pictures and evaluations, is there, too.
    """
    app.page.mouse.move(0, 0)
    if app.page.evaluate("document.documentElement.dataset.page") != "digits":
        app.page.get_by_role("link", name="Digits", exact=True).click()
        expect(app.page.locator("html")).to_have_attribute("data-page", "digits")
    app.page.evaluate(BEGIN, f"#v=2&{fragment}")
    return app


def draw(app: Playground, strokes: Iterable[Sequence[Sequence[float]]]) -> None:
    """Draw strokes on an empty sheet, each in one swift move, and wait for the answer."""
    app.page.evaluate(DRAW, [[[float(x), float(y)] for x, y in stroke] for stroke in strokes])


def draw_by_hand(app: Playground, strokes: Iterable[Sequence[Sequence[float]]]) -> None:
    """The same with the mouse, from place to place."""
    app.button("Clear").click()
    box = app.page.get_by_role("img", name="Draw a digit").bounding_box()
    assert box is not None
    mouse = app.page.mouse
    for (x, y), *rest in strokes:
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        mouse.down()
        for x, y in rest:
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        mouse.up()
    told(app)


def told(app: Playground) -> None:
    """Wait until Python has answered what the sheet tells it in the next frame."""
    app.answered(frames=1)


def painted(app: Playground) -> None:
    """Wait until what is there now has been laid out and painted, and no colour is on its way to another one."""
    app.page.evaluate(PAINTED)


def answer(app: Playground) -> int:
    """The digit that the page answers."""
    found = re.fullmatch(r"(\d) · [\d.]+ %", app.page.get_by_role("status", name="Answer").inner_text())
    assert found is not None
    return int(found[1])


def sees(app: Playground) -> np.ndarray:
    """What the network sees, as levels of the palette: (24, 24)."""
    return np.array(app.page.evaluate(SEES)).reshape(24, 24)


def step_of(app: Playground) -> int:
    """The step that the status line tells."""
    text = app.page.locator(".page:not([hidden]) .status").inner_text()
    found = STATUS.match(text)
    assert found is not None, text
    return int(found[1])


def shades(app: Playground) -> np.ndarray:
    """The colour of every level: (256, 3)."""
    script = "document.querySelector('main.digits .maps').maps.palette.buffer"
    return np.array(app.page.evaluate(f"[...new Uint8Array({script})]")).reshape(-1, 4)[:, :3]


def maps_seen(app: Playground, least: float = 0.0) -> tuple[list[int], list[float]]:
    """The levels of all maps, and of each the share of numbers that have their level's colour on the screen.

    Maps whose numbers are less than `least` pixels wide are too small to tell.
    """
    palette, found = shades(app), app.page.evaluate(MAPS)
    picture = look(app.page.locator(f"{MAIN} .maps"))
    start, right = 0, []
    for place, height, width in zip(found["places"], found["height"], found["width"], strict=True):
        level = np.array(found["level"][start : start + height * width])
        start += height * width
        if place["width"] / width >= least:
            rows, columns = (index.ravel() for index in np.indices((height, width)))
            x = place["x"] + (columns + 0.5) * place["width"] / width
            y = place["y"] + (rows + 0.5) * place["height"] / height
            right.append(picture.share_near(palette[level], x, y, around=1, tolerance=12))
    return found["level"], right


def spot(app: Playground, stage: int, unit: int, row: int, column: int) -> list[float]:
    """Where a number stands in the window."""
    script = """([stage, unit, row, column]) => {
        const { maps } = document.querySelector('main.digits .maps')
        const i = maps.columns.stage.findIndex((one, i) => one === stage && maps.columns.unit[i] === unit)
        const [place, box] = [maps.places[i], maps.canvas.getBoundingClientRect()]
        return [
            box.left + place.x + (place.width * (column + 0.5)) / maps.columns.width[i],
            box.top + place.y + (place.height * (row + 0.5)) / maps.columns.height[i],
        ]
    }"""
    return app.page.evaluate(script, [stage, unit, row, column])


def choose(app: Playground, group: str, name: str) -> None:
    """Choose one of the tabs of a group."""
    app.page.get_by_role("group", name=group).get_by_role("button", name=name, exact=True).click()
    app.answered()
