"""What all tests share: how long chance goes on, a Chromium, and the closing words of `python3 tests`."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.bidi import find_firefox
from tests.support.chromium import ensure_chromium, quick_chromium
from tests.support.webkit import find_webkit


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the monkey and its like go on, where their chance begins, and what is tried in turn by default."""
    parser.addoption("--acts", type=int, default=500, help="acts of the monkey at the page (default: 500)")
    parser.addoption("--all", action="store_true", help="what is usual and what is long")
    parser.addoption("--every-fault", action="store_true", help="every file of a start meets every kind of fault")
    parser.addoption("--long", action="store_true", help="what is long, and nothing else")
    parser.addoption("--seed", type=int, default=1, help="seed of the monkey and of the fuzzed links (default: 1)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take what is usual or what is long, whatever was not asked for by its own name."""
    if config.getoption("--all") or any("::" in name for name in config.args):
        return
    met: set[tuple[Path, str]] = set()
    parts: dict[bool, list[pytest.Item]] = {False: [], True: []}
    for item in items:
        function = item.path, getattr(item, "originalname", item.name)
        is_further = item.get_closest_marker("varied") is not None and function in met
        met.add(function)
        parts[is_further or item.get_closest_marker("long") is not None].append(item)
    taken = bool(config.getoption("--long"))
    items[:] = parts[taken]
    config.hook.pytest_deselected(items=parts[not taken])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say above pytest's last line what was not tried."""
    for name, found, packages in (
        ("Firefox", find_firefox(), "firefox-esr"),
        ("WebKit", find_webkit(), "webkit2gtk-driver xvfb"),
    ):
        if found is None:
            terminalreporter.section(f"{name} was not tried", yellow=True)
            terminalreporter.line(
                f"There is none that runs here; Debian's is installed with: apt-get install {packages}"
            )
    if not any(terminalreporter.config.getoption(name) for name in ("--long", "--all")):
        terminalreporter.section("what is long was left out: python3 tests --long", sep="-")


FLAGS = ("--disable-features=AutofillServerCommunication", "--use-fake-device-for-media-stream")
"""Chromium asks its maker about the forms of a page; the tests want to see only what the page itself asks for. Its
camera shows a disc with a mouth that opens and closes, on green."""


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start a Chromium without a window, the quickest unless it `has_all`; as root it has no sandbox of its own."""
    as_root = os.name != "nt" and os.getuid() == 0
    python = Path(sys.executable)
    with sync_playwright() as playwright:

        def start(*flags: str, has_all: bool = False) -> Browser:
            chromium = ensure_chromium(python) if has_all else quick_chromium(python)
            given = [*FLAGS, *flags, *["--no-sandbox"] * as_root]
            return playwright.chromium.launch(executable_path=chromium, args=given)

        yield start
