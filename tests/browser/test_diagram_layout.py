"""Where the diagram's tiles, names and steppers stand: nothing overlaps, nothing is cut off, at every size."""

import pytest
from playwright.sync_api import expect

SEVEN = "features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2"

FAULTS = """async () => {
    const loaded = performance.getEntriesByType('resource').map(entry => entry.name)
    const file = loaded.find(name => /geometry-\\w+\\.mjs/.test(name))
    const { arrange, edgeCount, neighbour, tileAt } = await import(file)
    let seed = 1
    const random = (least, most) => {
        seed = (seed * 48271) % 2147483647
        return least + seed % (most - least + 1)
    }
    const faults = []
    for (let run = 0; run < 3000; run++) {
        const counts = [random(1, 7), ...Array.from({ length: random(0, 6) }, () => random(1, 8)), 1]
        const size = { width: random(300, 1500), height: random(run % 4 ? 320 : 130, 900) }
        const name = { width: random(14, 44), height: random(14, 18) }
        const layout = arrange(counts, size, name, random(78, 120))
        const { x, y, tile, column, unit, total, names, first } = layout
        const half = tile / 2
        const wrong = (what) => faults.push(`${what}: ${counts} in ${size.width}x${size.height}, names ${name.width}`)
        if (total !== counts.reduce((a, b) => a + b)) wrong('number of tiles')
        const low = size.height < 320 // beside an open drawer: there tiles give way, and names where it is narrow, too
        if (tile < (low ? 10 : 26) || tile > 120) wrong(`tile of ${tile}`)
        const edges = counts.slice(1).reduce((sum, count, i) => sum + count * counts[i], 0)
        if (edgeCount(counts) !== edges) wrong('number of edges')
        const top = names === 'above' && !(low && size.width < 700) ? name.height : 0
        for (let i = 0; i < total; i++) {
            const above = column[i] === 0 ? top : 0
            if (x[i] - half < 0 || x[i] + half > size.width) wrong('outside sideways')
            if (y[i] - half - above < 0 || y[i] + half > size.height) wrong('outside upwards')
            const name_starts = names === 'beside' ? x[i] - half - 8 - name.width : x[i] - 0.82 * name.width / 2
            if (column[i] === 0 && name_starts < 0) wrong('name cut off')
            const [right, down] = i > 0 ? [x[i] - x[i - 1], y[i] - y[i - 1]] : [Infinity, Infinity]
            if (column[i] === column[i - 1] && down < tile + above) wrong('one over another')
            if (column[i] !== column[i - 1] && right < tile + 4) wrong('columns too near')
            if (i !== first[column[i]] + unit[i] || tileAt(layout, x[i], y[i]) !== i) wrong('not found where it is')
        }
        const [reached, ways] = [new Set([0]), [[1, 0], [-1, 0], [0, 1], [0, -1]]]
        for (const i of reached) for (const way of ways) reached.add(neighbour(layout, i, way))
        if (reached.size !== total) wrong('out of reach of the arrow keys')
    }
    return [...new Set(faults)].slice(0, 9)
}"""

HEADINGS = """() => {
    const root = document.querySelector('.headings')
    const boxes = [...root.querySelectorAll('button, .number, .word, .long, .short')]
        .filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 0)
        .map(one => ({ one, name: one.ariaLabel ?? one.textContent, box: one.getBoundingClientRect() }))
    const faults = []
    boxes.forEach(({ one, name, box }, i) => {
        if (box.left < -0.5 || box.right > innerWidth + 0.5) faults.push(`${name} is cut off`)
        if (one.matches('button') && Math.min(box.width, box.height) < 24) faults.push(`${name} is small`)
        for (const { name: other, box: second } of boxes.slice(i + 1)) {
            const across = Math.min(box.right, second.right) - Math.max(box.left, second.left)
            const down = Math.min(box.bottom, second.bottom) - Math.max(box.top, second.top)
            if (across > 0.5 && down > 2) faults.push(`${name} covers ${other}`)
        }
    })
    const { layout } = document.querySelector('.diagram').diagram
    const left = document.querySelector('.diagram').getBoundingClientRect().left
    const columns = [...root.children].map(one => one.getBoundingClientRect())
    columns.forEach((box, i) => {
        const beside = (box.left + box.right) / 2 - left - layout.x[layout.first[i]]
        if (Math.abs(beside) > 2) faults.push(`heading ${i} is beside its column`)
    })
    return [columns.length, faults]
}"""
TILE = """([column, unit]) => {
    const { layout } = document.querySelector('.diagram').diagram
    const index = layout.first[column] + unit
    return [layout.x[index], layout.y[index]]
}"""


def place(app, column, unit):
    """The middle of a tile, from the corner of the diagram."""
    x, y = app.page.evaluate(TILE, [column, unit])
    return {"x": x, "y": y}


