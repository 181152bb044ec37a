"""`python3 tests/bench`: measure the built site. `--out FILE` writes JSON, `--runs N` sets how often (default 5).

Needs what `python3 tests` needs, makes the same environment, and builds the site first.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.chromium import VARIABLE, ensure_chromium
from tests.support.environment import SetupError, ensure_environment, run_in_environment


def main(arguments: list[str]) -> int:
    """Prepare, build, measure; the exit code tells only whether it could be measured."""
    try:
        python = ensure_environment()
        chromium = ensure_chromium(python)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    return run_in_environment(Path(sys.executable), "build") or run_in_environment(
        python, "-m", "tests.bench.site", *arguments, **{VARIABLE: chromium}
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
