"""Files come from the first place that has the right bytes; the hash decides, and errors say what to do."""

import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import places
import pytest
from cache import Cache
from fetch import Fetcher, FetchError
from lock import Folder, Pip, Url
from places import Places
from server import address, make_server

from tests.build.samples import DATA, entry, folder


class Kitchen:
    """A fetcher with a cache of its own, and what it said."""

    def __init__(self, path: Path) -> None:
        self.said: list[str] = []
        self.cache = Cache(path / "cache")
        scratch = path / "scratch"
        scratch.mkdir()
        self.places = Places(scratch, lambda: ["npm"], self.said.append)
        self.fetcher = Fetcher(self.cache, self.places, self.said.append)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen(tmp_path)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    files = tmp_path / "host"
    files.mkdir()
    with make_server(files, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield address(server), files
        server.shutdown()
        thread.join()


def test_the_first_place_with_the_right_bytes_wins(kitchen: Kitchen, tmp_path: Path):
    wrong, right = folder(tmp_path / "wrong", b"x" * len(DATA)), folder(tmp_path / "right")
    assert kitchen.fetcher.get(entry((wrong, right))).read_bytes() == DATA
    assert any(str(right) in line for line in kitchen.said)


@pytest.mark.parametrize("damage", [DATA[:-1], b"x" * len(DATA), b""])
def test_a_damaged_copy_in_the_cache_is_noticed_and_fetched_again(kitchen: Kitchen, tmp_path: Path, damage: bytes):
    thing = entry((folder(tmp_path / "right"),))
    path = kitchen.fetcher.get(thing)
    path.write_bytes(damage)
    assert kitchen.fetcher.get(thing).read_bytes() == DATA
    assert any("damaged" in line for line in kitchen.said)


def test_what_is_in_the_cache_needs_no_place(kitchen: Kitchen, tmp_path: Path):
    place = folder(tmp_path / "right")
    thing = entry((place,))
    kitchen.fetcher.get(thing)
    (Path(place.folder) / thing.file).unlink()
    assert kitchen.fetcher.get(thing).read_bytes() == DATA


def test_the_error_names_the_file_every_place_and_the_way_out(kitchen: Kitchen, tmp_path: Path):
    empty, wrong = Folder(str(tmp_path / "empty")), folder(tmp_path / "wrong", b"other")
    thing = entry((empty, wrong))
    with pytest.raises(FetchError) as caught:
        kitchen.fetcher.get(thing)
    message = str(caught.value)
    for part in (thing.file, str(empty), str(wrong), "no such file", "wrong bytes", thing.sha256):
        assert part in message
    assert str(kitchen.cache.path(thing)) in message


def test_an_address_is_read_over_the_network(kitchen: Kitchen, host: tuple[str, Path]):
    url, files = host
    (files / "thing.bin").write_bytes(DATA)
    assert kitchen.fetcher.get(entry((Url(url + "thing.bin"),))).read_bytes() == DATA


def test_a_missing_file_on_a_host_leads_to_the_next_place(kitchen: Kitchen, host: tuple[str, Path], tmp_path: Path):
    places = (Url(host[0] + "missing"), folder(tmp_path / "right"))
    assert kitchen.fetcher.get(entry(places)).read_bytes() == DATA


def test_a_silent_host_is_asked_once(kitchen: Kitchen, tmp_path: Path):
    with make_server(tmp_path, 0) as server:
        url = address(server)
    right = folder(tmp_path / "right")
    kitchen.fetcher.get(entry((Url(url + "one"), right)))
    with pytest.raises(FetchError, match="did not answer before"):
        kitchen.fetcher.get(entry((Url(url + "two"),), b"other", "other.bin"))


def wheel(path: Path, member: str) -> None:
    """A wheel that pip takes, with one file inside."""
    path.mkdir()
    with zipfile.ZipFile(path / "carrier-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(member, DATA)
        archive.writestr("carrier-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n")
        archive.writestr(
            "carrier-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("carrier-1.0.dist-info/RECORD", "")


def test_pip_fetches_a_carrier_once_and_its_member_is_taken_out(
    kitchen: Kitchen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wheel(tmp_path / "links", "carrier/inside.bin")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "links"))
    place = Pip("carrier==1.0", member="carrier/inside.bin")
    assert kitchen.fetcher.get(entry((place,))).read_bytes() == DATA
    kitchen.fetcher.get(entry((Folder("nowhere"), place), file="again.bin"))
    assert sum("fetching" in line for line in kitchen.said) == 1
    with pytest.raises(FetchError, match="holds no carrier/missing"):
        kitchen.fetcher.get(entry((Pip("carrier==1.0", member="carrier/missing"),), b"else"))


def test_a_package_that_pip_cannot_find_is_a_clear_error(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(FetchError, match=r"pip package carrier==9\.9.*ERROR"):
        kitchen.fetcher.get(entry((Pip("carrier==9.9"),)))


def test_a_client_that_fails_without_a_word_is_named(tmp_path: Path):
    with pytest.raises(places.PlaceError, match="ended with code 3 and said nothing"):
        places._run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)
