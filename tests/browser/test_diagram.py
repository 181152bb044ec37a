"""The network diagram shows what the columns say, and hears what a person does with it."""

import numpy as np
import pytest

from tests.browser.diagrams import EDGES, MARKS, PAINTED, SIDE, TILES, Mounted, along, columns

COUNTS = [2, 3, 1]
WEIGHTS = [2.0, -2.0, 0.05, 0.6, -0.6, 1.2, 0.0, 1.5, -3.0]


@pytest.fixture
def mount(app):
    """Make a diagram: `mount(tiles, weights)`; it is gone after the test."""
    made = []

    def make(tiles=None, weights=WEIGHTS, size=(640, 420)):
        made.append(Mounted(app, tiles or columns(COUNTS, [127] * 6), weights, size))
        return made[-1]

    yield make
    for diagram in made:
        diagram.take_away()


def scale(app):
    """The 255 colours of the diverging scale: (255, 3)."""
    text = app.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--diverging')")
    stops = np.array([[int(stop.strip()[i : i + 2], 16) for i in (1, 3, 5)] for stop in text.split(",")])
    places = np.linspace(0, len(stops) - 1, 255)
    return np.stack([np.interp(places, range(len(stops)), stops[:, c]) for c in range(3)], axis=1)


def test_every_tile_has_the_colour_of_its_level(app, mount):
    levels = [0, 254, 60, 200, 128, 30]
    diagram = mount(columns(COUNTS, levels))
    layout = diagram.layout
    found = diagram.pixels(TILES, list(zip(layout["x"], layout["y"], strict=True)))
    assert np.abs(found[:, :3] - scale(app)[levels]).max() <= 2
    assert (found[:, 3] == 255).all()


