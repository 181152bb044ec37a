"""The guide for teachers: every example in it is a lesson in which nothing is wrong, and its tables are complete."""

import re

import pytest

from lessons.conditions import condition
from lessons.pages import KINDS, PARTS, QUANTITIES
from lessons.parts import names_in
from lessons.reading import _BLOCKS, read
from lessons.truth import untrue
from tests.support.environment import ROOT

GUIDE = (ROOT / "lessons" / "README.md").read_text()
EXAMPLES = re.findall(r"```(lesson|step)\n(.*?)```", GUIDE, re.DOTALL)
HEAD = "---\ntitle: One\nsummary: It.\nminutes: 8\nlearn: [it]\n---\n## A\n"


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_an_example_is_right_and_true(kind, text):
    lesson, problems = read(text if kind == "lesson" else HEAD + text, "example")
    assert problems == []
    assert untrue(lesson) == []


def test_every_block_has_an_example():
    shown = {name for _, text in EXAMPLES for name in re.findall(r"^::: (\w+)", text, re.MULTILINE)}
    assert shown == set(_BLOCKS)


def test_the_table_of_quantities_is_the_readers():
    for name, words in QUANTITIES.items():
        assert f"| `{name}` | {words} |\n" in GUIDE
    table = GUIDE.partition("| quantity | what it is |\n|---|---|\n")[2].partition("\n\n")[0]
    assert len(table.splitlines()) == len(QUANTITIES)


def test_every_condition_of_the_table_is_one():
    table = GUIDE.partition("| write | it is so when |\n|---|---|\n")[2].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines()]
    written = [words for cell in cells for words in re.findall(r"`([^`]+)`", cell)]
    assert len(written) > 10
    for words in written:
        assert condition(words, KINDS["playground"]).words == words


def test_it_names_parts_that_a_page_has():
    [named] = re.findall(
        r"`look at` names what is ringed while the step is read: (.*?), or any setting", GUIDE, re.DOTALL
    )
    assert set(names_in(named.replace("`", ""))) == set(PARTS["playground"]) - {"header"}
