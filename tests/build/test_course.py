"""The course at the build: lessons are read, checked and drawn by the page's own Python, and their documents made."""

import dataclasses
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import library
import pytest
from cache import Cache, default_folder
from course import COLOURS, FOLDER, LessonError, Written, course, order
from documents import Documents, pages_of, plain_pages
from library import Project, Toolbox
from lock import read
from make import Build
from node import Node
from packs import Files
from pages import PAGES

from tests.support.environment import ROOT

HEAD = "---\ntitle: {title}\nsummary: What it sees.\nminutes: 8\nneeds: [{needs}]\nlearn: [a thing]\n---\n\n"
RUN = "playground/#v=2&dataset=gaussian&features=x1,x2&hidden=&seed=1"
BODY = f"""Here is $a < b$.

## Watch

::: show {RUN}
:::

![A line]({RUN}&step=20 "output")

::: notes
Ask *them*.
:::
"""


def lesson(title: str = "One neuron", needs: str = "", body: str = BODY) -> str:
    return HEAD.format(title=title, needs=needs) + body


@pytest.fixture(scope="module")
def vendors(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Toolbox]:
    """The compiled library, the wheel with KaTeX, and what compiles."""
    build = Build(ROOT, read(), Cache(default_folder()), print)
    _, wheels, tools = build._tools(tmp_path_factory.mktemp("scratch"))
    return library.vendors(list(wheels.values()), build.lock, tools, print), wheels["panel"], tools


@pytest.fixture
def taught(tmp_path: Path, vendors: tuple[Path, Path, Toolbox]) -> Callable[..., tuple[Written, ...]]:
    """The course of these lessons, by name in their order, with the real engine."""
    for name in ("nets", "playground", "lessons"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("web", "course", "__pycache__"))
    (tmp_path / COLOURS).parent.mkdir()
    shutil.copyfile(ROOT / COLOURS, tmp_path / COLOURS)
    (tmp_path / FOLDER).mkdir()
    folders = {name: tmp_path / name for name in ("nets", "playground", "lessons")}

    def teach(lessons: dict[str, str], **tools: Any) -> tuple[Written, ...]:
        for name, text in lessons.items():
            (tmp_path / FOLDER / f"{name}.md").write_text(text, encoding="utf-8")
        (tmp_path / FOLDER / "order.txt").write_text("\n".join(lessons) + "\n")
        compiled, panel, toolbox = vendors
        cache = Cache(tmp_path / "cache")
        toolbox = dataclasses.replace(toolbox, cache=cache, **tools)
        return course(Project(tmp_path, folders, PAGES), compiled, panel, toolbox, lambda _: None)

    return teach


@pytest.mark.long
def test_lessons_come_in_their_order_read_and_drawn_once(taught: Callable[..., tuple[Written, ...]]):
    texts = {"two": lesson("Two"), "one": lesson("One", "two")}
    two, one = found = taught(texts)
    assert [each.title for each in found] == ["Two", "One"]
    assert (one.needs, two.page, two.fragment) == (["two"], "playground", RUN.partition("#")[2])
    assert 'class="katex"' in two.intro
    assert "<svg" in two.steps[0]
    assert "data:image/png;base64," in two.steps[0]
    assert two.notes == {"step-1": "<p>Ask <em>them</em>.</p>\n"}
    nowhere = Node(Path("nowhere"), None)
    assert taught(texts, node=nowhere) == found
    with pytest.raises(OSError, match="nowhere"):
        taught({**texts, "two": lesson("Changed")}, node=nowhere)


def test_what_is_wrong_is_named_with_file_and_line(taught: Callable[..., tuple[Written, ...]]):
    wrong = {
        "unread": lesson(body=BODY.replace("::: show", "::: shwo")),
        "unset": lesson(body=BODY.replace("a < b", "\\nothing{b}")),
        "undrawn": lesson(body=BODY.replace('"output"', '"loss"')),
        "untrue": lesson(body=BODY.replace("::: notes", "It is [99.5]{test loss at step 20}.\n\n::: notes")),
        "unseen": lesson(body=BODY.replace(f"{RUN}&step=20", "nowhere.png")),
        "right": lesson(),
    }
    with pytest.raises(LessonError) as caught:
        taught(wrong)
    said = str(caught.value).split("\n")
    starts = [f"{FOLDER}/unread.md:13: there is no block `shwo`", f"{FOLDER}/unset.md:9: the formula `\\nothing{{b}}`",
              f"{FOLDER}/untrue.md:18: test loss is ", f"{FOLDER}/unseen.md:16: there is no picture `nowhere.png`",
              f"{FOLDER}/undrawn.md:16: “loss” cannot be drawn"]  # fmt: skip
    for start in starts:
        assert [line for line in said if line.startswith(start)], said
    assert "right.md" not in str(caught.value)


