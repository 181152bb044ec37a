"""Find a Chromium that starts, or install one.

In this order: the one that `GLASSBOX_CHROMIUM` names, the one that Playwright installed, the system's; then
Playwright's download, then (as root) the system's package manager. A candidate counts when it has drawn an empty page.

Tests that do not need all of a Chromium take one without a window, if the system has it and nobody has named another:
it spends a quarter less of the processor.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.support.environment import SetupError, run_in_environment

VARIABLE = "GLASSBOX_CHROMIUM"
QUICK = "GLASSBOX_QUICK_CHROMIUM"

WINDOWLESS = "chromium-headless-shell"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")

PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

PACKAGE_MANAGERS = {
    "apt-get": (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]),
    "dnf": (["dnf", "install", "-y", "chromium"],),
    "apk": (["apk", "add", "chromium"],),
    "pacman": (["pacman", "-Sy", "--noconfirm", "chromium"],),
    "zypper": (["zypper", "--non-interactive", "install", "chromium"],),
}

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")

ADVICE = f"""No Chromium that starts was found, and none could be installed. One of these helps:
  - install Chromium or Chrome with the system's package manager (Debian: apt-get install chromium);
  - set {VARIABLE} to the path of a Chromium, Chrome or Edge;
  - run this again as root, or where Playwright can download its own."""


def ensure_chromium(python: Path) -> str:
    """The path of a Chromium that starts; `python` is an environment with Playwright in it.

    Raises:
        SetupError: none was found and none could be installed.
    """
    if named := os.environ.get(VARIABLE):
        if not starts(named):
            raise SetupError(f"{VARIABLE} is {named}, which does not start")
        return named
    for install in (_nothing, _install_with_playwright, _install_with_system):
        install(python)
        for candidate in _candidates(python):
            if starts(candidate):
                return candidate
    raise SetupError(ADVICE)


def quick_chromium(python: Path) -> str:
    """The path of the Chromium that spends the least; it may lack a camera."""
    if named := os.environ.get(QUICK):
        return named
    found = None if VARIABLE in os.environ else shutil.which(WINDOWLESS)
    return found if found and starts(found) else ensure_chromium(python)


def starts(executable: str) -> bool:
    """Whether the program at `executable` draws an empty page within a minute."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [executable, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "about:blank"]
        try:
            done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0 and b"<html>" in done.stdout


def _candidates(python: Path) -> Iterator[str]:
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([str(python), "-c", ask], capture_output=True, text=True)
    for path in (answer.stdout.strip(), *map(shutil.which, NAMES), *PLACES):
        if path and Path(path).exists():
            yield path


def _nothing(python: Path) -> None:
    """What is there already is tried first."""


def _install_with_playwright(python: Path) -> None:
    print("No Chromium here: trying Playwright's download", flush=True)
    run_in_environment(python, "-m", "playwright", "install", "chromium")


def _install_with_system(python: Path) -> None:
    if os.name == "nt" or os.getuid() != 0 or sys.platform == "darwin":
        return
    for name, commands in PACKAGE_MANAGERS.items():
        if shutil.which(name):
            print(f"Trying the system's package manager: {name}", flush=True)
            quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            for command in commands:
                subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL)
            run_in_environment(python, "-m", "playwright", "install-deps", "chromium")
            return
