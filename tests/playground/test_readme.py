"""The README's table of settings is what the declarations say."""

from pathlib import Path

from playground.core.plane.settings import PlaneSettings


def test_the_readme_says_what_an_address_may_say():
    text = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    table = text.partition("<!-- settings -->\n")[2].partition("<!-- end of settings -->")[0]
    assert table.strip() == PlaneSettings.documentation()
