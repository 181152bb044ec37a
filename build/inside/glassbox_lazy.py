"""Runs in the page: fetches the rest of the library when an import truly misses.

The page starts with the modules that it needs. Every other module of the pinned packages and of the standard library
lies in a pack beside the site; a finder at the END of sys.meta_path loads the whole pack of a package, synchronously,
the first time that one of its modules is asked for. So nothing is lost, and nothing is paid for before it is used.
"""

import json
import sys
import zlib
from importlib import invalidate_caches
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any

INDEX = Path("/lib/glassbox/lazy.json")
GZIP = 31  # window bits that tell zlib to expect a gzip header


class LazyFinder:
    """Knows which pack holds which module: INDEX is {pack: {path, modules}}."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._index: dict[str, dict[str, Any]] | None = None
        self._loaded: set[str] = set()

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The module's spec after its pack has arrived; None if no pack holds the module."""
        del target
        if self._index is None:
            self._index = json.loads(INDEX.read_text())
        assert self._index is not None
        for name, pack in self._index.items():
            if fullname in pack["modules"] and name not in self._loaded:
                self._loaded.add(name)
                write_pack(zlib.decompress(download(self.base + pack["path"]), GZIP))
                invalidate_caches()
                return PathFinder.find_spec(fullname, path)
        return None


def download(url: str) -> bytes:
    """The bytes at an address, waited for; raises ImportError when they cannot be had."""
    from js import XMLHttpRequest  # type: ignore[import-not-found]

    request = XMLHttpRequest.new()
    request.open("GET", url, False)
    request.responseType = "arraybuffer"
    try:
        request.send()
    except Exception as error:
        raise ImportError(f"{url} could not be loaded: {error}") from error
    if request.status != 200:
        raise ImportError(f"{url} could not be loaded: HTTP status {request.status}")
    return request.response.to_bytes()


def write_pack(pack: bytes) -> None:
    """Writes the files of a pack: 4 bytes of length, the index as JSON [[path, offset, size], …], the files."""
    start = 4 + int.from_bytes(pack[:4], "little")
    for name, offset, size in json.loads(pack[4:start]):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pack[start + offset : start + offset + size])


def install(base: str) -> None:
    """Begin to look for packs below the address `base`, after everybody else has looked."""
    sys.meta_path.append(LazyFinder(base))
