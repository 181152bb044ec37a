"""The site's files, put together from verified and compiled ingredients."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import assets
import bundle
import shell
from cache import Cache
from lock import Lock, LockError
from packs import Files, compressed, fingerprinted, pack

START = ("pyodide.asm.wasm", "pyodide.pack", "python.pack", "libraries.pack", "app.pack")
REST = "rest-"


@dataclass(frozen=True)
class Ingredients:
    """What a site is made of: locked files by file name, wheels by package, the library, our code, our shell."""

    lock: Lock
    locked: dict[str, Path]
    wheels: dict[str, Path]
    library: Files
    app: Files
    read: list[str]
    shell: Path


class Assembly:
    """Collects the site's assets under fingerprinted names; `names` gives the path of each by its plain name."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.files: Files = {}
        self.names: dict[str, str] = {}

    def add(self, name: str, data: bytes) -> str:
        """Takes a file; its path below the site."""
        path = self.names[name] = shell.ASSETS + fingerprinted(name, data)
        self.files[path] = data
        return path

    def add_compressed(self, name: str, data: bytes) -> str:
        """Takes a file that the page unpacks itself; its path below the site."""
        return self.add(name, compressed(data, self.cache))


def assemble(of: Ingredients, cache: Cache, scratch: Path) -> Files:
    """Every file of the site, by path."""
    version = of.lock.named("panel").version
    styles = assets.styles(of.wheels["panel"], version)
    shares = bundle.sort(of.library, of.app, of.read, assets.placeholders(styles, version))
    assembly = Assembly(cache)
    add_packs(assembly, shares)
    assembly.add_compressed("pyodide.asm.wasm", of.locked["pyodide.asm.wasm"].read_bytes())
    assembly.add_compressed("pyodide.pack", pack(assets.python_scripts(of.locked)))
    assembly.add_compressed("drawing.pack", pack(assets.scripts(of.wheels)))
    for name, data in shell.fingerprint(shell.static_files(of.shell)).items():
        assembly.add(name, data)
    jinja = shell.load_jinja([of.wheels["jinja2"], of.wheels["markupsafe"]], scratch / "jinja")
    unused = {f"{REST}{package}.pack" for package in bundle.unused(shares)}
    return add_page(of, assembly, jinja, styles, unused)


def add_packs(assembly: Assembly, shares: bundle.Bundle) -> None:
    """The start's packs and those for later, which the index inside libraries.pack names."""
    rest = {
        package: assembly.add_compressed(f"{REST}{package}.pack", pack(files))
        for package, files in sorted(shares.rest.items())
    }
    shares.libraries[bundle.LAZY_INDEX] = bundle.lazy_index(shares.rest, rest)
    for name, files in (("python", shares.python), ("libraries", shares.libraries), ("app", shares.app)):
        assembly.add_compressed(f"{name}.pack", pack(files))


def add_page(of: Ingredients, assembly: Assembly, jinja: Any, styles: Files, unused: set[str]) -> Files:
    """The whole site: the assets, the page that names them, and the service worker that keeps all but `unused`."""
    manifest = make_manifest(of, assembly)
    site = assembly.files | styles
    site["index.html"] = shell.render(jinja, of.shell, assembly.names, manifest)
    source = (of.shell / shell.SERVICE_WORKER).read_bytes()
    later = {assembly.names[name] for name in unused}
    version = _digest([source, site["index.html"], "\n".join(sorted(site)).encode()])
    site[shell.SERVICE_WORKER] = shell.service_worker(source, version, ["./", *(site.keys() - later - {"index.html"})])
    return site


def make_manifest(of: Ingredients, assembly: Assembly) -> dict[str, Any]:
    """What the page and its worker know about the site: where each file lies and how many bytes it has."""
    names = {name: path for name, path in sorted(assembly.names.items()) if not name.startswith(REST)}
    return {
        "version": _digest(["\n".join(sorted(assembly.files)).encode()]),
        "abi": _abi(of.lock),
        "panel": f"./{assets.PANEL_FOLDER}",
        "start": list(START),
        "files": {name: {"path": path, "size": len(assembly.files[path])} for name, path in names.items()},
    }


def _digest(parts: list[bytes]) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def _abi(lock: Lock) -> str:
    """The interface that compiled wheels are made for, told by NumPy's file name; raises LockError if it is not."""
    match = re.search(r"pyemscripten_(\w+)_wasm32", lock.named("numpy").file)
    if match is None:
        raise LockError("the lock's numpy is not a wheel for Pyodide")
    return match.group(1)
