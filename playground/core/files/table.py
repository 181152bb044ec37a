"""The losses and accuracies of a run as CSV."""

import csv
import io

from playground.core.files.source import Source
from playground.core.files.whole import METRICS, columns


def to_text(of: Source) -> str:
    """A row for every step at which the run was evaluated; empty for what is no number."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(METRICS)
    for step, *rest in zip(*columns(of.losses), strict=True):
        writer.writerow([int(step or 0), *("" if value is None else value for value in rest)])
    return text.getvalue()
