"""Small locked files and places for the tests of fetching."""

import hashlib
from pathlib import Path

from lock import Folder, Locked, Place

DATA = b"the right bytes\n" * 100


def entry(places: tuple[Place, ...], data: bytes = DATA, file: str = "thing.bin") -> Locked:
    """A locked file whose right content is `data`."""
    return Locked("thing", "1.0", file, "wheel", hashlib.sha256(data).hexdigest(), len(data), places)


def folder(path: Path, data: bytes = DATA, file: str = "thing.bin") -> Folder:
    """A place that gives `data`."""
    path.mkdir(parents=True, exist_ok=True)
    (path / file).write_bytes(data)
    return Folder(str(path))
