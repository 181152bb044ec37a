"""What all tests share: how long chance goes on, and the closing words of `python3 tests`."""

import os

import pytest

from tests.support.bidi import find_firefox
from tests.support.webkit import find_webkit


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the monkey and its like go on, where their chance begins, and what is tried in turn by default."""
    parser.addoption("--acts", type=int, default=500, help="acts of the monkey at the page (default: 500)")
    parser.addoption("--every-fault", action="store_true", help="every file of a start meets every kind of fault")
    parser.addoption("--seed", type=int, default=1, help="seed of the monkey and of the fuzzed links (default: 1)")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say above pytest's last line what was not tried, and which of the steps before pytest failed."""
    for name, found, packages in (
        ("Firefox", find_firefox(), "firefox-esr"),
        ("WebKit", find_webkit(), "webkit2gtk-driver xvfb"),
    ):
        if found is None:
            terminalreporter.section(f"{name} was not tried", yellow=True)
            terminalreporter.line(
                f"There is none that runs here; Debian's is installed with: apt-get install {packages}"
            )
    if failed := os.environ.get("GLASSBOX_FAILED_STEPS"):
        terminalreporter.section("failed before the tests, see above", red=True)
        terminalreporter.line(failed)
