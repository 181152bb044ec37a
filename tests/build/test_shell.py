"""Shell files find one another under their fingerprinted names."""

import pytest
from packs import fingerprinted
from shell import fingerprint, service_worker


def test_references_follow_the_names_and_change_those_who_refer():
    before = {"page.mjs": b"import './load.mjs'", "load.mjs": b"1"}
    done = fingerprint(before)
    assert done["page.mjs"].decode() == f"import './{fingerprinted('load.mjs', b'1')}'"
    later = fingerprint(before | {"load.mjs": b"2"})
    assert fingerprinted("page.mjs", later["page.mjs"]) != fingerprinted("page.mjs", done["page.mjs"])


def test_names_that_are_no_shell_files_stay():
    text = b"""import '../load.mjs'; fetch("./other.txt"); url(./icon.svg)"""
    assert fingerprint({"a.mjs": text, "load.mjs": b""})["a.mjs"] == text


def test_a_circle_is_an_error():
    with pytest.raises(ValueError, match=r"a\.mjs → b\.mjs → a\.mjs"):
        fingerprint({"a.mjs": b"'./b.mjs'", "b.mjs": b"'./a.mjs'"})


def test_the_service_worker_knows_its_files_in_a_settled_order():
    one = service_worker(b"rest", "v", ["b", "a"])
    assert one == service_worker(b"rest", "v", ["a", "b"])
    assert one.startswith(b'const VERSION = "v"\n')
    assert one.endswith(b"rest")
