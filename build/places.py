"""How a file is got from a place: an address, a pip package, an npm package or a folder.

pip and npm are run as the user's own clients, so their mirrors, proxies and certificates apply. A package that carries
several locked files is fetched once; the caller takes everything that it needs out of the folder that comes back.
"""

from __future__ import annotations

import http.client
import importlib.util
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from lock import Folder, Locked, Npm, Pip, Place, Url

CONNECT_SECONDS = 4
READ_SECONDS = 60
PACKAGE_SECONDS = 1800
SMALL = 10_000_000  # bytes; the client shows its progress only for what is larger

Say = Callable[[str], None]
NpmCommand = Callable[[], list[str]]


class PlaceError(Exception):
    """This place did not give the file; the message says why."""


class Places:
    """Fetches from places and remembers within one build what was fetched and which hosts do not answer."""

    def __init__(self, scratch: Path, npm: NpmCommand, say: Say) -> None:
        self.scratch = scratch
        self.npm = npm
        self.say = say
        self.silent_hosts: set[str] = set()
        self.packages: dict[Place, Path | PlaceError] = {}

    def fetch(self, place: Place, entry: Locked) -> Path:
        """A copy of the file in the scratch folder, not verified yet; raises PlaceError."""
        target = self.scratch / entry.file
        if isinstance(place, Url):
            self._download(place.url, target)
        elif isinstance(place, Folder):
            source = Path(place.folder).expanduser() / entry.file
            if not source.is_file():
                raise PlaceError("no such file there")
            shutil.copyfile(source, target)
        else:
            self._from_package(place, entry, target)
        return target

    def has_package(self, place: Place) -> bool:
        """True if the package that `place` names was fetched in this build already."""
        return isinstance(self.packages.get(_package(place)), Path)

    def _download(self, url: str, target: Path) -> None:
        host = urlsplit(url).netloc
        if host in self.silent_hosts:
            raise PlaceError("the host did not answer before")
        self.say(f"fetching {url}")
        try:
            with urllib.request.urlopen(url, timeout=CONNECT_SECONDS) as response:
                _allow_slow_reads(response)
                with target.open("wb") as out:
                    _copy(response, out, int(response.headers.get("Content-Length") or 0))
        except urllib.error.HTTPError as error:
            raise PlaceError(f"HTTP status {error.code}") from error
        except http.client.HTTPException as error:
            raise PlaceError(f"the answer broke off ({error!r})") from error
        except OSError as error:
            self.silent_hosts.add(host)
            raise PlaceError(f"no connection ({getattr(error, 'reason', error)})") from error

    def _from_package(self, place: Npm | Pip, entry: Locked, target: Path) -> None:
        package = _package(place)
        if package not in self.packages:
            try:
                self.packages[package] = self._get_package(package, quiet=not place.member and entry.size < SMALL)
            except PlaceError as error:
                self.packages[package] = error
        archive = self.packages[package]
        if isinstance(archive, PlaceError):
            raise archive
        if not place.member:
            if archive.name != entry.file:
                raise PlaceError(f"it gave {archive.name}")
            shutil.copyfile(archive, target)
        elif not _extract(archive, place.member, target):
            raise PlaceError(f"the package holds no {place.member}")

    def _get_package(self, package: Npm | Pip, quiet: bool) -> Path:
        folder = Path(tempfile.mkdtemp(dir=self.scratch))
        if isinstance(package, Npm):
            command = self._npm_command(package, folder)
        else:
            command = _pip_command(package, folder) + (["--quiet"] if quiet else [])
        if not quiet:
            self.say(f"fetching {package}")
        _run(command, folder)
        found = [path for path in folder.iterdir() if path.suffix in (".whl", ".tgz")]
        if len(found) != 1:
            raise PlaceError("the client fetched no package")
        return found[0]

    def _npm_command(self, package: Npm, folder: Path) -> list[str]:
        return [*self.npm(), "pack", package.package, "--silent", "--fetch-retries=1", f"--pack-destination={folder}"]


def _package(place: Place) -> Npm | Pip:
    """The place without the file inside it: what the client is asked for."""
    if isinstance(place, Npm):
        return Npm(place.package, "")
    if isinstance(place, Pip):
        return Pip(place.requirement, place.python, place.platform)
    raise TypeError(f"{place} is not a package")


def _copy(source: IO[bytes], target: IO[bytes], total: int) -> None:
    """Copies a download and, for a person who watches, shows how much of it is here."""
    here = 0
    while piece := source.read(1 << 18):
        target.write(piece)
        here += len(piece)
        if total and sys.stderr.isatty():
            print(f"\r  {100 * here // total} %", end="\r" if here == total else "", file=sys.stderr, flush=True)


def _allow_slow_reads(response: object) -> None:
    """After the short wait for a connection, a slow line may take its time."""
    raw = getattr(getattr(response, "fp", None), "raw", None)
    connection = getattr(raw, "_sock", None)
    if connection is not None:
        connection.settimeout(READ_SECONDS)


def _pip() -> list[str]:
    """This Python's own pip; an environment without one has that of the path."""
    found = shutil.which("pip3") or shutil.which("pip")
    return [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") or found is None else [found]


def _pip_command(package: Pip, folder: Path) -> list[str]:
    command = [*_pip(), "download", "--no-deps", "--only-binary=:all:", "--no-input"]
    command += ["--disable-pip-version-check", "--retries=2", f"--python-version={package.python}"]
    command += [f"--platform={package.platform}"] if package.platform else []
    return [*command, f"--dest={folder}", package.requirement]


def _run(command: list[str], folder: Path) -> None:
    """Runs a client with its progress on our standard error; raises PlaceError with its last words."""
    try:
        done = subprocess.run(
            command, cwd=folder, stdout=sys.stderr, stderr=subprocess.PIPE, text=True, timeout=PACKAGE_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PlaceError(str(error)) from error
    if done.returncode:
        silent = f"{Path(command[0]).name} ended with code {done.returncode} and said nothing"
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()] or [silent]
        raise PlaceError(next((line for line in lines if "error" in line.lower()), lines[-1]))


def _extract(archive: Path, member: str, target: Path) -> bool:
    """Copies one member of a wheel or of an npm archive; False if it is not there."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            if member not in wheel.namelist():
                return False
            with wheel.open(member) as source, target.open("wb") as out:
                shutil.copyfileobj(source, out)
        return True
    with tarfile.open(archive) as tar:
        source = next((tar.extractfile(item) for item in tar if item.name == member), None)
        if source is None:
            return False
        with source, target.open("wb") as out:
            shutil.copyfileobj(source, out)
    return True
