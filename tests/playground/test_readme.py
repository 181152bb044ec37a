"""The README's tables of settings are what the declarations say."""

from pathlib import Path

import pytest

from playground.core.digits.settings import DigitsSettings
from playground.core.plane.settings import PlaneSettings


@pytest.mark.parametrize("kind", [PlaneSettings, DigitsSettings])
def test_the_readme_says_what_an_address_may_say(kind):
    text = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    table = text.partition(f"<!-- settings: {kind.subject} -->\n")[2].partition("<!-- end of settings -->")[0]
    assert table.strip() == kind.documentation()
