"""The cache is where the platform keeps such things, and keeps no rubbish."""

import os
import sys
from pathlib import Path

import pytest
from cache import COMPLETE, DAY, OVERRIDE, Cache, default_folder


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


def aged(path: Path, days: float) -> None:
    age = path.stat().st_mtime - days * DAY
    os.utime(path, (age, age))


def test_old_leftovers_are_forgotten_and_new_ones_kept(tmp_path: Path):
    cache = Cache(tmp_path)
    (cache.made / "gzip").mkdir()
    (cache.files / "0123").mkdir()
    names = ("work-old", "work-new", "made/gzip/old", "made/gzip/new", "files/0123/old.part", "files/0123/new.part")
    for path in (tmp_path / name for name in names):
        path.mkdir() if "work" in path.name else path.write_bytes(b"")
        if "old" in path.name:
            aged(path, 31)
    cache.forget()
    assert {name for name in names if (tmp_path / name).exists()} == {name for name in names if "new" in name}


def fill(folder: Path) -> None:
    (folder / "inside").mkdir()
    for name in ("one", "inside/two"):
        (folder / name).write_bytes(b"data")


def test_a_result_is_made_once(tmp_path: Path):
    made: list[Path] = []
    cache = Cache(tmp_path)
    for _ in range(2):
        assert cache.result("kind-key", made.append) == cache.made / "kind-key"
    assert len(made) == 1


@pytest.mark.parametrize("damage", ["file", "cut", "mark", "all"])
def test_a_result_is_believed_only_when_it_is_whole(tmp_path: Path, damage: str):
    cache = Cache(tmp_path)
    folder = cache.result("kind-key", fill)
    if damage == "file":
        (folder / "inside" / "two").unlink()
    elif damage == "cut":
        (folder / "one").write_bytes(b"da")
    elif damage == "mark":
        (folder / COMPLETE).write_text('{"one": ')
    else:
        for path in folder.rglob("*.*"):
            path.unlink()
    assert cache.result("kind-key", fill) == folder
    assert (folder / "inside" / "two").read_bytes() == b"data"
    assert (folder / "one").read_bytes() == b"data"
    assert not list(tmp_path.glob("work-*"))


def test_a_result_that_fails_leaves_nothing(tmp_path: Path):
    cache = Cache(tmp_path)

    def fail(folder: Path) -> None:
        fill(folder)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        cache.result("kind-key", fail)
    assert not (cache.made / "kind-key").exists()
    assert not list(tmp_path.glob("work-*"))


def test_results_that_nobody_uses_any_more_are_forgotten(tmp_path: Path):
    cache = Cache(tmp_path)
    days = {"core-a": 0, "core-b": 31, "app-a": 0, "app-b": 2, "app-c": 3, "app-d": 4, "node-1-a": 0.5, "node-2-b": 29}
    for name, age in days.items():
        aged(cache.result(name, fill) / COMPLETE, age)
    cache.forget()
    left = {path.name for path in cache.made.iterdir()}
    assert left == days.keys() - {"core-b", "app-d"}
    cache.result("app-c", fill)
    aged(cache.made / "app-a" / COMPLETE, 5)
    cache.result("app-e", fill)
    cache.forget()
    assert {path.name for path in cache.made.glob("app-*")} == {"app-b", "app-c", "app-e"}
