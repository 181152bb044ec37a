"""From the lock and our folders to a static site: what the site is made of, and when it has to be made."""

from __future__ import annotations

import json
import time
from pathlib import Path

import assets
import bundle
import library
import node
import publish
from assemble import REST, Ingredients, assemble
from cache import Cache
from fetch import Fetcher
from lock import Lock
from places import Places, Say

SOURCES = ("nets", "playground", "lessons")
RECIPE = (".py", ".mjs", ".json")


class Build:
    """One run of the build, for the project in `root` with the files of `lock`."""

    def __init__(self, root: Path, lock: Lock, cache: Cache, say: Say) -> None:
        self.lock = lock
        self.cache = cache
        self.say = say
        self.sources = {name: root / name for name in SOURCES if (root / name).is_dir()}
        self.shell = root / "playground" / "shell"

    def site(self, out: Path) -> bool:
        """Makes the site in `out`; False if the one that is there is made of the same."""
        key = self._key()
        if publish.is_current(out, key):
            return False
        with self.cache.scratch() as scratch:
            ingredients = self._gather(scratch)
            self.say("packing")
            files = assemble(ingredients, self.cache, scratch)
        files[publish.STAMP] = publish.stamp(key, files)
        publish.publish(files, out)
        self.cache.forget()
        return True

    def _key(self) -> str:
        """Changes with anything of which the site is made."""
        inputs = [part for name, source in sorted(self.sources.items()) for part in (name.encode(), source)]
        inputs += [path for path in sorted(self.shell.iterdir()) if path.is_file()]
        inputs += [path for path in sorted(Path(__file__).parent.rglob("*")) if path.suffix in RECIPE]
        return library.key(*inputs)

    def _gather(self, scratch: Path) -> Ingredients:
        """Fetches and compiles whatever the cache does not hold."""
        places = Places(scratch, lambda: self._node(fetcher).npm(), self.say)
        fetcher = Fetcher(self.cache, places, self.say)
        locked = fetcher.get_all(self.lock.of_role("core") + self.lock.of_role("wheel"))
        wheels = {entry.name: locked[entry.file] for entry in self.lock.of_role("wheel")}
        core = library.core_folder(locked, self.lock, self.cache)
        tools = library.Toolbox(self.cache, self._node(fetcher), core)
        start = time.monotonic()
        vendors = library.vendors(list(wheels.values()), self.lock, tools, self.say)
        own, read = library.own(self.sources, vendors, tools, self.say)
        self.say(f"Python compiled in {time.monotonic() - start:.0f} s")
        folders = bundle.read_folder(vendors), bundle.read_folder(own)
        return Ingredients(self.lock, locked, wheels, *folders, read, self.shell)

    def _node(self, fetcher: Fetcher) -> node.Node:
        named = node.named_by_user()
        if named is not None:
            return named
        entry = node.locked_node(self.lock)
        return node.unpack(fetcher.get(entry), entry, self.cache)


def summary(folder: Path) -> str:
    """How large the site is, and how much of it a first visit loads before it can be used."""
    told = json.loads((folder / publish.STAMP).read_text(encoding="utf-8"))["files"]
    first = sum(size for path, size in told.items() if REST not in path and not path.startswith(assets.PANEL_FOLDER))
    return f"{len(told)} files, {sum(told.values()) / 1e6:.1f} MB; a first visit loads {first / 1e6:.1f} MB"
