"""What becomes of the files of our own folders, by suffix: a file of a suffix that is not declared stops the build."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

COMPILED = ".py"
SHELL = "web"
TEXTS = "lib/glassbox/sources"


class SourceError(ValueError):
    """A file of which nobody has said what the page wants with it; the message names it."""


@dataclass(frozen=True)
class Suffixes:
    """Beside Python: what travels as data, at its place beside the modules, and what stays at home."""

    data: frozenset[str]
    left_out: frozenset[str] = frozenset()


DECLARED = {
    "nets": Suffixes(frozenset({".npz", ".txt"}), frozenset({".md"})),
    "playground": Suffixes(frozenset({".css", ".json", ".keepsake", ".svg", ".txt"}), frozenset({".md"})),
    "lessons": Suffixes(frozenset(), frozenset({".gif", ".jpeg", ".jpg", ".md", ".png", ".svg", ".txt", ".webp"})),
}


def all_files(folder: Path) -> list[Path]:
    """Every file below a folder that a person has put there, sorted."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts)
    ]


def travelling(name: str, folder: Path) -> list[Path]:
    """The files of our folder `name` that the page's Python wants; raises SourceError for an undeclared suffix."""
    suffixes = DECLARED[name]
    found = []
    for path in all_files(folder):
        if path.relative_to(folder).parts[0] == SHELL or path.suffix in suffixes.left_out:
            continue
        if path.suffix != COMPILED and path.suffix not in suffixes.data:
            raise SourceError(
                f"{path}: nobody has said what becomes of files that end in {path.suffix or 'nothing'}.\n"
                f"Declare the suffix for {name}/ in build/sources.py, or remove the file."
            )
        found.append(path)
    return found


def copy(sources: dict[str, Path], packages: Path) -> None:
    """Copies what travels of our own folders, by name, beside the other packages."""
    for name, folder in sources.items():
        for path in travelling(name, folder):
            _copy(path, packages / name / path.relative_to(folder))


def copy_texts(patterns: tuple[str, ...], project: Path, tree: Path) -> list[str]:
    """Copies the sources that match as text, since Python's own copy is compiled; their paths in the page."""
    found = [path.relative_to(project) for pattern in patterns for path in sorted(project.glob(pattern))]
    for path in found:
        _copy(project / path, tree / TEXTS / path)
    return [f"/{TEXTS}/{path.as_posix()}" for path in found]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
