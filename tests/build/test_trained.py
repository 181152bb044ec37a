"""The network that travels with the site is what the project's command makes, to the last bit."""

from pathlib import Path

import pytest
from cache import Cache, default_folder
from library import TRAINED
from lock import read
from make import Build

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.long
def test_the_trained_network_is_what_the_command_makes():
    made = Build(ROOT, read(), Cache(default_folder()), print).trained()
    kept = (ROOT / TRAINED).read_bytes()
    assert made == kept, "the engine or the settings have changed: run `python build --trained`"
