"""Tables as they are read."""

from typing import Any

from playground.core.files.sheet import of_bytes, of_text
from playground.core.files.sheet_points import points_of
from playground.core.files.sheet_reading import reading


def found(text, **wanted) -> Any:
    """What a text or bytes are taken for, and the points in them."""
    read = reading(of_text(text) if isinstance(text, str) else of_bytes(text), wanted)
    return read, points_of(read)
