"""`python3 tests`: everything, from nothing but Python ≥ 3.11 and pip.

Makes or reuses the environment, finds or installs a Chromium, builds the site and runs pytest on a few cores, with
ruff and pyright beside that. Further arguments go to pytest: `python3 tests -k clock`. The exit code is 0 only when all
of it passed.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.chromium import QUICK, VARIABLE, ensure_chromium, quick_chromium
from tests.support.environment import SetupError, ensure_environment, run_in_environment, told_in_environment

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
        browsers = {QUICK: quick_chromium(python), VARIABLE: ensure_chromium(python)}
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    reader = Path(sys.executable)  # the site is built as a reader would build it
    with ThreadPoolExecutor() as beside:
        checks = {name: beside.submit(_check, python, *command) for name, command in CHECKS.items()}
        _begin("build")
        codes = {"build": run_in_environment(reader, "build")}
        _begin("pytest")
        codes["pytest"] = run_in_environment(python, "-m", "pytest", *CORES, *arguments, **browsers)
        for name, check in checks.items():
            _begin(name)
            print(check.result().stdout, end="", flush=True)
            codes[name] = check.result().returncode
    failed = [name for name, code in codes.items() if code]
    if failed:
        print(f"\nFailed, see above: {', '.join(failed)}", file=sys.stderr)
    return codes["pytest"] or int(bool(failed))


def _begin(step: str) -> None:
    print(f"\n── {step}", flush=True)


def _check(python: Path, *command: str) -> CompletedProcess[str]:
    return told_in_environment(python, *(part.format(python=python) for part in command))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
