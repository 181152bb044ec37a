"""From the lock and our folders to a static site: what the site is made of, and when it has to be made."""

from __future__ import annotations

import json
import re
import time
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import assets
import bundle
import course
import engine
import library
import memory
import node
import offline
import publish
import scorm
import shell
from assemble import Ingredients, assemble
from cache import Cache
from fetch import Fetcher
from lock import Lock, dump
from packs import Files
from pages import COURSE, INDEX, PAGES, present
from places import Places, Say
from shell import ASSETS
from sources import DECLARED, SHELL
from turns import turn

RECIPE = Path(__file__).parent


class Build:
    """One run of the build, for the project in `root` with the files of `lock`.

    `url` is where the site will lie, if that is known.
    """

    def __init__(self, root: Path, lock: Lock, cache: Cache, say: Say, url: str = "") -> None:
        self.lock = lock
        self.cache = cache
        self.say = say
        self.url = url
        self.shell = root / "playground" / SHELL
        folders = {name: root / name for name in DECLARED if (root / name).is_dir()}
        self.project = library.Project(root, folders, present(self.shell))

    def site(self, out: Path) -> bool:
        """Makes the site in `out`; False if the one that is there is made of the same."""
        if publish.is_current(out, self.key()):
            return False
        with self._turn(self.cache.folder / "lock"), self._turn(out.parent / f".{out.name}.lock"):
            return self._make(out)

    def _turn(self, path: Path) -> AbstractContextManager[None]:
        return turn(path, lambda: self.say("waiting for another build to end"))

    def _make(self, out: Path) -> bool:
        key = self.key()  # before anything is read: what changes from here on makes another site
        if publish.is_current(out, key):
            return False
        with self.cache.scratch() as scratch:
            ingredients = self._gather(scratch)
            self.say("packing")
            files = assemble(ingredients, scratch, self.say)
        files[publish.STAMP] = publish.stamp(key, files)
        publish.publish(files, out)
        self.cache.forget()
        return True

    def alone(self, lesson: str) -> bytes:
        """The lesson of that name as one file; raises LessonError if there is none."""
        with self._turn(self.cache.folder / "lock"), self.cache.scratch() as scratch:
            return offline.offline(self._gather(scratch), lesson, scratch, self.say)

    def package(self, lesson: str) -> Files:
        """The same as what a learning platform takes."""
        with self._turn(self.cache.folder / "lock"), self.cache.scratch() as scratch:
            of = self._gather(scratch)
            document = offline.offline(of, lesson, scratch, self.say)
            return scorm.package(lesson, offline.chosen(of.course, lesson).title, document)

    def notebook(self, lesson: str) -> bytes:
        """The lesson of that name as a notebook for Jupyter; raises LessonError if there is none."""
        course.check_name(lesson, course.order(self.project.root / course.FOLDER))
        with self._turn(self.cache.folder / "lock"), self.cache.scratch() as scratch:
            _, wheels, tools = self._tools(scratch)
            vendors = library.vendors(list(wheels.values()), self.lock, tools, self.say)
            return course.notebook(self.project, vendors, lesson, tools)

    def folder(self) -> Files:
        """The whole course as files by path below a folder."""
        with self._turn(self.cache.folder / "lock"), self.cache.scratch() as scratch:
            return offline.folder(self._gather(scratch), scratch, self.say)

    def key(self) -> str:
        """Changes with anything of which the site is made."""
        folders = self.project.folders.items()
        inputs = [part for name, folder in sorted(folders) for part in (name.encode(), folder)]
        return library.key(*inputs, RECIPE, dump(self.lock).encode(), self.url.encode())

    def trained(self) -> bytes:
        """What belongs into `library.TRAINED`."""
        with self._turn(self.cache.folder / "lock"), self.cache.scratch() as scratch:
            _, wheels, tools = self._tools(scratch)
            vendors = library.vendors(list(wheels.values()), self.lock, tools, self.say)
            self.say("training (some 30 s)")
            return library.train(self.project.root, vendors, tools, scratch)

    def _tools(self, scratch: Path) -> tuple[Fetcher, dict[str, Path], library.Toolbox]:
        """What fetches, the wheels by package, and what compiles."""
        places = Places(scratch, lambda: program().npm(), self.say)
        fetcher = Fetcher(self.cache, places, self.say)
        program = partial(node.ready, self.lock, self.cache, fetcher.get)
        locked = fetcher.get_all(self.lock.of_role("core") + self.lock.of_role("wheel"))
        wheels = {entry.name: locked[entry.file] for entry in self.lock.of_role("wheel")}
        core = library.core_folder(locked, self.lock, self.cache)
        return fetcher, wheels, library.Toolbox(self.cache, program(), core)

    def _scripts(self, fetcher: Fetcher) -> Files:
        """What others wrote that lessons bring along, as parts of the shell."""
        scripts = fetcher.get_all(self.lock.of_role("script"))
        return {f"{COURSE.address}{name}": path.read_bytes() for name, path in scripts.items()}

    def _gather(self, scratch: Path) -> Ingredients:
        """Fetches and compiles whatever the cache does not hold."""
        fetcher, wheels, tools = self._tools(scratch)
        start = time.monotonic()
        vendors = library.vendors(list(wheels.values()), self.lock, tools, self.say)
        own, reads = library.own(self.project, vendors, tools, self.say)
        self.say(f"Python compiled in {time.monotonic() - start:.0f} s")
        folders = bundle.read_folder(vendors), bundle.read_folder(own)
        statics = shell.static_files(self.shell)
        if any(page.owns(engine.FOLDER) for page in self.project.pages):
            fonts = fetcher.get_all(self.lock.of_role("font"))
            statics = engine.complete(statics, wheels["panel"], fonts, tools.node, scratch)
        if (self.project.root / course.FOLDER).is_dir():
            statics |= self._scripts(fetcher)
        lessons = course.course(self.project, vendors, wheels["panel"], tools, self.say)
        return Ingredients(
            self.lock, tools, wheels, *folders, reads, self.shell, statics, self.project.pages, lessons, self.url
        )


def summary(folder: Path) -> str:
    """How large the site is, and how much of it a first visit loads until it works: on a slow line and on a fast."""
    told = json.loads((folder / publish.STAMP).read_text(encoding="utf-8"))["files"]
    later = [page.name for page in (*PAGES[1:], COURSE)]
    elsewhere = re.compile(
        rf"^{assets.PANEL_FOLDER}|^{COURSE.address}|^{ASSETS}({bundle.REST}|{bundle.PAGE}|{'|'.join(later)})"
    )
    first = {path: size for path, size in told.items() if not elsewhere.match(path) and not path.endswith(f"/{INDEX}")}
    plainly, quickly = (_without(first, packs) / 1e6 for packs in (memory.OWN, bundle.START))
    whole = sum(told.values()) / 1e6
    return f"{len(told)} files, {whole:.1f} MB; a first visit loads {plainly:.1f} MB, {quickly:.1f} MB on a fast line"


def _without(sizes: dict[str, int], packs: tuple[str, ...]) -> int:
    """The bytes of all files but these packs."""
    left_out = tuple(f"{ASSETS}{name}-" for name in packs)
    return sum(size for path, size in sizes.items() if not (path.startswith(left_out) and path.endswith(".pack")))
