"""The lock is read strictly, and the one that ships is whole."""

import json
from typing import Any

import pytest
from lock import LOCK_FILE, LockError, Url, dump, parse, read

TEXT = LOCK_FILE.read_text(encoding="utf-8")


def changed(where: list[Any], value: Any) -> str:
    data = json.loads(TEXT)
    spot = data
    for step in where[:-1]:
        spot = spot[step]
    spot[where[-1]] = value
    return json.dumps(data)


def test_the_lock_that_ships_survives_a_round_trip():
    assert dump(parse(TEXT)) == TEXT


@pytest.mark.parametrize("where", [["extra"], ["files", 0, "extra"], ["files", 0, "places", 0, "extra"]])
def test_an_unknown_key_is_refused_by_name(where: list[Any]):
    with pytest.raises(LockError, match="unknown key 'extra'"):
        parse(changed(where, "x"))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (["format"], 2),
        (["files"], {}),
        (["files", 0, "size"], "12"),
        (["files", 0, "size"], True),
        (["files", 0, "size"], 0),
        (["files", 0, "sha256"], "abc"),
        (["files", 0, "role"], "else"),
        (["files", 0, "file"], "../escape"),
        (["files", 0, "places"], []),
        (["files", 0, "places", 0, "kind"], "carrier pigeon"),
        (["files", 0, "places", 0, "url"], 5),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(where: list[Any], value: Any):
    with pytest.raises(LockError):
        parse(changed(where, value))


def test_a_missing_key_is_refused_by_name():
    data = json.loads(TEXT)
    del data["files"][0]["sha256"]
    with pytest.raises(LockError, match="'sha256' is missing"):
        parse(json.dumps(data))


def test_every_common_machine_has_its_node():
    machines = {entry.platform for entry in read().of_role("node")}
    assert machines >= {"linux-x86_64", "linux-arm64", "macos-x86_64", "macos-arm64", "windows-x86_64"}


def test_a_name_stands_for_one_file_of_the_page():
    names = [entry.name for entry in read().files if entry.role != "node"]
    assert len(names) == len(set(names))


def test_what_the_cdn_gives_can_also_be_had_from_a_package():
    for entry in read().files:
        if isinstance(entry.places[0], Url):
            assert len(entry.places) > 1, entry.file
