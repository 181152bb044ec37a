"""The compiled Python of the page, kept in the cache: the vendors' library once, our own code whenever it changes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cache import Cache
from lock import Lock
from node import Node
from places import Say
from tree import LIBRARY, PACKAGES, copy_sources, unpack

INSIDE = Path(__file__).with_name("inside")
LAZY = INSIDE / "glassbox_lazy.py"
OPTIMIZE = 2
KEPT = 3


@dataclass(frozen=True)
class Toolbox:
    """What compiling needs: the cache, Node, and the folder with Pyodide's own files."""

    cache: Cache
    node: Node
    core: Path


def key(*parts: bytes | Path) -> str:
    """A name for the result of these inputs: texts, files, folders of Python files."""
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
        for path in sorted(part.rglob("*.py")):
            yield path.relative_to(part).as_posix(), path.read_bytes()


def core_folder(files: dict[str, Path], lock: Lock, cache: Cache) -> Path:
    """A folder in which Pyodide's own files lie together, as it wants them."""
    entries = lock.of_role("core")
    folder = cache.made / f"core-{key(''.join(entry.sha256 for entry in entries).encode())}"
    if not folder.is_dir():
        with cache.scratch() as scratch:
            for entry in entries:
                shutil.copyfile(files[entry.file], scratch / entry.file)
            shutil.copytree(scratch, folder)
    return folder


def _finish(scratch: Path, folder: Path) -> Path:
    """Moves a finished result to its place and removes the oldest of its kind."""
    shutil.rmtree(folder, ignore_errors=True)
    scratch.replace(folder)
    kind = folder.name.split("-")[0]
    kin = sorted(folder.parent.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kin[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def _tool(tools: Toolbox, command: str, *arguments: str) -> None:
    tools.node.run(INSIDE / "tool.mjs", command, str(tools.core), *arguments)


def vendor_key(lock: Lock) -> str:
    """Changes when the library that others wrote has to be compiled anew."""
    wheels = "".join(entry.sha256 for entry in lock.of_role("core") + lock.of_role("wheel"))
    own = [Path(__file__).with_name(name) for name in ("tree.py", "patches.py")] + [INSIDE / "compile_tree.py", LAZY]
    return key(wheels.encode(), str(OPTIMIZE).encode(), *own)


def vendors(wheels: list[Path], lock: Lock, tools: Toolbox, say: Say) -> Path:
    """The folder that holds the compiled library: `lib/python3.14/…`."""
    folder = tools.cache.made / f"vendors-{vendor_key(lock)}"
    if not folder.is_dir():
        say("compiling the libraries (once, some 10 to 30 s)")
        with tools.cache.scratch() as scratch:
            unpack(wheels, tools.core / "python_stdlib.zip", scratch / "tree")
            shutil.copyfile(LAZY, scratch / "tree" / PACKAGES / LAZY.name)
            _tool(tools, "compile", str(scratch / "tree" / "lib"), "/lib", str(OPTIMIZE))
            _finish(scratch / "tree", folder)
    return folder


def own(sources: dict[str, Path], library: Path, tools: Toolbox, say: Say) -> tuple[Path, list[str]]:
    """Our folders compiled, and the files that a start of the page reads (absolute paths in the page)."""
    inputs = [part for name, source in sorted(sources.items()) for part in (name.encode(), source)]
    folder = tools.cache.made / f"app-{key(library.name.encode(), INSIDE, INSIDE / 'tool.mjs', *inputs)}"
    if not folder.is_dir():
        say("compiling the playground, and starting it once to see what it needs")
        with tools.cache.scratch() as scratch:
            app = scratch / "app"
            copy_sources(sources, app)
            _tool(tools, "compile", str(app / PACKAGES), f"/{PACKAGES}", str(OPTIMIZE))
            _tool(tools, "trace", str(library / LIBRARY), str(app / PACKAGES), str(app / "trace.json"))
            _finish(app, folder)
    read = json.loads((folder / "trace.json").read_text())
    return folder, [path.replace("/app/", f"/{PACKAGES}/", 1) if path.startswith("/app/") else path for path in read]
