"""What our own folders give to the page is declared, suffix by suffix."""

from pathlib import Path

import pytest
from sources import DECLARED, SourceError, all_files, copy_texts, travelling

from tests.support.environment import ROOT


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def test_python_and_declared_data_travel_and_the_shell_goes_its_own_way(tmp_path: Path):
    write(tmp_path, "a.py", "data/b.css", "README.md", "web/c.mjs", "__pycache__/a.cpython-311.pyc", ".d.swp")
    assert [path.relative_to(tmp_path).as_posix() for path in travelling("playground", tmp_path)] == [
        "a.py",
        "data/b.css",
    ]


@pytest.mark.parametrize("name", ["table.csv", "Makefile"])
def test_a_suffix_that_nobody_declared_stops_the_build_by_name(tmp_path: Path, name: str):
    write(tmp_path, "a.py", name)
    with pytest.raises(SourceError, match=name):
        travelling("nets", tmp_path)


@pytest.mark.parametrize("name", [name for name in DECLARED if (ROOT / name).is_dir()])
def test_the_project_declares_all_that_it_has(name: str):
    assert travelling(name, ROOT / name)


def test_every_file_counts_that_a_person_has_put_there(tmp_path: Path):
    write(tmp_path, "b.md", "a/c.npz", "a/.DS_Store", "__pycache__/x.pyc")
    assert [path.name for path in all_files(tmp_path)] == ["c.npz", "b.md"]


def test_texts_are_copied_below_one_folder(tmp_path: Path):
    write(tmp_path / "project", "nets/layers/dense.py", "nets/losses.py", "nets/network.py")
    paths = copy_texts(("nets/layers/*.py", "nets/losses.py"), tmp_path / "project", tmp_path / "tree")
    assert paths == [f"/lib/glassbox/sources/nets/{name}.py" for name in ("layers/dense", "losses")]
    assert (tmp_path / "tree" / paths[0][1:]).read_text() == "nets/layers/dense.py"
