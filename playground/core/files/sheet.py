"""A table that somebody brings, in whatever form: its lines as cells, and what ends a cell.

A first line such as `sep=;`, as Excel writes it, says what ends a cell; lines that begin with # are remarks. Both may
stand before the header only.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from playground.core.files.source import FileProblemError

LARGEST = 5_000_000
"""Bytes, or letters."""
DELIMITERS = (",", ";", "\t", " ")
SEEN = 200
"""Rows from which it is guessed how a table is written."""
NUMBER = re.compile(r"[+-]?([0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?")
LINE_END = re.compile(r"\r\n|\r|\n")
BINARY = re.compile("[\x00-\x08\x0e-\x1f]")
BEFORE = re.compile(
    r"""(?:\s*[\r\n])?(?:"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|\Z))?(?:(?:\s*[\r\n])?[ \t]*\#[^\r\n]*)*""", re.IGNORECASE
)
"""What is no part of the table, and what it says of a delimiter."""
EMPTY = "there is nothing in this table"

Row = tuple[int, list[str]]
"""The number of a line, counted from 1, and its cells."""


@dataclass
class Sheet:
    """The text of a table, and its rows by what ends a cell, which are read once.

    said      what ends a cell, as the text itself says; empty, if it does not
    skipped   lines of the file before this text
    """

    text: str
    said: str = ""
    skipped: int = 0
    _rows: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, delimiter: str) -> list[Row]:
        """All rows with anything in them; raises FileProblemError for what no table can hold."""
        if delimiter not in self._rows:
            self._rows[delimiter] = [(line + self.skipped, cells) for line, cells in split(self.text, delimiter)]
        return self._rows[delimiter]

    @property
    def delimiter(self) -> str:
        """What ends a cell, as is said, or seems: most rows have as many cells as one another, most of them numbers."""
        return self.said or max(DELIMITERS, key=lambda delimiter: self._likely(delimiter))

    def _likely(self, delimiter: str) -> tuple[float, int]:
        rows = split("".join(islice(io.StringIO(self.text, newline=""), SEEN)), delimiter)
        width = width_of(rows)
        if width < 2:
            return 0.0, 0
        alike = [cells for _, cells in rows if len(cells) == width]
        whole = sum(is_number(cell) for cells in alike for cell in cells)
        return len(alike) / len(rows) * (1 + whole / (width * len(alike))), width


def of_bytes(data: bytes) -> Sheet:
    """The table of a file; raises FileProblemError."""
    if len(data) > LARGEST:
        raise FileProblemError("this file is larger than 5 MB")
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return of_text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise FileProblemError("this file is no text")


def of_text(text: str) -> Sheet:
    """The table of a text; raises FileProblemError."""
    if len(text) > LARGEST:
        raise FileProblemError("this text is longer than 5 MB")
    text = text.removeprefix("\ufeff")
    if BINARY.search(text):
        raise FileProblemError("this file is no text")
    before = BEFORE.match(text)
    said, end = (before[1], before.end()) if before else ("", 0)
    if not text[end:].strip():
        raise FileProblemError(EMPTY)
    return Sheet(text[end:], said if said in DELIMITERS else "", len(LINE_END.findall(text[:end])))


def split(text: str, delimiter: str) -> list[Row]:
    """The rows of a text; quotes that are never closed are letters like all others. Raises FileProblemError."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            return list(cells_of(text, delimiter, quoting))
        except csv.Error:
            continue
    raise FileProblemError("a line of this table is too long")


def cells_of(text: str, delimiter: str, quoting: Any) -> list[Row]:
    """The same; raises csv.Error."""
    lines = io.StringIO(text, newline="")
    given = (line.strip(" \r\n") for line in lines) if delimiter == " " else lines
    reader = csv.reader(given, delimiter=delimiter, skipinitialspace=True, quoting=quoting, strict=quoting == 0)
    rows, end = [], 0
    for cells in reader:
        begin, end = end + 1, reader.line_num
        cells = [cell.strip() for cell in cells]
        if any(cells):
            rows.append((begin, cells))
    return rows


def width_of(rows: list[Row]) -> int:
    """How many cells most rows have."""
    counts = Counter(len(cells) for _, cells in rows)
    return counts.most_common(1)[0][0] if counts else 0


def is_number(cell: str) -> bool:
    """Whether a cell is a number; where the comma ends cells, one with a decimal comma stood in quotes."""
    return NUMBER.fullmatch(cell.replace(",", ".", 1)) is not None
