"""Whatever somebody brings that is no file of ours, or a damaged one: a sentence, and nothing is lost."""

import io
import json
import random
import zipfile
from zlib import crc32

import numpy as np
import pytest

from playground.core.files.foreign import PICTURE
from playground.core.files.picture import PNG
from tests.playground.saving import bring, saved, stands, visited


def spoiled(visit):
    """What somebody may bring that is no file of this page, or a damaged one, by a word for it."""
    text, weights = saved(visit, "json"), saved(visit, "weights")
    data, first = json.loads(text), b'"weights": {"dense 1/weights": [['
    bomb, claims = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dense 1/weights.npy", bytes(50_000_000))
    with zipfile.ZipFile(claims, "w") as archive:
        header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (100000, 100000), }".ljust(117) + b"\n"
        archive.writestr("version.npy", b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)

    def other(**changes):
        return json.dumps(data | changes).encode()

    return {
        "nothing": b"",
        "other bytes": b"GIF89a" * 30,
        "cut JSON": text[: len(text) // 2],
        "other JSON": b'{"a": 1}',
        "a list": b"[1, 2]",
        "nested": b"{" + b'"a":[' * 5000,
        "NaN": text.replace(first, first + b"NaN, ", 1),
        "huge number": text.replace(first, first + b"1e999, ", 1),
        "wrong shape": other(weights=data["weights"] | {"dense 1/biases": [1.0]}),
        "no numbers": other(weights=data["weights"] | {"dense 1/biases": ["a", "b", "c"]}),
        "ragged": other(weights=data["weights"] | {"dense 1/weights": [[1.0], [1.0, 2.0]]}),
        "other points": other(data=data["data"] | {"training": data["data"]["test"]}),
        "other network": other(network=data["network"] | {"input": [3]}),
        "other step": other(counters=data["counters"] | {"step": 3}),
        "past the epoch": other(counters=data["counters"] | {"position": 10**6}),
        "no counter": other(counters={}),
        "memory of another": other(memory={"mean": [1.0]}),
        "bad metrics": other(metrics={"step": [1]}),
        "other version": other(version=9),
        "bad address": other(address="v=2&hidden=99"),
        "huge": b"{" + b" " * 5_000_000,
        "larger": b"x" * 21_000_000,
        "cut npz": weights[: len(weights) // 2],
        "bomb": bomb.getvalue(),
        "claims": claims.getvalue(),
        "other archive": b"PK\x05\x06" + bytes(18),
        "bad mark": b"Glassbox run: v=2&dataset=nowhere",
    }


def test_what_is_no_such_file_is_refused_in_a_sentence_and_loses_nothing():
    visit = visited()
    before = stands(visit)
    for word, stored in spoiled(visit).items():
        bring(visit, stored)
        told = visit.said("notice")
        assert told["text"], word
        assert "Error" not in told["text"], word
        assert told["detail"] == "", (word, told)
        assert stands(visit) == before, word


@pytest.mark.parametrize("what", ["run", "json", "weights"])
def test_no_file_whatever_breaks_the_page(what):
    visit = visited(steps=4)
    stored, chance = saved(visit, what), random.Random(1)
    for _ in range(60):
        damaged = bytearray(stored)
        for _ in range(chance.randrange(1, 5)):
            damaged[chance.randrange(min(len(stored), 4000))] = chance.randrange(256)
        bring(visit, bytes(damaged))
        assert visit.said("notice")["detail"] == ""
    visit.hear("press", "step")


def chunk(kind, content):
    return len(content).to_bytes(4) + kind + content + crc32(kind + content).to_bytes(4)


def test_a_picture_brings_its_run_back_as_far_as_it_is_whole():
    visit, other = visited(), visited("hidden=2")
    words = chunk(b"tEXt", f"Comment\0Glassbox run: {visit.experiment.place.write()}".encode())
    picture = PNG + chunk(b"IHDR", bytes(13)) + words + chunk(b"IDAT", b"Glassbox run: v=9")
    before = stands(other)
    for damaged in (picture[:80], picture.replace(words, b""), picture.replace(words, b"\xff" + words)):
        bring(other, damaged)
        assert other.said("notice")["text"] == f"{PICTURE[0].upper()}{PICTURE[1:]}."
        assert stands(other) == before
    bring(other, picture)
    assert other.said("notice")["text"] == ""
    assert stands(other) == stands(visit)
    other.hear("press", "undo")
    assert stands(other.settle()) == before


def test_numbers_that_broke_go_into_no_file():
    visit = visited(steps=2)
    visit.experiment.run.network.parameters[0] = np.inf
    for what in ("json", "weights", "pytorch", "keras", "notebook"):
        visit.hear("save", what)
        assert "not finite" in visit.said("file")["problem"]
