"""The memory from which Python begins: the same at every making, of no machine, and alive."""

import gzip
import json
import time
from pathlib import Path
from typing import Any

import memory
import pytest
from cache import Cache, default_folder
from library import Toolbox
from lock import read
from make import Build
from packs import unpack

from tests.support.environment import ROOT
from tests.support.site import SITE

LIVES = """
import hashlib, json, random, time, uuid
import numpy as np
from playground.link import worker

worker.awake()
worker.start("playground", "", lambda *_: None, lambda: None)
page = worker.current().house.seen
for _ in range(3):
    page.press("step")
kept = hashlib.sha256(page.experiment.run.network.parameters.tobytes()).hexdigest()
chances = [random.random(), np.random.random(), str(uuid.uuid4())]
json.dumps([*chances, time.time(), page.experiment.run.trainer.step_number, kept])
"""


def asset(name: str) -> Path:
    stem, suffix = name.split(".", 1)
    (found,) = SITE.glob(f"assets/{stem}-*.{suffix}")
    return found


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Toolbox:
    build = Build(ROOT, read(), Cache(default_folder()), print)
    _, _, found = build._tools(tmp_path_factory.mktemp("scratch"))
    return found


@pytest.fixture(scope="module")
def kept() -> bytes:
    return gzip.decompress(asset("memory.pack").read_bytes())


@pytest.mark.long
def test_another_making_elsewhere_is_the_same_to_the_last_bit(tools, tmp_path, monkeypatch, kept):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    start = {
        name: unpack(gzip.decompress(asset(f"{name}.pack").read_bytes())) for name in ("python", "libraries", "app")
    }
    elsewhere = Toolbox(Cache(tmp_path / "another cache"), tools.node, tools.core)
    made, beside = memory.remember(start, elsewhere, print)
    assert gzip.decompress(made) == kept
    assert beside == unpack(gzip.decompress(asset("beside.pack").read_bytes()))


def test_nothing_of_this_machine_is_in_it(kept):
    for place in (ROOT, Path.home() / ".cache", Path("/tmp/pytest")):
        assert str(place).encode() not in kept


def lived(tools: Toolbox) -> list[Any]:
    web = ROOT / "playground" / "web"
    script = Path(__file__).with_name("restored.mjs")
    places = (tools.core, web, asset("memory.pack"), asset("beside.pack"))
    said = tools.node.run(script, *map(str, places), LIVES)
    return json.loads(said.splitlines()[-1])


def test_two_who_begin_from_it_make_the_same_run_and_each_has_a_chance_of_its_own(tools, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one, other = lived(tools), lived(tools)
    assert len({*map(str, one[:3]), *map(str, other[:3])}) == 6
    assert abs(one[3] - time.time()) < 600
    assert one[4:] == other[4:]
    assert one[4] == 3
