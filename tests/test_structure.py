"""The rooms of the house: who may import whom, what git must track, and what no file may hold."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

ROOMS = {"nets", "playground", "lessons", "build", "tests"}

MARKDOWN = {"markdown_it", "mdit_py_plugins", "yaml"}

MAY_IMPORT = {
    "nets": {"nets", "numpy"},
    "playground": {"playground", "nets", "numpy", "panel", "holoviews", "bokeh", "param"},
    "lessons": {"lessons", "nets", "playground", "numpy", "panel", "holoviews", "bokeh", "param", *MARKDOWN},
}

# The browser's side of the worker, there only in the page; and Jinja, whose template the shell is, comes with Panel.
# The lessons' command makes its environment as the tests make theirs.
RUNTIME = {"playground": {"js", "pyodide", "pyodide_js", "jinja2"}, "lessons": {"tests"}}

# Runs in the page's Python, when the site is built, and sees there what the page sees.
INSIDE = "build/inside/"

CODE = {".py", ".mjs", ".js", ".css", ".j2", ".html"}

MOST_LINES = 300
MOST_LINES_OF_THE_ENGINE = 250

# Names that identify a format and are never fetched.
IDENTIFIERS = ("http://www.w3.org/",)


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file())


def imported_roots(tree: ast.AST) -> dict[str, int]:
    """The first name of every absolute import anywhere in the module, with its line."""
    roots = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            roots |= {alias.name.partition(".")[0]: node.lineno for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            roots[node.module.partition(".")[0]] = node.lineno
    return roots


@pytest.mark.parametrize("room", ["nets", "playground", "lessons"])
def test_a_room_imports_only_what_it_may(room):
    allowed = MAY_IMPORT[room] | RUNTIME.get(room, set()) | set(sys.stdlib_module_names)
    strangers = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in tracked(f"{room}/*.py")
        for name, line in imported_roots(ast.parse(path.read_text())).items()
        if name not in allowed
    ]
    assert not strangers


def test_the_build_reads_the_other_rooms_as_files():
    strangers = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in tracked("build/*.py")
        if not path.is_relative_to(ROOT / INSIDE)
        for name, line in imported_roots(ast.parse(path.read_text())).items()
        if name in ROOMS
    ]
    assert not strangers


def test_nobody_imports_the_build_by_its_top_level_name():
    culprits = [
        str(path.relative_to(ROOT))
        for path in tracked("*.py")
        if "build" in imported_roots(ast.parse(path.read_text()))
    ]
    assert not culprits


def test_git_tracks_the_build():
    listed = subprocess.run(["git", "ls-files", "build"], cwd=ROOT, capture_output=True, text=True, check=True)
    ignored = subprocess.run(["git", "check-ignore", "--no-index", "-q", "build/any.py"], cwd=ROOT)
    assert listed.stdout.strip()
    assert ignored.returncode == 1


def test_no_file_holds_two_ideas():
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in tracked() if path.suffix in CODE
    }
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES} == {}


def test_no_file_of_the_engine_is_long():
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in tracked("nets/*.py")}
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES_OF_THE_ENGINE} == {}


def test_only_the_fast_folder_knows_how_code_is_made_quick():
    craft = re.compile(r"\bout=|\border=|\beinsum\b|\bBLAS\b|emscripten|_contiguous|asfortranarray")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked("nets/*.py")
        if not path.is_relative_to(ROOT / "nets" / "fast")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if craft.search(line)
    ]
    assert not found


def test_the_engine_has_no_import_circle():
    """Every import anywhere in a file counts, those for type checkers, too."""
    files = {module_name(path): path for path in tracked("nets/*.py")}
    uses = {name: {used for used in imported_modules(path, files) if used != name} for name, path in files.items()}
    uses = {name: used for name, used in uses.items() if not name.endswith("__init__")}
    while leaves := [name for name, used in uses.items() if not used & uses.keys()]:
        for name in leaves:
            del uses[name]
    assert not uses


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imported_modules(path: Path, files: dict[str, Path]) -> set[str]:
    """The modules that a file imports, each under its own name; a package counts as its `__init__`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                found |= {name, f"{name}.__init__"} & files.keys()
    return found


def test_the_page_names_no_other_host():
    addresses = [
        (str(path.relative_to(ROOT)), address)
        for path in tracked("playground/*")
        if path.suffix in CODE
        for address in re.findall(r"""(?:https?:|wss?:|(?<=["'(]))//[\w.-]+\.[a-z]{2,}[^\s"')]*""", path.read_text())
        if not address.startswith(IDENTIFIERS)
    ]
    assert not addresses


def test_nothing_is_left_for_later():
    later = re.compile(
        "Not" + "ImplementedError|\\b(TO" + "DO|FIX" + "ME|XX" + r"X)\b|pytest\.(mark\.)?(sk" + "ip|xf" + "ail)"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix in CODE
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if later.search(line)
    ]
    assert not found


def test_every_python_file_says_what_it_is():
    silent = [
        str(path.relative_to(ROOT))
        for path in tracked("*.py")
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent
