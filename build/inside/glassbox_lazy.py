"""Runs in the page: fetches the rest of the library when an import truly misses.

The page starts with the modules that it needs. Every other module of the pinned packages and of the standard library
lies in a pack beside the site; a finder at the END of sys.meta_path loads the whole pack of a package, synchronously,
the first time that one of its modules is imported. So nothing is lost, and nothing is paid for before it is used.
"""

import json
import sys
import zlib
from importlib import invalidate_caches
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

INDEX = Path("/lib/glassbox/lazy.json")
GZIP = 31  # window bits that tell zlib to expect a gzip header


class Pack:
    """A pack that may be fetched, and the loader of its modules until it has been.

    A spec alone fetches nothing: libraries ask for one just to know whether another library is installed.
    """

    def __init__(self, url: str, modules: list[str]) -> None:
        self.url = url
        self.modules = frozenset(modules)
        self.is_here = False

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Fetches the pack and hands the spec over to the loader that Python has for the file."""
        if not self.is_here:
            write_pack(zlib.decompress(download(self.url), GZIP))
            self.is_here = True
            invalidate_caches()
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
    """Knows which pack holds which module: INDEX is {package: {path, modules}}."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._packs: list[Pack] | None = None

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """A spec if some pack that is not here yet holds the module, None otherwise."""
        del target
        if self._packs is None:
            index = json.loads(INDEX.read_text())
            self._packs = [Pack(self.base + entry["path"], entry["modules"]) for entry in index.values()]
        for pack in self._packs:
            if fullname in pack.modules and not pack.is_here:
                loader: Any = pack
                return ModuleSpec(fullname, loader, origin=pack.url, loader_state=path)
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
