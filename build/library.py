"""The compiled Python of the page, kept in the cache: the vendors' library once, our own code whenever it changes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import patches
import sources
from cache import Cache
from lock import Lock
from node import Node
from pages import Page
from places import Say
from tree import LIBRARY, PACKAGES, unpack

INSIDE = Path(__file__).with_name("inside")
LAZY = INSIDE / "glassbox_lazy.py"
OPTIMIZE = 2
TRAINED = "playground/core/digits/trained.keepsake"
"""The network that travels with the site, below the project."""
TRACES = "traces.json"


@dataclass(frozen=True)
class Toolbox:
    """What compiling needs: the cache, Node, and the folder with Pyodide's own files."""

    cache: Cache
    node: Node
    core: Path


def key(*parts: bytes | Path) -> str:
    """A name for the result of these inputs: texts, files, folders with all that lies in them."""
    digest = hashlib.sha256()
    for part in parts:
        for name, data in _contents(part):
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:16]


def _contents(part: bytes | Path) -> Iterable[tuple[str, bytes]]:
    if isinstance(part, bytes):
        yield "", part
    elif part.is_file():
        yield part.name, part.read_bytes()
    else:
        for path in sources.all_files(part):
            yield path.relative_to(part).as_posix(), path.read_bytes()


def core_folder(files: dict[str, Path], lock: Lock, cache: Cache) -> Path:
    """A folder in which Pyodide's own files lie together, as it wants them, with our hooks."""
    entries = lock.of_role("core")

    def fill(folder: Path) -> None:
        for entry in entries:
            shutil.copyfile(files[entry.file], folder / entry.file)
        patches.apply(folder, patches.HOOKS)

    hashes = "".join(entry.sha256 for entry in entries).encode()
    return cache.result(f"core-{key(hashes, repr(patches.HOOKS).encode())}", fill)


def run_tool(tools: Toolbox, command: str, *arguments: str) -> None:
    """Runs a command of `inside/tool.mjs`."""
    tools.node.run(INSIDE / "tool.mjs", command, str(tools.core), *arguments)


def vendor_key(lock: Lock) -> str:
    """Changes when the library that others wrote has to be compiled anew."""
    wheels = "".join(entry.sha256 for entry in lock.of_role("core") + lock.of_role("wheel"))
    own = [Path(__file__).with_name("tree.py"), INSIDE / "compile_tree.py", LAZY]
    return key(wheels.encode(), str(OPTIMIZE).encode(), repr(patches.PATCHES).encode(), *own)


def vendors(wheels: list[Path], lock: Lock, tools: Toolbox, say: Say) -> Path:
    """The folder that holds the compiled library: `lib/python3.14/…`."""

    def fill(folder: Path) -> None:
        say("compiling the libraries (once, some 10 to 30 s)")
        unpack(wheels, tools.core / "python_stdlib.zip", folder)
        shutil.copyfile(LAZY, folder / PACKAGES / LAZY.name)
        run_tool(tools, "compile", str(folder / "lib"), "/lib", str(OPTIMIZE))

    return tools.cache.result(f"vendors-{vendor_key(lock)}", fill)


@dataclass(frozen=True)
class Project:
    """Our own folders by name, below `root`, and the pages that there are."""

    root: Path
    folders: dict[str, Path]
    pages: tuple[Page, ...]


def own(project: Project, library: Path, tools: Toolbox, say: Say) -> tuple[Path, dict[str, list[str]]]:
    """Our folders compiled, and the files that a start reads by page: absolute paths in the page."""
    inputs: list[bytes | Path] = [library.name.encode(), INSIDE, repr(project.pages).encode()]
    for name, folder in sorted(project.folders.items()):
        inputs += [part for path in sources.travelling(name, folder) for part in (_place(path, project.root), path)]

    def fill(app: Path) -> None:
        say("compiling the playground, and opening each page once to see what it needs")
        sources.copy(project.folders, app / PACKAGES)
        texts = {page.name: sources.copy_texts(page.sources, project.root, app) for page in project.pages}
        run_tool(tools, "compile", str(app / PACKAGES), f"/{PACKAGES}", str(OPTIMIZE))
        with ThreadPoolExecutor(2) as pool:
            reads = list(pool.map(lambda page: trace(page, project, library, app, tools), project.pages))
        traces = {page.name: read + texts[page.name] for page, read in zip(project.pages, reads, strict=True)}
        (app / TRACES).write_text(json.dumps(traces))

    folder = tools.cache.result(f"app-{key(*inputs)}", fill)
    return folder, json.loads((folder / TRACES).read_text())


def trace(page: Page, project: Project, library: Path, app: Path, tools: Toolbox) -> list[str]:
    """What Python reads when it starts with the first page and then opens this one."""
    out = app / f"trace-{page.name}.json"
    opened = [] if page == project.pages[0] else [page.name]
    run_tool(tools, "trace", str(library / LIBRARY), str(app), str(out), *opened)
    read = json.loads(out.read_text())
    return [path.replace("/app/", f"/{PACKAGES}/", 1) if path.startswith("/app/") else path for path in read]


def train(root: Path, library: Path, tools: Toolbox, scratch: Path) -> bytes:
    """The network that travels with the site, trained by the project's own code in the page's own Python."""
    out = scratch / "trained"
    run_tool(tools, "train", str(library / LIBRARY), str(root), str(out))
    return out.read_bytes()


def _place(path: Path, root: Path) -> bytes:
    return path.relative_to(root).as_posix().encode()
