"""What stands within a line: numbers that a text states, `[0.25]{test loss at step 100}`, and pictures of a page."""

import re
from collections.abc import Iterator

from lessons.blocks import Line

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
FIGURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]*#[^)\s]*)(?:\s+[\"“”„'‘’]([^\"“”'‘’]*)[\"“”'‘’])?\s*\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s#]+)(?:\s[^)]*)?\)")
"""One that lies beside the lesson; a figure is made of a run."""
STATED = re.compile(r"(?<!!)\[([^\]\[]*)\]\{([^}]*)\}")
"""What a student reads, and what of the run it is."""


def without_sources(text: str) -> str:
    """A text as a student reads it: of a stated number only the number."""
    return STATED.sub(r"\1", text)


def found_in(lines: list[Line], pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Where a pattern occurs, outside of code: the line, and what was found."""
    for line in lines:
        if not line.is_code:
            for found in pattern.finditer(_CODE.sub(lambda code: " " * len(code[0]), line.text)):
                yield line.number, found