@pytest.mark.long
def test_a_lesson_builds_on_lessons_that_there_are(taught: Callable[..., tuple[Written, ...]]):
    with pytest.raises(LessonError, match=re.escape(f"{FOLDER}/one.md: there is no lesson `zero`")):
        taught({"one": lesson(needs="zero")})


@pytest.mark.parametrize(("listed", "words"), [("one two", "two.md is listed"), ("", "one.md is not listed")])
def test_the_order_names_just_the_lessons_that_there_are(tmp_path: Path, listed: str, words: str):
    (tmp_path / "one.md").touch()
    (tmp_path / "order.txt").write_text(listed)
    with pytest.raises(LessonError, match=re.escape(words)):
        order(tmp_path)


WRITTEN = Written(
    "one", "One & only", "What it sees.", 8, [], "playground", "v=2&hidden=", ["a <em>thing</em>"], "<p>Hello.</p>",
    ['<section id="step-1"><p>First.</p></section>'], {"version": 1, "steps": [{"id": "step-1", "words": "</script>"}]},
    {"step-1": "<p>Ask them.</p>"},
)  # fmt: skip
SECOND = dataclasses.replace(WRITTEN, name="two", title="Two", needs=["one"], page="digits", notes={})


class Names(dict[str, str]):
    """Where every asset lies."""

    def __missing__(self, name: str) -> str:
        return f"assets/{name}"


def documents(lessons: tuple[Written, ...] = (WRITTEN, SECOND), url: str = "") -> Files:
    """The documents that the real templates make."""
    of: Any = SimpleNamespace(shell=ROOT / "playground/web", pages=PAGES, course=lessons, url=url, statics={})
    manifest = {"version": "1", "files": {}, "pages": plain_pages(lessons)}
    return Documents(of, Names(), manifest, jinja2).all()


def test_every_lesson_has_a_document_and_the_list_names_them_all():
    found = documents()
    assert {page.file for page in pages_of((WRITTEN, SECOND))} == {
        "lessons/index.html", "lessons/one/index.html", "lessons/two/index.html",
    }  # fmt: skip
    assert {page.file for page in pages_of((WRITTEN, SECOND))} < found.keys()
    listed = found["lessons/index.html"].decode()
    assert re.findall(r'<h2><a href="([^"]+)" data-to="([^"]+)">([^<]+)<', listed) == [
        ("../lessons/one/", "lessons/one", "One &amp; only"), ("../lessons/two/", "lessons/two", "Two"),
    ]  # fmt: skip
    assert 'Builds on <a href="../lessons/one/"' in listed
    assert "start.mjs" not in listed


def test_a_lesson_stands_beside_the_page_that_it_shows_first():
    found = documents()
    first, second = (found[f"lessons/{name}/index.html"].decode() for name in ("one", "two"))
    assert 'data-page="playground" data-lesson="one"' in first
    assert '<aside class="lesson" data-lesson="one" data-fragment="v=2&amp;hidden="' in first
    assert '<div class="page" data-page="playground"' in first
    assert '<div class="page" data-page="digits"' in second
    assert "<p>Hello.</p>" in first
    assert '<section id="step-1"><p>First.</p></section>' in first


def test_a_lesson_says_what_it_is_and_where_only_if_that_is_known():
    document = documents()["lessons/one/index.html"].decode()
    assert "<title>One &amp; only · Glassbox</title>" in document
    assert '<meta name="description" content="What it sees.">' in document
    assert '<meta property="og:type" content="article">' in document
    assert "og:url" not in document
    document = documents(url="https://somewhere.org/course")["lessons/one/index.html"].decode()
    assert '<meta property="og:url" content="https://somewhere.org/course/lessons/one/">' in document


def test_the_data_are_json_and_notes_lie_beside_the_document():
    found = documents()
    document = found["lessons/one/index.html"].decode()
    [told] = re.findall(r'<script type="application/json" id="lesson">(.*?)</script>', document, re.DOTALL)
    assert json.loads(told) == WRITTEN.data
    assert "Ask them" not in document
    assert json.loads(found["lessons/one/notes.json"]) == WRITTEN.notes
    assert "lessons/two/notes.json" not in found


def test_every_page_leads_to_the_lessons_if_there_are_any():
    for path, document in documents().items():
        assert path.endswith(".json") or b'data-to="lessons"' in document
    without = documents(())
    assert not [path for path in without if path.startswith("lessons/")]
    assert not [path for path, document in without.items() if b'data-to="lessons"' in document]
