"""Which file of the compiled library travels when: what a start reads goes ahead, the rest waits in packs by package.

python.pack     what Python itself reads while it starts, and the rest of the standard library that the page reads
libraries.pack  what the page reads of the packages that others wrote
app.pack        our own folders, whole
rest            one pack a package (and one for the standard library) with everything else; the lazy finder knows them
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from packs import Files
from tree import LIBRARY, PACKAGES

LAZY_INDEX = "/lib/glassbox/lazy.json"
LAZY_MODULE = f"/{PACKAGES}/glassbox_lazy.pyc"
STANDARD = "python"
DATA_FOLDERS = ("panel/theme", "panel/template", "panel/_templates", "bokeh/core/_templates")
AHEAD = tuple(f"/{PACKAGES}/{folder}/" for folder in DATA_FOLDERS)
MODULE_SUFFIXES = (".pyc", ".py", ".so")


@dataclass
class Bundle:
    """Files by path in the page: for the start, and for later, by package."""

    python: Files
    libraries: Files
    app: Files
    rest: dict[str, Files]


def read_folder(folder: Path) -> Files:
    """Every file below `folder`/lib, by its path in the page."""
    return {
        f"/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted((folder / "lib").rglob("*"))
        if path.is_file()
    }


def owner(path: str) -> str:
    """The package to whose pack a file belongs, such as `bokeh`, or `python` for the standard library."""
    inside = path.removeprefix(f"/{PACKAGES}/")
    if inside == path:
        return STANDARD
    return inside.split("/")[0].split(".")[0].split("-")[0]


def module_name(path: str) -> str | None:
    """The name under which a file is imported; None for data."""
    for root in (PACKAGES, f"{LIBRARY}/lib-dynload", LIBRARY):
        inside = path.removeprefix(f"/{root}/")
        if inside != path and path.endswith(MODULE_SUFFIXES):
            parts = inside.split("/")
            parts[-1] = parts[-1].split(".")[0]
            return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return None


def _parents(path: str) -> set[str]:
    """The `__init__` files without which a module cannot be imported."""
    folders = path.split("/")[1:-1]
    return {"/" + "/".join([*folders[: i + 1], "__init__.pyc"]) for i in range(len(folders))}


def sort(library: Files, app: Files, read: list[str], placeholders: list[str]) -> Bundle:
    """Shares the files out, given the paths that a start of the page reads."""
    needed = {LAZY_MODULE, *read} | {parent for path in read for parent in _parents(path)}
    first = {path: data for path, data in library.items() if path in needed or _is_looked_for(path)}
    python = {path: data for path, data in first.items() if owner(path) == STANDARD}
    libraries = {path: data for path, data in first.items() if path not in python}
    libraries |= dict.fromkeys(placeholders, b"")
    rest: dict[str, Files] = {}
    for path, data in library.items():
        if path not in first:
            rest.setdefault(owner(path), {})[path] = data
    return Bundle(python, libraries, app, {name: files for name, files in rest.items() if any(map(module_name, files))})


def unused(shares: Bundle) -> set[str]:
    """Packages of which a start reads nothing at all."""
    return shares.rest.keys() - {STANDARD} - {owner(path) for path in shares.libraries if module_name(path)}


def _is_looked_for(path: str) -> bool:
    """Data whose existence is checked without being read, so that no trace tells of it."""
    return (path.startswith(AHEAD) or ".dist-info/" in path) and not path.endswith(MODULE_SUFFIXES)


def lazy_index(rest: dict[str, Files], names: dict[str, str]) -> bytes:
    """The JSON by which the lazy finder knows its packs; `names` are their addresses below the site."""
    index = {}
    for package, files in sorted(rest.items()):
        modules = sorted({name for name in map(module_name, files) if name})
        index[package] = {"path": names[package], "modules": modules}
    return json.dumps(index, separators=(",", ":")).encode()
