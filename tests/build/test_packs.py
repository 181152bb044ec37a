"""Packs hold what was put in, and are the same bytes for the same files."""

import hypothesis.strategies as st
from cache import Cache
from hypothesis import given
from packs import compressed, fingerprinted, integrity, pack, unpack

FILES = st.dictionaries(st.text(min_size=1).map("/".__add__), st.binary(max_size=50), max_size=6)


@given(FILES)
def test_a_pack_gives_back_its_files(files: dict[str, bytes]):
    assert unpack(pack(files)) == files


@given(FILES)
def test_the_order_of_the_files_leaves_no_trace(files: dict[str, bytes]):
    assert pack(dict(reversed(files.items()))) == pack(files)


def test_a_fingerprint_follows_the_content():
    assert fingerprinted("page.mjs", b"a") != fingerprinted("page.mjs", b"b")
    assert fingerprinted("page.mjs", b"a").startswith("page-")
    assert fingerprinted("page.mjs", b"a").endswith(".mjs")
    assert fingerprinted("engine/page.mjs", b"a") == f"engine/{fingerprinted('page.mjs', b'a')}"


def test_a_hash_is_sha256_in_hexadecimal():
    assert integrity(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_compressing_is_repeatable_and_heals_its_memory(tmp_path):
    first = compressed(b"data" * 1000, Cache(tmp_path / "one"))
    memory = Cache(tmp_path / "two")
    assert compressed(b"data" * 1000, memory) == first
    for kept in (memory.made / "gzip").iterdir():
        kept.write_bytes(first[:-4])
    assert compressed(b"data" * 1000, memory) == first
