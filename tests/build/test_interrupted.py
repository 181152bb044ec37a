"""A build that is killed, or that is not alone, harms nothing: the next one makes the same site as ever."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cache import Cache, default_folder
from lock import read
from make import Build

from tests.build.project import write
from tests.support.environment import ROOT

SLOW = ("core-*", "vendors-*", "node-*", "gzip")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Bench:
    """The project, the site that it makes, and a cache in which the project itself was never compiled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = write(folder / "project")
        Build(self.project, read(), Cache(default_folder()), print).site(folder / "right")
        self.right = contents(folder / "right")

    def cache(self, name: str) -> Path:
        made = self.folder / name / "made"
        made.mkdir(parents=True)
        (self.folder / name / "files").symlink_to(default_folder() / "files")
        for pattern in SLOW:
            for path in (default_folder() / "made").glob(pattern):
                (made / path.name).symlink_to(path)
        return self.folder / name

    def start(self, cache: Path, out: Path) -> "subprocess.Popen[str]":
        command = [sys.executable, str(ROOT / "build"), f"--project={self.project}", f"--cache={cache}", f"--out={out}"]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    if sys.platform == "win32":
        pytest.fail("links and process groups of POSIX are needed here")
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.mark.long
@pytest.mark.parametrize(("word", "seconds"), [("compiling", 1.5), ("packing", 0.4)])
def test_a_build_may_be_killed_at_any_moment(bench: Bench, word: str, seconds: float):
    name = f"{word} {seconds}"
    cache, out = bench.cache(f"cache {name}"), bench.folder / f"dist {name}" / "site"
    with bench.start(cache, out) as build:
        assert build.stderr
        assert any(line.startswith(word) for line in build.stderr)
        time.sleep(seconds)
        os.killpg(build.pid, signal.SIGKILL)
    with bench.start(cache, out) as build:
        assert build.wait() == 0, build.stderr and build.stderr.read()
    assert contents(out) == bench.right
    assert {path.name for path in out.parent.iterdir()} == {"site", ".site.lock"}


@pytest.mark.long
def test_two_builds_on_one_site_take_turns(bench: Bench):
    cache, out = bench.cache("one cache"), bench.folder / "one" / "site"
    with bench.start(cache, out) as first, bench.start(cache, out) as second:
        told = [build.communicate() for build in (first, second)]
        assert (first.returncode, second.returncode) == (0, 0)
    assert sorted("unchanged" in text for text, _ in told) == [False, True]
    assert any("waiting for another build" in progress for _, progress in told)
    assert contents(out) == bench.right


@pytest.mark.long
def test_two_builds_with_a_cache_each_on_one_site_both_succeed(bench: Bench):
    out = bench.folder / "both" / "site"
    with bench.start(bench.cache("left"), out) as first, bench.start(bench.cache("right cache"), out) as second:
        told = [build.communicate() for build in (first, second)]
        assert (first.returncode, second.returncode) == (0, 0), told
    assert contents(out) == bench.right
