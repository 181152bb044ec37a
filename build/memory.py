"""The memory of a Python that has started the first page: made once, in Node, from the very packs of the site.

memory.pack   the memory itself: not a pack, but packed as one is
beside.pack   the libraries that are compiled to WebAssembly, and files that are read and not imported

A page that begins from these two needs none of the packs of the ordinary start.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import library
from library import INSIDE, Toolbox
from packs import Files, pack
from places import Say

STYLES = "https://styles.invalid/"
"""Where Panel's style sheets lie, as Python knows it: the worker knows better, `playground/web/worker.mjs`."""
OWN = ("memory", "beside")
NAMES = MEMORY, BESIDE = tuple(f"{name}.pack" for name in OWN)
LEVEL = 6
"""Level 9 makes 1.4 % less of it and takes six times as long."""


def remember(packs: dict[str, Files], tools: Toolbox, say: Say) -> tuple[bytes, Files]:
    """The memory, gzipped, and the files beside it, after a start from these packs."""
    packed = {name: pack(files) for name, files in packs.items()}
    own = [INSIDE / name for name in ("tool.mjs", "remember.mjs", "remember.py")]
    inputs: list[bytes | Path] = [tools.core.name.encode(), *own, STYLES.encode(), *packed.values()]

    def fill(folder: Path) -> None:
        say("starting the first page once, to save its memory (some 15 s)")
        for name, data in packed.items():
            (folder / name).write_bytes(data)
        made = folder / "made"
        library.run_tool(tools, "remember", str(folder), str(made), STYLES)
        (folder / "memory.gz").write_bytes(gzip.compress(made.read_bytes(), compresslevel=LEVEL, mtime=0))
        made.unlink()
        for name in packed:
            (folder / name).unlink()

    folder = tools.cache.result(f"memory-{library.key(*inputs)}", fill)
    held = set(json.loads((folder / "made.json").read_text()))
    everything = {path: data for files in packs.values() for path, data in files.items()}
    beside = {path: data for path, data in everything.items() if path not in held or path.endswith(".so")}
    return (folder / "memory.gz").read_bytes(), beside
