"""The server of who writes a lesson adds its script to documents as it sends them, and tells what came of a build."""

import http.client
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from server import SiteServer, make_server
from watch import Watch, WatchHandler, digest, stands

DOCUMENT = b"<html><body>Hello.</body></html>\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("site/index.html", "site/lessons/xor/index.html", "site/service-worker.js", "course/xor.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(DOCUMENT)
    return tmp_path / "site"


@pytest.fixture
def watch(site: Path) -> Watch:
    return Watch(site.parent / "course", site, lambda: "xor.md:1: it is wrong", lambda _: None)


@pytest.fixture
def server(site: Path, watch: Watch) -> Iterator[SiteServer]:
    with make_server(site, 0, "/course/", kind=partial(WatchHandler, watch=watch)) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def asked(server: SiteServer, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("localhost", server.server_address[1], timeout=10)
    connection.request("GET", path)
    return connection.getresponse()


@pytest.mark.parametrize("path", ["", "index.html", "lessons/xor/", "lessons/xor/index.html?x"])
def test_a_document_gets_the_script_and_says_what_it_was_built_as(server: SiteServer, site: Path, path: str):
    script = f'<script type="module" src="/course/.reload.mjs?made={digest(DOCUMENT)}"></script>\n'.encode()
    assert asked(server, f"/course/{path}").read() == DOCUMENT.replace(b"</body>", script + b"</body>")
    assert (site / "index.html").read_bytes() == DOCUMENT


def test_the_script_is_there_and_no_service_worker(server: SiteServer):
    answer = asked(server, "/course/.reload.mjs?made=1")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert asked(server, "/course/service-worker.js").status == 404


@pytest.mark.parametrize("path", ["/", "/index.html", "/.events", "/course/lessons/", "/course/../course/xor.md"])
def test_there_is_nothing_else(server: SiteServer, path: str):
    assert asked(server, path).status == 404


def test_whoever_listens_hears_what_came_of_the_build(server: SiteServer, watch: Watch):
    watch.build()
    answer = asked(server, "/course/.events")
    assert answer.headers["Content-Type"] == "text/event-stream"
    told = json.loads(answer.readline().removeprefix(b"data: "))
    places = {".": digest(DOCUMENT), "lessons/xor": digest(DOCUMENT)}
    assert told == {"made": places, "problem": "xor.md:1: it is wrong", "busy": False}


def test_a_file_that_is_written_or_taken_away_stands_otherwise(site: Path):
    course = site.parent / "course"
    before = stands(course)
    (course / "xor.md").write_bytes(DOCUMENT + b"More.")
    assert stands(course) != before
    (course / "xor.md").unlink()
    assert stands(course) == {}
