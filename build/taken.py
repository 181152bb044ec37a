"""Writes what is taken home: a file, or a folder and a zip of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from packs import Files

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of everything in a zip: the same files make the same zip."""


class TakenError(Exception):
    """What is taken home cannot be written; the message says why, and what to do."""


def write_file(path: Path, data: bytes) -> int:
    """Writes a file and gives its size; raises TakenError."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise TakenError(f"{path} cannot be written: {error.strerror}. Give another place with -o.") from error
    return len(data)


def write_folder(folder: Path, files: Files) -> int:
    """Writes a new folder, and a zip beside it, and gives the zip's size; raises TakenError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TakenError(f"{folder} is there already. Give another place with -o, or remove it first.")
    archive = folder.with_name(f"{folder.name}.zip")
    try:
        for path, data in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    except OSError as error:
        raise TakenError(f"{folder} cannot be written: {error.strerror}. Give another place with -o.") from error
    return write_zip(archive, {f"{folder.name}/{path}": data for path, data in files.items()})


def write_zip(path: Path, files: Files) -> int:
    """Writes a zip and gives its size; raises TakenError."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as members:
        for name, data in sorted(files.items()):
            members.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return write_file(path, made.getvalue())
