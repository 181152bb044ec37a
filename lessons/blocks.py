"""The form of a lesson's file: a head, steps that begin with `##`, and blocks between `:::` lines.

    ::: check Tell the rings apart
    - test loss < 0.05

      Still much higher? One neuron draws one straight line.

    hint: Look at the boundary of each neuron.
    :::

A block has a name, words behind it, and text; where a line of it begins with one of the block's own words and a colon
(`hint:`), a part of that name begins. Lines are counted from 1.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

_FENCE = re.compile(r"\s*(```|~~~)")
_ITEM = re.compile(r"[-*+] +(.*)")
_KEY = re.compile(r"([a-z][a-z -]{1,30}):(?: +(.*))?")


class Part(NamedTuple):
    """A part of a text: the word that it begins with, empty for what stands before the first one."""

    key: str
    line: int
    text: str


class Block(NamedTuple):
    """What stands between two `:::` lines; `is_closed` is False if the second one is missing."""

    line: int
    name: str
    words: str
    lines: list[str]
    is_closed: bool


class Piece(NamedTuple):
    """A piece of a file on its top level: a head, a heading, a block, or a text."""

    kind: str
    line: int
    text: str
    block: Block | None = None


def pieces(text: str) -> Iterator[Piece]:
    """A file, piece by piece; what is neither head nor heading of a step nor block is text."""
    lines = text.split("\n")
    reader = MarkdownIt("commonmark").use(front_matter_plugin)
    reader.use(container_plugin, "block", validate=lambda words, *_: bool(words.strip()))
    done, depth = 0, 0
    for token in reader.parse(text):
        begins = depth == 0 and token.map is not None
        depth += token.nesting
        if not begins or token.map is None or token.type not in {"front_matter", "heading_open", "container_block_open"}:
            continue
        if token.type == "heading_open" and token.tag != "h2":
            continue
        start, end = token.map
        yield from _text(lines, done, start)
        done = end
        if token.type == "front_matter":
            yield Piece("head", start + 1, token.content)
        elif token.type == "heading_open":
            yield Piece("step", start + 1, lines[start].lstrip("#").strip())
        else:
            yield Piece("block", start + 1, "", _block(lines, start, end, token.info))
    yield from _text(lines, done, len(lines))


def _text(lines: list[str], start: int, end: int) -> Iterator[Piece]:
    while start < end and not lines[start].strip():
        start += 1
    if text := "\n".join(lines[start:end]).rstrip():
        yield Piece("text", start + 1, text)


def _block(lines: list[str], start: int, end: int, info: str) -> Block:
    name, _, words = info.strip().partition(" ")
    is_closed = end - 1 > start and set(lines[end - 1].strip()) == {":"}
    return Block(start + 1, name, words.strip(), lines[start + 1 : end - is_closed], is_closed)


def parts(block: Block, keys: tuple[str, ...]) -> Iterator[Part]:
    """The parts of a block, which begin with these words; the first one has none, and may be empty."""
    key, line, found, in_code = "", block.line + 1, list[str](), False
    for number, text in enumerate(block.lines, block.line + 1):
        in_code ^= _FENCE.match(text) is not None
        begun = None if in_code else _KEY.fullmatch(text)
        if begun and begun[1] in keys:
            yield _part(key, line, found)
            key, line, found = begun[1], number, [begun[2] or ""]
        else:
            found.append(text)
    yield _part(key, line, found)


def _part(key: str, line: int, lines: list[str]) -> Part:
    blank = next((number for number, text in enumerate(lines) if text.strip()), 0)
    return Part(key, line + blank, "\n".join(lines[blank:]).rstrip())


def unknown_keys(block: Block, keys: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """What looks like the beginning of a part, and is none: its line, and its word."""
    for number, text in enumerate(block.lines, block.line + 1):
        found = _KEY.fullmatch(text)
        if found and found[1] not in keys:
            yield number, found[1]


def items(part: Part) -> tuple[str, list[Part]]:
    """The text of a part before its first list, and the items of the list, each without its indentation."""
    before, found = list[str](), list[tuple[int, list[str]]]()
    for number, text in enumerate(part.text.split("\n"), part.line):
        if begun := _ITEM.fullmatch(text):
            found.append((number, [begun[1]]))
        elif found:
            found[-1][1].append(text[2:] if text.startswith("  ") else text)
        else:
            before.append(text)
    return "\n".join(before).strip(), [Part("", line, "\n".join(lines).strip()) for line, lines in found]


def first_paragraph(text: str) -> tuple[str, str]:
    """A text's first paragraph, in one line, and the rest."""
    first, _, rest = text.partition("\n\n")
    return " ".join(first.split()), rest.strip()
