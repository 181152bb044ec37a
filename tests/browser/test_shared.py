"""The shared page itself: whatever one test does to it, the next test finds a page that works."""

import os
import re
import subprocess
import sys

import pytest

from tests.support.environment import ROOT

STAND_IN = """<!doctype html><html data-state="ready"><title>A page that starts at once</title>
<div class="page">
<p class="status" role="status">Epoch 0 · step 0 · training loss 0.5 · test loss 0.5</p>
<button data-act="play" aria-label="Play"></button>
<button onclick="show(0)">Reset</button><button onclick="show(step + 1)">Step</button>
</div>
<script>
    let step = 0
    const letters = {
        set data(columns) {
            this.count = columns.get('count')
            if (columns.get('value')[0] === '"reset"') show(0)
        },
        get_column() { return this.count },
    }
    const Bokeh = { index: [], documents: [{ get_model_by_name: () => letters }] }
    function show(other) {
        step = other
        document.querySelector('p').textContent = `Epoch 0 · step ${step} · training loss 0.5 · test loss 0.5`
    }
</script>"""

ROUGH = """
import pytest

@pytest.fixture(scope="session")
def site():
    return "file://{site}"

def test_an_error_behind_the_page(app):
    app.page.evaluate("setTimeout(() => {{ throw new Error('on purpose') }})")

def test_after_the_error(app):
    app.step()

def test_the_page_is_left(app):
    app.page.goto("about:blank")
    assert False

def test_after_the_page_was_left(app):
    app.step()

def test_the_page_crashes(app):
    app.page.goto("chrome://crash")

def test_after_the_crash(app):
    app.step()

@pytest.mark.timeout(8)
def test_the_page_hangs(app):
    app.page.evaluate("setTimeout(() => {{ for (;;); }})")
    app.page.wait_for_timeout(100)
    app.page.evaluate("0")

def test_after_the_page_hung(app):
    app.step()

def test_the_browser_goes_down(app):
    app.page.context.browser.close()
    app.step()

def test_after_the_browser_went_down(app):
    app.step()
"""


@pytest.mark.long
def test_what_breaks_a_page_fails_its_own_test_and_no_other(tmp_path):
    (tmp_path / "index.html").write_text(STAND_IN)
    (tmp_path / "test_rough.py").write_text(ROUGH.format(site=tmp_path / "index.html"))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "tests.browser.conftest",
        "-rA",
        "--tb=line",
        str(tmp_path),
    ]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=250)
    told = {(name, how) for how, name in re.findall(r"^([A-Z]+) \S+::(\w+)", done.stdout, re.MULTILINE)}
    told.discard(("test_the_page_crashes", "ERROR"))  # its end may be told as an error behind the page, too
    names = re.findall(r"def (test_\w+)", ROUGH)
    healthy = {(name, "PASSED") for name in names if "_after_" in name}
    assert told == healthy | {
        ("test_an_error_behind_the_page", "PASSED"),  # and then the error is found
        ("test_an_error_behind_the_page", "ERROR"),
        ("test_the_page_is_left", "FAILED"),
        ("test_the_page_crashes", "FAILED"),
        ("test_the_page_hangs", "FAILED"),
        ("test_the_browser_goes_down", "FAILED"),
    }, done.stdout[-4000:]
