"""`python3 tests/bench/digits.py`: how well the default recipe learns the digits, over the seeds 0 to 9.

Runs natively and needs NumPy alone. `--seeds N` takes fewer; `--out FILE` writes JSON. It asserts nothing.
"""

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """Train, print a line a seed and a table, write JSON if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    from nets import recipes
    from tests.bench.report import Report

    report = Report({"runtime": "native NumPy"})
    for seed in range(options.seeds):
        start = time.perf_counter()
        run = recipes.digits_trainer(seed)
        for _ in range(recipes.DIGITS_EPOCHS):
            run.run_epoch()
        found = run.evaluate()
        print(f"seed {seed}: {found.test_accuracy:.2%} of the test digits, after {time.perf_counter() - start:.0f} s")
        report.add("digits, test accuracy after 5 epochs", "%", 100 * found.test_accuracy)
        report.add("digits, test loss after 5 epochs", "nats", found.test_loss)
    print(report.table())
    if options.out:
        report.write(options.out)


if __name__ == "__main__":
    main()
