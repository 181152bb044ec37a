"""Runs in the page: fetches the rest of the library when an import truly misses, or when its data are opened.

The page starts with the modules that it needs. Every other module of the pinned packages and of the standard library
lies in a pack beside the site; a finder at the END of sys.meta_path loads the whole pack of a package, synchronously,
the first time that one of its modules is imported. Files of data arrive when they are opened. So nothing is lost, and
nothing is paid for before it is used.
"""

import json
import os
import sys
import zlib
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256 as digest
from importlib import invalidate_caches
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

INDEX = Path("/lib/glassbox/lazy.json")
ROOT = "/lib/"
GZIP = 31  # window bits that tell zlib to expect a gzip header


class Pack:
    """A pack that may be fetched, and the loader of its modules until it has been.

    A spec alone fetches nothing: libraries ask for one just to know whether another library is installed.
    """

    def __init__(
        self,
        url: str,
        sha256: str,
        modules: list[str],
        data: list[str],
        held: Callable[[], bytes | None] = lambda: None,
    ) -> None:
        self.url = url
        self.held = held
        self.sha256 = sha256
        self.modules = frozenset(modules)
        self.data = frozenset(data)
        self.is_here = False

    def fetch(self) -> None:
        """Waits for the files and writes them; raises OSError when they cannot be had."""
        if not self.is_here:
            pack = zlib.decompress(self.held() or verified(self.url, self.sha256), GZIP)
            self.is_here = True  # before the files are opened to be written
            write_pack(pack)
            invalidate_caches()

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Fetches the pack and hands the spec over to the loader that Python has for the file."""
        try:
            self.fetch()
        except OSError as error:
            raise ImportError(str(error), name=spec.name) from error
        found = PathFinder.find_spec(spec.name, spec.loader_state)
        if found is None or found.loader is None:
            raise ImportError(f"{self.url} does not hold {spec.name}", name=spec.name)
        for attribute in ("loader", "origin", "submodule_search_locations", "cached", "has_location", "loader_state"):
            setattr(spec, attribute, getattr(found, attribute))
        return found.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Never reached, since the spec has another loader by then; the import system looks whether it exists."""
        raise ImportError(f"{module.__name__} was not handed over to its own loader")


class LazyFinder:
    """Knows which pack holds which module and which file; `packs` gives all packs."""

    def __init__(self, packs: Callable[[], list[Pack]]) -> None:
        self._packs = packs

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """A spec if some pack that is not here yet holds the module, None otherwise."""
        del target
        for pack in self._packs():
            if fullname in pack.modules and not pack.is_here:
                loader: Any = pack
                return ModuleSpec(fullname, loader, origin=pack.url, loader_state=path)
        return None

    def on_audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python is about to open a file: fetches the pack that holds it."""
        if event != "open" or not isinstance(arguments[0], str) or not arguments[0].startswith(ROOT):
            return
        path = arguments[0]
        if path.endswith(".pyc") or path == str(INDEX) or os.path.exists(path):  # noqa: PTH110
            return
        for pack in self._packs():
            if path in pack.data:
                pack.fetch()


def verified(url: str, sha256: str) -> bytes:
    """The bytes at an address if they have the hash, asked for once more past the browser's cache if they have not."""
    for past_cache in (False, True):
        data = download(url, past_cache)
        if digest(data).hexdigest() == sha256:
            return data
    raise OSError(f"{url} arrived damaged or is another file")


def download(url: str, past_cache: bool) -> bytes:
    """The bytes at an address, waited for; raises OSError when they cannot be had."""
    from js import XMLHttpRequest  # type: ignore[import-not-found]

    request = XMLHttpRequest.new()
    request.open("GET", url, False)
    if past_cache:
        request.setRequestHeader("Cache-Control", "no-cache")
    request.responseType = "arraybuffer"
    try:
        request.send()
    except Exception as error:
        raise OSError(f"{url} could not be loaded: {error}") from error
    if request.status != 200:
        raise OSError(f"{url} could not be loaded: HTTP status {request.status}")
    return request.response.to_bytes()


def write_pack(pack: bytes) -> None:
    """Writes the files of a pack: 4 bytes of length, the index as JSON [[path, offset, size], …], the files."""
    start = 4 + int.from_bytes(pack[:4], "little")
    for name, offset, size in json.loads(pack[4:start]):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pack[start + offset : start + offset + size])


def install(base: str, held: Callable[[str], Any] = lambda _: None) -> None:
    """Begin to look for packs below the address `base`, after everybody else has looked.

    `held(path)` gives the bytes of one that the document brings along, or nothing.
    """

    def bytes_of(path: str) -> bytes | None:
        found = held(path)
        return None if found is None else found.to_bytes()

    @cache
    def packs() -> list[Pack]:
        return [
            Pack(
                base + entry["path"], entry["sha256"], entry["modules"], entry["data"], partial(bytes_of, entry["path"])
            )
            for entry in json.loads(INDEX.read_text())
        ]

    finder = LazyFinder(packs)
    sys.meta_path.append(finder)
    sys.addaudithook(finder.on_audit)
