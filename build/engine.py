"""What the engine page brings along beside its own files: an editor, and formulas that are set when the site is built.

Editor and typesetting come out of Panel's wheel, which carries both; KaTeX's fonts, which it lacks, are locked apart.
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

from lock import LockError
from node import Node
from packs import Files

FOLDER = "engine/"
FORMULAS = FOLDER + "formulas.json"
SCRIPT = Path(__file__).parent / "inside" / "formulas.mjs"
EDITOR = re.compile(r"panel/dist/bundled/aceplot/[^/]+/src-min-noconflict/([^/]+)")
EDITOR_PARTS = ("ace.js", "ext-searchbox.js", "mode-python.js", "theme-github.js", "theme-github_dark.js")
KATEX = re.compile(r"panel/dist/bundled/katex/[^/]+/dist/(katex\.min\.(?:css|js))")
OTHER_FONTS = re.compile(rb",url\([^)]+\.(?:woff|ttf)\) format\(\"\w+\"\)")


class FormulaError(Exception):
    """The formulas cannot be used; the message names the file or the formula."""


def members(wheel: Path, pattern: re.Pattern[str], wanted: tuple[str, ...]) -> Files:
    """Files of a wheel by the name that the pattern finds in their path; raises LockError if one is not there."""
    with zipfile.ZipFile(wheel) as archive:
        found = {match[1]: match.string for match in map(pattern.fullmatch, archive.namelist()) if match}
        missing = [name for name in wanted if name not in found]
        if missing:
            raise LockError(f"{wheel.name} does not hold {', '.join(missing)}, which the engine page needs")
        return {name: archive.read(found[name]) for name in wanted}


def editor(wheel: Path) -> Files:
    """The editor's scripts, in no order; `ace.js` runs before the others."""
    return {FOLDER + name: data for name, data in members(wheel, EDITOR, EDITOR_PARTS).items()}


def typesetting(wheel: Path, fonts: dict[str, Path]) -> Files:
    """The style sheet of formulas and its fonts; raises LockError when they do not belong together."""
    [style] = members(wheel, KATEX, ("katex.min.css",)).values()
    style = OTHER_FONTS.sub(b"", style).replace(b"url(fonts/", b"url(./fonts/")
    asked = {name.decode() for name in re.findall(rb"url\(\./fonts/([^)]+)\)", style)}
    if asked != fonts.keys():
        raise LockError(f"KaTeX's style sheet and the lock differ in fonts: {', '.join(sorted(asked ^ fonts.keys()))}")
    files = {f"{FOLDER}fonts/{name}": path.read_bytes() for name, path in fonts.items()}
    return {f"{FOLDER}katex.css": style, **files}


def formulas(source: bytes, wheel: Path, node: Node, scratch: Path) -> bytes:
    """JSON {name: HTML} of JSON {name: LaTeX}; raises NodeError, which names the formula that KaTeX does not take."""
    try:
        told = json.loads(source)
    except ValueError as error:
        raise FormulaError(f"web/{FORMULAS} is not JSON: {error}") from error
    if not isinstance(told, dict) or not all(isinstance(formula, str) for formula in told.values()):
        raise FormulaError(f"web/{FORMULAS} must be an object of texts")
    paths = script, given, made = [scratch / name for name in ("katex.cjs", "formulas.json", "formulas.made.json")]
    [katex] = members(wheel, KATEX, ("katex.min.js",)).values()
    script.write_bytes(katex)
    given.write_bytes(source)
    node.run(SCRIPT, *map(str, paths))
    return made.read_bytes()


def complete(statics: Files, wheel: Path, fonts: dict[str, Path], node: Node, scratch: Path) -> Files:
    """The shell's files with those of the engine page, and its formulas set."""
    made = formulas(statics.get(FORMULAS, b"{}"), wheel, node, scratch)
    return {**statics, **editor(wheel), **typesetting(wheel, fonts), FORMULAS: made}
