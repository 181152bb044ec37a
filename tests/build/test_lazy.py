"""Modules that lie in packs: nothing is downloaded for a question, everything for an import."""

import importlib
import importlib.util
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "build" / "inside" / "glassbox_lazy.py"


def gzipped(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()


@pytest.fixture
def lazy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The finder with one pack, ``animals``: a package with a module; `downloads` says what was fetched."""
    spec = importlib.util.spec_from_file_location("glassbox_lazy", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files = {"animals/__init__.py": b"NAME = 'zoo'\n", "animals/cat.py": b"from animals import NAME\nSOUND = 'miaow'\n"}
    index, body = [], b""
    for name, data in files.items():
        index.append([str(tmp_path / name), len(body), len(data)])
        body += data
    head = json.dumps(index).encode()
    pack = gzipped(len(head).to_bytes(4, "little") + head + body)
    listing = tmp_path / "lazy.json"
    listing.write_text(json.dumps({"animals": {"path": "animals.pack", "modules": ["animals", "animals.cat"]}}))
    downloads: list[str] = []

    def download(url: str) -> bytes:
        downloads.append(url)
        return pack

    monkeypatch.setattr(module, "INDEX", listing)
    monkeypatch.setattr(module, "download", download)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    module.install("base/")
    yield downloads
    for name in [name for name in sys.modules if name.split(".")[0] == "animals"]:
        del sys.modules[name]


def test_asking_whether_a_module_is_there_downloads_nothing(lazy: list[str]):
    assert importlib.util.find_spec("animals") is not None
    assert importlib.util.find_spec("plants") is None
    assert lazy == []


def test_an_import_fetches_the_pack_once(lazy: list[str]):
    cat = importlib.import_module("animals.cat")
    assert (cat.SOUND, cat.NAME) == ("miaow", "zoo")
    spec = sys.modules["animals"].__spec__
    assert spec is not None
    assert spec.submodule_search_locations
    assert lazy == ["base/animals.pack"]


@pytest.mark.usefixtures("lazy")
def test_a_module_knows_its_file(tmp_path: Path):
    animals = importlib.import_module("animals")
    assert animals.__file__ == str(tmp_path / "animals" / "__init__.py")
    assert animals.__spec__ is not None
    assert animals.__spec__.origin == animals.__file__
