"""What a file is that somebody brings in place of a run, if that can be said."""

from playground.core.files import sheet, sheet_points, sheet_reading
from playground.core.files.picture import PNG
from playground.core.files.source import FileProblemError
from playground.core.files.whole import METRICS

PICTURE = "this file is a picture (PNG) without a run: pictures that are saved on the playground hold theirs"
LOSSES = "this file is the losses of a run (CSV), without the address of the run"
TABLE = "this file is a table (CSV), which holds no run"
POINTS = f"{TABLE}: to learn its points, choose the dataset “Your own”, and there “From a table”"
ALIKE = 0.8
"""So many rows of a table have as many cells as one another."""


def described(stored: bytes, *, takes_points: bool) -> str:
    """What a file is, for a page that may take points; empty, if it is nothing that is known."""
    if stored.startswith(PNG):
        return PICTURE
    try:
        read = sheet_reading.reading(sheet.of_bytes(stored), {})
        width, rows = len(read.names), [cells for _, cells in read.rows]
        if read.names[: len(METRICS)] == list(METRICS):
            return LOSSES
        alike = sum(len(cells) == width for cells in rows)
        if width < 2 or read.choice["delimiter"] == " " or alike < max(2, ALIKE * len(rows)):
            return ""
        is_of_points = takes_points and sheet_points.points_of(read).points is not None
    except FileProblemError:
        return ""
    return POINTS if is_of_points else TABLE
