"""The command of the lessons: check some, or begin one."""

import argparse
import re
from pathlib import Path

from lessons.lesson import Lesson, Problem
from lessons.reading import read
from lessons.runs import Runs
from lessons.truth import answers, untrue

COURSE = Path(__file__).with_name("course")
TEMPLATE = Path(__file__).with_name("template.md")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def command(words: list[str]) -> int:
    """Do what the words of a command line say; the exit code."""
    parser = argparse.ArgumentParser(prog="python3 -m lessons", description="Check lessons, or begin one.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="say what is wrong in lessons; without a file, in the whole course")
    checking.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a lesson, as lessons/course/xor.md")
    beginning = commands.add_parser("new", help="begin a lesson: lessons/course/NAME.md")
    beginning.add_argument("name", metavar="NAME", help="small letters, digits and hyphens, as why-it-overfits")
    options = parser.parse_args(words)
    return new(options.name) if options.command == "new" else check(options.files or sorted(COURSE.glob("*.md")))


def check(files: list[Path]) -> int:
    """Print everything that is wrong in these files; 1 if anything is."""
    runs, fine = Runs(), True
    for file in files:
        lesson, problems = examined(file, runs)
        for problem in problems:
            print(f"{_near(file)}:{problem.line}: {problem.words}")
        if lesson is not None and not problems:
            for line, words in answers(lesson, runs):
                print(f"{_near(file)}:{line}: the answer: {words}")
            print(f"{_near(file)}: {summary(lesson)}: nothing is wrong")
        fine = fine and not problems
    return int(not fine)


def examined(file: Path, runs: Runs) -> tuple[Lesson | None, list[Problem]]:
    """A lesson and what is wrong in it; its runs are made only if it reads well. None if there is no such text."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        return None, [Problem(1, f"this file cannot be read: {error.strerror}")]
    except UnicodeDecodeError:
        return None, [Problem(1, "this file is no text in UTF-8: save it as that")]
    lesson, problems = read(text, file.stem)
    problems += [Problem(1, f"the lesson needs `{name}`, and there is no {name}.md beside it") for name in lesson.needs
                 if not file.with_name(f"{name}.md").is_file()]  # fmt: skip
    return lesson, problems or untrue(lesson, runs)


def summary(lesson: Lesson) -> str:
    """What there is in a lesson, in a few words."""
    predictions = sum(step.prediction is not None for step in lesson.steps)
    checks = sum(step.check is not None for step in lesson.steps)
    counts = {"step": len(lesson.steps), "prediction": predictions, "check": checks}
    return ", ".join(f"{count} {name}{'s' * (count != 1)}" for name, count in counts.items())


def new(name: str, folder: Path = COURSE) -> int:
    """Write a lesson's first draft; 1 if there is one of that name, or if that is no name."""
    file = folder / f"{name}.md"
    if not _NAME.fullmatch(name):
        print(f"“{name}” is no name: take small letters, digits and hyphens, as in why-it-overfits")
        return 1
    try:
        with file.open("x", encoding="utf-8") as draft:
            draft.write(TEMPLATE.read_text(encoding="utf-8"))
    except FileExistsError:
        print(f"{_near(file)} is there already")
        return 1
    print(f"{_near(file)}: answer the questions in it, and then: python3 -m lessons check {_near(file)}")
    return 0


def _near(file: Path) -> str:
    """A file's name, from where one stands if it lies below that."""
    return str(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file)
