"""A lesson as one file, which lives without a network: its document holds all that a site would fetch.

Scripts are `data:` addresses, and an import map tells modules where the others are. What Python needs lies in inert
elements at the document's end. See `playground/web/shelf.mjs` for the other half.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

import memory
import shell
from assemble import START, Ingredients, collect, jinja_of, make_manifest
from course import Written, check_name
from documents import Documents
from packs import Files
from pages import COURSE, INDEX, Page
from places import Say

LARGEST = 32_000_000
"""Bytes of a file that can still be mailed and opened."""
SPECIFIER = "glassbox/"
"""How modules name one another where an import map tells what that is."""
BESIDE = "files/"
OF_ADDRESSES = "lessons/qrcode.mjs"
"""What makes a code of an address: such a document has none to share."""
SCRIPT = ".mjs"
WORKER = "worker.mjs"
DRAWING = "drawing.pack"
STYLES = re.compile(r"/dist/css/[^/]+$|/theme/(default|native)\.css$")
"""Of Panel's style sheets, those of the widgets that there are."""
LATER = ("rest-playground.pack", "rest-nets.pack")
"""What Python fetches while a lesson goes on; of everything else it says that it is not here."""
FORMULA = 'class="katex"'
LETTERS = bytes.maketrans(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
    bytes(range(40, 125)).replace(b"<", b"~"),
)
"""From the letters of RFC 1924 to those that `playground/web/shelf.mjs` reads."""
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class Start(TypedDict):
    """A way to start Python, as the manifest tells it."""

    start: list[str]
    memory: list[str] | None


WAYS: tuple[Start, Start] = {"start": [], "memory": list(memory.NAMES)}, {"start": list(START), "memory": None}
"""The quicker one first: it takes more room."""


@dataclass(frozen=True)
class Shelf:
    """What a document holds: the import map, its hash as a policy names it, and (name, size, letters) of each file.

    `beside` are the paths of scripts that bring the files that the document does not hold.
    """

    imports: str
    integrity: str
    files: list[tuple[str, int, str]]
    has_formulas: bool
    beside: list[str]


def offline(of: Ingredients, name: str, scratch: Path, say: Say) -> bytes:
    """The document of the lesson `name`; raises LessonError if there is none."""
    lesson = chosen(of.course, name)
    writer = Writer(of, scratch, say)
    document = b""
    for start in WAYS:
        document = writer.document(lesson, start)
        if len(document) <= LARGEST:
            break
    return document


def folder(of: Ingredients, scratch: Path, say: Say) -> Files:
    """The course as a folder: a document each, their list, and beside them, once, what all of them need."""
    writer = Writer(of, scratch, say)
    ways = {lesson.address.rstrip("/"): f"{lesson.name}.html" for lesson in of.course} | {COURSE.name: INDEX}
    files = {INDEX: writer.list(ways)}
    for lesson in of.course:
        files[f"{lesson.name}.html"] = writer.document(lesson, WAYS[0], ways)
    needed = {name for page in writer.pages for name in writer.needed(page, WAYS[0])}
    return files | {f"{BESIDE}{name}.js": script(name, writer.data(name)) for name in sorted(needed)}


