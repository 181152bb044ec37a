"""`python3 tests/bench/soak.py --minutes N`: play at full speed and print, every minute, what grows and what slows.

Memory of the page's JavaScript and of the whole process that draws the page (the worker and Python's memory are in it),
frames and steps a second, and the step. `--fragment` sets what is trained. It asserts nothing; needs what
`python3 tests/bench` needs.
"""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    from playwright.sync_api import Browser

from tests.support.chromium import VARIABLE, ensure_chromium
from tests.support.environment import SetupError, ensure_environment, run_in_environment

MEASURES = ("minute", "JS heap, MB", "renderer, MB", "frames/s", "steps/s", "step")


def soak(arguments: list[str]) -> None:
    """Play and print a row of a Markdown table a minute."""
    from playwright.sync_api import sync_playwright

    from tests.bench.site import SETTINGS, new_profile
    from tests.browser.playground import Playground
    from tests.support.site import served

    parser = argparse.ArgumentParser(prog="python3 tests/bench/soak.py", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long to play (default: 10)")
    parser.add_argument("--fragment", default=SETTINGS, help="what to train, as the address says it after #")
    options = parser.parse_args(arguments)
    chromium = ensure_chromium(Path(sys.executable))
    with sync_playwright() as playwright, served() as address, new_profile(playwright, chromium) as context:
        app = Playground(context.new_page(), address).open(options.fragment, query="perf")
        cdp = context.new_cdp_session(app.page)
        print(f"| {' | '.join(MEASURES)} |\n|{'---:|' * len(MEASURES)}")
        app.button("Play").click()
        begun, minute = time.monotonic(), 0.0
        while minute < options.minutes:
            minute = min(minute + 1, options.minutes)
            app.page.wait_for_timeout(1000 * max(0.0, begun + 60 * minute - time.monotonic()))
            perf = app.page.evaluate("({...window.glassbox.perf})")
            heap = cdp.send("Runtime.getHeapUsage")["usedSize"] / 1e6
            rates = f"{perf['frames_per_second']:.0f} | {perf['steps_per_second']:,}"
            print(
                f"| {minute:g} | {heap:.1f} | {renderer(context.browser)} | {rates} | {app.status.step:,} |", flush=True
            )


def renderer(browser: "Browser | None") -> str:
    """Memory of the process that draws the page, in MB, where the system tells it: the largest of its kind."""
    if browser is None or not Path("/proc/self/statm").exists():
        return "?"
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    places = [Path(f"/proc/{one['id']}/statm") for one in processes if one["type"] == "renderer"]
    pages = [int(place.read_text().split()[1]) for place in places if place.exists()]
    return f"{max(pages) * os.sysconf('SC_PAGE_SIZE') / 1e6:.0f}"


def main(arguments: list[str]) -> int:
    """Prepare, build, play; the exit code tells only whether it could be done."""
    try:
        python = ensure_environment()
        chromium = ensure_chromium(python)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    return run_in_environment(Path(sys.executable), "build") or run_in_environment(
        python,
        "-c",
        "import sys; from tests.bench.soak import soak; soak(sys.argv[1:])",
        *arguments,
        **{VARIABLE: chromium},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
