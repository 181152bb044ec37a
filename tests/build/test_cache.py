"""The cache is where the platform keeps such things, and keeps no rubbish."""

import os
import sys
from pathlib import Path

import pytest
from cache import DAY, OVERRIDE, Cache, default_folder


def test_the_environment_chooses_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(OVERRIDE, str(tmp_path))
    assert default_folder() == tmp_path


@pytest.mark.parametrize(
    ("platform", "variable", "end"),
    [("linux", "XDG_CACHE_HOME", "x/glassbox"), ("win32", "LOCALAPPDATA", "x/glassbox")],
)
def test_each_platform_has_its_place(monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, end: str):
    monkeypatch.delenv(OVERRIDE, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, "x")
    assert default_folder() == Path(end)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_folder() == Path.home() / "Library" / "Caches" / "glassbox"


def test_old_leftovers_are_forgotten_and_new_ones_kept(tmp_path: Path):
    cache = Cache(tmp_path)
    (cache.made / "gzip").mkdir()
    paths = {name: tmp_path / name for name in ("work-old", "work-new", "made/gzip/old", "made/gzip/new")}
    for name, path in paths.items():
        path.mkdir() if "work" in name else path.write_bytes(b"")
        if name.endswith("old"):
            age = path.stat().st_mtime - 31 * DAY
            os.utime(path, (age, age))
    cache.forget()
    assert {name for name, path in paths.items() if path.exists()} == {"work-new", "made/gzip/new"}
