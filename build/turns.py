"""One build at a time: a lock file that the system lets go when its holder ends, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


PAUSE = 0.1


def _is_taken(stream: IO[bytes]) -> bool:
    try:
        _take(stream)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def turn(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Holds the lock file at `path`; calls `on_wait` once if another process has it, and waits for that one's end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        if not _is_taken(stream):
            on_wait()
            while not _is_taken(stream):
                time.sleep(PAUSE)
        yield
