"""The picture of a whole network: every unit as the region that it answers to, every weight as a line."""

from base64 import b64encode
from html import escape
from itertools import pairwise
from typing import Any

from playground.core.experiment import Experiment
from playground.core.frame import Observer
from playground.views.network import Edges, Network

TILE, GAP, BETWEEN, LABEL = 52, 10, 64, 44
THICK = 5.0
"""The width of the line of the largest weight."""


def diagram(experiment: Experiment, palettes: dict[str, Any], png: Any) -> tuple[str, str]:
    """What stands in the SVG, and its `viewBox`; `png(levels, palette)` makes a tile's picture."""
    network, edges = Network(), Edges()
    frame = Observer(experiment).observe((*network.needs(False), *edges.needs(False)), passing=False)
    tiles, weights = network.columns(frame)["tiles"], edges.columns(frame)["edges"]["weight"]
    counts = [int((tiles["column"] == column).sum()) for column in range(int(tiles["column"][-1]) + 1)]
    height = max(counts) * (TILE + GAP) - GAP
    places = [
        (LABEL + column * (TILE + BETWEEN), (height - count * (TILE + GAP) + GAP) / 2 + unit * (TILE + GAP))
        for column, count in enumerate(counts)
        for unit in range(count)
    ]
    pictures = "".join(
        f'<image class="whole in-{theme}" x="{left}" y="{top:.0f}" width="{TILE}" height="{TILE}" '
        f'href="data:image/png;base64,{b64encode(png(level[::-1], palette)).decode()}"/>'
        for (left, top), level in zip(places, tiles["level"], strict=True)
        for theme, palette in palettes.items()
    )
    labels = "".join(
        f'<text x="{left - 8}" y="{top + TILE / 2 + 4:.0f}" text-anchor="end">{escape(label)}</text>'
        for (left, top), label in zip(places[: counts[0]], tiles["label"], strict=False)
    )
    inside = f'{_lines(counts, places, weights)}{pictures}<g class="axes">{labels}</g>'
    return inside, f"0 0 {places[-1][0] + TILE + 4} {height}"


def _lines(counts: list[int], places: list[tuple[int, float]], weights: Any) -> str:
    """A line for each weight: dashed if it is negative, the thicker the larger it is."""
    found, largest, number, start = list[str](), float(abs(weights).max()) or 1.0, 0, 0
    for here, there in pairwise(counts):
        for one in places[start : start + here]:
            for other in places[start + here : start + here + there]:
                weight, number = float(weights[number]), number + 1
                width = max(0.4, THICK * abs(weight) / largest)
                x, y, bend = one[0] + TILE, one[1] + TILE / 2, BETWEEN / 2
                rise, kind = other[1] - one[1], "minus" if weight < 0 else "plus"
                way = f"M{x} {y:.1f}c{bend} 0 {bend} {rise:.1f} {BETWEEN} {rise:.1f}"
                found.append(f'<path class="weight {kind}" stroke-width="{width:.1f}" d="{way}"/>')
        start += here
    return "".join(found)
