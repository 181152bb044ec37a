"""Numbers with their spread: the median, the smallest and the largest of several runs, as a table and as JSON."""

import json
import os
import platform
from collections import defaultdict
from pathlib import Path
from statistics import median


class Report:
    """Collects values by name, in the order in which the names first come.

    layers   network -> its layers that were `traced`, and those that are played in their `plain` form; may stay empty
    """

    def __init__(self, machine: dict[str, str]) -> None:
        self.machine = {"system": platform.platform(), "cores": str(os.cpu_count()), **machine}
        self.values: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.layers: dict[str, dict[str, list[str]]] = {}

    def add(self, name: str, unit: str, value: float) -> None:
        """One more value of one measure."""
        self.values[name, unit].append(value)

    def summary(self) -> dict[str, dict[str, float | str | list[float]]]:
        """Per measure its unit, median, smallest, largest and all values."""
        return {
            name: {"unit": unit, "median": median(values), "min": min(values), "max": max(values), "values": values}
            for (name, unit), values in self.values.items()
        }

    def table(self) -> str:
        """A Markdown table, and one of the layers if there are any."""
        lines = ["| measure | median | min | max |", "|---|---:|---:|---:|"]
        for (name, unit), values in self.values.items():
            shown = " | ".join(_number(value) for value in (median(values), min(values), max(values)))
            lines.append(f"| {name} ({unit}) | {shown} |")
        if self.layers:
            lines += ["", "| network | traced | played plainly |", "|---|---|---|"]
        for network, found in self.layers.items():
            traced, plain = (", ".join(found[kind]) or "none" for kind in ("traced", "plain"))
            lines.append(f"| {network} | {traced} | {plain} |")
        return "\n".join(lines)

    def write(self, path: Path) -> None:
        """Write machine and measures as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        found = {"machine": self.machine, "measures": self.summary()} | ({"layers": self.layers} if self.layers else {})
        path.write_text(json.dumps(found, indent=1) + "\n")


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
