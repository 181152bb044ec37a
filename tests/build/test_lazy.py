"""What lies in packs: nothing is downloaded for a question, everything for an import or for a file that is opened."""

import importlib
import importlib.util
import json
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from packs import integrity

SOURCE = Path(__file__).resolve().parents[2] / "build" / "inside" / "glassbox_lazy.py"


def gzipped(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()


class Zoo:
    """The finder with one pack: a package with a module, and a file beside it; `downloads` says what was fetched."""

    def __init__(self, folder: Path, module: ModuleType) -> None:
        self.data = folder / "animals" / "sounds.txt"
        self.module = module
        self.downloads: list[tuple[str, bool]] = []
        self.hooks: list[Callable[[str, tuple[str, str, int]], None]] = []
        files = {"__init__.py": b"NAME = 'zoo'\n", "cat.py": b"from animals import NAME\nSOUND = 'miaow'\n"}
        index, body = [], b""
        for name, data in {**files, self.data.name: b"oink"}.items():
            index.append([str(folder / "animals" / name), len(body), len(data)])
            body += data
        head = json.dumps(index).encode()
        pack = gzipped(len(head).to_bytes(4, "little") + head + body)
        self.answers = [pack, pack]
        entry = {"path": "animals.pack", "sha256": integrity(pack), "modules": ["animals", "animals.cat"]}
        module.INDEX.write_text(json.dumps([{**entry, "data": [str(self.data)]}]))

    def opened(self, path: Path) -> None:
        """Python is about to open this file."""
        self.hooks[0]("open", (str(path), "r", 0))

    def download(self, url: str, past_cache: bool) -> bytes:
        self.downloads.append((url, past_cache))
        return self.answers.pop(0)


@pytest.fixture
def lazy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Zoo]:
    spec = importlib.util.spec_from_file_location("glassbox_lazy", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "INDEX", tmp_path / "lazy.json")
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    zoo = Zoo(tmp_path, module)
    monkeypatch.setattr(module, "download", zoo.download)
    monkeypatch.setattr(sys, "addaudithook", zoo.hooks.append)  # a real one could never be taken away again
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    module.install("base/")
    yield zoo
    for name in [name for name in sys.modules if name.split(".")[0] == "animals"]:
        del sys.modules[name]


def test_asking_whether_a_module_is_there_downloads_nothing(lazy: Zoo):
    assert importlib.util.find_spec("animals") is not None
    assert importlib.util.find_spec("plants") is None
    assert lazy.downloads == []


def test_an_import_fetches_the_pack_once(lazy: Zoo):
    cat = importlib.import_module("animals.cat")
    assert (cat.SOUND, cat.NAME) == ("miaow", "zoo")
    spec = sys.modules["animals"].__spec__
    assert spec is not None
    assert spec.submodule_search_locations
    assert lazy.downloads == [("base/animals.pack", False)]


def test_a_file_is_there_when_it_is_opened(lazy: Zoo, tmp_path: Path):
    lazy.opened(tmp_path / "other.txt")
    assert lazy.downloads == []
    lazy.opened(lazy.data)
    assert lazy.data.read_bytes() == b"oink"
    lazy.opened(lazy.data)
    assert len(lazy.downloads) == 1


def test_python_opens_a_file_that_waits(lazy: Zoo):
    """In a process of its own, with a real hook: writing the files of a pack opens files too."""
    script = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(SOURCE.parent)!r})
import glassbox_lazy
glassbox_lazy.INDEX, glassbox_lazy.ROOT = Path({str(lazy.module.INDEX)!r}), {str(lazy.data.parents[1])!r}
glassbox_lazy.download = lambda url, past_cache: bytes.fromhex({lazy.answers[0].hex()!r})
glassbox_lazy.install("base/")
print(open({str(lazy.data)!r}).read())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout == "oink\n", done.stderr


def test_a_file_that_came_another_way_is_left_alone(lazy: Zoo):
    lazy.data.parent.mkdir()
    lazy.data.write_bytes(b"here already")
    lazy.opened(lazy.data)
    assert lazy.downloads == []


def test_a_pack_that_is_not_the_one_is_asked_for_past_the_cache(lazy: Zoo):
    lazy.answers.insert(0, b"<p>Please accept our terms.</p>")
    assert importlib.import_module("animals").NAME == "zoo"
    assert lazy.downloads == [("base/animals.pack", False), ("base/animals.pack", True)]


def test_a_pack_that_stays_wrong_is_named_and_tried_again_later(lazy: Zoo):
    lazy.answers[:0] = [b"wrong", b"wrong"]
    with pytest.raises(ImportError, match=r"base/animals\.pack arrived damaged"):
        importlib.import_module("animals")
    assert importlib.import_module("animals").NAME == "zoo"


def test_a_file_that_cannot_be_had_is_an_error_of_files(lazy: Zoo):
    lazy.answers[:] = [b"wrong", b"wrong"]
    with pytest.raises(OSError, match=r"animals\.pack"):
        lazy.opened(lazy.data)


@pytest.mark.usefixtures("lazy")
def test_a_module_knows_its_file(tmp_path: Path):
    animals = importlib.import_module("animals")
    assert animals.__file__ == str(tmp_path / "animals" / "__init__.py")
    assert animals.__spec__ is not None
    assert animals.__spec__.origin == animals.__file__
