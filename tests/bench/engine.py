"""`python3 tests/bench/engine.py`: measure the engine where it runs, in the page's own Pyodide, under Node.

Takes the runtime from the build's cache, or fetches it there. `--out FILE` writes JSON, `--runs N` sets how often each
measure is taken (default 5). It asserts nothing. Beside the measures it tells which layers could be traced, and which
could not and are played plainly, which is slower.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "build")]


def measure(runs: int) -> dict[str, dict[str, dict]]:
    """What the program that runs in Pyodide gives: `measures`, and for each network its `layers`."""
    import library
    import lock
    import node
    from cache import Cache, default_folder
    from fetch import Fetcher
    from places import Places

    pinned, cache = lock.read(), Cache(default_folder())

    def runner() -> node.Node:
        return node.ready(pinned, cache, fetcher.get)

    with cache.scratch() as scratch:
        fetcher = Fetcher(cache, Places(scratch, lambda: runner().npm(), print), print)
        core = library.core_folder(fetcher.get_all(pinned.of_role("core")), pinned, cache)
        numpy = next(fetcher.get(entry) for entry in pinned.of_role("wheel") if entry.name == "numpy")
        command = [runner().program, ROOT / "tests" / "bench" / "engine.mjs", core, numpy, ROOT, str(runs)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    """Measure, print a table, write JSON if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    from tests.bench.report import Report

    report = Report({"runtime": "Pyodide under Node"})
    found = measure(options.runs)
    for name, measured in found["measures"].items():
        for value in measured["values"]:
            report.add(name, measured["unit"], value)
    report.layers = found["layers"]
    print(report.table())
    if options.out:
        report.write(options.out)


if __name__ == "__main__":
    main()
