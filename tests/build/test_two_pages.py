"""A project with two pages, built with the real lock: what each page needs, and nothing else, is in its pack."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from cache import Cache, default_folder
from lock import read
from make import Build
from packs import integrity, unpack

from tests.build.project import FILES, write

PACKAGES = "/lib/python3.14/site-packages"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    assert Build(write(folder / "project"), read(), Cache(default_folder()), print).site(folder / "site")
    return folder / "site"


def manifest(site: Path, document: str = "index.html") -> dict[str, Any]:
    found = re.search(r'id="manifest">(.*?)</script>', (site / document).read_text())
    assert found
    return json.loads(found.group(1))


def pack(site: Path, name: str) -> dict[str, bytes]:
    return unpack(gzip.decompress((site / manifest(site)["files"][name]["path"]).read_bytes()))


def test_the_start_has_what_the_first_page_reads(site: Path):
    assert f"{PACKAGES}/nets/plain.pyc" in pack(site, "app.pack")
    assert "/lib/python3.14/colorsys.pyc" in pack(site, "python.pack")


def test_the_other_page_has_what_it_reads_in_addition(site: Path):
    files = pack(site, "page-engine.pack")
    assert files[f"{PACKAGES}/nets/data/tale.txt"] == b"Once upon a time"
    assert files["/lib/glassbox/sources/nets/losses.py"] == FILES["nets/losses.py"].encode()
    assert {f"{PACKAGES}/playground/pages/engine.pyc", "/lib/python3.14/tomllib/__init__.pyc"} <= files.keys()
    start = [pack(site, name) for name in ("app.pack", "python.pack", "libraries.pack")]
    assert not any(path in part for part in start for path in files)


def test_everything_else_waits(site: Path):
    index = json.loads(pack(site, "libraries.pack")["/lib/glassbox/lazy.json"])
    held = {entry["path"].split("/")[-1].rsplit("-", 1)[0]: entry for entry in index}
    assert held["rest-nets"]["modules"] == ["nets.late", "nets.losses"]
    assert held["rest-nets-digits.npz"]["data"] == [f"{PACKAGES}/nets/data/digits.npz"]
    assert all(entry["sha256"] == integrity((site / entry["path"]).read_bytes()) for entry in index)


def test_each_document_finds_the_files_from_where_it_lies(site: Path):
    for document, root in (("index.html", "./"), ("engine/index.html", "../")):
        told = manifest(site, document)
        assert told["root"] == root
        text = (site / document).read_text()
        assert f'href="{root}{told["files"]["style.css"]["path"]}"' in text
        assert f'<a href="{root}engine/">engine</a>' in text
    assert "the first page" in (site / "index.html").read_text()
    assert told["files"]["engine/code.mjs"]["path"].startswith("assets/engine/code-")
    assert "../assets/engine/code-" in (site / "engine" / "index.html").read_text()


def test_the_manifest_tells_what_belongs_to_which_page(site: Path):
    first, engine = manifest(site), manifest(site, "engine/index.html")
    assert first["pages"] == engine["pages"]
    assert first["pages"]["playground"] == {"address": "./", "packs": []}
    assert first["pages"]["engine"] == {"address": "engine/", "packs": ["page-engine.pack"]}
    own = engine["files"].keys() - first["files"].keys()
    assert {f"engine/{name}" for name in ("code.mjs", "ace.js", "katex.css", "formulas.json")} <= own
    assert {"style.css", "page-engine.pack", *first["start"]} <= first["files"].keys()
    assert first["files"].items() <= engine["files"].items()
    assert all(name.startswith("engine/") for name in own)
    formulas = json.loads((site / engine["files"]["engine/formulas.json"]["path"]).read_text())
    assert "<math" in formulas["dense"]


def test_the_manifest_tells_which_scripts_a_start_needs(site: Path):
    first, engine = manifest(site), manifest(site, "engine/index.html")
    assert set(first["scripts"]) == {"page.mjs", "worker.mjs"} & first["files"].keys()
    assert set(engine["scripts"]) <= engine["files"].keys()


def test_every_file_has_its_hash(site: Path):
    for told in manifest(site, "engine/index.html")["files"].values():
        data = (site / told["path"]).read_bytes()
        assert (told["size"], told["sha256"]) == (len(data), integrity(data))


def test_the_service_worker_has_the_hashes_of_all_that_it_keeps(site: Path):
    [found] = re.findall(r"const FILES = (.*?})", (site / "service-worker.js").read_text(), re.S)
    kept = json.loads(found)
    for path, value in kept.items():
        assert value == integrity((site / (f"{path}index.html" if path.endswith("/") else path)).read_bytes())
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    left_out = files - kept.keys() - {"index.html", "engine/index.html", "service-worker.js", "build.json"}
    assert {"./", "engine/"} <= kept.keys()
    late = {path for path in left_out if re.search(r"/(memory|beside)-", path)}
    assert len(late) == 2
    assert all("/rest-" in path for path in left_out - late)
    assert any("rest-nets-digits" in path for path in left_out)
    assert any("rest-pandas" in path for path in left_out)
