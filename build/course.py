"""The lessons of the course: read, checked and drawn by the project's own code in the page's own Python, in Node.

`lessons/course/order.txt` has their names in the order in which they are taught, one a line.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import engine
import library
import sources
from library import INSIDE, Toolbox
from places import Say
from sources import DECLARED

FOLDER = "lessons/course"
ORDER = "order.txt"
PICTURES = DECLARED["lessons"].left_out - {".md", ".txt"}
TOLD = "lesson.json"
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

    key = library.key(INSIDE / "notebook.py", project.root / FOLDER / f"{name}.md", *_inputs(project, vendors))
    told = json.loads((tools.cache.result(f"notebook-{key}", fill) / "notebook.json").read_text(encoding="utf-8"))
    if problems := told.get("problems"):
        raise LessonError("\n".join(f"{FOLDER}/{name}.md:{line}: {words}" for line, words in problems))
    return told["notebook"].encode()


def read(project: library.Project, vendors: Path, panel: Path, tools: Toolbox, say: Say) -> dict[str, dict[str, Any]]:
    """What `inside/course.py` tells of every lesson, kept until that lesson or the code behind it changes."""
    own = INSIDE / "course.py", project.root / COLOURS, *_inputs(project, vendors)
    names = order(project.root / FOLDER)
    results = {name: f"lesson-{library.key(*own, project.root / FOLDER / f'{name}.md')}" for name in names}
    new = [name for name in names if not tools.cache.has(results[name])]
    with tools.cache.scratch() as scratch:
        if new:
            say(f"reading and drawing {len(new)} of the lessons" if new != names else "reading and drawing the lessons")
            _read(new, project, vendors, panel, tools, scratch)

        def fill(made: Path, name: str) -> None:
            shutil.move(scratch / f"{name}.json", made / TOLD)

        folders = {name: tools.cache.result(results[name], partial(fill, name=name)) for name in names}
    return {name: json.loads((folder / TOLD).read_text(encoding="utf-8")) for name, folder in folders.items()}


def _read(names: list[str], project: library.Project, vendors: Path, panel: Path, tools: Toolbox, out: Path) -> None:
    """Writes what is told of these lessons, a file each."""
    [katex] = engine.members(panel, engine.KATEX, ("katex.min.js",)).values()
    (out / "katex.cjs").write_bytes(katex)
    library.run_tool(
        tools, "course", str(vendors / library.LIBRARY), str(project.root), str(out / "katex.cjs"), str(out), *names
    )


def _inputs(project: library.Project, vendors: Path) -> list[bytes | Path]:
    """All but its own text that what is told of a lesson depends on."""
    found: list[bytes | Path] = [vendors.name.encode(), INSIDE / "tool.mjs"]
    folder, root = project.root / FOLDER, project.root
    paths = [path for path in sources.all_files(root / "lessons") if path.parent != folder or path.suffix in PICTURES]
    for name in ("nets", "playground"):
        paths += sources.travelling(name, project.folders[name])
    return found + [part for path in paths for part in (path.relative_to(root).as_posix().encode(), path)]
