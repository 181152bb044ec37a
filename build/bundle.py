"""Which file of the compiled Python travels when: what a start reads goes ahead, the rest waits in packs.

python.pack     what Python itself reads while it starts, and the rest of the standard library that the first page reads
libraries.pack  what the first page reads of the packages that others wrote
app.pack        what the first page reads of our own folders
page-NAME.pack  what another page reads in addition, whoever wrote it; page-shared.pack what several of them read
rest-NAME.pack  everything else: one pack a package (and one for the standard library), and one for each file of data in
                our own folders

Packs of the last two kinds are also fetched when a module of theirs is imported or a file of theirs is opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from packs import Files
from tree import LIBRARY, PACKAGES

LAZY_INDEX = "/lib/glassbox/lazy.json"
LAZY_MODULE = f"/{PACKAGES}/glassbox_lazy.pyc"
STANDARD = "python"
PAGE, REST, SHARED = "page-", "rest-", "shared"
DATA_FOLDERS = ("panel/theme", "panel/template", "panel/_templates", "bokeh/core/_templates")
AHEAD = tuple(f"/{PACKAGES}/{folder}/" for folder in DATA_FOLDERS)
START = ("python", "libraries", "app")
MODULE_SUFFIXES = (".pyc", ".py", ".so")


@dataclass
class Bundle:
    """Files by path in the page: for the start, and `later` by pack; `needs` names the packs of each further page."""

    python: Files
    libraries: Files
    app: Files
    later: dict[str, Files]
    needs: dict[str, list[str]]

    @property
    def start(self) -> dict[str, Files]:
        """The packs of a start, by name."""
        return dict(zip(START, (self.python, self.libraries, self.app), strict=True))


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


def _with_parents(paths: Iterable[str]) -> set[str]:
    """The paths and the `__init__` files without which modules among them cannot be imported."""
    found = set(paths)
    for path in tuple(found):
        folders = path.split("/")[1:-1]
        found |= {"/" + "/".join([*folders[: i + 1], "__init__.pyc"]) for i in range(len(folders))}
    return found


def sort(library: Files, app: Files, reads: dict[str, list[str]], placeholders: list[str]) -> Bundle:
    """Shares the files out, given the paths that each page reads; the first page is that of a start."""
    everything = library | app
    needed = {page: _with_parents(paths) & everything.keys() for page, paths in reads.items()}
    start, *others = needed
    first = needed[start] | {LAZY_MODULE} | (_with_parents(filter(_is_looked_for, library)) & library.keys())
    python = {path: data for path, data in library.items() if path in first and owner(path) == STANDARD}
    libraries = {path: data for path, data in library.items() if path in first and path not in python}
    shares = Bundle(python, libraries | dict.fromkeys(placeholders, b""), {}, {}, {page: [] for page in needed})
    for path, data in everything.items():
        users = [page for page in others if path in needed[page]]
        if path in first:
            shares.app |= {path: data} if path in app else {}
        elif users:
            pack = PAGE + (users[0] if len(users) == 1 else SHARED)
            shares.later.setdefault(pack, {})[path] = data
            shares.needs |= {page: sorted({*shares.needs[page], pack}) for page in users}
        else:
            parents = _with_parents([path]) & everything.keys() - {path}
            alone = path in app and module_name(path) is None and parents <= first
            name = f"{owner(path)}-{path.split('/')[-1]}" if alone else owner(path)
            shares.later.setdefault(REST + name, {})[path] = data
    return shares


def unused(shares: Bundle) -> set[str]:
    """The rest packs of packages of which no page reads a single module."""
    read = [shares.libraries, shares.app, *(files for pack, files in shares.later.items() if pack.startswith(PAGE))]
    owners = {STANDARD, *(owner(path) for files in read for path in files if module_name(path))}
    return {pack for pack in shares.later if pack.startswith(REST) and pack.removeprefix(REST) not in owners}


def _is_looked_for(path: str) -> bool:
    """Data whose existence is checked without being read, so that no trace tells of it."""
    return (path.startswith(AHEAD) or ".dist-info/" in path) and not path.endswith(MODULE_SUFFIXES)


def lazy_index(packs: dict[str, Files], places: dict[str, tuple[str, str]]) -> bytes:
    """The JSON by which the page's Python knows the packs for later; `places` are their addresses and hashes."""
    index = []
    for name, files in sorted(packs.items()):
        path, sha256 = places[name]
        modules = sorted({module for module in map(module_name, files) if module})
        data = sorted(path for path in files if module_name(path) is None)
        index.append({"path": path, "sha256": sha256, "modules": modules, "data": data})
    return json.dumps(index, separators=(",", ":")).encode()
