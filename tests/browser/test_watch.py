"""Somebody writes a lesson with `python build --watch`: the page that is open follows by itself."""

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.environment import ROOT
from tests.support.site import SITE

SENTENCE = "One neuron draws one straight line. Sometimes that is all it takes."
OTHER = "One neuron draws a line, and no more than that."
POLICY = "document.querySelector('meta[http-equiv=Content-Security-Policy]').content"
SAID: list[str] = []


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, and of the site that was built of it."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("nets", "playground", "lessons"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SITE, folder / "site")
    return folder


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    """Where the copy is served while its lessons are watched."""
    command = [sys.executable, str(ROOT / "build"), "--project", str(project), "--out", str(project / "site")]
    with subprocess.Popen(
        [*command, "--watch", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        assert server.stderr
        threading.Thread(target=SAID.extend, args=[server.stderr], daemon=True).start()
        try:
            yield server.stdout.readline().split()[3]
        finally:
            server.kill()


@pytest.mark.long
def test_a_page_follows_its_lesson_and_says_what_is_wrong(address, project, new_context):
    lesson = project / "lessons" / "course" / "xor.md"
    text = lesson.read_text(encoding="utf-8")
    context = new_context(service_workers="allow")
    page, other = context.new_page(), context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    page.goto(address + "lessons/xor/")
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    policy = page.evaluate(POLICY)
    other.goto(address + "lessons/")
    other.evaluate("window.isOld = true")
    alert = page.get_by_role("alert").filter(has_text="lessons/course/")

    lesson.write_text(text.replace("::: reveal", "::: reveel"), encoding="utf-8")
    line = 1 + text[: text.index("::: reveal")].count("\n")
    words = f"lessons/course/xor.md:{line}: there is no block `reveel`: do you mean `reveal`?"
    expect(alert).to_have_text(words)
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    assert any(words in each for each in SAID)

    lesson.write_text(text.replace(SENTENCE, OTHER), encoding="utf-8")
    expect(page.get_by_text(OTHER)).to_be_visible()
    expect(alert).to_have_count(0)
    assert page.evaluate(POLICY) == policy
    assert problems == []
    assert other.evaluate("window.isOld")
    context.close()


def test_what_was_built_knows_nothing_of_it(address, project, new_context):
    assert not [path for path in project.glob("site/**/*.html") if b".reload.mjs" in path.read_bytes()]
    page = new_context().new_page()
    answer = page.goto(address + "lessons/xor/")
    assert answer
    assert len(re.findall(r'src="/\.reload\.mjs\?made=[0-9a-f]{12}"', answer.text())) == 1
    assert page.request.get(address + "service-worker.js").status == 404
    page.context.close()
