"""One column of a view over all recorded steps, as numbers of one kind in one block; see `file` for the format.

u1    palette indices, a byte each: differences, see `differences`
i4    whole numbers, four bytes each
f4    numbers, four bytes each: float32, which is what the engine computes in
json  anything else, a value a step
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from nets.arrays import Array

TYPES = {"u1": "u1", "i4": "<i4", "f4": "<f4"}
JSON = "json"
KINDS = {"b": "i4", "i": "i4", "f": "f4"}


@dataclass(frozen=True)
class Column:
    """A column over the steps of a recording.

    type   one of `TYPES`, or JSON
    rows   what it is at each step; one row if it is always the same
    """

    type: str
    rows: tuple[Any, ...]

    def at(self, number: int) -> Any:
        """What it is at a recorded step, counted from 0."""
        return self.rows[number if len(self.rows) > 1 else 0]

    @classmethod
    def of(cls, rows: Sequence[Any]) -> "Column":
        """The column of which these are the values, one for each step."""
        type = next((type for row in rows if (type := type_of(row)) is not None), JSON)  # an empty list is of any
        if type == JSON:
            plain = [row.tolist() if isinstance(row, np.ndarray) else row for row in rows]
            return cls(JSON, tuple(plain[:1] if all(row == plain[0] for row in plain) else plain))
        arrays = [np.asarray(row, TYPES[type]) for row in rows]
        same = all(each.shape == arrays[0].shape and each.tobytes() == arrays[0].tobytes() for each in arrays)
        return cls(type, tuple(arrays[:1] if same else arrays))

    def described(self) -> dict[str, Any]:
        """What the head of a file says of it: shapes, as one if all rows have the same; or the values themselves."""
        if self.type == JSON:
            return {"type": JSON, "values": list(self.rows)}
        shapes = [list(row.shape) for row in self.rows]
        told = {"shape": shapes[0]} if all(shape == shapes[0] for shape in shapes) else {"shapes": shapes}
        return {"type": self.type, "rows": len(self.rows), **told}

    def to_bytes(self) -> bytes:
        """All rows, one after the other."""
        if self.type == JSON:
            return b""
        return b"".join(row.tobytes() for row in (differences(self.rows) if self.type == "u1" else self.rows))

    @classmethod
    def read(cls, told: dict[str, Any], data: bytes) -> "Column":
        """The column that a head tells of, with its bytes."""
        if told["type"] == JSON:
            return cls(JSON, tuple(told["values"]))
        shapes, type = shapes_of(told), np.dtype(TYPES[told["type"]])
        ends = np.cumsum([0, *(prod(shape) for shape in shapes)])
        numbers = np.frombuffer(data, type)
        rows = [numbers[a:b].reshape(shape) for a, b, shape in zip(ends[:-1], ends[1:], shapes, strict=True)]
        return cls(told["type"], tuple(sums(rows) if told["type"] == "u1" else rows))


def type_of(row: Any) -> str | None:
    """How a value is written; None for one without any entry, which can be written in every way."""
    if isinstance(row, np.ndarray):
        return "u1" if row.dtype == np.uint8 else KINDS.get(row.dtype.kind, JSON)
    return None if isinstance(row, list) and not row else JSON


def shapes_of(told: dict[str, Any]) -> list[list[int]]:
    """The shape of every row."""
    return told["shapes"] if "shapes" in told else [told["shape"]] * told["rows"]


def differences(rows: Sequence[Array]) -> list[Array]:
    """What is written of pictures: how each byte differs from that of the step before, and this from its left one.

    Both modulo 256. Regions change slowly and smoothly, so nearly all of that is small, and packs into a fifth.
    """
    steps = [now - before if now.shape == before.shape else now for before, now in pairwise(rows)]
    return [np.diff(step, axis=-1, prepend=np.uint8(0)) for step in [rows[0], *steps]]


def sums(rows: Sequence[Array]) -> list[Array]:
    """The pictures of which these are the `differences`."""
    pictures: list[Array] = []
    for row in rows:
        step = np.cumsum(row, axis=-1, dtype=np.uint8)
        before = pictures[-1] if pictures else None
        pictures.append(step if before is None or before.shape != step.shape else before + step)
    return pictures
