"""The page's Python library as one folder: the wheels and the standard library unpacked, without what no page needs.

`lib/` mirrors /lib in the page: `lib/python3.14/…` with `site-packages` inside. What is left out here (tests, examples,
headers, type stubs, browser files that travel as assets) is gone for good; everything else can be imported in the page.
"""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

import patches

LIBRARY = "lib/python3.14"
PACKAGES = f"{LIBRARY}/site-packages"

LEFT_OUT_FOLDERS = {"tests", "examples", "sphinxext", "include", "__pycache__", "idlelib", "ensurepip"}
LEFT_OUT_PATHS = (
    "panel/dist/",
    "panel/models/vtk/",
    "bokeh/server/static/",
    "numpy/_core/lib/",
    "numpy/random/lib/",
    "site-packages/README.txt",
)
LEFT_OUT_SUFFIXES = {".pyi", ".pxd", ".h", ".c", ".a", ".ts", ".less", ".map", ".md", ".rst", ".ipynb", ".typed"}
COMPILED_MARK = "wasm32-emscripten.so"
METADATA = {"METADATA", "entry_points.txt"}


def wanted(name: str) -> bool:
    """True if the member of a wheel has a place in the page."""
    path = PurePosixPath(name)
    if name.endswith("/") or path.suffix in LEFT_OUT_SUFFIXES or LEFT_OUT_FOLDERS.intersection(path.parts):
        return False
    if path.parts[0].endswith(".dist-info"):
        return path.name in METADATA and len(path.parts) == 2
    if path.parts[0].endswith(".data") or name.startswith(LEFT_OUT_PATHS):
        return False
    return path.suffix != ".so" or name.endswith(COMPILED_MARK)


def _head(metadata: bytes) -> bytes:
    """What the page may ask about a distribution: its name and version, without the prose."""
    kept = (b"Metadata-Version:", b"Name:", b"Version:")
    return b"".join(line for line in metadata.splitlines(keepends=True) if line.startswith(kept))


def _unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as members:
        for name in sorted(members.namelist()):
            if wanted(name):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_head(members.read(name)) if target.name == "METADATA" else members.read(name))


def unpack(wheels: list[Path], stdlib: Path, folder: Path) -> None:
    """Fills `folder` with the library from the wheels and Pyodide's archive of the standard library, patched."""
    _unpack(stdlib, folder / LIBRARY)
    for wheel in wheels:
        _unpack(wheel, folder / PACKAGES)
    patches.apply(folder / PACKAGES, patches.PATCHES)
