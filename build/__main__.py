"""`python build`: makes the static site in dist/site. `python build --serve` also serves it."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import lock as locks
from cache import OVERRIDE, Cache, default_folder
from course import FOLDER, LessonError
from engine import FormulaError
from fetch import FetchError
from library import TRAINED
from make import Build, summary
from node import NodeError
from pages import INDEX
from patches import PatchError
from relock import relock
from server import DEFAULT_PORT, serve
from shell import ShellError
from sources import SourceError
from taken import TakenError, write_file, write_folder, write_zip
from watch import Watch, WatchHandler

ROOT = Path(__file__).resolve().parent.parent
PROBLEMS = (
    FetchError,
    FormulaError,
    LessonError,
    locks.LockError,
    NodeError,
    PatchError,
    ShellError,
    SourceError,
    TakenError,
)
"""What somebody can mend; the message says how."""


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python build", description="Build Glassbox as a static site.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "site", help="folder of the site (dist/site)")
    parser.add_argument(
        "--url", default="", help="where the site will lie, https://…: what others show of a link to it"
    )
    parser.add_argument("--serve", action="store_true", help="serve the site when it is built")
    parser.add_argument(
        "--watch", action="store_true", help="serve it, and build again whenever a lesson changes: open pages follow"
    )
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port to serve on; the next free one if taken")
    parser.add_argument("--cache", type=Path, help=f"folder for downloads (also {OVERRIDE} in the environment)")
    parser.add_argument("--project", type=Path, default=ROOT, help="folder with nets/ and playground/")
    parser.add_argument("--relock", action="store_true", help="write build/lock.json anew, after a change in relock.py")
    parser.add_argument("--trained", action="store_true", help=f"write {TRAINED} anew, after a change of the engine")
    commands = parser.add_subparsers(dest="command", metavar="offline | notebook")
    taking = commands.add_parser("offline", help="write a lesson as one file, which needs no network")
    taking.add_argument("lesson", metavar="LESSON", nargs="?", help="its name, as xor")
    taking.add_argument("--all", action="store_true", help="the whole course, as a folder and as a zip of it")
    taking.add_argument(
        "--scorm", action="store_true", help="the lesson as a package for a learning platform (SCORM 1.2)"
    )
    taking.add_argument("-o", dest="out", type=Path, help="the file or folder to write; LESSON.html if nothing is said")
    noting = commands.add_parser("notebook", help="write a lesson as a notebook for Jupyter, with the engine in it")
    noting.add_argument("lesson", metavar="LESSON", help="its name, as xor")
    noting.add_argument("-o", dest="out", type=Path, help="the file to write; LESSON.ipynb if nothing is said")
    options = parser.parse_args(words)
    if options.command == "offline" and (bool(options.lesson) == options.all or (options.all and options.scorm)):
        taking.error("say which lesson, or --all")
    return options


def say(line: str) -> None:
    """Progress goes to standard error; only the results go to standard output."""
    print(line, file=sys.stderr, flush=True)


def builder(options: argparse.Namespace) -> Build:
    """What the options ask to be built."""
    return Build(options.project, locks.read(), Cache(options.cache or default_folder()), say, options.url)


def build(options: argparse.Namespace) -> None:
    """Makes the site and says how long it took and how large it is."""
    start = time.monotonic()
    made = builder(options).site(options.out)
    state = "built" if made else "unchanged"
    print(f"{options.out}: {state} in {time.monotonic() - start:.1f} s ({summary(options.out)})", flush=True)


def watch(options: argparse.Namespace) -> int:
    """Serves the site while its lessons are written; 1 if there is none that could be served."""

    def again() -> str:
        try:
            builder(options).site(options.out)
        except (*PROBLEMS, OSError) as error:
            return str(error)
        return ""

    watching = Watch(options.project / FOLDER, options.out, again, say)
    watching.build()
    if not (options.out / INDEX).is_file():
        return 1
    threading.Thread(target=watching.keep_looking, daemon=True).start()
    serve(options.out, options.port, partial(WatchHandler, watch=watching))
    return 0


def take_home(options: argparse.Namespace) -> None:
    """Writes a lesson as one file and says how large it is."""
    if options.all:
        folder = options.out or Path("glassbox-course")
        size = write_folder(folder, builder(options).folder())
        print(f"{folder} and {folder}.zip: {size / 1e6:.0f} MB; open {folder / INDEX} with a double click", flush=True)
        return
    if options.scorm:
        package = options.out or Path(f"{options.lesson}.zip")
        size = write_zip(package, builder(options).package(options.lesson))
        print(f"{package}: {size / 1e6:.1f} MB; a learning platform takes it as SCORM 1.2", flush=True)
        return
    file = options.out or Path(f"{options.lesson}.html")
    size = write_file(file, builder(options).alone(options.lesson))
    print(f"{file}: {size / 1e6:.1f} MB; it opens from a double click, and needs no network", flush=True)


def write_notebook(options: argparse.Namespace) -> None:
    """Writes a lesson as a notebook and says how large it is."""
    file = options.out or Path(f"{options.lesson}.ipynb")
    size = write_file(file, builder(options).notebook(options.lesson))
    print(f"{file}: {size / 1e6:.1f} MB; Jupyter opens it, and it needs NumPy alone", flush=True)


def main() -> int:
    """Runs the command; 1 with a message on standard error when something that a user can mend went wrong."""
    options = arguments()
    try:
        if options.relock:
            relock()
            return 0
        if options.trained:
            (options.project / TRAINED).write_bytes(builder(options).trained())
            return 0
        if options.command == "offline":
            take_home(options)
            return 0
        if options.command == "notebook":
            write_notebook(options)
            return 0
        if options.watch:
            return watch(options)
        build(options)
        if options.serve:
            serve(options.out, options.port)
    except PROBLEMS as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        say("\nstopped")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
