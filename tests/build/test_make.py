"""The build notices every change of what a site is made of, and no other."""

import dataclasses
import shutil
from pathlib import Path

import make
import pytest
from cache import Cache
from lock import Lock, read
from make import Build

from tests.build.project import FILES, write

LOCK = read()


def key(project: Path, lock: Lock = LOCK) -> str:
    return Build(project, lock, Cache(project.parent / "cache"), print).key()


@pytest.mark.parametrize("name", [*FILES, "nets/data/README.md", "lessons/first.md", "playground/web/new/icon.svg"])
def test_every_file_counts(tmp_path: Path, name: str):
    project = write(tmp_path / "project")
    before = key(project)
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    with (project / name).open("a") as stream:
        stream.write(" changed")
    assert key(project) != before


@pytest.mark.parametrize("name", ["__pycache__/plain.cpython-314.pyc", ".plain.py.swp", "../dist/site/index.html"])
def test_what_tools_leave_behind_does_not_count(tmp_path: Path, name: str):
    project = write(tmp_path / "project")
    before = key(project)
    (project / "nets" / name).parent.mkdir(parents=True, exist_ok=True)
    (project / "nets" / name).touch()
    assert key(project) == before


def test_a_file_that_moves_counts(tmp_path: Path):
    project = write(tmp_path / "project")
    before = key(project)
    (project / "nets" / "late.py").rename(project / "nets" / "later.py")
    assert key(project) != before


def test_the_lock_counts(tmp_path: Path):
    project = write(tmp_path / "project")
    other = dataclasses.replace(LOCK.files[0], version="0")
    assert key(project, dataclasses.replace(LOCK, files=(other, *LOCK.files[1:]))) != key(project)


@pytest.mark.parametrize("name", ["pages.py", "inside/trace.py", "inside/formulas.mjs", "lock.json"])
def test_the_build_itself_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    project = write(tmp_path / "project")
    recipe = shutil.copytree(make.RECIPE, tmp_path / "build")
    monkeypatch.setattr(make, "RECIPE", recipe)
    before = key(project)
    with (recipe / name).open("a") as stream:
        stream.write("\n")
    assert key(project) != before