def test_rows_of_a_tile_go_upwards_and_columns_to_the_right(app, mount):
    tiles = columns(COUNTS, [127] * 6)
    pixels = np.full((6, SIDE, SIDE), 127)
    pixels[3, : SIDE // 2, :] = 0  # the lower half
    pixels[4, :, SIDE // 2 :] = 254  # the right half
    tiles["level"] = pixels.ravel().tolist()
    diagram = mount(tiles)
    layout, quarter = diagram.layout, diagram.layout["tile"] / 4
    x, y = layout["x"], layout["y"]
    points = [(x[3], y[3] + quarter), (x[3], y[3] - quarter), (x[4] + quarter, y[4]), (x[4] - quarter, y[4])]
    found = diagram.pixels(TILES, points)
    assert np.abs(found[:, :3] - scale(app)[[0, 127, 254, 127]]).max() <= 2


def test_tiles_show_the_frame_that_python_sent(app):
    app.restart("features=x1,x2,sin x1&hidden=4,2&activation=tanh")
    app.play_until(lambda status: status.step > 200)
    app.page.evaluate(PAINTED)
    shown = app.page.evaluate(
        """() => {
            const { layout } = document.querySelector('.diagram').diagram
            const context = document.querySelectorAll('.diagram canvas')[1].getContext('2d')
            const tiles = Bokeh.documents.map(page => page.get_model_by_name('network.tiles')).find(Boolean)
            const levels = tiles.get_column('level')
            const found = []
            for (let tile = 0; tile < layout.total; tile++) {
                for (const row of [9, 23, 38]) for (const column of [9, 23, 38]) {
                    const at = (48 * tile + row) * 48 + column
                    const near = [-49, -48, -47, -1, 0, 1, 47, 48, 49].map(offset => levels[at + offset])
                    const x = layout.x[tile] + layout.tile * (column / 47 - 0.5)
                    const y = layout.y[tile] + layout.tile * (0.5 - row / 47)
                    found.push([near, Array.from(context.getImageData(x, y, 1, 1).data)])
                }
            }
            return found
        }"""
    )
    colours = scale(app)
    smooth = [(near[4], pixel) for near, pixel in shown if max(near) - min(near) <= 12]
    assert len(smooth) > len(shown) / 3
    assert len({level for level, _ in smooth}) > 10
    for level, pixel in smooth:
        assert np.abs(colours[level] - pixel[:3]).max() <= 24


def test_positive_edges_are_full_lines_and_negative_ones_dashed(mount):
    diagram = mount()
    layout = diagram.layout
    shares = np.linspace(0.4, 0.75, 60)  # farther on, all edges of a tile meet
    positive = diagram.pixels(EDGES, along(layout, (0, 2), shares))
    negative = diagram.pixels(EDGES, along(layout, (4, 5), shares))  # the weight of -3
    assert (positive[:, 3] > 200).mean() > 0.95
    assert (positive[:, 0] - positive[:, 2])[positive[:, 3] > 200].min() > 60
    blue = negative[:, 3] > 200
    assert 0.3 < blue.mean() < 0.95
    assert (negative[:, 2] - negative[:, 0])[blue].min() > 40
    assert (negative[:, 3] == 0).any()


def test_a_large_weight_is_a_thick_line(mount):
    weights = [0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 3.0, 0.7, 0.05]
    diagram = mount(weights=weights)
    layout = diagram.layout
    thick = []
    for tile in (2, 3, 4):
        ((x, y),) = along(layout, (tile, 5), [0.1])
        found = diagram.pixels(EDGES, [(x, y + offset) for offset in range(-12, 13)])
        thick.append(int((found[:, 3] > 60).sum()))
    assert thick[0] > thick[1] > thick[2] >= 1


def test_an_edge_that_is_not_a_number_is_not_drawn_and_takes_nothing_with_it(mount):
    diagram = mount(weights=[float("nan"), *WEIGHTS[1:8], 2.0])
    layout = diagram.layout
    diagram.page.evaluate("window.mounted.sources['network.edges'].columns.weight[0] = NaN")
    diagram.page.evaluate("window.mounted.diagram.arrange()")
    diagram.paint()
    assert (diagram.pixels(EDGES, along(layout, (0, 2), [0.7, 0.8]))[:, 3] == 0).all()
    assert (diagram.pixels(EDGES, along(layout, (4, 5), [0.7, 0.8]))[:, 3] > 200).all()


def test_other_weights_are_painted_when_they_come(mount):
    diagram = mount(weights=[-3.0] * 9)
    diagram.put("network.edges", {"weight": [3.0] * 9})
    found = diagram.pixels(EDGES, along(diagram.layout, (4, 5), np.linspace(0.3, 0.9, 30)))
    assert (found[:, 0] - found[:, 2] > 60).all()


def test_edges_of_another_network_are_not_drawn_between_these_tiles(mount):
    diagram = mount(weights=[1.0] * 4)
    width, height = diagram.layout["width"], diagram.layout["height"]
    points = [(x, y) for x in range(0, int(width), 9) for y in range(0, int(height), 9)]
    assert (diagram.pixels(EDGES, points)[:, 3] == 0).all()


def test_a_bias_has_a_mark_of_its_sign_at_the_corner(mount):
    diagram = mount(columns(COUNTS, [127] * 6, [0, 0, 2.0, -2.0, 0, 0]))
    layout, half = diagram.layout, diagram.layout["tile"] / 2

    def mark(tile):
        """Just beside the sign in the mark."""
        x, y = layout["x"][tile] - half, layout["y"][tile] + half
        return diagram.pixels(MARKS, [(x - 3, y - 3)])[0, :3]

    assert np.abs(mark(2) - diagram.colour("plus")).max() < 30
    assert np.abs(mark(3) - diagram.colour("minus")).max() < 30
    assert np.abs(mark(4) - diagram.colour("plus")).max() > 60


def test_a_tile_that_is_zero_everywhere_is_not_blank(mount):
    diagram = mount(columns(COUNTS, [127, 128, 127, 128, 128, 128]))
    layout, half = diagram.layout, diagram.layout["tile"] / 2 - 4

    def shades(tile):
        x, y = layout["x"][tile], layout["y"][tile]
        points = [(x + i, y + j) for i in range(-int(half), int(half)) for j in range(-int(half), int(half), 3)]
        return len({tuple(pixel) for pixel in diagram.pixels(TILES, points).tolist()})

    assert shades(3) == 1
    assert shades(2) > 3


def test_pointing_inspects_and_looking_away_ends_it(mount):
    diagram = mount()
    diagram.point_at(3)
    diagram.point_at(5)
    diagram.page.mouse.move(630, 5)
    expected = [
        {"column": 1, "unit": 1, "number": None, "pinned": False},
        {"column": 2, "unit": 0, "number": None, "pinned": False},
    ]
    assert [value for _, value in diagram.told if value] == expected
    assert diagram.told[-1] == ["inspect", None]


def test_a_click_pins_until_escape(mount):
    diagram = mount()
    diagram.page.mouse.click(*diagram.centre(3))
    diagram.point_at(5)
    diagram.page.mouse.move(630, 5)
    assert diagram.told[-1] == ["inspect", {"column": 1, "unit": 1, "number": None, "pinned": True}]
    ring = diagram.layout["tile"] / 2 + 4.5
    diagram.paint()
    point = [(diagram.layout["x"][3], diagram.layout["y"][3] - ring)]
    assert np.abs(diagram.pixels(MARKS, point)[0, :3] - diagram.colour("accent")).max() < 10
    diagram.page.keyboard.press("Escape")
    diagram.paint()
    assert diagram.told[-1] == ["inspect", None]
    assert diagram.pixels(MARKS, point)[0, 3] == 0


def test_a_click_beside_the_tiles_unpins(mount):
    diagram = mount()
    x, y = diagram.centre(3)
    diagram.page.mouse.click(x, y)
    diagram.page.mouse.click(x, y + diagram.layout["tile"] * 0.7)
    assert diagram.told[-1] == ["inspect", None]


def test_arrow_keys_move_from_tile_to_tile_and_enter_pins(mount):
    diagram = mount()
    diagram.page.locator("#mounted .diagram").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Enter"):
        diagram.page.keyboard.press(key)
    seen = [(value["column"], value["unit"], value["pinned"]) for _, value in diagram.told]
    assert seen[0] == (0, 0, False)
    assert seen[-2:] == [(2, 0, False), (2, 0, True)]
    assert {(column, unit) for column, unit, _ in seen} >= {(0, 0), (1, 2), (2, 0)}
    diagram.page.keyboard.press("ArrowLeft")
    assert diagram.told[-1][1]["pinned"]
    assert diagram.told[-1][1]["column"] == 1


def test_losing_the_focus_ends_a_look_but_not_a_pin(mount):
    diagram = mount()
    element = diagram.page.locator("#mounted .diagram")
    element.focus()
    diagram.page.keyboard.press("ArrowDown")
    element.blur()
    assert diagram.told[-1] == ["inspect", None]
    element.focus()
    diagram.page.keyboard.press("ArrowDown")
    diagram.page.keyboard.press("Enter")
    element.blur()
    assert diagram.told[-1] == ["inspect", {"column": 0, "unit": 0, "number": None, "pinned": True}]


def test_what_is_under_a_resting_pointer_is_right_when_the_network_changes(mount):
    diagram = mount()
    diagram.point_at(4)
    diagram.put("network.tiles", columns([2, 1, 1], [127] * 4))
    assert diagram.told[-1] == ["inspect", None]
    diagram.put("network.tiles", columns(COUNTS, [127] * 6))
    assert diagram.told[-1] == ["inspect", {"column": 1, "unit": 2, "number": None, "pinned": False}]


def test_a_pinned_neuron_that_has_gone_is_looked_away_from_and_the_output_stays_the_output(mount):
    diagram = mount()
    diagram.page.mouse.click(*diagram.centre(4))
    diagram.put("network.tiles", columns([2, 1, 1], [127] * 4))
    assert diagram.told[-1] == ["inspect", None]
    diagram.page.mouse.click(*diagram.centre(3))
    diagram.put("network.tiles", columns([2, 2, 2, 1], [127] * 7))
    assert diagram.told[-1] == ["inspect", {"column": 3, "unit": 0, "number": None, "pinned": True}]
    diagram.put("network.tiles", columns([2, 1], [127] * 3))
    assert diagram.told[-1] == ["inspect", {"column": 1, "unit": 0, "number": None, "pinned": True}]


def test_what_is_gone_listens_to_nothing(app):
    diagram = Mounted(app, columns(COUNTS, [127] * 6), WEIGHTS, (640, 420))
    diagram.take_away()
    assert app.page.evaluate("Object.values(window.mounted.sources).map(source => source.heard.size)") == [0, 0]
