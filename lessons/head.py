"""The head of a lesson: a few lines of YAML."""

from typing import Any

import yaml

from lessons.blocks import Piece, Say
from lessons.parts import meant

HEAD = {"title": str, "summary": str, "minutes": int, "needs": list, "learn": list}
"""What stands in a lesson's head, and of what kind it is."""
NEEDED = ("title", "summary", "minutes", "learn")
KINDS = {str: "a text", int: "a whole number", list: "a list: a line of `- …` for each"}


def head_of(piece: Piece, say: Say) -> dict[str, Any]:
    """What the head says, by the names of `Lesson`."""
    try:
        found = yaml.safe_load(piece.text) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        last = piece.line + piece.text.count("\n") + 1
        say(
            min(piece.line + 1 + (mark.line if mark else 0), last),
            "the head cannot be read: put a text that holds a colon in quotes",
        )
        return {}
    if not isinstance(found, dict):
        say(piece.line, "the head is no list of lines like `title: What one neuron sees`")
        return {}
    where = _lines(piece)
    good: dict[str, Any] = {}
    for key, value in found.items():
        line = where.get(str(key), piece.line)
        if key not in HEAD:
            say(line, f"`{key}` does not belong into the head{meant(str(key), HEAD)}")
        elif reason := _unfit(key, value):
            say(line, reason)
        else:
            good[key] = tuple(map(str, value)) if isinstance(value, list) else value
    for key in NEEDED:
        if not found.get(key):
            say(piece.line, f"the head lacks `{key}`")
    return good


def _unfit(key: str, value: Any) -> str:
    if not isinstance(value, HEAD[key]) or isinstance(value, bool):
        return f"`{key}` is {KINDS[HEAD[key]]}, not “{value}”"
    if isinstance(value, list) and not all(isinstance(each, str) for each in value):
        return f"`{key}` is a list of texts: put one that holds a colon in quotes"
    if isinstance(value, int) and not 0 < value <= 600:
        return f"`{key}` says how long the lesson takes, not {value}"
    return ""


def _lines(piece: Piece) -> dict[str, int]:
    """The line of each word of the head."""
    found: dict[str, int] = {}
    for number, each in enumerate(piece.text.split("\n"), piece.line + 1):
        key, colon, _ = each.partition(":")
        if colon and key == key.lstrip():
            if key.strip() in found:
                continue
            found[key.strip()] = number
    return found