class Writer:
    """Writes documents that hold what a site would fetch."""

    def __init__(self, of: Ingredients, scratch: Path, say: Say) -> None:
        self._of = of
        self._assembly, shares, self._styles = collect(of, say)
        self._manifest = make_manifest(of, self._assembly, shares)
        self._jinja = jinja_of(of, scratch)
        self.pages = sorted({lesson.page for lesson in of.course})

    def document(self, lesson: Written, start: Start, ways: dict[str, str] | None = None) -> bytes:
        """A lesson's; where it leads to others by `ways`, what Python needs lies beside it."""
        pages = tuple(page for page in self._of.pages if lesson.page in (page.name, page.beside))
        names, imports = addresses(self._statics(pages))
        needed = self.needed(lesson.page, start)
        manifest = self._told(pages, lesson, names[WORKER], needed) | start
        held = {} if ways else {name: self.data(name) for name in needed}
        beside = [f"{BESIDE}{name}.js" for name in needed] if ways else []
        has_formulas = any(FORMULA in part for part in (lesson.intro, *lesson.steps))
        documents = Documents(self._of, names, manifest, self._jinja)
        return documents.alone(lesson, shelf(imports, held, beside, has_formulas), ways or {})

    def list(self, ways: dict[str, str]) -> bytes:
        """That of the list of lessons, which needs no Python."""
        statics = self._statics(())
        entries = shell.reached(statics, "lessons/lessons.mjs")
        names, imports = addresses({
            name: data for name, data in statics.items() if name in entries or not name.endswith(SCRIPT)
        })  # fmt: skip
        manifest = {**self._manifest, "pages": {}, "files": {}, "isAlone": True}
        return Documents(self._of, names, manifest, self._jinja).alone(None, shelf(imports, {}, [], False), ways)

    def needed(self, page: str, start: Start) -> list[str]:
        """The files without which a start at this page, or of what stands beside it, is not possible."""
        told = self._manifest["pages"]
        pages = [told[page], *(each for each in told.values() if each.get("beside") == page)]
        packs = [name for each in pages for name in each["packs"]]
        memories = [*memory.NAMES, "pyodide.asm.wasm", "pyodide.pack"]
        later = [self._assembly.names[name] for name in LATER]
        return sorted({DRAWING, *packs, *later, *(memories if start["memory"] else start["start"])})

    def data(self, name: str) -> bytes:
        """A file by its plain name, or by its path if Python asks for it by that."""
        return self._assembly.files[self._assembly.names.get(name, name)]

    def _statics(self, pages: tuple[Page, ...]) -> Files:
        """The shell's files without the scripts that only other pages have."""
        others = [page for page in self._of.pages if page not in pages]
        return {
            name: data
            for name, data in self._of.statics.items()
            if name != OF_ADDRESSES and not (name.endswith((SCRIPT, ".js")) and any(page.owns(name) for page in others))
        }

    def _told(self, pages: tuple[Page, ...], lesson: Written, worker: str, needed: list[str]) -> dict[str, Any]:
        """What the document knows of itself: nothing lies anywhere else, and no address leads away from it."""
        manifest = self._manifest
        [root] = manifest["panel"].values()
        panel = {
            path.removeprefix(root.removeprefix("./")): _data(path, data)
            for path, data in self._styles.items()
            if STYLES.search(path)
        }
        places = [page.name for page in pages] + [lesson.address.rstrip("/")]
        return {
            **manifest,
            "panel": panel,
            "files": {WORKER: {"path": worker}}
            | {name: {**told, "path": ""} for name, told in manifest["files"].items() if name in needed},
            "pages": {place: {**manifest["pages"][place], "address": f"here:{place}"} for place in places},
            "isAlone": True,
        }


def chosen(course: tuple[Written, ...], name: str) -> Written:
    """The lesson of that name; raises LessonError, which tells the names that there are."""
    check_name(name, [lesson.name for lesson in course])
    return next(lesson for lesson in course if lesson.name == name)


def addresses(statics: Files) -> tuple[dict[str, str], dict[str, str]]:
    """The address of every static file by its name, and the import map by which modules find one another.

    A worker has no import map: its modules hold one another.
    """
    names = {name: _data(name, data) for name, data in shell.settled(statics, _mapped).items()}
    imports = {SPECIFIER + name: address for name, address in names.items() if name.endswith(SCRIPT)}
    nested = shell.settled({name: statics[name] for name in shell.reached(statics, WORKER)}, _held)
    return names | {name: _data(name, data) for name, data in nested.items() if name == WORKER}, imports


def _mapped(_: str, name: str, data: bytes) -> str:
    return SPECIFIER + name if name.endswith(SCRIPT) else _data(name, data)


def _held(_: str, name: str, data: bytes) -> str:
    return _data(name, data)


def _data(name: str, data: bytes) -> str:
    return f"data:{TYPES[Path(name).suffix]};base64,{base64.b64encode(data).decode()}"


def shelf(imports: dict[str, str], files: Files, beside: list[str], has_formulas: bool) -> Shelf:
    """What stands in the document."""
    told = json.dumps({"imports": imports}, separators=(",", ":"))
    held = [(name, len(data), letters(data)) for name, data in files.items()]
    return Shelf(told, shell.integrity(told.encode()), held, has_formulas, beside)


def script(name: str, data: bytes) -> bytes:
    """A script that puts a file into the document that runs it."""
    words = json.dumps({"type": "application/octet-stream", "textContent": letters(data)})
    told = json.dumps({"file": name, "size": len(data)})
    return f"""{{
const held = Object.assign(document.createElement('script'), {words})
Object.assign(held.dataset, {told})
document.body.append(held)
}}""".encode()


def letters(data: bytes) -> str:
    """`data` and up to three zeros in base 85, five letters for four bytes, of which none begins a mark in HTML."""
    padded = data + bytes(-len(data) % 4)
    return base64.b85encode(padded).translate(LETTERS).decode()
