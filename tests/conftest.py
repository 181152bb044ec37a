"""What all tests share: the closing word of `python3 tests`."""

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat above pytest's last line which of the steps before pytest failed."""
    if failed := os.environ.get("GLASSBOX_FAILED_STEPS"):
        terminalreporter.section("failed before the tests, see above", red=True)
        terminalreporter.line(failed)
