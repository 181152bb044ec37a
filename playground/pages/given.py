"""What lies on the easel of the digits page: a drawing, a picture or a test image, as it came and as it is moved."""

import base64
import binascii
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from nets.arrays import Array
from nets.datasets.handwriting import as_digit
from playground.core.digits.blocks import SIDE
from playground.core.digits.moved import STILL, Move, Original, moved
from playground.core.digits.run import MARGIN
from playground.views.levels import picture
from playground.views.shifting import Strip

if TYPE_CHECKING:
    from playground.pages.digits import Digits
    from playground.pages.page import Handler

SHEET = 56
"""Pixels along each side of a drawing as it comes from the page."""


class Known(NamedTuple):
    """A test image: its number, and the digit that it is."""

    number: int
    label: int


class Before(NamedTuple):
    """What lay on the easel: see `Given.put`."""

    image: Array
    known: "Known | None"
    move: Move


class Given:
    """What the network is given: puts images onto the easel and moves them.

    `open` are the places of the display that are open here.
    """

    def __init__(self, page: "Digits") -> None:
        self.page = page
        self.original = Original()
        self.known: Known | None = None
        self.open: tuple[str, ...] = ()
        self.views = (Strip(page.bulletin.source, self.original),)
        self.handlers: dict[str, Handler] = {
            "draw": self.draw,
            "live": self.live,
            "clear": self.clear,
            "move": self.move,
            "moving": self.moving,
        }
        self._drawn, self._drawings = False, 0
        self._before: Before | None = None  # what live pictures have taken the place of

    def put(self, image: Array, known: Known | None = None, move: Move = STILL, *, drawn: bool = False) -> None:
        """Look at another image, (SIDE, SIDE), as it is unmoved; of test images it is known which they are.

        drawn   whether the page's sheet is as it should be already; else strokes on it are put away
        """
        self.original.image, self.known, self._drawn, self._before = image, known, drawn, None
        self.original.number += 1
        self._show(move)

    def draw(self, sheet: str) -> None:
        """Take a drawing: SHEET × SHEET bytes, 0 paper to 255 ink, row after row, in base64."""
        self._drawings += 1
        if (image := read(sheet)) is not None:
            self.put(image, drawn=True)

    def live(self, sheet: str | None) -> None:
        """Look at a picture that another one follows; None brings back what lay there before the first of them."""
        if sheet is None:
            if self._before is not None:
                self.put(*self._before, drawn=True)
        elif (image := read(sheet)) is not None:
            before = self._before or Before(self.original.image, self.known, self.original.move)
            self.put(image, drawn=True)
            self._before = before

    def clear(self, _nothing: Any = None) -> None:
        """An empty sheet."""
        self.put(np.zeros((SIDE, SIDE), np.float32), drawn=True)

    def move(self, values: list[int]) -> None:
        """Move the image: the values of a `Move`."""
        self._show(Move(*map(int, values)))

    def moving(self, opened: bool) -> None:
        """Whether a person looks at what moving does."""
        self.open = ("moving",) if opened else ()
        self.page.experiment.publish()

    def _show(self, move: Move) -> None:
        self.original.move = move
        image = moved(self.original.image, move)
        self.page.easel.put(image)
        of_page = {
            "move": {
                "image": self.original.number,
                "values": list(move),
                "drawn": self._drawn,
                "drawings": self._drawings,
            },
            "image": picture(image),
            "truth": None if self.known is None else self.known.label,
            "test": None if self.known is None else list(self.known),
        }
        self.page.bulletin.post(**of_page)
        self.page.experiment.publish()


def read(sheet: Any) -> Array | None:
    """What the network sees of a drawing, (SIDE, SIDE); None if it is none."""
    try:
        ink = np.frombuffer(base64.b64decode(sheet, validate=True), np.uint8).reshape(SHEET, SHEET)
    except (binascii.Error, TypeError, ValueError):
        return None
    return seen(as_digit(ink / 255))


def seen(digit: Array) -> Array:
    """What the network sees of a digit (28, 28): (SIDE, SIDE)."""
    inside = slice(MARGIN, MARGIN + SIDE)
    return np.ascontiguousarray(digit[inside, inside])
