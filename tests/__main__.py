"""`python3 tests`: everything, from nothing but Python ≥ 3.11 and pip.

Makes or reuses the environment, finds or installs a Chromium, builds the site, and runs ruff, pyright and pytest, the
latter on a few cores. Further arguments go to pytest: `python3 tests -k clock`. The exit code is 0 only when all of it
passed.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.chromium import VARIABLE, ensure_chromium
from tests.support.environment import SetupError, ensure_environment, run_in_environment

CORES = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")
"""A file's tests share what they have started: they stay together."""

CHECKS = {
    "ruff check": ("-m", "ruff", "check"),
    "ruff format": ("-m", "ruff", "format", "--check"),
    "pyright": ("-m", "pyright", "--pythonpath", "{python}"),
}


def main(arguments: list[str]) -> int:
    """Run every step, pytest last, and give the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 (a stranger may have an older one)
        print("Glassbox needs Python 3.11 or newer", file=sys.stderr)
        return 2
    try:
        python = ensure_environment()
        chromium = ensure_chromium(python)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    reader = Path(sys.executable)  # the site is built as a reader would build it
    steps = {"build": (reader, "build"), **{name: (python, *command) for name, command in CHECKS.items()}}
    failed = [name for name, command in steps.items() if _step(name, *command)]
    told = {VARIABLE: chromium, "GLASSBOX_FAILED_STEPS": ", ".join(failed)}
    tests = _step("pytest", python, "-m", "pytest", *CORES, *arguments, **told)
    return tests or int(bool(failed))


def _step(name: str, python: Path, *command: str, **variables: str) -> int:
    print(f"\n── {name}", flush=True)
    return run_in_environment(python, *(part.format(python=python) for part in command), **variables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
