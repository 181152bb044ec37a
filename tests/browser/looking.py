"""What a person sees: pixels of the page as they are on the screen, and where a plot's data should stand on it.

A picture is taken of the screen, not of a canvas: what is hidden, covered or not drawn is missing in it. What should be
there is read from the plot's own model in the page: its sources, glyphs and scales.
"""

import io
import json
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Locator

Colour = tuple[int, int, int]

BACKGROUND: Colour = (255, 255, 255)

READ_PLOT = """slot => {
    const all = view => [view, ...[...(view.child_views ?? [])].flatMap(all)]
    const view = [...Bokeh.index].flatMap(all).find(one => one.model.type.endsWith('Figure') && slot.contains(one.el))
    const box = slot.getBoundingClientRect()
    const { left, top } = view.el.getBoundingClientRect()
    const inner = view.frame.bbox
    const [x, y] = [view.frame.x_scale, view.frame.y_scale]
    const shift = [left - box.left, top - box.top]
    const value = property => property?.value ?? null
    const fills = (colour, values) => {
        const palette = colour?.transform?.palette ?? []
        return values.map(at => palette[Math.min(Math.floor(at * palette.length), palette.length - 1)])
    }
    return {
        frame: { left: inner.left + shift[0], top: inner.top + shift[1], width: inner.width, height: inner.height },
        glyphs: view.model.renderers.map(({ glyph, visible, data_source }) => {
            const column = name => [...(glyph[name]?.field && data_source.get_column(glyph[name].field)) ?? []]
            return {
                kind: glyph.type, name: data_source.name, visible,
                x: column('x').map(at => x.compute(at) + shift[0]),
                y: column('y').map(at => y.compute(at) + shift[1]),
                values: { x: column('x'), y: column('y'), share: column('fill_color') },
                line: value(glyph.line_color), fills: fills(glyph.fill_color, column('fill_color')),
            }
        }),
        region: slot.region && {
            level: [...slot.region.source.get_column('level')],
            palette: [...new Uint8Array(slot.region.palette.buffer)],
            opacity: Number(getComputedStyle(document.documentElement).getPropertyValue('--region')),
        },
    }
}"""


PAINTED = """() => new Promise(done => {
    let frames = 10
    const next = () => frames-- > 0 ? requestAnimationFrame(next) : done()
    next()
})"""


@dataclass(frozen=True)
class Glyph:
    """One glyph of a plot: what it shows, and where on the picture its points should be."""

    kind: str
    name: str
    visible: bool
    x: np.ndarray  # pixels from the left of the slot
    y: np.ndarray  # pixels from its top
    values: dict[str, np.ndarray]
    line: str | None
    fills: list[str]  # a colour for each point that has one of its own

    @property
    def colours(self) -> np.ndarray:
        """Of every point, (points, 3)."""
        return np.array([rgb(fill) for fill in self.fills], dtype=float).reshape(-1, 3)


@dataclass(frozen=True)
class Region:
    """The picture behind a plot's points: `image` is (rows, columns) from -1 to +1, row 0 lowest."""

    image: np.ndarray
    palette: np.ndarray  # (levels, 3)
    opacity: float

    def colours(self, values: np.ndarray) -> np.ndarray:
        """What the region's colours make of values on the page's ground: (…, 3)."""
        place = np.rint((values + 1) / 2 * (len(self.palette) - 1)).astype(int)
        return self.opacity * self.palette[place] + (1 - self.opacity) * np.array(BACKGROUND)


@dataclass(frozen=True)
class Plot:
    """A Bokeh figure in the page: its frame in pixels of the slot, its glyphs from the lowest to the topmost."""

    frame: dict[str, float]
    glyphs: list[Glyph]
    region: Region | None

    def of_kind(self, kind: str) -> list[Glyph]:
        """The glyphs of one kind (`Scatter`, `Line`), hidden ones too."""
        return [glyph for glyph in self.glyphs if glyph.kind == kind]


def plot_in(slot: Locator) -> Plot:
    """The figure that stands in a slot, as its model in the page describes it."""
    return _plot(slot.evaluate(READ_PLOT))


def _plot(found: dict[str, Any]) -> Plot:
    region = _region(**found["region"]) if found["region"] else None
    return Plot(found["frame"], [_glyph(**glyph) for glyph in found["glyphs"]], region)


def _region(level: list[int], palette: list[int], opacity: float) -> Region:
    side, colours = int(len(level) ** 0.5), np.array(palette, dtype=float).reshape(-1, 4)[:, :3]
    return Region(2 * np.array(level, dtype=float).reshape(side, side) / (len(colours) - 1) - 1, colours, opacity)


def _glyph(**found: Any) -> Glyph:
    found["values"] = {name: np.array(column, dtype=float) for name, column in found["values"].items()}
    return Glyph(**{**found, "x": np.array(found["x"], dtype=float), "y": np.array(found["y"], dtype=float)})


class Picture:
    """Pixels as they are seen, one for every pixel of the page: `pixels` is (height, width, 3)."""

    def __init__(self, png: bytes) -> None:
        self.pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=float)

    def at(self, x: np.ndarray | float, y: np.ndarray | float, around: int = 0) -> np.ndarray:
        """The colours at places in pixels from the upper left, and of all pixels `around`: (places, pixels, 3)."""
        height, width, _ = self.pixels.shape
        rows = np.clip(np.floor(np.atleast_1d(y)).astype(int), around, height - 1 - around)
        columns = np.clip(np.floor(np.atleast_1d(x)).astype(int), around, width - 1 - around)
        shifts = np.arange(-around, around + 1)
        down, across = (shift.ravel() for shift in np.meshgrid(shifts, shifts, indexing="ij"))
        return self.pixels[rows[:, None] + down, columns[:, None] + across]

    def share_near(
        self, colour: Colour | np.ndarray, x: np.ndarray, y: np.ndarray, around: int = 0, tolerance: float = 24
    ) -> float:
        """The share of the places where some pixel around has a colour: one for all places, or one for each."""
        wanted = np.broadcast_to(np.asarray(colour, dtype=float), (len(x), 3))
        distances = np.abs(self.at(x, y, around) - wanted[:, None, :]).max(axis=-1)  # (places, pixels)
        return float((distances.min(axis=-1) <= tolerance).mean())

    @property
    def is_blank(self) -> bool:
        """Whether nothing is seen: hardly a pixel differs from the most frequent colour."""
        colours, counts = np.unique(self.pixels.reshape(-1, 3), axis=0, return_counts=True)
        ground = colours[counts.argmax()]
        return bool((np.abs(self.pixels - ground).max(axis=-1) > 24).mean() < 0.005)


def look(place: Locator) -> Picture:
    """What is seen of an element now."""
    return Picture(place.screenshot(scale="css", animations="disabled", caret="hide"))


def seen(slot: Locator) -> tuple[Plot, Picture]:
    """The figure in a slot and what is seen of it, once it is painted and stays as it is while it is looked at."""
    for _ in range(20):
        slot.page.evaluate(PAINTED)
        before, picture = slot.evaluate(READ_PLOT), look(slot)
        if json.dumps(slot.evaluate(READ_PLOT)) == json.dumps(before):
            return _plot(before), picture
    raise AssertionError("the plot does not come to rest")


def is_blank(canvas: Locator) -> bool:
    """Whether nothing is seen where a canvas, or whatever holds it, stands."""
    return look(canvas).is_blank


def rgb(colour: str) -> Colour:
    """A colour `#rrggbb` or `rgb(r, g, b)` in numbers."""
    if colour.startswith("#"):
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    else:
        red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return red, green, blue
