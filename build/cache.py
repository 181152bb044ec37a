"""The user's cache: files kept between builds, each believed only after its hash was checked."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lock import Locked

OVERRIDE = "GLASSBOX_CACHE"
DAY = 86_400
MONTH = 30 * DAY
KEPT = 3
COMPLETE = "complete.json"


def default_folder() -> Path:
    """Where this platform keeps what a program may lose: $GLASSBOX_CACHE, else the platform's cache folder."""
    if os.environ.get(OVERRIDE):
        return Path(os.environ[OVERRIDE]).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "glassbox"


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fault(path: Path, entry: Locked) -> str:
    """What is wrong with the file at `path` as a copy of `entry`; empty if nothing is."""
    size = path.stat().st_size
    if size != entry.size:
        return f"{size} bytes instead of {entry.size}"
    found = sha256_of(path)
    return "" if found == entry.sha256 else f"sha256 {found[:12]}… instead of {entry.sha256[:12]}…"


def _age(path: Path) -> float:
    """Seconds since a file was written, or a result used."""
    mark = path / COMPLETE
    return time.time() - (mark if mark.exists() else path).stat().st_mtime


def _is_spare(folder: Path, newer: int) -> bool:
    """True for a result that nobody misses; `newer` is how many of its kind were used after it."""
    return _age(folder) > (MONTH if newer < KEPT else DAY)


def _is_complete(folder: Path) -> bool:
    try:
        told = json.loads((folder / COMPLETE).read_text(encoding="utf-8"))
        return all((folder / path).stat().st_size == size for path, size in told.items())
    except (OSError, ValueError, AttributeError):
        return False


class Cache:
    """A folder of verified files and of results that can be made again (`made`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = folder / "files"
        self.made = folder / "made"
        for path in (self.files, self.made):
            path.mkdir(parents=True, exist_ok=True)

    def path(self, entry: Locked) -> Path:
        """Where the file lies, or would."""
        return self.files / entry.sha256[:16] / entry.file

    def find(self, entry: Locked) -> tuple[Path | None, str]:
        """The verified copy, or None and what is wrong with the copy that is there (removed, so nobody trusts it)."""
        path = self.path(entry)
        if not path.is_file():
            return None, ""
        wrong = fault(path, entry)
        if not wrong:
            return path, ""
        path.unlink()
        return None, wrong

    def store(self, source: Path, entry: Locked) -> Path:
        """Moves a verified file in, whole or not at all."""
        target = self.path(entry)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.{os.getpid()}.part")
        shutil.move(source, partial)
        partial.replace(target)
        return target

    def has(self, name: str) -> bool:
        """Whether that result is there, and whole."""
        return _is_complete(self.made / name)

    def result(self, name: str, fill: Callable[[Path], None]) -> Path:
        """The folder `name` of results, believed only as `fill` has left it; made anew if anything of it is missing."""
        folder = self.made / name
        if _is_complete(folder):
            os.utime(folder / COMPLETE)
            return folder
        with self.scratch() as scratch:
            new = scratch / "new"
            new.mkdir()
            fill(new)
            told = {path.relative_to(new).as_posix(): path.stat().st_size for path in new.rglob("*") if path.is_file()}
            (new / COMPLETE).write_text(json.dumps(told), encoding="utf-8")
            self._remove(folder)
            new.replace(folder)
        return folder

    def _remove(self, folder: Path) -> None:
        """Takes a folder away under another name first: nobody ever sees half of it."""
        if folder.exists():
            with self.scratch() as scratch:
                folder.replace(scratch / "old")

    def forget(self) -> None:
        """Removes what builds that were killed left behind, and results that nobody has used for long."""
        for path in self.folder.glob("work-*"):
            if _age(path) > DAY:
                shutil.rmtree(path, ignore_errors=True)
        for path in (self.made / "gzip").glob("*"):
            if _age(path) > MONTH:
                path.unlink()
        for path in self.files.glob("*/*.part"):
            if _age(path) > DAY:
                path.unlink()
        kinds: dict[str, list[Path]] = {}
        for folder in sorted(self.made.glob("*-*"), key=_age):
            kinds.setdefault(folder.name.split("-")[0], []).append(folder)
        for folder in (folder for kin in kinds.values() for i, folder in enumerate(kin) if _is_spare(folder, i)):
            self._remove(folder)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A temporary folder on the cache's own disk."""
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="work-") as name:
            yield Path(name)
