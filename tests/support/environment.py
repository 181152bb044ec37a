"""A virtual environment with everything the tests need, or a part of it, made once and kept in the user's cache.

Only the standard library and pip are asked of the machine: no `ensurepip` (Debian ships it apart), no writing into
the system's Python (PEP 668), and it makes no difference whether this already runs inside a virtual environment.
The environment's name holds a hash of the pinned requirements, so that a change of a pin makes a new one.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "tests" / "requirements.txt"


class SetupError(Exception):
    """The machine lacks something that the tests cannot bring along; the message says what to do."""


def cache_root() -> Path:
    """The folder that Glassbox keeps between runs; `GLASSBOX_CACHE` overrides the platform's own place."""
    if override := os.environ.get("GLASSBOX_CACHE"):
        return Path(override)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "glassbox"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "glassbox"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "glassbox"


def ensure_environment(name: str = "tests", only: Collection[str] = ()) -> Path:
    """The Python of an environment of this name that holds the pinned requirements; made first when there is none.

    With `only`, it holds these packages alone, and nothing that they would bring along.

    Raises:
        SetupError: there is no pip, or pip could not install the requirements.
    """
    folder = cache_root() / f"{name}-{_key(only)}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    complete = folder / "complete"
    if complete.exists() and python.exists():
        return python
    print(f"Preparing an environment in {folder} (once; a minute or two)", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=False)
    install = [*_pip(), "--python", str(python), "install", "--require-hashes", "--only-binary=:all:"]
    wanted = folder / "requirements.txt"
    wanted.write_text(requirements(only))
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--requirement", str(wanted)]
    if subprocess.run([*install, *quiet], env=_environ(PIP_USER="0"), stdin=subprocess.DEVNULL).returncode:
        raise SetupError("pip could not install what tests/requirements.txt names; its message is above")
    complete.touch()
    return python


def requirements(only: Collection[str] = ()) -> str:
    """The pinned requirements, or those of these packages."""
    text = REQUIREMENTS.read_text()
    pins = [pin for pin in re.split(r"\n(?=\S)", text) if not pin.startswith("#")]
    kept = [pin for pin in pins if not only or pin.partition("==")[0] in only]
    return "\n".join(pin.rstrip() for pin in kept) + "\n"


def run_in_environment(python: Path, *arguments: str, **more: str) -> int:
    """Run `python ARGUMENTS` at the project's root, with `more` added to the variables; the exit code."""
    return subprocess.run([str(python), *arguments], cwd=ROOT, env=_environ(**more)).returncode


def told_in_environment(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python ARGUMENTS` at the project's root; its exit code and, as `stdout`, all that it said."""
    told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.run([str(python), *arguments], cwd=ROOT, env=_environ(), **told)


def _key(only: Collection[str] = ()) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor} {sys.base_prefix}"
    pins = requirements(only).encode() if only else REQUIREMENTS.read_bytes()
    return hashlib.sha256(pins + version.encode()).hexdigest()[:12]


def _pip() -> list[str]:
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if found := shutil.which("pip3") or shutil.which("pip"):
        return [found]
    raise SetupError("Python has no pip: install it (Debian, Ubuntu: apt-get install python3-pip) and run this again")


def _environ(**more: str) -> dict[str, str]:
    """This process's variables without those that would point another Python at the wrong packages."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    return {**kept, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", **more}
