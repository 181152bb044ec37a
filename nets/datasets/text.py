"""Text for networks that read one character after another: a classic tale, and how text becomes numbers.

The tale is chapters 1 to 7 of Alice's Adventures in Wonderland by Lewis Carroll (1865), 83 kB; credit and preparation
beside the file. A character is a number, its place in the sorted alphabet.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nets.arrays import Array
from nets.errors import DataError, at_least_one

FILE = Path(__file__).parent.parent / "data" / "alice.txt"


class Text:
    """A text and its alphabet; the last tenth is held out.

    content     the text
    alphabet    its different characters, sorted; a character's code is its place here
    codes       (n,) int64, the whole text encoded
    train       (n - n // 10,) codes to train on, a view of the beginning
    held_out    (n // 10,) codes that come after them and are never trained on, a view of the end

    Raises DataError for fewer than 20 characters, or only one that is repeated.
    """

    def __init__(self, content: str) -> None:
        different = len(set(content))
        if len(content) < 20 or different < 2:
            raise DataError(f"a text has at least 20 characters, 2 of them different; got {len(content)}, {different}")
        self.content = content
        self.alphabet = "".join(sorted(set(content)))
        self.codes = self.encode(content)
        cut = len(content) - len(content) // 10
        self.train, self.held_out = self.codes[:cut], self.codes[cut:]

    def encode(self, text: str) -> Array:
        """(n,) int64, from 0 to len(alphabet) - 1; raises DataError for a character that the alphabet does not have."""
        strange = sorted(set(text) - set(self.alphabet))
        if strange:
            raise DataError(f"this text has no {', '.join(map(repr, strange[:8]))}; it is written in {self.alphabet!r}")
        return np.searchsorted(points(self.alphabet), points(text))

    def decode(self, codes: Array | Sequence[int]) -> str:
        """The characters of codes (n,); raises DataError for a code that is none."""
        codes, size = np.asarray(codes), len(self.alphabet)
        whole = codes.dtype.kind in "iu" or not codes.size
        if codes.ndim != 1 or not whole or (codes.size and not 0 <= codes.min() <= codes.max() < size):
            raise DataError(f"codes are whole numbers (n,) from 0 to {size - 1}, got {codes.dtype} {codes.shape}")
        return "".join(map(self.alphabet.__getitem__, codes.tolist()))


def load() -> Text:
    """The tale; raises DataError if the file is not there."""
    if not FILE.exists():
        raise DataError(f"the text has not been loaded: {FILE.name} is missing")
    return Text(FILE.read_text("ascii"))


def points(text: str) -> Array:
    """(n,) code points of Unicode, in whose order Python sorts characters."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def streams(codes: Array, batch: int, length: int) -> tuple[Array, Array]:
    """A text laid out for training with a state that is carried on: x and y, (steps, batch, length) each.

    The text is cut into `batch` streams that are read side by side, `length` characters a step; step s + 1 goes on, in
    every stream, where step s ended. y holds the character after each of x. What is left at the end, fewer than
    batch × length + 1 characters, is dropped. Raises DataError if there is not even one step.
    """
    batch, length = at_least_one("the number of streams", batch), at_least_one("the length of a step", length)
    steps = (len(codes) - 1) // (batch * length)
    if steps < 1:
        raise DataError(
            f"{batch} streams of {length} characters need {batch * length + 1} characters; there are {len(codes)}"
        )
    count = steps * batch * length
    x, y = (part.reshape(batch, steps, length).swapaxes(0, 1) for part in (codes[:count], codes[1 : count + 1]))
    return np.ascontiguousarray(x), np.ascontiguousarray(y)
