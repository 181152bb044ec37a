"""The page in every window: nothing wider than it, cut off or on top of another thing; what belongs together in view."""

import pytest
from playwright.sync_api import expect

SIZES = {
    "full HD": (1920, 1080),
    "desktop": (1440, 900),
    "laptop": (1366, 768),
    "small laptop": (1280, 720),
    "tablet": (1024, 768),
    "upright tablet": (768, 1024),
    "phone": (390, 844),
    "small phone": (360, 640),
    "smallest phone": (320, 568),
}
WHOLE = ("full HD", "desktop", "laptop", "small laptop")
PHONES = ("phone", "small phone", "smallest phone")
LAYERS = {"one": "8", "four": "8,6,4,2", "six": "8,8,8,8,8,8"}

SEEN = """const KINDS = 'button, select, input, [role=slider], .noUi-handle, h1, h2, p, a, li, label, .bk-label';
    const all = [];
    const walk = root => root.querySelectorAll('*').forEach(element => {
        if (element.matches(KINDS)) all.push(element);
        if (element.shadowRoot) walk(element.shadowRoot);
    });
    walk(document);
    const seen = all.filter(element => !element.closest('dialog') &&
            element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        .map(element => ({element, box: element.getBoundingClientRect()}))
        .filter(({box}) => box.width > 2 && box.height > 2 && box.right > 0);
    const floats = element => Boolean(element.closest('.transport, .card')) ||
        (element.getRootNode().host !== undefined && floats(element.getRootNode().host));
    const name = ({element, box}) => `${element.outerHTML.slice(0, 90)} at ${[box.x, box.y, box.right, box.bottom]}`;
"""

OUT_OF_SIGHT = (
    "() => {" + SEEN + "return seen.filter(({box}) => box.left < -1 || box.right > innerWidth + 1).map(name) }"
)

CUT_OFF = (
    "() => {"
    + SEEN
    + """const own = ({element}) => element.matches('button, h1, h2, p, a, li, label, .bk-label') &&
        !element.matches('.sentence') && getComputedStyle(element).fontSize !== '0px' &&
        !['absolute', 'fixed'].includes(getComputedStyle(element).position);
    const isCut = ({element}) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
    return seen.filter(own).filter(isCut).map(name) }"""
)

OVERLAPPING = (
    "() => {"
    + SEEN
    + """const controls = seen.filter(({element}) => element.matches('button, select, input, .noUi-handle'))
        .map(one => ({...one, floats: floats(one.element)}));
    const found = [];
    controls.forEach((one, i) => controls.slice(i + 1).forEach(other => {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 1 && one.floats === other.floats) found.push(`${name(one)} / ${name(other)}`);
    }));
    return found }"""
)


TYPE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
TILE = "document.querySelector('.diagram').diagram.layout.tile"


def resized(app, name):
    """The page in this window, when its parts have found their places."""
    width, height = SIZES[name]
    app.page.set_viewport_size({"width": width, "height": height})
    app.page.evaluate("scrollTo(0, 0)")
    app.placed()
    return width, height


def box(app, selector):
    """The place of an element in the window, as left, top, right, bottom."""
    found = app.page.locator(selector).bounding_box()
    assert found is not None, selector
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


@pytest.mark.varied
@pytest.mark.parametrize("layers", LAYERS)
def test_nothing_is_cut_off_or_on_top_of_another_thing(app, layers):
    app.restart(f"hidden={LAYERS[layers]}&features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2").step()
    for name in SIZES:
        width, _ = resized(app, name)
        app.eventually("document.scrollingElement.scrollWidth", lambda wide, width=width: wide <= width)
        for script in (OUT_OF_SIGHT, CUT_OFF, OVERLAPPING):
            assert app.page.evaluate(script) == [], name


@pytest.mark.varied
@pytest.mark.parametrize("layers", LAYERS)
def test_a_window_of_a_laptop_shows_the_whole_page_at_once(app, layers):
    app.restart(f"hidden={LAYERS[layers]}").step()
    for name in WHOLE:
        width, height = resized(app, name)
        assert app.page.evaluate("document.scrollingElement.scrollHeight") <= height, name
        for selector, least in (
            (".diagram", 240),
            (".sentence", 40),
            ("[data-slot=output]", 250),
            ("[data-slot=loss]", 110),
        ):
            left, top, right, bottom = box(app, selector)
            assert 0 <= left < right <= width, (name, selector)
            assert 0 <= top < top + least <= bottom <= height, (name, selector)


