"""The browser's side of Bokeh and Panel, out of the same wheels as their Python side."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from packs import Files
from tree import PACKAGES

BOKEH = "bokeh/server/static/js/"
SCRIPTS = {
    "bokeh": tuple(BOKEH + name for name in ("bokeh.min.js", "bokeh-widgets.min.js", "bokeh-tables.min.js")),
    "panel": ("panel/dist/panel.min.js",),
}
STYLES = ("panel/dist/css/", "panel/dist/bundled/theme/")
PANEL_FOLDER = "assets/panel/"


def scripts(wheels: dict[str, Path]) -> Files:
    """BokehJS and Panel's extension of it, as files whose names sort in the order in which they must run."""
    found: Files = {}
    for package, members in SCRIPTS.items():
        with zipfile.ZipFile(wheels[package]) as wheel:
            for member in members:
                found[f"/{len(found)}/{member.split('/')[-1]}"] = _without_source_map(wheel.read(member))
    return found


def python_scripts(core: Path) -> Files:
    """Pyodide's two scripts, out of the folder with its own files."""
    return {f"/{name}": _without_source_map((core / name).read_bytes()) for name in ("pyodide.mjs", "pyodide.asm.mjs")}


def _without_source_map(script: bytes) -> bytes:
    """Without the last line, for which a developer's browser would ask for a map that is not there."""
    return re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", script)


def styles(wheel: Path, version: str) -> Files:
    """The style sheets that Panel asks for while the page runs, at the paths below the site where it looks for them."""
    with zipfile.ZipFile(wheel) as members:
        return {
            f"{PANEL_FOLDER}{version}/{name.removeprefix('panel/')}": members.read(name)
            for name in members.namelist()
            if name.startswith(STYLES) and name.endswith(".css")
        }


def placeholders(styles_of_site: Files, version: str) -> list[str]:
    """Paths in the page at which Panel looks whether it has a style sheet of its own, before it asks another host."""
    start = f"{PANEL_FOLDER}{version}/"
    return [f"/{PACKAGES}/panel/{path.removeprefix(start)}" for path in styles_of_site]
