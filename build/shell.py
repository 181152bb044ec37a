"""The plain parts of the page: files that get fingerprinted names, and templates, rendered with the locked Jinja.

A shell file names another as `./name`; a name that is fingerprinted is exchanged for the new one, so a file's own
fingerprint changes with every file that it depends on.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from packs import Files, fingerprinted

ASSETS = "assets/"
SERVICE_WORKER = "service-worker.js"
PAGE = "index.html.j2"
NOT_FOR_THE_SITE = ("native.mjs",)
REFERENCE = re.compile(r"""(?<=['"(])\./([\w.-]+)(?=['")])""")


def static_files(folder: Path) -> Files:
    """The shell's files except templates, the service worker and what only a server's page uses."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix != ".j2" and path.name not in (SERVICE_WORKER, *NOT_FOR_THE_SITE)
    }


def fingerprint(files: Files) -> Files:
    """The files, each reference to another one exchanged for the name that this one will have.

    Raises ValueError when files name one another in a circle.
    """
    done: Files = {}

    def settle(name: str, path: tuple[str, ...]) -> str:
        if name in path:
            raise ValueError(f"shell files name one another in a circle: {' → '.join([*path, name])}")
        if name not in done:
            done[name] = _exchange(files[name], lambda other: settle(other, (*path, name)) if other in files else other)
        return fingerprinted(name, done[name])

    for name in files:
        settle(name, ())
    return done


def _exchange(data: bytes, new_name: Callable[[str], str]) -> bytes:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    return REFERENCE.sub(lambda match: "./" + new_name(match.group(1)), text).encode()


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


def render(jinja: Any, folder: Path, names: dict[str, str], manifest: dict[str, Any]) -> bytes:
    """The page. Its template sees `asset(name)`, `manifest` and `version`; an unknown name is a KeyError."""
    environment = jinja.Environment(
        loader=jinja.FileSystemLoader(str(folder)),
        autoescape=True,
        undefined=jinja.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    context = {"asset": names.__getitem__, "manifest": manifest, "version": manifest["version"]}
    return environment.get_template(PAGE).render(context).encode()


def service_worker(source: bytes, version: str, paths: list[str]) -> bytes:
    """The service worker with the site's version and the list of the files that it keeps."""
    lines = f"const VERSION = {json.dumps(version)}\nconst FILES = {json.dumps(sorted(paths), indent=0)}\n"
    return lines.encode() + source
