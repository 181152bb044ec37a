"""The tests: one file a module, a real browser, benchmarks. `python3 tests` runs all of them."""
