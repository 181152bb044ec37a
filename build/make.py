"""From the lock and our folders to a static site: the whole build, step by step."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import assets
import bundle
import library
import node
import publish
import shell
from cache import Cache
from fetch import Fetcher
from lock import Lock, LockError
from packs import Files, compressed, fingerprinted, pack
from places import Places

Say = Callable[[str], None]
SOURCES = ("nets", "playground", "lessons")
START = ("pyodide.asm.wasm", "python.pack", "libraries.pack", "app.pack")
PLAIN = ("pyodide.mjs", "pyodide.asm.mjs")


class Build:
    """One run of the build, for the project in `root` with the files of `lock`."""

    def __init__(self, root: Path, lock: Lock, cache: Cache, say: Say) -> None:
        self.root = root
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
            files = self._files(scratch)
        files[publish.STAMP] = publish.stamp(key, files)
        publish.publish(files, out)
        return True

    def _key(self) -> str:
        """Changes with anything of which the site is made."""
        inputs = [part for name, source in sorted(self.sources.items()) for part in (name.encode(), source)]
        inputs += [path for path in sorted(self.shell.iterdir()) if path.is_file()]
        inputs += [path for path in sorted(Path(__file__).parent.rglob("*")) if path.suffix in (".py", ".mjs", ".json")]
        return library.key(*inputs)

    def _files(self, scratch: Path) -> Files:
        """Every file of the site, by path."""
        got = self._fetch(scratch)
        wheels = {entry.name: got[entry.file] for entry in self.lock.of_role("wheel")}
        libraries, app, read = self._compile(got, list(wheels.values()))
        version = self.lock.named("panel").version
        styles = assets.styles(wheels["panel"], version)
        shares = bundle.sort(libraries, app, read, assets.placeholders(styles, version))
        self.say("packing")
        files, names = self._packs(shares, got["pyodide.asm.wasm"])
        plain = assets.scripts(wheels) | {name: got[name].read_bytes() for name in PLAIN}
        plain = {name: _without_source_map(data) for name, data in plain.items()}
        done, new_names = shell.fingerprint(plain | shell.static_files(self.shell))
        files |= done
        names |= new_names
        jinja = shell.load_jinja([wheels["jinja2"], wheels["markupsafe"]], scratch / "jinja")
        return self._page(jinja, files, names) | styles

    def _fetch(self, scratch: Path) -> dict[str, Path]:
        """Verified files by name, and Node."""
        places = Places(scratch, lambda: self._node(fetcher).npm(), self.say)
        fetcher = Fetcher(self.cache, places, self.say)
        got = fetcher.get_all(self.lock.of_role("core") + self.lock.of_role("wheel"))
        self.tools = library.Toolbox(self.cache, self._node(fetcher), library.core_folder(got, self.lock, self.cache))
        return got

    def _node(self, fetcher: Fetcher) -> node.Node:
        entry = None if node.own() else node.locked_node(self.lock)
        return node.own() or node.unpack(fetcher.get(entry), entry, self.cache)

    def _compile(self, got: dict[str, Path], wheels: list[Path]) -> tuple[Files, Files, list[str]]:
        """The compiled library, our own compiled code, and the files that a start reads."""
        del got
        start = time.monotonic()
        vendors = library.vendors(wheels, self.lock, self.tools)
        own, read = library.own(self.sources, vendors, self.tools)
        if time.monotonic() - start > 1:
            self.say(f"compiled in {time.monotonic() - start:.0f} s")
        return bundle.read_folder(vendors), bundle.read_folder(own), read

    def _packs(self, shares: bundle.Bundle, wasm: Path) -> tuple[Files, dict[str, str]]:
        """The packs by file name in the site, and these names by logical name."""
        files: Files = {}
        names: dict[str, str] = {}

        def add(name: str, data: bytes) -> str:
            small = compressed(data, self.cache)
            names[name] = fingerprinted(name, small)
            files[names[name]] = small
            return shell.ASSETS + names[name]

        lazy = {package: add(f"rest-{package}.pack", pack(rest)) for package, rest in sorted(shares.rest.items())}
        shares.libraries[bundle.LAZY_INDEX] = bundle.lazy_index(shares.rest, lazy)
        add("python.pack", pack(shares.python))
        add("libraries.pack", pack(shares.libraries))
        add("app.pack", pack(shares.app))
        add("pyodide.asm.wasm", wasm.read_bytes())
        return files, names

    def _page(self, jinja: Any, files: Files, names: dict[str, str]) -> Files:
        """The files at their places in the site, with the page and the service worker that name them."""
        version = hashlib.sha256("".join(sorted(files)).encode()).hexdigest()[:12]
        manifest = {
            "version": version,
            "abi": self._abi(),
            "panel": f"./{assets.PANEL_FOLDER}",
            "start": list(START),
            "files": {
                name: {"path": shell.ASSETS + new, "size": len(files[new])} for name, new in sorted(names.items())
            },
        }
        site = {shell.ASSETS + name: data for name, data in files.items()}
        site["index.html"] = shell.render(jinja, self.shell, names, manifest)
        worker = self.shell / shell.SERVICE_WORKER
        if worker.is_file():
            site[shell.SERVICE_WORKER] = shell.service_worker(worker.read_bytes(), version, ["./", *site])
        return site

    def _abi(self) -> str:
        """The interface that compiled wheels are made for, as NumPy's file name tells it."""
        match = re.search(r"pyemscripten_(\w+)_wasm32", self.lock.named("numpy").file)
        if match is None:
            raise LockError("the lock's numpy is not a wheel for Pyodide")
        return match.group(1)


def _without_source_map(data: bytes) -> bytes:
    """Scripts whose last line would make a developer's browser ask for a map that is not there, without that line."""
    return re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", data)


def summary(folder: Path) -> str:
    """One line: how large the site is, and how much of it a first visit loads."""
    told = json.loads((folder / publish.STAMP).read_text(encoding="utf-8"))["files"]
    first = sum(size for path, size in told.items() if "rest-" not in path and not path.startswith(assets.PANEL_FOLDER))
    return f"{len(told)} files, {sum(told.values()) / 1e6:.1f} MB; a first visit loads {first / 1e6:.1f} MB"
