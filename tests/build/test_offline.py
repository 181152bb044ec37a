"""What is taken home: letters that no document trips over, scripts that find one another, and a place to write to."""

import base64
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offline import SPECIFIER, addresses, letters, script
from taken import TakenError, write_file, write_folder

FIRST = 40


def read(text: str, size: int) -> bytes:
    """As the page reads them."""
    digits = [("<" if letter == "~" else letter).encode()[0] - FIRST for letter in text]
    words = [
        sum(digit * 85 ** (4 - place) for place, digit in enumerate(digits[i : i + 5]))
        for i in range(0, len(digits), 5)
    ]
    return b"".join(word.to_bytes(4, "big") for word in words)[:size]


@given(st.binary(max_size=200))
def test_letters_are_read_as_what_was_written(data):
    text = letters(data)
    assert read(text, len(data)) == data
    assert not re.search(r"""[<&"'\s]""", text)


def test_all_85_letters_are_used_and_none_begins_a_mark():
    text = letters(bytes(range(256)) * 300)
    assert len(set(text)) == 85
    assert len(text) == 256 * 300 * 5 // 4


def source(address):
    return base64.b64decode(address.partition("base64,")[2]).decode()


def test_modules_name_one_another_by_the_map_and_hold_everything_else():
    names, imports = addresses({
        "page.mjs": b"import './live.mjs'; new URL('./own.css', import.meta.url)",
        "live.mjs": b"1",
        "own.css": b"b {}",
        "worker.mjs": b"import './load.mjs'",
        "load.mjs": b"2",
    })  # fmt: skip
    assert imports[f"{SPECIFIER}page.mjs"] == names["page.mjs"]
    assert f"import '{SPECIFIER}live.mjs'" in source(names["page.mjs"])
    assert names["own.css"] in source(names["page.mjs"])
    assert source(names["own.css"]) == "b {}"


def test_a_workers_modules_hold_one_another():
    names, _ = addresses({"worker.mjs": b"import './load.mjs'", "load.mjs": b"import './low.mjs'", "low.mjs": b"3"})
    [load] = re.findall(r"'(data:[^']+)'", source(names["worker.mjs"]))
    [low] = re.findall(r"'(data:[^']+)'", source(load))
    assert source(low) == "3"


def test_a_script_holds_a_file_in_letters_that_it_may_hold():
    written = script("memory.pack", bytes(range(256))).decode()
    assert '"size": 256' in written
    assert "</script" not in written


def test_a_folder_is_written_once_and_its_zip_is_the_same_every_time(tmp_path: Path):
    files = {"index.html": b"1", "files/a.js": b"2"}
    write_folder(tmp_path / "one" / "course", files)
    write_folder(tmp_path / "two" / "course", files)
    assert (tmp_path / "one" / "course" / "files" / "a.js").read_bytes() == b"2"
    one, two = ((tmp_path / name / "course.zip").read_bytes() for name in ("one", "two"))
    assert one == two


def test_what_is_there_is_not_written_over(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("all I have")
    with pytest.raises(TakenError, match="is there already"):
        write_folder(tmp_path / "mine", {"index.html": b"1"})
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path):
    with pytest.raises(TakenError, match="cannot be written"):
        write_file(tmp_path / "nowhere" / "lesson.html", b"1")
