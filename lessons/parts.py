"""What stands in a block: parts that begin with words of their own (`hint:`), and lists."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from lessons.blocks import Block, Line, Say, joined

_ITEM = re.compile(r"( *)((?:[-*+•–]|\d{1,9}[.)])(?:[ \t]+|$))(.*)")
_KEY = re.compile(r" {0,3}([A-Za-z][A-Za-z -]{1,30}?)\s*[:：](?:\s+(.*))?")


class Part(NamedTuple):
    """A part of a text: the word that it begins with, empty for what stands before the first one, and its lines."""

    key: str
    line: int
    lines: list[Line]

    @property
    def text(self) -> str:
        """All of it."""
        return joined(self.lines)


def parts(block: Block, keys: tuple[str, ...], say: Say) -> list[Part]:
    """The parts of a block, which begin with these words; the first one has none, and may be empty."""
    found = [Part("", block.line, [])]
    for line in block.lines:
        begun = None if line.is_code else _KEY.fullmatch(line.text)
        key = begun[1].lower() if begun else ""
        if begun and key in keys:
            found.append(Part(key, line.number, [line._replace(text=begun[2] or "")]))
            continue
        if begun and (hint := meant(key, keys)):
            say(line.number, f"`{begun[1]}:` means nothing in `{block.name}`{hint}")
        found[-1].lines.append(line)
    return found


def items(part: Part, say: Say) -> tuple[str, list[Part]]:
    """The text of a part before its first list, and the items of the list, each without its indentation."""
    before, found = list[Line](), list[Part]()
    margin, inset, apart = -1, 0, False
    for line in part.lines:
        begun = None if line.is_code else _ITEM.fullmatch(line.text)
        depth = len(line.text) - len(line.text.lstrip())
        if begun and (not found or len(begun[1]) <= margin):
            margin, inset = len(begun[1]), len(begun[1]) + len(begun[2].expandtabs(1))
            found.append(Part("", line.number, [line._replace(text=begun[3])]))
        elif not found:
            before.append(line)
        else:
            if apart and line.text.strip() and depth <= margin:
                say(line.number, "this belongs to nothing: indent it by two spaces if it goes on with what is above")
            found[-1].lines.append(line._replace(text=line.text[min(depth, inset) :]))
        apart = not line.text.strip()
    return joined(before), found


def first_paragraph(part: Part) -> tuple[str, str]:
    """A part's first paragraph, in one line, and the rest."""
    first, _, rest = re.sub(r"\n\s*\n", "\n\n", part.text, count=1).partition("\n\n")
    return " ".join(first.split()), _dedented(rest)


def first_line(part: Part) -> tuple[str, str]:
    """A part's first line, and the rest."""
    first, _, rest = part.text.partition("\n")
    return first.strip(), _dedented(rest)


def _dedented(text: str) -> str:
    lines = text.split("\n")
    depth = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[depth:] for line in lines).strip()


def named(found: Iterable[Part], key: str) -> Iterator[Part]:
    """The parts that begin with a word."""
    return (part for part in found if part.key == key)


def meant(word: str, known: Iterable[str]) -> str:
    """A question for who has mistyped a word, as the end of a sentence; empty if none is near."""
    found = get_close_matches(word.lower(), list(known), n=1)
    return f": do you mean `{found[0]}`?" if found else ""


def names_in(text: str) -> list[str]:
    """Names that stand in a text, between commas."""
    return [name for each in text.replace("\n", ",").split(",") if (name := each.strip())]
