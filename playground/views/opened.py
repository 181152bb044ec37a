"""One number of a map, opened: what it sees on every stage before, and the arithmetic that makes it."""

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from nets.arrays import Array
from playground.core.digits.measures import Easel
from playground.core.digits.opening import Opened, Opening, Picture, Product
from playground.core.digits.place import Spot
from playground.core.digits.sliding import Sliding
from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View
from playground.views.levels import level
from playground.views.words import LARGE, MINUS, number, percent

Table = dict[str, Any]


class Detail(View):
    """The tables and the sentence for the spot that a person looks at."""

    every = 0.25

    def __init__(self, texts: ColumnDataSource, easel: Easel, spot: Spot, sliding: Sliding) -> None:
        self._asked = Opened(easel, spot, sliding)
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """What is at the spot."""
        del passing
        return (self._asked,)

    def columns(self, frame: Frame) -> Columns:
        """One record; None while nothing is looked at."""
        opening: Opening | None = frame[self._asked]
        return {"texts": {"opened": [None if opening is None else told(opening)]}}


def told(opening: Opening) -> dict[str, Any]:
    """What the page's script takes: {title, sentence, tables, pictures, way, adding, largest, slid, boxes, place}."""
    stage, place = opening.stage, opening.place
    tables, sentence = teller(opening)(opening)
    where = f"row {place.row + 1}, column {place.column + 1}"
    unit = {"image": "", "d": f"number {place.unit + 1}", "answer": f"digit {place.unit}"}
    named = unit.get(stage.kind, f"map {place.unit + 1}")
    if opening.kernel is not None:
        named += f", weights for {before(opening)}"
    elif stage.kind not in ("d", "answer"):
        named = ", ".join(filter(None, (named, where)))
    what_if = "" if opening.slid is None or opening.slid[2] else "What if: "
    return {
        "title": f"{what_if}{stage.title}, {named}",
        "sentence": sentence,
        "tables": tables,
        "pictures": [shown(picture) for picture in opening.pictures],
        "way": [shown(picture) for picture in opening.way],
        "adding": added(opening),
        "largest": [written(opening, product) for product in opening.largest],
        "slid": opening.slid,
        "boxes": [list(box) for box in opening.boxes],
        "place": list(place),
    }


def shown(picture: Picture) -> dict[str, Any]:
    """A map as the page draws it, palette indices in base64."""
    height, width = picture.values.shape
    return {
        "title": picture.title,
        "sign": picture.sign,
        "own": picture.own,
        "scale": "signed" if picture.sign else "ink",
        "height": height,
        "width": width,
        "level": base64.b64encode(level(picture.values.ravel(), picture.limit).tobytes()).decode(),
        "box": None if picture.box is None else list(picture.box),
    }


def added(opening: Opening) -> dict[str, Any] | None:
    """The sum of a unit: {parts, source, rest}, each a name and a number; None if it has none, or of single numbers."""
    if opening.sums is None:
        return None
    names = ["image"] if opening.place.stage == 1 else [f"map {c + 1}" for c in range(len(opening.sums))]
    rest = [["bias", signed(opening.bias)], ["sum", signed(opening.total)]]
    if opening.stage.kind == "answer":
        rest.append(["probability", percent(float(opening.probabilities[opening.place.unit]))])
    elif opening.functions:
        rest.append([opening.functions, signed(opening.value)])
    parts = [[name, signed(float(part))] for name, part in zip(names, opening.sums, strict=True)]
    return {"parts": parts, "source": opening.source, "rest": rest}


def written(opening: Opening, product: Product) -> list[str]:
    """A product of a neuron in words: [where, what is seen, weight, product]."""
    where = f"number {product.unit + 1}"
    if opening.sums is not None:
        of_map = "" if len(opening.sums) == 1 else f"map {product.unit + 1}, "
        where = f"{of_map}row {product.row + 1}, column {product.column + 1}"
    return [where, *(short(each) for each in (product.seen, product.weight, product.value))]


def teller(opening: Opening) -> Callable[[Opening], tuple[list[Table], str]]:
    """What tells of it."""
    if opening.kernel is not None:
        return of_weight
    return TOLD[opening.stage.kind] if opening.slope is None else of_slope


def of_slope(opening: Opening) -> tuple[list[Table], str]:
    """What a little more of this number would do to the answer."""
    assert opening.slope is not None
    answer = int(opening.probabilities.argmax())
    rises = "rises" if opening.slope >= 0 else "falls"
    change = number(0.1 * opening.slope)
    return [], (
        f"This number is {signed(opening.value)}. The slope of the answer {answer} is {signed(opening.slope)} here: "
        f"with 0.1 more of it, the sum behind the {answer} {rises} by about {change}."
    )


