"""Puts a finished site in place of the old one: all of it or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from packs import Files

STAMP = "build.json"


def stamp(key: str, files: Files) -> bytes:
    """What the site says about itself: the key of everything that it was made of, and its files with their sizes."""
    return json.dumps({"key": key, "files": {path: len(files[path]) for path in sorted(files)}}, indent=1).encode()


def is_current(folder: Path, key: str) -> bool:
    """True if the site in `folder` was made of just this, and none of its files is missing or cut short."""
    try:
        told = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return told["key"] == key and all((folder / p).stat().st_size == size for p, size in told["files"].items())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def publish(files: Files, folder: Path) -> None:
    """Writes the files beside `folder`, then exchanges the folders; the old site stays until the new one is whole.

    What a build left beside it that was killed on the way is removed: only one at a time may write here.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    for leftover in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        for path, data in files.items():
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        new.chmod(0o755)
        _exchange(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _exchange(new: Path, folder: Path) -> None:
    """Renames twice (no system replaces a full folder in one step), and back again if the second one fails."""
    if not folder.exists():
        new.replace(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    folder.replace(old / "site")
    try:
        new.replace(folder)
    except OSError:
        (old / "site").replace(folder)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
