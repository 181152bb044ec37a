"""What all tests share: how long chance goes on, and the closing words of `python3 tests`."""

import os

import pytest

from tests.support.bidi import find_firefox


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the monkey and its like go on, and where their chance begins."""
    parser.addoption("--acts", type=int, default=500, help="acts of the monkey at the page (default: 500)")
    parser.addoption("--seed", type=int, default=1, help="seed of the monkey and of the fuzzed links (default: 1)")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say above pytest's last line what was not tried, and which of the steps before pytest failed."""
    if find_firefox() is None:
        terminalreporter.section("Firefox was not tried", yellow=True)
        terminalreporter.line("There is none that runs here; Debian's is installed with: apt-get install firefox-esr")
    if failed := os.environ.get("GLASSBOX_FAILED_STEPS"):
        terminalreporter.section("failed before the tests, see above", red=True)
        terminalreporter.line(failed)
