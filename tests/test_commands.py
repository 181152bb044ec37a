"""The test commands themselves: where they keep things, which browser they take, what they say without one."""

import functools
import sys
import threading
import urllib.request
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.bench import relay
from tests.bench.relay import counted
from tests.bench.report import Report
from tests.support import chromium, environment
from tests.support.environment import SetupError, cache_root


@pytest.fixture
def machine(monkeypatch):
    """A machine with these browsers; `works` starts, `broken` does not; installing adds to them."""
    browsers = {"candidates": [], "installs": {}}
    for variable in (chromium.VARIABLE, chromium.QUICK):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(chromium, "starts", lambda path: path.startswith("works"))
    monkeypatch.setattr(chromium, "_candidates", lambda _python: list(browsers["candidates"]))
    for name in ("_install_with_playwright", "_install_with_system"):
        monkeypatch.setattr(
            chromium, name, lambda _python, name=name: browsers["candidates"].extend(browsers["installs"].get(name, []))
        )
    return browsers


PYTHON = Path(sys.executable)


def test_the_first_browser_that_starts_is_taken(machine):
    machine["candidates"] = ["broken", "works", "works too"]
    machine["installs"] = {"_install_with_playwright": ["works, and needless"]}
    assert chromium.ensure_chromium(PYTHON) == "works"


@pytest.mark.parametrize("how", ["_install_with_playwright", "_install_with_system"])
def test_a_browser_is_installed_when_none_starts(machine, how):
    machine["candidates"] = ["broken"]
    machine["installs"] = {how: ["works now"]}
    assert chromium.ensure_chromium(PYTHON) == "works now"


def test_without_a_browser_it_says_what_to_do(machine):
    machine["candidates"] = ["broken"]
    with pytest.raises(SetupError, match="apt-get install chromium"):
        chromium.ensure_chromium(PYTHON)


def test_a_browser_that_was_named_and_does_not_start_is_an_error(machine, monkeypatch):
    machine["candidates"] = ["works"]
    monkeypatch.setenv(chromium.VARIABLE, "broken")
    with pytest.raises(SetupError, match="broken"):
        chromium.ensure_chromium(PYTHON)


@pytest.mark.parametrize(
    ("found", "named", "taken"),
    [
        ("works quickly", None, "works quickly"),
        ("broken", None, "works"),
        (None, None, "works"),
        ("works quickly", "works as told", "works as told"),
    ],
)
def test_tests_take_one_without_a_window_unless_another_is_named(machine, monkeypatch, found, named, taken):
    machine["candidates"] = ["works"]
    monkeypatch.setattr(chromium.shutil, "which", lambda _name: found)
    if named:
        monkeypatch.setenv(chromium.VARIABLE, named)
    assert chromium.quick_chromium(PYTHON) == taken


@pytest.mark.parametrize("content", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho this is only a stub\n", "not a program"])
def test_a_program_that_draws_no_page_is_no_browser(tmp_path, content):
    program = tmp_path / "chromium"
    program.write_text(content)
    program.chmod(0o755)
    assert not chromium.starts(str(program))


def test_the_cache_is_where_the_platform_keeps_caches(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("GLASSBOX_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    places = {}
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        places[platform] = cache_root().relative_to(tmp_path).as_posix()
    assert places == {
        "linux": ".cache/glassbox",
        "darwin": "Library/Caches/glassbox",
        "win32": "AppData/Local/glassbox",
    }
    monkeypatch.setenv("GLASSBOX_CACHE", "/elsewhere")
    assert cache_root() == Path("/elsewhere")


def test_another_pin_is_another_environment(monkeypatch, tmp_path):
    before = environment._key()
    changed = tmp_path / "requirements.txt"
    changed.write_bytes(environment.REQUIREMENTS.read_bytes() + b"more==1.0\n")
    monkeypatch.setattr(environment, "REQUIREMENTS", changed)
    assert environment._key() != before


def test_every_requirement_is_pinned_by_hash():
    blocks = environment.REQUIREMENTS.read_text().replace("\\\n", "").splitlines()
    pins = [line for line in blocks if line and not line.startswith("#")]
    assert len(pins) > 20
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_the_relay_counts_what_comes_back(tmp_path):
    body = b"x" * 100_000
    (tmp_path / "file").write_bytes(body)
    answer_files = functools.partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with HTTPServer(("127.0.0.1", 0), answer_files) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with counted(f"http://127.0.0.1:{server.server_port}/") as counting:
            with urllib.request.urlopen(counting.address + "file") as answer:
                assert answer.read() == body
            assert len(body) < counting.received < len(body) + 1000
        server.shutdown()


def test_the_relay_has_counted_whatever_it_passes_on():
    seen, counts = [], []
    source, target = stand_in(recv=[b"ab", b"cde", b""]), stand_in(sends=lambda: seen.append(list(counts)))
    relay._copy(source, target, counts.append)
    assert seen == [[2], [2, 3]]


def stand_in(recv=(), sends=lambda: None) -> Any:
    """A socket that gives these pieces and says when it is given one."""
    pieces = iter(recv)
    return SimpleNamespace(recv=lambda _: next(pieces), sendall=lambda _: sends(), shutdown=lambda _: None)


def test_a_report_gives_median_and_spread(tmp_path):
    report = Report({"browser": "none"})
    for value in (3.0, 1.0, 2000.0):
        report.add("boot", "ms", value)
    assert report.summary()["boot"] == {
        "unit": "ms",
        "median": 3.0,
        "min": 1.0,
        "max": 2000.0,
        "values": [3.0, 1.0, 2000.0],
    }
    assert "| boot (ms) | 3.00 | 1.00 | 2,000 |" in report.table()
    report.write(tmp_path / "out" / "bench.json")
    assert '"median": 3.0' in (tmp_path / "out" / "bench.json").read_text()
