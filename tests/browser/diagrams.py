"""A network diagram with columns of one's own, in a page that is there already: what it paints can be foretold."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from tests.browser.looking import PAINTED
from tests.browser.playground import Playground

SIDE = 48
MOUNT = """async ([width, height, tiles, edges]) => {
    const loaded = performance.getEntriesByType('resource').map(entry => entry.name)
    const file = loaded.find(name => /diagram-\\w+\\.mjs/.test(name))
    const { Diagram } = await import(file)
    const box = document.createElement('div')
    box.id = 'mounted'
    box.style.cssText = `position: fixed; z-index: 99; top: 0; left: 0; width: ${width}px; background: var(--ground)`
    box.innerHTML = '<div class="headings"></div><div class="diagram" tabindex="0"></div>'
    box.lastChild.style.height = `${height}px`
    document.body.append(box)
    const source = columns => {
        const heard = new Set()
        return {
            columns,
            properties: { data: { change: { connect: act => heard.add(act), disconnect: act => heard.delete(act) } } },
            get_column(name) { return this.columns[name] },
            put(columns) { this.columns = columns; heard.forEach(act => act()) },
            heard,
        }
    }
    const sources = { 'network.tiles': source(tiles), 'network.edges': source(edges) }
    window.mounted = { box, sources, told: [] }
    const told = (kind, value) => window.mounted.told.push([kind, value])
    window.mounted.diagram = new Diagram(box.lastChild, { get_model_by_name: name => sources[name] }, told, () => {})
}"""
PIXELS = """([canvas, points]) => {
    const element = document.querySelectorAll('#mounted canvas')[canvas]
    const context = element.getContext('2d')
    const ratio = devicePixelRatio
    return points.map(([x, y]) => Array.from(context.getImageData(x * ratio, y * ratio, 1, 1).data))
}"""
EDGES, TILES, MARKS = range(3)


def columns(counts: list[int], levels: list[int], biases: list[float] | None = None) -> dict[str, Any]:
    """Tiles of one level each, as columns."""
    total, features = sum(counts), counts[0]
    return {
        "level": [level for level in levels for _ in range(SIDE * SIDE)],
        "column": [i for i, count in enumerate(counts) for _ in range(count)],
        "unit": [i for count in counts for i in range(count)],
        "label": [f"x{i}" for i in range(features)] + [""] * (total - features),
        "bias": biases or [0.0] * total,
        "limit": [1.0] * total,
    }


def along(layout: dict[str, Any], ends: tuple[int, int], shares: Iterable[float]) -> list[tuple[float, float]]:
    """Points on the curve from one tile to another."""
    (x0, y0), (x1, y1) = ((layout["x"][i], layout["y"][i]) for i in ends)
    x0, x1 = x0 + layout["tile"] / 2, x1 - layout["tile"] / 2
    bend = (x0 + x1) / 2
    points = []
    for t in shares:
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((a * x0 + (b + c) * bend + d * x1, (a + b) * y0 + (c + d) * y1))
    return points


class Mounted:
    """A diagram on top of the page."""

    def __init__(self, app: Playground, tiles: dict[str, Any], weights: list[float], size: tuple[int, int]) -> None:
        self.page = app.page
        self.page.evaluate(MOUNT, [*size, tiles, {"weight": weights}])
        self.paint()

    def paint(self) -> None:
        """Let everything be painted."""
        self.page.evaluate(PAINTED)

    def put(self, source: str, columns: dict[str, Any]) -> None:
        """Give a source other columns."""
        self.page.evaluate("([name, columns]) => window.mounted.sources[name].put(columns)", [source, columns])
        self.paint()

    @property
    def layout(self) -> dict[str, Any]:
        """Where everything stands, in pixels from the corner of the diagram."""
        return self.page.evaluate("window.mounted.diagram.layout")

    @property
    def told(self) -> list[Any]:
        """What was sent to Python, the oldest first."""
        return self.page.evaluate("window.mounted.told")

    def pixels(self, canvas: int, points: list[tuple[float, float]]) -> np.ndarray:
        """The colours at these points: (points, 4)."""
        return np.array(self.page.evaluate(PIXELS, [canvas, points]), dtype=int)

    def colour(self, name: str) -> np.ndarray:
        """One of the style sheet's colours: (3,)."""
        script = """name => { const probe = document.createElement('i'); probe.style.color = `var(--${name})`
            document.body.append(probe); const { color } = getComputedStyle(probe); probe.remove(); return color }"""
        text = self.page.evaluate(script, name)
        return np.array([int(part) for part in text[text.index("(") + 1 : -1].split(",")[:3]])

    def centre(self, tile: int) -> tuple[float, float]:
        """The middle of a tile in the window."""
        layout = self.layout
        box = self.page.locator("#mounted .diagram").bounding_box()
        assert box is not None
        return box["x"] + layout["x"][tile], box["y"] + layout["y"][tile]

    def point_at(self, tile: int) -> None:
        """Move the mouse there."""
        self.page.mouse.move(*self.centre(tile))

    def take_away(self) -> None:
        """Leave the page as it was."""
        self.page.evaluate("window.mounted.diagram.destroy(); window.mounted.box.remove()")
