"""The losses and accuracies of a run as CSV.

The first row says in a last column of its own where the run is found: a line of comment would become the heading, or
a row without numbers, wherever a program reads the table as it comes.
"""

import csv
import io

from playground.core.files.source import Source
from playground.core.files.whole import METRICS, columns

ADDRESS = "address"
"""What the last column is called."""


def to_text(of: Source) -> str:
    """A row for every step at which the run was evaluated; empty for what is no number."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*METRICS, ADDRESS])
    found = f"Glassbox run: {of.address}"
    for step, *rest in zip(*columns(of.losses), strict=True):
        writer.writerow([int(step or 0), *("" if value is None else value for value in rest), found])
        found = ""
    return text.getvalue()
