"""`python3 -m lessons check FILE…` says what is wrong in lessons; `python -m lessons new NAME` begins one.

Python ≥ 3.11 and pip are enough: what else is needed is kept in an environment of its own.
"""

import importlib.util
import sys

PACKAGES = {
    "numpy": "numpy", "param": "param", "markdown-it-py": "markdown_it", "mdurl": "mdurl",
    "mdit-py-plugins": "mdit_py_plugins", "pyyaml": "yaml",
}  # fmt: skip
"""What reading and checking takes, and the name under which each is imported."""


def main(arguments: list[str]) -> int:
    """Run the command here if all packages are, else in an environment that has them; the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 (a stranger may have an older one)
        print("Glassbox needs Python 3.11 or newer", file=sys.stderr)
        return 2
    if all(importlib.util.find_spec(name) for name in PACKAGES.values()):
        from lessons.command import command

        return command(arguments)
    from tests.support.environment import SetupError, ensure_environment, run_in_environment

    try:
        python = ensure_environment("lessons", only=PACKAGES)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    return run_in_environment(python, "-m", "lessons", *arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
