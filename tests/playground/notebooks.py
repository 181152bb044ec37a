"""Saved notebooks and programs, run as whoever has them runs them: in a Python of its own, in an empty folder."""

import json
import os
import re
import subprocess
import sys


def run(program, folder):
    """What a program prints; it sees NumPy and nothing of ours."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-I", "program.py"],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout


def cells(text):
    """The code cells of a notebook, as one program."""
    notebook = json.loads(text)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    return "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")


def strayed(printed):
    """How far losses and weights are from the page's, as a notebook says."""
    found = re.search(r"losses stray by (\S+) from the page's, weights by (\S+) at most", printed)
    assert found, printed
    return float(found[1]), float(found[2])


def rounded(printed):
    """How far its losses are from the page's with the page's own weights, as a notebook says."""
    found = re.search(r"with the page's own weights, losses differ by (\S+)", printed)
    assert found, printed
    return float(found[1])