def of_weight(opening: Opening) -> tuple[list[Table], str]:
    """A kernel, and one weight of it."""
    assert opening.kernel is not None
    place = opening.place
    where = f"in row {place.row + 1}, column {place.column + 1}" if opening.kernel.size > 1 else "here"
    tables = [table("its weights", opening.kernel, "signed")] if opening.kernel.size > 1 else []
    more = {True: "larger", False: "smaller"}[opening.value >= 0]
    return tables, (
        f"The weight {where} is {signed(opening.value)}: what {before(opening)} has there is multiplied by it. "
        f"The more that is, the {more} is the sum."
    )


def before(opening: Opening) -> str:
    """What a kernel looks at."""
    assert opening.kernel is not None
    if opening.place.stage == 1:
        return "the image"
    return f"{'map' if opening.stage.kind == 'c' or opening.kernel.size > 1 else 'number'} {opening.place.channel + 1}"


def of_image(opening: Opening) -> tuple[list[Table], str]:
    """A pixel is what it is."""
    return [], f"This pixel is {signed(opening.value)}: 0 is paper, 1 is ink."


def of_convolution(opening: Opening) -> tuple[list[Table], str]:
    """Window, kernel and products of one input map, and what those of all maps add up to."""
    reading = opening.reading
    assert reading is not None
    channel = opening.source
    count, channels = reading.products.size, len(reading.sums)
    of_map = "" if channels == 1 else f" on map {channel + 1}"
    tables = [
        table(f"what it sees{of_map}", reading.window[..., channel], "ink", inside=reading.inside),
        table("its kernel", reading.kernel[..., channel], "signed", sign="×"),
        table("products", reading.products[..., channel], "signed", sign="="),
    ]
    total = float(reading.sums.sum())
    adding = f"The {count} products add up to {signed(total)}"
    return tables, f"{adding}; with the bias {signed(reading.bias)} that is {signed(reading.total)}{after(opening)}."


def of_pooling(opening: Opening) -> tuple[list[Table], str]:
    """The window, and its largest number or its mean."""
    assert opening.window is not None
    which = "largest" if opening.stage.kind == "m" else "mean"
    tables = [table("what it sees", opening.window, "ink")]
    return tables, f"The {which} of these {opening.window.size} numbers is {signed(opening.value)}."


def of_sum(opening: Opening) -> tuple[list[Table], str]:
    """A neuron that sees all there is."""
    sentence = f"The {opening.inputs} products and the bias {signed(opening.bias)} add up to {signed(opening.total)}"
    if opening.stage.kind == "answer":
        share = 100 * float(opening.probabilities[opening.place.unit])
        return [], f"{sentence}: beside the other nine, {share:.1f} % probable."
    return [], f"{sentence}{after(opening)}."


TOLD = {"image": of_image, "c": of_convolution, "m": of_pooling, "a": of_pooling, "d": of_sum, "answer": of_sum}


def after(opening: Opening) -> str:
    """What normalisation and activation make of a sum."""
    make = "make" if " and " in opening.functions else "makes"
    return f", and {opening.functions} {make} it {signed(opening.value)}" if opening.functions else ""


def table(title: str, values: Array, scale: str, *, sign: str = "", inside: Array | None = None) -> Table:
    """Numbers (K, L) with their shares of the largest; what lies outside of the image is marked."""
    known = np.where(np.isfinite(values), values, 0)
    limit = float(np.abs(known).max()) or 1.0
    outside = np.zeros(values.shape, bool) if inside is None else ~inside
    return {
        "title": title,
        "sign": sign,
        "scale": scale,
        "words": [[short(float(value)) for value in row] for row in values],
        "shares": np.round(known / limit, 3).tolist(),
        "outside": outside.tolist(),
    }


def short(value: float) -> str:
    """A number for a narrow place, with two digits or three."""
    size = abs(value)
    if size < 0.995:
        return f"{MINUS if value < 0 else ''}{size:.2f}".replace("0.", ".", 1) if size >= 0.005 else "0"
    digits = 2 if size < 9.995 else 1 if size < 99.95 else 0
    return f"{MINUS if value < 0 else ''}{size:.{digits}f}" if size < LARGE else signed(value)


def signed(value: float) -> str:
    """A number to two places, with its sign if it is below zero."""
    return f"{MINUS if value < 0 else ''}{number(value)}"
