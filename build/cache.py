"""The user's cache: files kept between builds, each believed only after its hash was checked."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lock import Locked

OVERRIDE = "GLASSBOX_CACHE"
DAY = 86_400


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

    def forget(self) -> None:
        """Removes what builds that were killed left behind, and packs that no build has asked for in a month."""
        now = time.time()
        for path in self.folder.glob("work-*"):
            if now - path.stat().st_mtime > DAY:
                shutil.rmtree(path, ignore_errors=True)
        for path in (self.made / "gzip").glob("*"):
            if now - path.stat().st_mtime > 30 * DAY:
                path.unlink()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A temporary folder on the cache's own disk."""
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="work-") as name:
            yield Path(name)
