"""The core of the page in Firefox and in WebKit, Safari's engine, where they are; pytest's summary says what is missing."""

import time

import pytest

from tests.browser.looking import Picture
from tests.browser.playground import DIAGRAM, PLAIN, SENTENCE, STATUS
from tests.support.bidi import find_firefox, firefox
from tests.support.taken import take
from tests.support.webkit import find_webkit, webkit

FIND = """(name => {
    const named = one => one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.innerText
    const walk = root => [...root?.querySelectorAll('*') ?? []].flatMap(one => [one, ...walk(one.shadowRoot)])
    const isIt = one => one.matches('button, select') && named(one)?.trim() === name && one.checkVisibility()
    return walk(document).find(isIt)
})"""


BROWSERS = {name: found for name, found in (("Firefox", find_firefox()), ("WebKit", find_webkit())) if found}


class Fox:
    """The playground in a tab of another browser, by the names that the page promises."""

    def __init__(self, tab, site):
        self.tab = tab
        self.site = site

    def open(self, fragment):
        self.tab.navigate("about:blank")
        self.tab.navigate(f"{self.site}#{fragment}")
        self.until("document.documentElement.dataset.state !== 'loading'")
        assert self.tab.evaluate("document.documentElement.dataset.state") == "ready"

    def until(self, expression, wanted=bool):
        value = None
        for _ in range(2000):
            if wanted(value := self.tab.evaluate(expression)):
                return value
            self.tab.evaluate("new Promise(done => setTimeout(done, 50))")
        raise AssertionError(f"{expression} is still {value!r}")

    @property
    def status_text(self):
        texts = self.tab.evaluate("[...document.querySelectorAll('[role=status]')].map(one => one.innerText)")
        return next(text.strip() for text in texts if text.startswith("Epoch"))

    @property
    def step_number(self):
        """As soon as the losses of a step have been evaluated."""
        match = self.until(
            f"/{STATUS.pattern}/.exec([...document.querySelectorAll('.status')].map(one => one.innerText).join())"
        )
        return int(match[2].replace(",", ""))

    def wait_for_step(self, reached):
        for _ in range(600):
            if reached(self.step_number):
                return self.step_number
            self.tab.evaluate("new Promise(done => setTimeout(done, 50))")
        raise AssertionError(f"still {self.status_text!r}")

    def click(self, name):
        self.until(f"!!{FIND}({name!r})")
        box = f"{FIND}({name!r}).getBoundingClientRect()"
        x, y = self.tab.evaluate(f"(box => [box.left + box.width / 2, box.top + box.height / 2])({box})")
        self.tab.click(x, y)

    def step(self):
        before = self.step_number
        self.click("Step")
        self.wait_for_step(lambda step: step == before + 1)


LONG = {"WebKit": [pytest.mark.long]}


@pytest.fixture(scope="module", params=[pytest.param(name, marks=LONG.get(name, [])) for name in BROWSERS])
def tab(request):
    start = {"Firefox": firefox, "WebKit": webkit}[request.param]
    with start(BROWSERS[request.param]) as tab:
        tab.resize(1440, 900)
        yield tab


@pytest.fixture(scope="module")
def opened(tab, site):
    fox = Fox(tab, site)
    fox.open(PLAIN)
    return fox


@pytest.fixture
def fox(opened):
    """The page at step 0, paused; nothing may go wrong behind it."""
    opened.tab.forget()
    opened.click("Reset")
    opened.wait_for_step(lambda step: step == 0)
    yield opened
    opened.tab.evaluate("0")
    assert opened.tab.errors == []


def test_it_starts_and_draws(fox):
    box = fox.tab.evaluate(f"document.querySelector({DIAGRAM!r}).getBoundingClientRect()")
    picture = Picture(fox.tab.screenshot())
    rows, columns = (slice(int(box[side]), int(box[end])) for side, end in (("top", "bottom"), ("left", "right")))
    picture.pixels = picture.pixels[rows, columns]
    assert not picture.is_blank


def test_step_and_step_back(fox):
    seen = [fox.status_text]
    for _ in range(3):
        fox.step()
        seen.append(fox.status_text)
    assert len(set(seen)) == 4
    for text in reversed(seen[:-1]):
        fox.click("Step back")
        fox.until("0", lambda _, text=text: fox.status_text == text)


def test_play_and_pause(fox):
    fox.click("Play")
    fox.wait_for_step(lambda step: step > 100)
    fox.click("Pause")
    fox.until(f"!!{FIND}('Play')")
    stands = fox.status_text.partition(" · training")[0]  # losses of this step may still be worked out
    fox.tab.evaluate("new Promise(done => setTimeout(done, 500))")
    assert fox.status_text.partition(" · training")[0] == stands


