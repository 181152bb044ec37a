"""The file of a recording: packed by gzip, whose check sum tells a whole file from a damaged one.

Inside, all numbers with their lowest byte first:

    8 bytes     b"GLASSREC"
    4 bytes     version, now 1
    4 bytes     length of the head, with the spaces behind it
    head        JSON in UTF-8, then spaces, so that what follows begins at a multiple of 8
    columns     the bytes of every column that has some, in the head's order, each with zeros up to a multiple of 4

The head is an object:

    address     where the run stands at the last recorded step, as the page's address says it: settings, log, step
    settings    the settings that the run began with, in an address's words, by name
    log         what was changed on the way: [step, name, value in an address's words]
    steps       the recorded steps, from the first to the last
    columns     by name, which is view.part.column, what is recorded of it:
                  type    "u1", "i4", "f4" or "json", see `columns`
                  values  of "json": one a step, or one for all
                  rows    how many there are: one a step, or one for all
                  shape   of every row, or
                  shapes  that of each
                  size    bytes

What is a picture is exact to the byte: a level from 0 to 254, of which 127 is zero and the ends stand for minus and
plus a limit, and 255 for no number. The limit of a tile is in `network.tiles.limit`, that of the output in
`output.texts.plot`; so a value read off a picture is true to half a level, limit / 254. Numbers are float32, true to
one part in 16 million, and so are the network's own. NaN is what was not measured, or has no number.

The same run makes the same bytes.
"""

import gzip
import io
import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from playground.core.recording.columns import JSON, TYPES, Column, shapes_of

MAGIC = b"GLASSREC"
VERSION = 1
START = struct.Struct("<8sII")


class RecordingError(ValueError):
    """Bytes that are no recording; the message is a sentence that says what is wrong with them."""


@dataclass(frozen=True)
class Recording:
    """A recorded run: see the module for what its parts are."""

    address: str
    settings: dict[str, str]
    log: list[list[Any]]
    steps: list[int]
    columns: dict[str, Column]

    def at(self, number: int) -> dict[str, Any]:
        """All columns at a recorded step, counted from 0."""
        return {name: column.at(number) for name, column in self.columns.items()}

    def to_bytes(self) -> bytes:
        """The file."""
        data, told = [], {}
        for name, column in self.columns.items():
            written = column.to_bytes()
            told[name] = column.described() | ({} if column.type == JSON else {"size": len(written)})
            data.append(written + bytes(-len(written) % 4))
        head = {name: getattr(self, name) for name in ("address", "settings", "log", "steps")} | {"columns": told}
        text = json.dumps(head, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
        text += b" " * (-(START.size + len(text)) % 8)
        packed = io.BytesIO()
        with gzip.GzipFile("", "wb", 9, packed, mtime=0) as file:
            file.write(START.pack(MAGIC, VERSION, len(text)) + text + b"".join(data))
        return packed.getvalue()

    @classmethod
    def from_bytes(cls, packed: bytes) -> "Recording":
        """The recording in a file; raises RecordingError for anything else."""
        try:
            data = gzip.decompress(packed)
        except (OSError, EOFError, zlib.error) as error:
            raise RecordingError("This file is damaged, or is no recording of a run.") from error
        if len(data) < START.size or not data.startswith(MAGIC):
            raise RecordingError("This file is no recording of a run.")
        _, version, length = START.unpack_from(data)
        if version != VERSION:
            raise RecordingError(f"This recording has version {version}; only version {VERSION} can be played here.")
        try:
            head = json.loads(data[START.size : START.size + length])
            columns = dict(_columns(head, data[START.size + length :]))
            return cls(head["address"], head["settings"], head["log"], head["steps"], columns)
        except (KeyError, TypeError, ValueError) as error:
            raise RecordingError("A part of this recording is missing.") from error


def _columns(head: dict[str, Any], data: bytes) -> Iterator[tuple[str, Column]]:
    """Every column by its name; raises ValueError where there is more or less than the head tells."""
    at = 0
    for name, each in head["columns"].items():
        size = each.get("size", 0)
        if each["type"] != JSON:
            wanted = sum(prod(shape) for shape in shapes_of(each)) * np.dtype(TYPES[each["type"]]).itemsize
            if wanted != size or at + size > len(data):
                raise ValueError(name)
        column = Column.read(each, data[at : at + size])
        if len(column.rows) not in (1, len(head["steps"])):
            raise ValueError(name)
        yield name, column
        at += size + -size % 4
    if at != len(data):
        raise ValueError("more than there should be")
