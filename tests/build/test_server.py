"""The server gives each file its type and its time in the cache, below its prefix and nowhere else."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from server import SiteServer, make_server

FINGERPRINTED = "assets/app-0123456789ab.pack"
FILES = (
    "index.html",
    "engine/index.html",
    "service-worker.js",
    "assets/page-0123456789ab.mjs",
    "assets/python-0123456789ab.wasm",
    FINGERPRINTED,
    "assets/panel/1.9.4/dist/css/button.css",
    "assets/data.gz",
    "build.json",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    (tmp_path / "secret").write_bytes(b"outside of the site")
    site = tmp_path / "site"
    for name in FILES:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(b"content")
    with make_server(site, 0, "/course/") as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def get(server: SiteServer, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("localhost", server.server_address[1], timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("service-worker.js", "text/javascript; charset=utf-8"),
        ("assets/page-0123456789ab.mjs", "text/javascript; charset=utf-8"),
        ("assets/python-0123456789ab.wasm", "application/wasm"),
        (FINGERPRINTED, "application/octet-stream"),
        ("assets/data.gz", "application/octet-stream"),
        ("build.json", "application/json"),
    ],
)
def test_content_types(server: SiteServer, path: str, kind: str):
    response = get(server, "/course/" + path)
    assert (response.status, response.headers["Content-Type"]) == (200, kind)
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("path", [FINGERPRINTED, FINGERPRINTED + "?x", "assets/panel/1.9.4/dist/css/button.css"])
def test_names_that_change_with_their_content_are_kept_for_ever(server: SiteServer, path: str):
    assert "immutable" in get(server, "/course/" + path).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["", "index.html", "service-worker.js", "build.json"])
def test_other_names_are_asked_for_again(server: SiteServer, path: str):
    assert get(server, "/course/" + path).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["assets/gone-0123456789ab.pack", "assets/panel/1.9.4/gone.css", "engine"])
def test_what_is_no_file_is_never_kept(server: SiteServer, path: str):
    response = get(server, "/course/" + path)
    assert response.status >= 300
    assert response.headers["Cache-Control"] == "no-cache"


def test_an_error_of_the_protocol_is_never_kept(server: SiteServer):
    connection = http.client.HTTPConnection("localhost", server.server_address[1], timeout=10)
    connection.request("POST", "/course/" + FINGERPRINTED)
    response = connection.getresponse()
    assert (response.status, response.headers["Cache-Control"]) == (501, "no-cache")
    connection.close()


def test_a_page_in_a_folder_is_found_with_and_without_its_slash(server: SiteServer):
    assert get(server, "/course/engine/").status == 200
    moved = get(server, "/course/engine")
    assert (moved.status, moved.headers["Location"]) == (301, "/course/engine/")


@pytest.mark.parametrize("path", ["/", "/index.html", "/course/missing", "/course/assets/", "/course/../secret"])
def test_there_is_nothing_else(server: SiteServer, path: str):
    assert get(server, path).status == 404


def test_a_port_that_is_taken_leads_to_the_next_free_one(server: SiteServer, tmp_path: Path):
    taken = server.server_address[1]
    with make_server(tmp_path, taken) as other:
        assert other.server_address[1] > taken
