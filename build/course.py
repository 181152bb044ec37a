"""The lessons of the course: read, checked and drawn by the project's own code in the page's own Python, in Node.

`lessons/course/order.txt` has their names in the order in which they are taught, one a line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import engine
import library
import sources
from library import INSIDE, Toolbox
from places import Say

FOLDER = "lessons/course"
ORDER = "order.txt"
COLOURS = "playground/web/base.css"
"""The style sheet in which the page's colours stand."""


class LessonError(Exception):
    """A lesson cannot be used; the message names the file, the line, and what to do."""


@dataclass(frozen=True)
class Written:
    """A lesson as the site needs it.

    page, fragment        the page that stands beside the text, and where it stands at first
    learn, intro, steps   HTML
    data                  what a page beside it has to know, as JSON takes it
    notes                 for who teaches: HTML by the id of the step
    """

    name: str
    title: str
    summary: str
    minutes: int
    needs: list[str]
    page: str
    fragment: str
    learn: list[str]
    intro: str
    steps: list[str]
    data: dict[str, Any]
    notes: dict[str, str]

    @property
    def address(self) -> str:
        """The lesson's folder below the site's."""
        return f"lessons/{self.name}/"


def course(project: library.Project, vendors: Path, panel: Path, tools: Toolbox, say: Say) -> tuple[Written, ...]:
    """All lessons, in their order; raises LessonError if one of them cannot be used.

    `panel` is the wheel with KaTeX.
    """
    folder = project.root / FOLDER
    if not folder.is_dir():
        return ()
    names = order(folder)
    told = read(project, vendors, panel, tools, say)
    problems = [
        f"{FOLDER}/{name}.md:{line}: {words}" for name in names for line, words in told[name].get("problems", ())
    ]
    if problems:
        raise LessonError("\n".join(problems))
    lessons = tuple(Written(**told[name]) for name in names)
    missing = [f"{FOLDER}/{lesson.name}.md: there is no lesson `{need}`, on which it builds" for lesson in lessons
               for need in lesson.needs if need not in names]  # fmt: skip
    if missing:
        raise LessonError("\n".join(missing))
    return lessons


def order(folder: Path) -> list[str]:
    """The names of the lessons in their order; raises LessonError unless these are just those that there are."""
    listed = (folder / ORDER).read_text(encoding="utf-8").split() if (folder / ORDER).is_file() else []
    there = {path.stem for path in folder.glob("*.md")}
    for name in sorted(there ^ set(listed)):
        words = f"is not listed in {ORDER}" if name in there else f"is listed in {ORDER}, but is not there"
        raise LessonError(f"{FOLDER}/{name}.md {words}")
    return listed


def check_name(name: str, names: list[str]) -> None:
    """Raises LessonError, with the names that there are, unless `name` is one of them."""
    if name in names:
        return
    near = get_close_matches(name.removesuffix(".md").lower(), names, n=1)
    meant = f": do you mean “{near[0]}”?" if near else "."
    there = "\n".join(f"  {each}" for each in names)
    raise LessonError(f"There is no lesson “{name}”{meant} There are:\n{there}")


def notebook(project: library.Project, vendors: Path, name: str, tools: Toolbox) -> bytes:
    """The lesson as a notebook for Jupyter; raises LessonError if it cannot be used, or cannot be one."""

    def fill(made: Path) -> None:
        out = made / "notebook.json"
        library.run_tool(tools, "notebook", str(vendors / library.LIBRARY), str(project.root), name, str(out))

    key = library.key(name.encode(), INSIDE / "notebook.py", *_inputs(project, vendors))
    told = json.loads((tools.cache.result(f"notebook-{key}", fill) / "notebook.json").read_text(encoding="utf-8"))
    if problems := told.get("problems"):
        raise LessonError("\n".join(f"{FOLDER}/{name}.md:{line}: {words}" for line, words in problems))
    return told["notebook"].encode()


def _inputs(project: library.Project, vendors: Path) -> list[bytes | Path]:
    """All that what is told of a lesson depends on."""
    inputs: list[bytes | Path] = [vendors.name.encode(), INSIDE / "tool.mjs", project.root / "lessons"]
    for name in ("nets", "playground"):
        inputs += [part for path in sources.travelling(name, project.folders[name])
                   for part in (path.relative_to(project.root).as_posix().encode(), path)]  # fmt: skip
    return inputs


def read(project: library.Project, vendors: Path, panel: Path, tools: Toolbox, say: Say) -> dict[str, dict[str, Any]]:
    """What `inside/course.py` tells of every lesson, kept until a lesson or the code behind it changes."""

    def fill(made: Path) -> None:
        say("reading and drawing the lessons")
        [katex] = engine.members(panel, engine.KATEX, ("katex.min.js",)).values()
        (made / "katex.cjs").write_bytes(katex)
        out = made / "course.json"
        library.run_tool(
            tools, "course", str(vendors / library.LIBRARY), str(project.root), str(made / "katex.cjs"), str(out)
        )

    key = library.key(INSIDE / "course.py", project.root / COLOURS, *_inputs(project, vendors))
    return json.loads((tools.cache.result(f"course-{key}", fill) / "course.json").read_text())
