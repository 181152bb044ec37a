"""Measurements; they assert nothing. `python3 tests/bench` measures the built site in a real Chromium."""
