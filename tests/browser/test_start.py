"""The start: something to read at once, a true progress bar, and an honest end when something is missing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.playground import READY_WITHIN, Playground
from tests.support.site import served

DIGIT = re.compile(r"^\d · [\d.]+ %$")
WATCH_PROGRESS = """
    window.seen = [];
    new MutationObserver(() => {
        const bar = document.querySelector('progress, [role=progressbar]');
        const value = bar && (bar.value ?? Number(bar.getAttribute('aria-valuenow')));
        if (value !== null && value !== window.seen.at(-1)) window.seen.push(value);
    }).observe(document, {subtree: true, childList: true, attributes: true});
"""


def test_the_shell_needs_no_script(new_app):
    app = new_app(java_script_enabled=False)
    app.goto()
    expect(app.page.get_by_role("banner")).to_be_visible()
    expect(app.page.get_by_role("main")).to_be_visible()
    expect(app.page.get_by_role("heading", level=1)).to_be_visible()
    expect(app.page.get_by_text("neural network").first).to_be_visible()


def test_a_start_below_any_path_is_shown_as_it_goes_and_asks_only_for_what_it_needs(new_app):
    asked = []
    with served(prefix="/some/project/") as address:
        app = new_app(address=address)
        app.page.context.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        app.page.add_init_script(WATCH_PROGRESS)
        app.goto()
        assert app.state == "loading"
        expect(app.page.get_by_role("progressbar")).to_be_visible()
        app.wait_for_state()
        seen = app.page.evaluate("window.seen")
        assert len(set(seen)) > 5
        assert seen == sorted(seen)
        expect(app.page.get_by_role("progressbar")).to_be_hidden()
        packs = [name for name in asked if name.endswith(".pack")]
        assert any(name.startswith("memory-") for name in packs)
        assert not [name for name in packs if name.startswith("rest-")]
        app.step()


@pytest.mark.long
def test_a_link_that_says_nothing_sensible_starts_a_page_that_trains_and_counts_when_asked(new_app):
    app = new_app().open("hidden=,,,&noise=%ff&step=-1&speed=0&" + "nonsense=1&" * 300, query="perf")
    app.step()
    app.button("Play").click()
    app.eventually("window.glassbox?.perf?.steps_per_second > 0")
    perf = app.page.evaluate("window.glassbox.perf")
    assert set(perf) >= {"frames_per_second", "steps_per_second", "frame_ms"}
    assert all(value > 0 for value in perf.values())
    app.pause()


def test_the_marks_come_in_order(app):
    marks = app.page.evaluate("performance.getEntriesByType('mark').map(mark => [mark.startTime, mark.name])")
    names = [name for _, name in sorted(marks) if name.startswith("glassbox:")]
    order = ["glassbox:shell", "glassbox:python", "glassbox:interactive"]
    assert [name for name in names if name in order] == order


@pytest.mark.parametrize("script", ["setTimeout(() => { throw new Error('odd') })", "Promise.reject(new Error('odd'))"])
def test_what_goes_wrong_at_the_start_is_shown(new_app, script):
    app = new_app()
    app.page.add_init_script(f"document.addEventListener('DOMContentLoaded', () => {{ {script} }})")
    app.goto()
    app.wait_for_state()
    assert app.state == "failed"
    expect(app.page.get_by_role("alert")).to_contain_text("could not be put together")
    expect(app.page.get_by_role("alert").locator("pre")).to_contain_text("Error: odd")
    app.errors.clear()


def test_what_went_wrong_is_not_called_slow_afterwards(new_app):
    """A look at all scripts that ends after the failure was told, and finds them well, has nothing to add."""
    app = new_app()
    app.page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => { guard.mend(true); guard.fail('This one is at fault.') })"
    )
    app.goto()
    app.page.wait_for_load_state("networkidle")
    app.page.wait_for_timeout(500)
    expect(app.page.get_by_role("alert")).to_have_text("This one is at fault.")


def test_python_cannot_talk_to_another_host(new_app, recorder):
    """The server sends no policy of its own: what holds the worker back is the page's."""
    app = new_app().open()
    [worker] = app.page.workers
    assert worker.evaluate("""async () => {
        const violation = new Promise((resolve) => { addEventListener("securitypolicyviolation", resolve); });
        const answer = await fetch("http://elsewhere.test/x", {mode: "no-cors"}).then(() => "answered", () => "refused");
        return [answer, (await violation).effectiveDirective];
    }""") == ["refused", "connect-src"]
    assert recorder.asked == []
    app.page.close()
    app.errors.clear()  # the browser may report what its policy refused, then or later


def test_a_browser_without_webassembly_is_told_so(launch, site):
    browser = launch("--js-flags=--jitless")
    app = Playground(browser.new_page(), site)
    app.goto()
    app.wait_for_state()
    assert app.state == "failed"
    expect(app.page.get_by_role("alert")).to_contain_text("WebAssembly")
    browser.close()


def test_it_works_offline_after_the_first_visit(new_app):
    with served() as address:
        app = new_app(address=address, service_workers="allow").open()
        app.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        app.page.get_by_role("link", name="Digits", exact=True).click()
        expect(app.page.get_by_role("status", name="Answer")).to_have_text(DIGIT, timeout=READY_WITHIN)
    app.page.reload()
    app.wait_for_state()
    assert app.state == "ready"
    expect(app.page.get_by_role("status", name="Answer")).to_have_text(DIGIT)
    app.page.get_by_role("link", name="Playground", exact=True).click()
    app.step()


def test_a_request_to_another_host_would_be_noticed(new_app, recorder):
    app = new_app()
    app.page.goto("about:blank")
    app.page.evaluate("fetch('http://elsewhere.test/x', {mode: 'no-cors'}).catch(() => null)")
    assert recorder.asked == ["GET http://elsewhere.test/x HTTP/1.1"]
    recorder.asked.clear()
    app.errors.clear()
