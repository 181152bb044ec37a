"""The lock: every file that a build takes from elsewhere, with its hash and the places that carry its bytes.

The hash decides, the places only propose: whichever place answers first with the right bytes is as good as another.
Reading is strict. An unknown key, a missing key or a value of the wrong type is an error that names the spot, so that
a slip of the pen in the lock never becomes a silently ignored wish.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

LOCK_FILE = Path(__file__).with_name("lock.json")
FORMAT = 1
ROLES = ("core", "wheel", "font", "script", "node")


class LockError(ValueError):
    """The lock cannot be used as it stands; the message names the entry and the key."""


@dataclass(frozen=True)
class Url:
    """A plain address of the very file."""

    url: str

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True)
class Npm:
    """A file inside a package that the npm client fetches."""

    package: str
    member: str

    def __str__(self) -> str:
        return f"npm package {self.package}"


@dataclass(frozen=True)
class Pip:
    """A wheel that pip fetches, or (with `member`) a file inside that wheel."""

    requirement: str
    python: str = "3.12"
    platform: str = ""
    member: str = ""

    def __str__(self) -> str:
        return f"pip package {self.requirement}"


@dataclass(frozen=True)
class Folder:
    """A local folder that holds the file under its own name (for air-gapped machines and for tests)."""

    folder: str

    def __str__(self) -> str:
        return f"folder {self.folder}"


Place = Url | Npm | Pip | Folder
PLACES: dict[str, type] = {"url": Url, "npm": Npm, "pip": Pip, "folder": Folder}


@dataclass(frozen=True)
class Locked:
    """One file. `role` says what the build does with it, `platform` (node only) on which machine it is used."""

    name: str
    version: str
    file: str
    role: str
    sha256: str
    size: int
    places: tuple[Place, ...]
    platform: str = ""


@dataclass(frozen=True)
class Lock:
    """All files, in the order in which they are written."""

    format: int
    files: tuple[Locked, ...]

    def of_role(self, role: str) -> list[Locked]:
        """The files of one role."""
        return [entry for entry in self.files if entry.role == role]

    def named(self, name: str) -> Locked:
        """The one file of that name; raises LockError if there is none."""
        for entry in self.files:
            if entry.name == name:
                return entry
        raise LockError(f"the lock has no file named {name}")


Record = TypeVar("Record")


def _build(cls: Callable[..., Record], data: Any, where: str, **ready: Any) -> Record:
    """An instance of the dataclass from a JSON object whose keys and types must match exactly."""
    if not isinstance(data, dict):
        raise LockError(f"{where}: expected an object, found {data!r}")
    known = {field.name: field for field in fields(cls)}  # type: ignore[arg-type]
    for key in data:
        if key not in known:
            raise LockError(f"{where}: unknown key {key!r}")
    for name, field in known.items():
        if name not in data and field.default is MISSING:
            raise LockError(f"{where}: key {name!r} is missing")
        if name in data and name not in ready:
            expected = int if field.type == "int" else str
            if type(data[name]) is not expected:
                raise LockError(f"{where}: {name!r} must be of type {expected.__name__}, found {data[name]!r}")
    return cls(**{**data, **ready})


def _place(data: Any, where: str) -> Place:
    if not isinstance(data, dict) or data.get("kind") not in PLACES:
        raise LockError(f"{where}: a place needs a kind, one of {', '.join(PLACES)}")
    return _build(PLACES[data["kind"]], {key: value for key, value in data.items() if key != "kind"}, where)


def _locked(data: Any, where: str) -> Locked:
    proposals = data.get("places") if isinstance(data, dict) else None
    if not isinstance(proposals, list) or not proposals:
        raise LockError(f"{where}: 'places' must be a list of at least one place")
    places = tuple(_place(place, f"{where}, place {i + 1}") for i, place in enumerate(proposals))
    entry = _build(Locked, data, where, places=places)
    if not re.fullmatch(r"[0-9a-f]{64}", entry.sha256):
        raise LockError(f"{where}: 'sha256' must be 64 hexadecimal digits")
    if entry.size <= 0:
        raise LockError(f"{where}: 'size' must be positive")
    if entry.role not in ROLES:
        raise LockError(f"{where}: 'role' must be one of {', '.join(ROLES)}")
    if Path(entry.file).name != entry.file:
        raise LockError(f"{where}: 'file' must be a plain file name")
    return entry


def parse(text: str) -> Lock:
    """The lock from its JSON text; raises LockError with the spot that is wrong."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise LockError(f"the lock is not JSON: {error}") from error
    entries = data.get("files") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise LockError("the lock: 'files' must be a list")
    lock = _build(Lock, data, "the lock", files=tuple(_locked(e, f"file {i + 1}") for i, e in enumerate(entries)))
    if lock.format != FORMAT:
        raise LockError(f"the lock has format {lock.format}; this build reads format {FORMAT}")
    return lock


def read(path: Path = LOCK_FILE) -> Lock:
    """The lock that lies beside this file, or another."""
    return parse(path.read_text(encoding="utf-8"))


def dump(lock: Lock) -> str:
    """The JSON text of a lock; `parse` gives the same lock back."""

    def plain(record: Any) -> dict[str, Any]:
        return {f.name: getattr(record, f.name) for f in fields(record) if getattr(record, f.name) != ""}

    kinds = {cls: kind for kind, cls in PLACES.items()}
    files = [
        {**plain(entry), "places": [{"kind": kinds[type(p)], **plain(p)} for p in entry.places]} for entry in lock.files
    ]
    return json.dumps({"format": lock.format, "files": files}, indent=1) + "\n"
