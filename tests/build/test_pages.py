"""Pages know where they lie and what belongs to them."""

import ast
from pathlib import Path

from pages import ENGINE, PAGES, Page, present


def test_a_page_stands_when_its_template_does_and_the_first_always(tmp_path: Path):
    first, engine = PAGES[:2]
    assert present(tmp_path) == (first,)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "engine.html.j2").touch()
    assert present(tmp_path) == (first, engine)


def test_the_way_back_to_the_sites_folder_is_as_long_as_the_way_in():
    places = [(page.file, page.root) for page in (Page("a", "./"), Page("b", "b/"), Page("c", "b/c/"))]
    assert places == [("index.html", "./"), ("b/index.html", "../"), ("b/c/index.html", "../../")]


def test_a_page_owns_the_folder_of_its_name():
    assert PAGES[1].owns("engine/code.mjs")
    assert not PAGES[1].owns("engines.mjs")
    assert not PAGES[0].owns("engine/code.mjs")


def test_the_texts_of_the_engine_are_those_that_a_notebook_brings_along():
    module = Path(__file__).resolve().parents[2] / "playground" / "core" / "files" / "engine.py"
    [folders] = [
        ast.literal_eval(node.value)
        for node in ast.parse(module.read_text()).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "FOLDERS"
    ]
    assert folders == ENGINE
    assert PAGES[1].sources == tuple(f"{folder}/*.py" for folder in ENGINE)
