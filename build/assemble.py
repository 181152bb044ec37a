"""The site's files, put together from verified and compiled ingredients."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import assets
import bundle
import memory
import shell
from cache import Cache
from course import Written
from documents import TITLE, Documents, alone, pages_of, plain_pages
from library import Toolbox
from lock import Lock, LockError
from packs import Files, compressed, fingerprinted, integrity, pack
from pages import INDEX, Page
from places import Say

START = ("pyodide.asm.wasm", "pyodide.pack", *(f"{name}.pack" for name in bundle.START))
NAMED_ELSEWHERE = re.compile(rf"^{bundle.REST}|\.woff2$")


@dataclass(frozen=True)
class Ingredients:
    """What a site is made of: the lock, what compiles, wheels by package, compiled folders, the shell, its pages, the
    lessons; and where it will lie, if that is known.
    """

    lock: Lock
    tools: Toolbox
    wheels: dict[str, Path]
    library: Files
    app: Files
    reads: dict[str, list[str]]
    shell: Path
    statics: Files
    pages: tuple[Page, ...]
    course: tuple[Written, ...] = ()
    url: str = ""


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


def assemble(of: Ingredients, scratch: Path, say: Say) -> Files:
    """Every file of the site, by path."""
    assembly, shares, styles = collect(of, say)
    for name, data in shell.fingerprint(of.statics).items():
        assembly.add(name, data)
    manifest = make_manifest(of, assembly, shares)
    site = assembly.files | styles | Documents(of, assembly.names, manifest, jinja_of(of, scratch)).all()
    never = {assembly.names[f"{name}.pack"] for name in bundle.unused(shares)}
    idle = {assembly.names[name] for name in (memory.BESIDE, memory.MEMORY)}
    site[shell.SERVICE_WORKER] = service_worker(of, site, never, idle)
    return site


def collect(of: Ingredients, say: Say) -> tuple[Assembly, bundle.Bundle, Files]:
    """All that Python and the drawing need, what is in which pack, and Panel's style sheets by path."""
    version = of.lock.named("panel").version
    styles = assets.styles(of.wheels["panel"], version)
    shares = bundle.sort(of.library, of.app, of.reads, assets.placeholders(styles, version))
    assembly = Assembly(of.tools.cache)
    add_packs(assembly, shares)
    add_memory(assembly, shares, of, say)
    assembly.add_compressed("pyodide.asm.wasm", (of.tools.core / "pyodide.asm.wasm").read_bytes())
    assembly.add_compressed("pyodide.pack", pack(assets.python_scripts(of.tools.core)))
    assembly.add_compressed("drawing.pack", pack(assets.scripts(of.wheels)))
    return assembly, shares, styles


def jinja_of(of: Ingredients, scratch: Path) -> Any:
    """Jinja, as the lock has it."""
    return shell.load_jinja([of.wheels["jinja2"], of.wheels["markupsafe"]], scratch / "jinja")


def add_packs(assembly: Assembly, shares: bundle.Bundle) -> None:
    """The start's packs and those for later, which the index inside libraries.pack names."""
    places = {}
    for name, files in sorted(shares.later.items()):
        path = assembly.add_compressed(f"{name}.pack", pack(files))
        places[name] = path, integrity(assembly.files[path])
    shares.libraries[bundle.LAZY_INDEX] = bundle.lazy_index(shares.later, places)
    for name, files in shares.start.items():
        assembly.add_compressed(f"{name}.pack", pack(files))


def add_memory(assembly: Assembly, shares: bundle.Bundle, of: Ingredients, say: Say) -> None:
    """What a start needs instead of the start's packs."""
    saved, beside = memory.remember(shares.start, of.tools, say)
    assembly.add(memory.MEMORY, saved)
    assembly.add_compressed(memory.BESIDE, pack(beside))


def service_worker(of: Ingredients, site: Files, never: set[str], idle: set[str]) -> bytes:
    """The service worker, which keeps every file and page but some, and some of them when there is time."""
    source = (of.shell / shell.SERVICE_WORKER).read_bytes()
    hashes = {page.address: integrity(site[page.file]) for page in (*alone(of.pages), *pages_of(of.course))}
    hashes |= {path: integrity(data) for path, data in site.items() if not path.endswith(INDEX)}
    kept = {path: value for path, value in hashes.items() if path not in never | idle}
    late = {path: hashes[path] for path in sorted(idle)}
    version = _digest([source, *(f"{path} {hashes[path]}".encode() for path in sorted(hashes))])
    return shell.service_worker(source, version, kept, late)


def make_manifest(of: Ingredients, assembly: Assembly, shares: bundle.Bundle) -> dict[str, Any]:
    """What pages and their workers know about the site: where each file lies, its size and hash, and the pages."""
    named = {name: path for name, path in sorted(assembly.names.items()) if not NAMED_ELSEWHERE.search(name)}
    files = {
        name: {"path": path, "size": len(assembly.files[path]), "sha256": integrity(assembly.files[path])}
        for name, path in named.items()
    }
    pages = {
        page.name: {
            **({"beside": page.beside} if page.beside else {"address": page.address}),
            "packs": [f"{name}.pack" for name in shares.needs[page.name]],
        }
        for page in of.pages
    }
    pages |= plain_pages(of.course)
    return {
        "version": _digest(["\n".join(sorted(assembly.files)).encode()]),
        "abi": _abi(of.lock),
        "title": TITLE,
        "panel": {"": f"./{assets.PANEL_FOLDER}"},
        "styles": memory.STYLES,
        "start": list(START),
        "memory": [memory.MEMORY, memory.BESIDE],
        "files": files,
        "pages": pages,
    }


def _digest(parts: list[bytes]) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def _abi(lock: Lock) -> str:
    """The interface that compiled wheels are made for, told by NumPy's file name; raises LockError if it is not."""
    match = re.search(r"pyemscripten_(\w+)_wasm32", lock.named("numpy").file)
    if match is None:
        raise LockError("the lock's numpy is not a wheel for Pyodide")
    return match.group(1)
