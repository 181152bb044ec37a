"""The plain parts of the page: files that get fingerprinted names, and templates, rendered with the locked Jinja.

A shell file names another as `./name` or `../name`, from where it lies; a name that is fingerprinted is exchanged for
the new one, so a file's own fingerprint changes with every file that it depends on.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import posixpath
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from packs import Files, fingerprinted
from pages import Page
from sources import all_files

ASSETS = "assets/"
SERVICE_WORKER = "service-worker.js"
DOCUMENT = "index.html.j2"
NOT_FOR_THE_SITE = (SERVICE_WORKER, "native.mjs")
INLINE = ("guard.js", "early.js", "base.css", "frame.css", "playground.css", "diagram.css", "lessons/plain.css")
ENTRIES = ("start.mjs", "page.mjs", "worker.mjs")
"""The scripts that no other one imports."""
IMPORT = re.compile(r"""^(?:import|export)\b[^'"()]*['"]((?:\.\.?/)+[\w./-]+\.mjs)['"]""", re.MULTILINE)
"""What is there before a script runs: no import by a call."""
REFERENCE = re.compile(r"""(?<=['"(])(?:\.\.?/)+[\w./-]+(?=['")])""")


class ShellError(ValueError):
    """The shell's files cannot be put together; the message names them."""


def static_files(folder: Path) -> Files:
    """The shell's files by path below it, less templates, the service worker, parts of the documents and a server's."""
    names = {path.relative_to(folder).as_posix(): path for path in all_files(folder)}
    left_out = {*NOT_FOR_THE_SITE, *INLINE}
    return {name: path.read_bytes() for name, path in names.items() if path.suffix != ".j2" and name not in left_out}


def fingerprint(files: Files) -> Files:
    """The files, each reference to another one exchanged for the name that this one will have.

    Raises ShellError when files name one another in a circle.
    """
    return settled(files, lambda source, target, data: _reference(source, fingerprinted(target, data)))


def settled(files: Files, reference: Callable[[str, str, bytes], str]) -> Files:
    """The files, each reference to another one exchanged for `reference(source, target, the target's settled bytes)`.

    Raises ShellError when files name one another in a circle.
    """
    done: Files = {}

    def settle(name: str, path: tuple[str, ...]) -> bytes:
        if name in path:
            raise ShellError(f"shell files name one another in a circle: {' → '.join([*path, name])}")
        if name not in done:

            def new_name(old: str) -> str:
                other = posixpath.normpath(posixpath.join(posixpath.dirname(name), old))
                return reference(name, other, settle(other, (*path, name))) if other in files else old

            done[name] = _exchange(files[name], new_name)
        return done[name]

    for name in files:
        settle(name, ())
    return done


def started(files: Files, page: str) -> list[str]:
    """The scripts without which a start at this page does nothing; all others come later, when they are wanted."""
    return reached(files, *ENTRIES, f"{page}.mjs", f"{page}/{page}.mjs")


def reached(files: Files, *entries: str) -> list[str]:
    """The scripts that are there when these run: they, and what they import."""
    found: set[str] = set()
    waiting = [*entries]
    while waiting:
        name = waiting.pop()
        if name in files and name not in found:
            found.add(name)
            names = IMPORT.findall(files[name].decode())
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), other)) for other in names]
    return sorted(found)


def _reference(source: str, target: str) -> str:
    """How a file in one folder names another file."""
    way = posixpath.relpath(target, posixpath.dirname(source) or ".")
    return way if way.startswith("../") else f"./{way}"


def _exchange(data: bytes, new_name: Callable[[str], str]) -> bytes:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    return REFERENCE.sub(lambda match: new_name(match.group()), text).encode()


def load_jinja(wheels: list[Path], folder: Path) -> Any:
    """The jinja2 module of the locked wheels, unpacked into `folder`: never that of the user's Python."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as members:
            members.extractall(folder, [name for name in members.namelist() if not name.endswith(".so")])
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("jinja2")
    finally:
        sys.path.remove(str(folder))


def environment(jinja: Any, folder: Path) -> Any:
    """Jinja for the shell's templates; a name that nobody has given is an error."""
    return jinja.Environment(
        loader=jinja.FileSystemLoader(str(folder)),
        autoescape=True,
        undefined=jinja.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(
    templates: Any,
    folder: Path,
    page: Page,
    pages: tuple[Page, ...],
    names: dict[str, str],
    manifest: dict[str, Any],
    more: dict[str, Any],
) -> bytes:
    """The document of a page.

    Its template sees `page` (the page's name), `root` (the way to the site's folder), `pages`, `asset(name)`,
    `manifest` and `version`; an unknown asset is a KeyError. `inline(name)` is the text of a file that is a part of the
    document, `integrity(name)` the hash by which the policy allows it. `more` is what this document has beside that.
    """
    context = {
        "page": page.name,
        "root": page.root,
        "pages": pages,
        "asset": lambda name: page.root + names[name],
        "inline": lambda name: (folder / name).read_text(encoding="utf-8"),
        "integrity": lambda name: integrity((folder / name).read_bytes()),
        "manifest": {**manifest, "root": page.root},
        "version": manifest["version"],
        **more,
    }
    return templates.get_template(DOCUMENT).render(context).encode()


def integrity(data: bytes) -> str:
    """The hash by which a policy names a script that is part of its document."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def service_worker(source: bytes, version: str, kept: dict[str, str], idle: dict[str, str]) -> bytes:
    """The service worker with the site's version and what it keeps, at once and when there is time: {path: hash}."""
    constants = {"VERSION": version, "FILES": kept, "IDLE": idle}
    lines = [f"const {name} = {json.dumps(value, indent=0, sort_keys=True)}\n" for name, value in constants.items()]
    return "".join(lines).encode() + source
