"""The command of the lessons: what it prints, and its exit code."""

import subprocess
import sys
from pathlib import Path

import pytest

from lessons import __main__ as entry
from lessons.command import COURSE, TEMPLATE, command, new
from tests.support.environment import ROOT, requirements

GOOD = TEMPLATE.read_text()


@pytest.fixture
def lesson(tmp_path):
    file = tmp_path / "first.md"
    file.write_text(GOOD)
    return file


def test_a_good_lesson_is_counted(lesson, capsys):
    assert command(["check", str(lesson)]) == 0
    assert capsys.readouterr().out == f"{lesson}: 2 steps, 1 prediction, 1 check: nothing is wrong\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[0.19]", "[0.18]", ": test loss is 0.19 at step 500, and not 0.18"),
        ("needs: []", "needs: [second]", "1: the lesson needs `second`, and there is no second.md beside it"),
        ("::: predict", "::: predcit", ": there is no block `predcit`: do you mean `predict`?"),
    ],
)
def test_a_problem_is_told_with_its_place(lesson, capsys, before, after, said):
    lesson.write_text(GOOD.replace(before, after))
    assert command(["check", str(lesson)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{lesson}:")
    assert said in out
    assert "nothing is wrong" not in out


def test_the_answer_to_a_number_is_told(lesson, capsys):
    choices = GOOD[GOOD.index("- [x]") : GOOD.index(":::\n\n::: run")]
    lesson.write_text(GOOD.replace(choices, "answer: test loss ± 0.05\n"))
    assert command(["check", str(lesson)]) == 0
    assert ": the answer: test loss is 0.1" in capsys.readouterr().out


def test_what_is_no_text_is_said(tmp_path, capsys):
    (tmp_path / "picture.md").write_bytes(b"\xff\xfe\xfa")
    assert command(["check", str(tmp_path / "picture.md"), str(tmp_path / "none.md")]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert "no text in UTF-8" in first
    assert "cannot be read" in second


def test_a_lesson_is_begun_once(tmp_path, capsys):
    assert new("why-it-overfits", tmp_path) == 0
    assert (tmp_path / "why-it-overfits.md").read_text() == GOOD
    (tmp_path / "why-it-overfits.md").write_text("mine")
    assert new("why-it-overfits", tmp_path) == 1
    assert (tmp_path / "why-it-overfits.md").read_text() == "mine"
    assert "is there already" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["../evil", "Über", "", "a b", "-x", "a.md"])
def test_a_name_is_plain(tmp_path, name):
    assert new(name, tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_lessons_are_checked_and_nothing_is_wrong():
    """The build checks all of them, in the page's own Python."""
    files = [str((COURSE / f"{name}.md").relative_to(ROOT)) for name in ("one-neuron", "xor")]
    done = subprocess.run([sys.executable, "-m", "lessons", "check", *files], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition(":")[0] for line in done.stdout.splitlines() if line.endswith("nothing is wrong")] == files


def test_its_environment_holds_all_that_it_imports():
    pins = [line.partition("==")[0] for line in requirements(entry.PACKAGES).splitlines() if not line.startswith(" ")]
    assert sorted(pins) == sorted(entry.PACKAGES)
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import lessons.command, playground.core.plane.run, playground.core.digits.run
print(*sorted({{getattr(m, '__file__', None) or '' for m in sys.modules.values()}}), sep='\\n')
"""
    files = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    below = {Path(file).parts[Path(file).parts.index("site-packages") + 1] for file in files if "site-packages" in file}
    met = {name for name in below if name[0] not in "_" and ".py" not in name}
    assert met - {"linkify_it"} <= set(entry.PACKAGES.values())  # which markdown-it takes if it is there