def test_a_neuron_is_put_into_words_by_keyboard(fox):
    sentence = f"document.querySelector({SENTENCE!r}).innerText"
    before = fox.tab.evaluate(sentence)
    fox.tab.evaluate(f"document.querySelector({DIAGRAM!r}).focus()")
    fox.tab.press("ArrowRight")
    fox.until(sentence, lambda now: now != before)
    fox.tab.press("ArrowRight")
    fox.until(sentence, lambda now: "Layer 1, neuron" in now)
    fox.tab.press("Escape")
    fox.until(sentence, lambda now: now == before)


@pytest.mark.long
def test_pictures_and_programs_are_saved(fox):
    fox.tab.evaluate("void (window.ownClick = HTMLAnchorElement.prototype.click)")
    fox.tab.evaluate("void (HTMLAnchorElement.prototype.click = function () { document.title = this.download })")
    fox.click("Save or load")
    files = (
        ("Diagram as PNG", "diagram-step-0.png"),
        ("Loss as SVG", "loss-step-0.svg"),
        ("PyTorch as .py", "pytorch-step-0.py"),
    )
    for name, file in files:
        fox.click(name)
        fox.until("document.title", lambda title, file=file: title == f"glassbox-{file}")
    fox.tab.press("Escape")
    fox.until("!document.getElementById('save').open")
    fox.tab.evaluate("void (HTMLAnchorElement.prototype.click = window.ownClick)")


@pytest.mark.long
def test_a_changed_setting_is_in_the_address_and_opens_again(fox):
    fox.tab.evaluate(
        f"(select => {{ select.value = [...select.options].find(one => one.text === 'XOR').value;"
        f" select.dispatchEvent(new Event('change')) }})({FIND}('Dataset'))"
    )
    address = fox.until("location.hash", lambda address: "dataset=xor" in address)
    fox.step()
    after = fox.status_text
    fox.open(address[1:])
    assert fox.tab.evaluate(f"{FIND}('Dataset').selectedOptions[0].text") == "XOR"
    fox.click("Reset")
    fox.wait_for_step(lambda step: step == 0)
    fox.step()
    assert fox.status_text == after


@pytest.mark.varied
def test_the_drawer_and_the_engine_page_open(fox):
    fox.tab.evaluate("document.getElementById('instruments-tab-curves').click()")
    fox.until("!!document.querySelector('#instruments-curves canvas, #instruments-curves .bk-Figure')")
    fox.tab.evaluate("document.querySelector('[aria-label=\"Close the instruments\"]').click()")
    fox.tab.evaluate("document.querySelector('nav [data-to=engine]').click()")
    fox.until("document.documentElement.dataset.page === 'engine' && document.querySelectorAll('.katex').length > 0")
    fox.tab.evaluate("document.querySelector('nav [data-to=playground]').click()")
    fox.until("document.documentElement.dataset.page === 'playground'")


@pytest.mark.long
@pytest.mark.parametrize("tab", ["Firefox"] if "Firefox" in BROWSERS else [], indirect=True)
def test_a_hidden_tab_does_not_train(fox):
    """Another tab in front: the first one is hidden for the browser itself."""
    fox.open(f"{PLAIN.replace('speed=0', '')}&speed=60")
    fox.click("Play")
    fox.wait_for_step(lambda step: step > 30)
    with fox.tab.another_in_front():
        assert fox.tab.evaluate("document.visibilityState") == "hidden"
        time.sleep(1)
        left = fox.step_number
        time.sleep(3)
    found = fox.step_number
    assert found - left < 120, "in these four seconds it would have made 240 steps"
    fox.wait_for_step(lambda step: step > found + 60)
    fox.click("Pause")
    fox.until(f"!!{FIND}('Play')")


@pytest.mark.long
def test_a_lesson_that_was_taken_home_lives_or_says_where_it_would(tab, tmp_path):
    file = tmp_path / "lesson.html"
    take("xor", "-o", str(file))
    tab.navigate("about:blank")
    tab.forget()
    fox = Fox(tab, file.as_uri())
    tab.navigate(fox.site)
    fox.until("document.documentElement.dataset.state !== 'loading'")
    if (
        tab.evaluate("document.documentElement.dataset.state") == "failed"
    ):  # WebKit gives functions other numbers than those that the memory knows
        assert "Open it in a current Chrome, Edge or Firefox." in tab.evaluate("document.body.innerText")
        return
    fox.click("Play")
    fox.wait_for_step(lambda step: step > 100)
    assert tab.errors == []