def test_the_network_takes_most_of_a_desktop(app):
    left, top, right, bottom = box(app, ".diagram")
    assert right - left > 0.45 * 1440
    assert bottom - top > 0.5 * 900


def test_on_a_tablet_the_results_stand_under_the_network(app):
    resized(app, "tablet")
    assert box(app, ".results")[1] >= box(app, ".stage")[3]
    left, _, right, _ = box(app, ".results")
    assert right - left > 1000


@pytest.mark.varied
@pytest.mark.parametrize("name", SIZES)
def test_play_is_in_view_wherever_one_has_scrolled(app, name):
    resized(app, name)
    app.page.evaluate("scrollTo(0, document.scrollingElement.scrollHeight)")
    expect(app.button("Play")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("name", PHONES)
def test_on_a_phone_the_sentence_stands_over_the_bar_while_the_network_is_looked_at(app, name):
    app.restart("hidden=8,8,8")
    _, height = resized(app, name)
    transport = box(app, ".page:not([hidden]) .transport")
    assert transport[3] == pytest.approx(height, abs=1)
    sentence = box(app, ".sentence")
    assert box(app, ".diagram")[1] < sentence[1]
    assert sentence[3] <= transport[1]


def test_a_window_that_changes_its_size_keeps_its_network(app):
    for name in (*SIZES, "desktop"):
        width, _ = resized(app, name)
        left, _, right, _ = box(app, ".diagram")
        assert right - left > 0.5 * min(width, 700)


SAY = """said => {
    const page = Bokeh.documents.find(one => one.get_model_by_name('network.tiles') !== null)
    const bulletin = page.get_model_by_name('bulletin')
    const { data } = bulletin
    const columns = new Map([...(data.entries?.() ?? Object.entries(data)), ['status', [said]]])
    bulletin.setv({ data: columns }, { sync: false })
}"""


def test_no_status_is_cut_off(app):
    """Its box has a fixed size, but for one that names parts of one's own."""
    line = app.page.locator(".page:not([hidden]) .status")
    app.placed()
    before = app.status_text
    for width, height in SIZES.values():
        app.page.set_viewport_size({"width": width, "height": height})
        for own in (0, 4):
            said = f"Epoch 40000 · step 1000000 · training loss 0.112 · test loss 0.411{own * ' · your loss function'}"
            app.page.evaluate(SAY, said)
            expect(line).to_have_text(said)
            assert line.evaluate(
                "line => line.scrollHeight <= line.clientHeight && line.scrollWidth <= line.clientWidth"
            )
    app.page.evaluate(SAY, before)


@pytest.mark.long
def test_a_notice_covers_neither_the_network_nor_what_is_said_of_it(app):
    for name in (*WHOLE, *PHONES):
        resized(app, name)
        app.send("open", "noise=900")
        expect(app.notice).to_contain_text("900")
        assert box(app, ".card")[3] <= box(app, ".diagram")[1], name
        app.button("Close").click()


DEAD = (
    "All neurons of layer 6 are dead: they answer 0 everywhere, and no gradient passes them. "
    "Reset with a lower learning rate, draw new weights, or use another activation."
)
NOTICES = "performance.getEntriesByType('resource').map(({ name }) => name).find(name => name.includes('/notices-'))"
TELL = f"""async said => {{
    const {{ dismissNotices, notice }} = await import({NOTICES})
    dismissNotices()
    said.forEach((text, i) => notice(`of ${{i}}`, text, 'Traceback', {{ words: 'Undo it', act() {{}} }}))
}}"""


@pytest.mark.varied
@pytest.mark.parametrize("size", ["usual", "projector"])
def test_a_notice_in_a_wide_window_leaves_status_and_buttons_free(app, size):
    if size == "projector":
        app.button("Projector").click()
    try:
        for name in WHOLE:
            resized(app, name)
            for said in ([DEAD], ["The clock stands still."], ["The clock stands still.", DEAD]):
                app.page.mouse.move(0, 500)
                app.page.evaluate(TELL, said)
                app.placed()
                expect(app.page.get_by_text(said[-1])).to_be_visible()
                left, top, right, bottom = box(app, ".card")
                assert bottom <= box(app, ".page:not([hidden]) .transport")[1], (name, said)
                assert top >= 0, (name, said)
                assert box(app, ".top nav")[2] <= left < right <= box(app, ".tools")[0], (name, said)
                app.page.locator("#notice").hover()
                for text in said:
                    expect(app.page.get_by_text(text)).to_be_visible()
                words = app.page.locator("#notice")
                assert words.evaluate("one => one.scrollHeight <= one.clientHeight + 1"), (name, said)
                assert words.evaluate(
                    "one => [...one.querySelectorAll('p')].every(p => p.scrollHeight <= p.clientHeight + 1)"
                ), (name, said)
                assert box(app, ".card")[3] <= box(app, ".diagram")[1], (name, said)
            app.button("Close").click()
    finally:
        if size == "projector":
            app.button("Projector").click()


@pytest.mark.long
@pytest.mark.parametrize("hidden", ["6,5", LAYERS["six"]])
def test_for_a_projector_type_and_tiles_are_larger_and_all_is_still_in_view(app, hidden):
    """A network with as many layers and neurons as there can be takes all the room already."""
    app.restart(f"hidden={hidden}").step()
    for name in ("full HD", "small laptop"):
        _, height = resized(app, name)
        usual = app.page.evaluate(TILE)
        app.button("Projector").click()
        app.placed()
        try:
            assert app.page.evaluate(TYPE) > 14, name
            assert app.page.evaluate(TILE) > usual or hidden != "6,5", name
            assert app.page.evaluate("document.scrollingElement.scrollHeight") <= height, name
            assert box(app, "[data-slot=loss]")[3] - box(app, "[data-slot=loss]")[1] > 110, name
            for script in (OUT_OF_SIGHT, CUT_OFF, OVERLAPPING):
                assert app.page.evaluate(script) == [], name
        finally:
            app.button("Projector").click()


UNCHOSEN = "localStorage.removeItem('drawer'); delete document.documentElement.dataset.drawer"


@pytest.mark.varied
@pytest.mark.parametrize("size", ["usual", "projector"])
def test_above_the_drawer_what_is_said_is_whole(app, size):
    """As long as nobody has made the drawer higher, the page is as high as the window, too."""
    app.restart("hidden=6,5")
    app.page.evaluate(UNCHOSEN)  # by whoever was here before
    edge = app.page.get_by_role("separator", name="Height of the instruments")
    if size == "projector":
        app.button("Projector").click()
    resized(app, "desktop")
    app.page.get_by_role("tab", name="Curves").click()
    try:
        for name in WHOLE:
            _, height = resized(app, name)
            assert app.page.evaluate("document.scrollingElement.scrollHeight") <= height, name
            assert box(app, ".sentence")[3] <= box(app, ".page:not([hidden]) .drawer")[1], name
        for _ in range(3):
            edge.press("ArrowUp")
        for name in WHOLE:
            resized(app, name)
            assert box(app, ".sentence")[3] <= box(app, ".page:not([hidden]) .drawer")[1], name
    finally:
        app.page.evaluate(UNCHOSEN)
        app.page.get_by_role("tab", name="Curves").click()
        if size == "projector":
            app.button("Projector").click()


def test_for_a_projector_no_plot_becomes_smaller_in_a_small_window(app):
    for name in ("small laptop", "laptop"):
        resized(app, name)
        before = [box(app, f"[data-slot={plot}]") for plot in ("output", "loss")]
        app.button("Projector").click()
        try:
            app.placed()
            after = [box(app, f"[data-slot={plot}]") for plot in ("output", "loss")]
        finally:
            app.button("Projector").click()
        for old, new in zip(before, after, strict=True):
            assert new[2] - new[0] >= old[2] - old[0], name
            assert new[3] - new[1] >= old[3] - old[1], name
