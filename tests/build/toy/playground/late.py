"""A module that no page imports, with a file that nobody has opened before."""

from pathlib import Path

TEXT = Path(__file__).with_name("late.txt").read_text()
