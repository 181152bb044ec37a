"""The form of a lesson's file: a head, steps that begin with `##`, and blocks between `:::` lines.

    ::: check Tell the rings apart
    - test loss < 0.05

      Still much higher? One neuron draws one straight line.

    hint: Look at the boundary of each neuron.
    :::

A file is read line by line, and what stands in fenced code begins and ends nothing. Lines are counted from 1.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_MARKER = re.compile(r" {0,3}:{3,}(.*)")
_HEADING = re.compile(r" {0,3}(#{1,2})(?!#)(\s*)(.*)")
_FENCE = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}(?=[^`]*$)|~{3,})(.*)")

Say = Callable[[int, str], None]
"""Called with a line and a sentence for what is wrong there."""


class Line(NamedTuple):
    """A line of a text; `is_code` if it stands in fenced code, or begins or ends it."""

    number: int
    text: str
    is_code: bool


class Block(NamedTuple):
    """What stands between two `:::` lines."""

    line: int
    name: str
    words: str
    lines: list[Line]


class Piece(NamedTuple):
    """A piece of a file: a head, a heading of a step, a block, or a text."""

    kind: str
    line: int
    text: str
    block: Block | None = None


def tidied(text: str) -> str:
    """A text as it is read: no mark of the byte order, line feeds alone, and no tabs at the beginnings of lines."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return re.sub(r"^[ \t]*\t", lambda found: found[0].expandtabs(4), text, flags=re.MULTILINE)


def lines_of(text: str, say: Say) -> list[Line]:
    """All lines of a text, and whether they are code."""
    found, fence, began = list[Line](), "", 0
    for number, line in enumerate(text.split("\n"), 1):
        marked = _FENCE.match(line)
        is_code = bool(fence or marked)
        if fence and marked and marked[1].startswith(fence) and not marked[2].strip():
            fence = ""
        elif marked and not fence:
            fence, began = marked[1], number
        found.append(Line(number, line, is_code))
    if fence:
        say(began, f"the code that begins here does not end: add a line of `{fence}`")
    return found


def split_head(lines: list[Line], say: Say) -> tuple[Piece | None, list[Line]]:
    """The head, if there is one, and the other lines."""
    if lines[0].text.rstrip() != "---":
        words = "`title:`, `summary:`, `minutes:` and `learn:`"
        say(1, f"the file begins with no head: lines of {words} between two lines of `---`")
        return None, lines
    for count, line in enumerate(lines[1:], 1):
        if line.text.rstrip() == "---":
            return Piece("head", 1, "\n".join(each.text for each in lines[1:count])), lines[count + 1 :]
    say(1, "the head does not end: put a line of `---` behind it")
    return None, []


def pieces(lines: list[Line], say: Say) -> Iterator[Piece]:
    """What follows the head, piece by piece; what is neither heading of a step nor block is text."""
    held, block = list[Line](), None
    for line in lines:
        marker = None if line.is_code else _MARKER.fullmatch(line.text)
        heading = None if line.is_code else _heading(line, say)
        if not marker and not heading:
            held.append(line)
            continue
        words = marker[1].strip() if marker else ""
        if block is None:
            yield from _text(held)
        else:
            yield _ended(block, held, say if heading or words else None)
        if marker and not words and block is None:
            say(line.number, "this `:::` ends nothing: a block begins with a line like `::: predict`")
        if heading:
            yield Piece("step", line.number, heading)
        held, block = [], _begun(line.number, words) if words else None
    if block is None:
        yield from _text(held)
    else:
        yield _ended(block, held, say)


def _begun(line: int, words: str) -> Block:
    name, *more = words.split(maxsplit=1)
    return Block(line, name, "".join(more), [])


def _ended(block: Block, lines: list[Line], say: Say | None) -> Piece:
    if say is not None:
        say(block.line, f"`{block.name}` is not closed: end it with a line of `:::`")
    return Piece("block", block.line, "", block._replace(lines=lines))


def _heading(line: Line, say: Say) -> str | None:
    """The title of the step that a line begins; None if it begins none."""
    found = _HEADING.fullmatch(line.text)
    if found is None or (not found[2] and found[3]):
        if found and len(found[1]) == 2:
            say(line.number, "a step begins with `##` and a space")
        return None
    if len(found[1]) == 1:
        say(line.number, "a step begins with `##`, not with `#`: the title of the lesson stands in its head")
        return None
    title = re.sub(r"(^|\s+)#+$", "", found[3].strip())
    if not title:
        say(line.number, "a step needs a title: `## Draw one line`")
    return title or "Step"


def _text(lines: list[Line]) -> Iterator[Piece]:
    if text := joined(lines):
        first = next(line.number for line in lines if line.text.strip())
        yield Piece("text", first, text)


def joined(lines: list[Line]) -> str:
    """Lines as one text, without empty ones before and behind."""
    return "\n".join(line.text for line in lines).strip("\n").rstrip()
