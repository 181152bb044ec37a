"""The prose of a lesson: Markdown with formulas. Nothing in it may run code, and its links lead nowhere harmful."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lessons.blocks import Line, Say

SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_REACHES_OUT = re.compile(r"\\(href|url|includegraphics|html[A-Za-z]*)")
_ELSEWHERE = re.compile(r"\s*(https?:|//)", re.IGNORECASE)
_BAR = re.compile(r"^\s*\|.*\$[^$|]*\|[^$]*\$")


def parser() -> MarkdownIt:
    """Markdown as lessons are written in it: CommonMark, tables, and formulas between `$`."""
    return MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True)


def check(lines: list[Line], say: Say) -> None:
    """Say what must not stand in a lesson. Lines of `:::` are passed over, and so is what is code."""
    reader = parser()
    reader.validateLink = lambda url: True  # noqa: ARG005 (those that lead nowhere good are to be seen, and named)
    start = lines[0].number if lines else 1
    text = "\n".join("" if line.text.lstrip().startswith(":::") and not line.is_code else line.text for line in lines)
    for line, token in _tokens(reader.parse(text)):
        where = min(start + line, lines[-1].number)
        if token.type in ("html_block", "html_inline"):
            shown = token.content.strip().split("\n")[0][:30]
            say(where, f"“{shown}” is HTML, which a lesson does not hold: write Markdown, and `<` before it as `\\<`")
        elif token.type.startswith("math") and (found := _REACHES_OUT.search(token.content)):
            say(where, f"`{found[0]}` has no place in a formula of a lesson")
        for name in ("href", "src"):
            _check_link(str(token.attrs.get(name, "")), where, say)
        if _ELSEWHERE.match(source := str(token.attrs.get("src", ""))) and "#" not in source:
            say(where, "a picture lies beside the lesson, for a site asks no other host for anything")
    for line in lines:
        if not line.is_code and _BAR.match(line.text):
            say(line.number, "in a table, `|` ends a cell, even in a formula: write `\\vert`")


def _check_link(target: str, line: int, say: Say) -> None:
    plain = re.sub(r"[\x00-\x20\x7f-\xa0]", "", unquote(target))
    scheme = _SCHEME.match(plain)
    if scheme and scheme[1].lower() not in SCHEMES:
        say(line, f"a link may lead to http, https, mailto, or to a page beside this one, but not to “{plain[:30]}”")


def _tokens(tokens: list[Token]) -> Iterator[tuple[int, Token]]:
    """All tokens, also those within a line, and the line of each, counted from 0."""
    for token in tokens:
        line = token.map[0] if token.map else 0
        yield line, token
        for child in token.children or ():
            yield line, child
            yield from ((line, each) for _, each in _tokens(child.children or []))
            line += child.type in ("softbreak", "hardbreak")
