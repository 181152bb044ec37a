"""`python build notebook`: the page's own Python makes a notebook of a lesson, or says why there is none."""

import re
from pathlib import Path

import pytest
from cache import Cache, default_folder
from course import LessonError, check_name
from lock import read
from make import Build

from tests.playground.notebooks import cells, run

ROOT = Path(__file__).parents[2]
LOSSES = r"training loss (\S+), test loss (\d+\.\d+)"
SAID = re.compile(rf"step (\d+): {LOSSES}.*\n  in the page: {LOSSES}")


@pytest.fixture(scope="module")
def build() -> Build:
    return Build(ROOT, read(), Cache(default_folder()), print)


@pytest.mark.long
def test_the_notebook_comes_to_what_the_page_came_to(build: Build, tmp_path: Path):
    printed = run(cells(build.notebook("one-neuron")), tmp_path)
    found = SAID.findall(printed)
    assert [int(step) for step, *_ in found] == [0, 200, 200]
    for _, *numbers in found:
        training, test, *page = map(float, numbers)
        assert [training, test] == pytest.approx(page, abs=0.001)


def test_digits_do_not_travel(build: Build):
    with pytest.raises(
        LessonError, match=r"which-pixels\.md:1: this lesson shows the digits page.*: .*overfitting.*xor"
    ):
        build.notebook("which-pixels")


def test_a_lesson_that_there_is_not_is_named_with_the_one_that_may_be_meant(build: Build):
    with pytest.raises(LessonError, match=r"There is no lesson “overfiting”: do you mean “overfitting”\?"):
        build.notebook("overfiting")
    with pytest.raises(LessonError, match=r"There is no lesson “zzz”\. There are:\n  one\n  two$"):
        check_name("zzz", ["one", "two"])
