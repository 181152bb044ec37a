"""A small project, built with the real lock and opened in a real browser.

Its page is a stand-in; the worker, the loader, the service worker and everything in build/ are the real ones.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cache import Cache, default_folder
from lock import read
from make import Build
from memory import STYLES
from playwright.sync_api import Browser, Page

from tests.support.environment import ROOT
from tests.support.site import served

TOY = Path(__file__).with_name("toy")
LINK = ("link/worker.py", "link/document.py", "link/lean.py")
REAL = (*LINK, *(f"web/{name}" for name in ("worker.mjs", "python.mjs", "memory.mjs", "load.mjs", "service-worker.js")))
STATES = "html[data-state=ready], html[data-state=failed]"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(TOY, folder, dirs_exist_ok=True)
    for name in REAL:
        shutil.copyfile(ROOT / "playground" / name, folder / "playground" / name)
    return folder


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist") / "site"
    assert Build(project, read(), Cache(default_folder()), print).site(out)
    return out


@pytest.fixture(scope="module")
def chromium(launch: Callable[..., Browser]) -> Iterator[Page]:
    browser = launch()
    yield browser.new_page()
    browser.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(STATES, state="attached", timeout=120_000)
    assert page.get_attribute("html", "data-state") == "ready", page.get_attribute("html", "data-message")


@pytest.mark.long
def test_what_a_start_does_not_read_is_imported_when_it_is_asked_for(site: Path, chromium: Page):
    asked: list[str] = []
    chromium.on("request", lambda request: asked.append(request.url))
    with served(site, "/some/course/") as address:
        opened(chromium, address)
        assert not [url for url in asked if "/rest-" in url]
        for name in ("pandas", "PIL.Image", "markdown_it", "pdb", "playground.late", "panel.tests_nowhere_to_be_found"):
            answer = chromium.evaluate("name => ask(name)", name)
            expected = "ModuleNotFoundError" if "nowhere" in name else f"{name} from /lib/python3.14/"
            assert expected in answer
        packs = {url.split("/rest-")[1].rsplit("-", 1)[0] for url in asked if "/rest-" in url}
        assert packs >= {"pandas", "PIL", "python", "playground", "playground-late.txt"}
        assert all(url.startswith((address, "blob:")) for url in asked)


@pytest.mark.parametrize("name", ["libraries", "python", "app", "pyodide", "pyodide.asm"])
@pytest.mark.parametrize("damage", ["missing", "cut short"])
def test_a_file_that_is_missing_or_damaged_is_named(site: Path, chromium: Page, tmp_path: Path, name: str, damage: str):
    shutil.copytree(site, tmp_path / "broken")
    [path] = [path for path in (tmp_path / "broken" / "assets").glob(f"{name}-*") if path.suffix in (".pack", ".wasm")]
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with served(tmp_path / "broken") as address:
        chromium.goto(f"{address}?plain")
        chromium.wait_for_selector(STATES, state="attached", timeout=120_000)
        assert chromium.get_attribute("html", "data-state") == "failed"
        assert f"The file {name}" in (chromium.get_attribute("html", "data-message") or "")


def test_the_page_and_all_its_files_are_named_by_relative_paths(site: Path):
    text = (site / "index.html").read_text() + (site / "service-worker.js").read_text()
    assert "://" not in text.replace(STYLES, "")
    assert 'src="/' not in text


def test_a_second_build_has_nothing_to_do_and_a_change_is_noticed(project: Path, site: Path, tmp_path: Path):
    shutil.copytree(site, tmp_path / "site")
    shutil.copytree(project, tmp_path / "project")
    cache = Cache(default_folder())
    build = Build(tmp_path / "project", read(), cache, print)
    assert not build.site(tmp_path / "site")
    (tmp_path / "project" / "playground" / "pages" / "house.py").open("a").write("\n# a change\n")
    assert Build(tmp_path / "project", read(), cache, print).site(tmp_path / "site")


@pytest.mark.long
def test_the_same_input_gives_the_same_bytes(project: Path, site: Path, tmp_path: Path):
    """With nothing kept of what was compiled and packed before."""
    shutil.copytree(default_folder() / "files", tmp_path / "cache" / "files")
    assert Build(project, read(), Cache(tmp_path / "cache"), print).site(tmp_path / "site")
    again = contents(tmp_path / "site")
    assert again.keys() == contents(site).keys()
    assert [path for path, data in contents(site).items() if again[path] != data] == []