def test_every_tile_has_its_place_at_any_size(app):
    assert app.page.evaluate(FAULTS) == []


@pytest.mark.varied
@pytest.mark.parametrize(
    ("width", "height", "hidden"),
    [
        (1920, 1080, "8,8,8,8,8,8"),
        (1280, 720, "8,8,8,8,8,8"),
        (1200, 800, "4,4,4,4"),
        (1024, 768, "8,8,8,8,8,8"),
        (700, 900, "8,8,8,8,8,8"),
        (390, 844, "8,8,8,8,8,8"),
        (360, 720, "8,8,8,8,8,8"),
        (320, 720, "8,8,8,8,8,8"),
        (320, 720, "5,3"),
        (1280, 720, ""),
    ],
)
def test_steppers_stand_over_their_columns_and_never_cover_one_another(app, width, height, hidden):
    app.page.set_viewport_size({"width": width, "height": height})
    app.restart(f"hidden={hidden}&{SEVEN}")
    columns = len([layer for layer in hidden.split(",") if layer]) + 2
    found = app.eventually(f"({HEADINGS})()", lambda value: value[0] == columns)
    assert found == [columns, []]
    assert app.page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_steppers_at_their_limits_do_nothing_and_keep_the_focus(app):
    app.restart("hidden=2,8")
    expect(app.button("Add a neuron to layer 2")).to_be_disabled()
    less = app.button("Remove a neuron from layer 1")
    less.focus()
    app.page.keyboard.press("Enter")
    expect(less).to_be_disabled()
    for _ in range(3):
        app.page.keyboard.press("Enter")
    expect(less).to_be_focused()
    app.answered()
    assert app.page.evaluate("document.querySelector('.diagram').diagram.layout.counts.slice(1)") == [1, 8, 1]
    for _ in range(2):
        app.button("Remove a layer").click()
    expect(app.button("Remove a layer")).to_be_disabled()
    for count in range(1, 7):
        app.button("Add a layer").click()
        expect(app.button(f"Add a neuron to layer {count}")).to_be_visible()
    expect(app.button("Add a layer")).to_be_disabled()


def test_a_stepper_that_is_pressed_keeps_its_focus(app):
    app.restart("hidden=2,2")
    more = app.button("Add a neuron to layer 1")
    more.focus()
    for count in (3, 4, 5):
        app.page.keyboard.press("Enter")
        app.eventually(
            "document.querySelector('.diagram').diagram.layout.counts[1]", lambda now, count=count: now == count
        )
        expect(more).to_be_focused()


@pytest.mark.parametrize("act", ["Remove a layer", "Remove a neuron from layer 2"])
def test_a_tile_may_go_while_the_pointer_rests_on_it(app, act):
    app.restart("hidden=3,2")
    app.diagram.hover(position=place(app, 2, 1))
    expect(app.sentence).to_contain_text("Layer 2, neuron 2")
    app.button(act).evaluate("button => { button.click(); button.click() }")
    app.page.wait_for_timeout(300)
    app.page.mouse.move(5, 5)
    expect(app.sentence).to_contain_text("Point at a neuron")
    assert app.state == "ready"


def test_a_pinned_neuron_stays_while_one_steps(app):
    app.restart("hidden=3,2")
    app.diagram.click(position=place(app, 1, 0))
    expect(app.sentence).to_contain_text("Layer 1, neuron 1")
    before = app.sentence.inner_text()
    app.step(3)
    expect(app.sentence).to_contain_text("Layer 1, neuron 1")
    expect(app.sentence).not_to_have_text(before)


@pytest.mark.long
def test_a_phone_gets_the_same_page_at_once_and_a_tap_pins(new_app):
    app = new_app(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2).open()
    assert app.page.evaluate("document.scrollingElement.scrollWidth") <= 390
    app.button("Step").tap()
    assert app.wait_for_step(1).step == 1
    app.diagram.scroll_into_view_if_needed()
    tile = place(app, 1, 0)
    app.diagram.tap(position=tile)
    expect(app.sentence).to_contain_text("Layer 1, neuron 1")
    app.diagram.tap(position=tile)
    expect(app.sentence).to_contain_text("Tap a neuron")


def test_the_diagram_is_one_stop_and_its_canvases_are_none(app):
    assert app.diagram.get_attribute("role") == "application"
    assert app.diagram.get_attribute("tabindex") == "0"
    described = app.diagram.get_attribute("aria-describedby")
    assert app.page.locator(f"#{described}").inner_text() == app.sentence.inner_text()
    assert app.page.locator(".diagram :is([tabindex], button, a)").count() == 0
    assert app.page.locator(".diagram [aria-hidden=true] canvas").count() == 3
