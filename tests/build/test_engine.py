"""The editor and the formulas of the engine page, from the locked files."""

import json
import re
from pathlib import Path

import pytest
from cache import Cache, default_folder
from engine import EDITOR_PARTS, FormulaError, editor, formulas, typesetting
from fetch import Fetcher
from lock import LockError, read
from node import Node, NodeError, ready
from packs import fingerprinted
from places import Places
from shell import fingerprint

FORMULAS = {"sigmoid": r"\sigma(z) = \frac{1}{1 + e^{-z}}", "dense": r"y = x W + b"}


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    return Fetcher(Cache(default_folder()), Places(tmp_path, lambda: ["npm"], print), print)


@pytest.fixture
def wheel(fetcher: Fetcher) -> Path:
    return fetcher.get(read().named("panel"))


@pytest.fixture
def fonts(fetcher: Fetcher) -> dict[str, Path]:
    return fetcher.get_all(read().of_role("font"))


@pytest.fixture
def node(fetcher: Fetcher) -> Node:
    return ready(read(), fetcher.cache, fetcher.get)


def test_formulas_become_html_that_can_be_heard_too(wheel: Path, node: Node, tmp_path: Path):
    made = json.loads(formulas(json.dumps(FORMULAS).encode(), wheel, node, tmp_path))
    assert made.keys() == FORMULAS.keys()
    assert "<math" in made["sigmoid"]
    assert "<mfrac>" in made["sigmoid"]
    assert 'class="katex-html" aria-hidden="true"' in made["sigmoid"]


@pytest.mark.parametrize("wrong", [r"\frac{1}", r"\nocommand", "σ(z) = ½"])
def test_a_formula_that_cannot_be_set_is_named(wheel: Path, node: Node, tmp_path: Path, wrong: str):
    with pytest.raises(NodeError, match="the formula wrong cannot be set"):
        formulas(json.dumps(FORMULAS | {"wrong": wrong}).encode(), wheel, node, tmp_path)


@pytest.mark.parametrize("text", [b"{", b"[]", b'{"a": 1}'])
def test_a_file_of_another_form_is_named(wheel: Path, node: Node, tmp_path: Path, text: bytes):
    with pytest.raises(FormulaError, match=r"engine/formulas\.json"):
        formulas(text, wheel, node, tmp_path)


def test_the_style_sheet_asks_for_the_fonts_that_are_there_under_their_new_names(wheel: Path, fonts: dict[str, Path]):
    files = typesetting(wheel, fonts)
    style = fingerprint(files)["engine/katex.css"].decode()
    asked = {f"engine/{name}" for name in re.findall(r"url\(\./([^)]+)\)", style)}
    assert asked == {fingerprinted(name, data) for name, data in files.items() if name.endswith(".woff2")}
    assert len(asked) == 20
    assert len(re.findall(r"url\(", style)) == 20


def test_fonts_of_another_version_are_refused(wheel: Path, fonts: dict[str, Path]):
    with pytest.raises(LockError, match=r"KaTeX_AMS-Regular\.woff2"):
        typesetting(wheel, {name: path for name, path in fonts.items() if "AMS" not in name})


def test_the_editor_is_whole(wheel: Path):
    files = editor(wheel)
    assert files.keys() == {f"engine/{name}" for name in EDITOR_PARTS}
    assert b'ace.define("ace/mode/python"' in files["engine/mode-python.js"]
    assert b"sourceMappingURL" not in b"".join(files.values())
