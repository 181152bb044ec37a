"""What is taken home, made by the project's own command."""

import subprocess
import sys

from tests.support.environment import ROOT


def take(*words: str) -> str:
    """Run `python build offline` with these words; what it says."""
    done = subprocess.run([sys.executable, "build", "offline", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
