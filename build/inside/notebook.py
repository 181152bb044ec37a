"""Runs in Pyodide: makes a notebook of a lesson, with the page's own engine."""

import json
from pathlib import Path


def notebook(folder: str, name: str) -> str:
    """JSON: the notebook of the lesson `name` of a folder, or what is wrong with it, each with its line."""
    from lessons import command, html, notebook, reading, runs

    course = Path(folder)
    lessons = {path.stem: reading.read(path.read_text(encoding="utf-8"), path.stem)[0] for path in course.glob("*.md")}
    possible = sorted(each for each, lesson in lessons.items() if notebook.is_possible(lesson))
    if name not in possible:
        words = f"{notebook.REFUSED}. These lessons can be notebooks: {', '.join(possible)}"
        return json.dumps({"problems": [[1, words]]})
    made = runs.Runs()
    lesson, problems = command.examined(course / f"{name}.md", made)
    if lesson is None or problems:
        return json.dumps({"problems": [[problem.line, problem.words] for problem in problems]})
    try:
        return json.dumps({"notebook": notebook.to_text(lesson, made, course)})
    except html.MissingError as error:
        return json.dumps({"problems": [[1, f"there is no picture `{error}` beside the lesson"]]})
