"""Shell files find one another under their fingerprinted names."""

from pathlib import Path

import pytest
from packs import fingerprinted
from shell import ShellError, fingerprint, service_worker, static_files


def test_references_follow_the_names_and_change_those_who_refer():
    before = {"page.mjs": b"import './load.mjs'", "load.mjs": b"1"}
    done = fingerprint(before)
    assert done["page.mjs"].decode() == f"import './{fingerprinted('load.mjs', b'1')}'"
    later = fingerprint(before | {"load.mjs": b"2"})
    assert fingerprinted("page.mjs", later["page.mjs"]) != fingerprinted("page.mjs", done["page.mjs"])


def test_names_that_are_no_shell_files_stay():
    text = b"""import '../load.mjs'; fetch("./other.txt"); url(./icon.svg)"""
    assert fingerprint({"a.mjs": text, "load.mjs": b""})["a.mjs"] == text


def test_references_hold_across_folders():
    done = fingerprint({"live.mjs": b"", "engine/code.mjs": b"'../live.mjs' './view.mjs'", "engine/view.mjs": b"2"})
    live, view = fingerprinted("live.mjs", b""), fingerprinted("engine/view.mjs", b"2").removeprefix("engine/")
    assert done["engine/code.mjs"].decode() == f"'../{live}' './{view}'"
    done = fingerprint({"page.mjs": b"import('./engine/code.mjs')", "engine/code.mjs": b"3"})
    assert done["page.mjs"].decode() == f"import('./{fingerprinted('engine/code.mjs', b'3')}')"


def test_a_circle_across_folders_is_an_error():
    with pytest.raises(ShellError, match=r"live\.mjs → engine/code\.mjs → live\.mjs"):
        fingerprint({"live.mjs": b"'./engine/code.mjs'", "engine/code.mjs": b"'../live.mjs'"})


def test_shell_files_lie_in_folders_too_and_templates_stay_at_home(tmp_path: Path):
    for name in (
        "page.mjs",
        "native.mjs",
        "service-worker.js",
        "index.html.j2",
        "pages/a.html.j2",
        "engine/a.mjs",
        ".b.swp",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    assert static_files(tmp_path) == {"page.mjs": b"page.mjs", "engine/a.mjs": b"engine/a.mjs"}


def test_a_circle_is_an_error():
    with pytest.raises(ShellError, match=r"a\.mjs → b\.mjs → a\.mjs"):
        fingerprint({"a.mjs": b"'./b.mjs'", "b.mjs": b"'./a.mjs'"})


def test_the_service_worker_knows_its_files_in_a_settled_order():
    one = service_worker(b"rest", "v", {"b": "2", "a": "1"}, {"c": "3"})
    assert one == service_worker(b"rest", "v", {"a": "1", "b": "2"}, {"c": "3"})
    files = b'const FILES = {\n"a": "1",\n"b": "2"\n}\nconst IDLE = {\n"c": "3"\n}\n'
    assert one == b'const VERSION = "v"\n' + files + b"rest"
