"""The playground as a person meets it: buttons, controls and the status line, by the names that the page promises."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

READY_WITHIN = 120_000
"""Milliseconds that a start may take before a test calls it stuck; no test measures the start."""

LOOK_AGAIN = 15
"""Milliseconds until something that was not there yet is looked for again."""

PLAIN = (
    "dataset=spiral&noise=0&train_share=50&batch_size=10&features=x1,x2&hidden=8,8&activation=tanh"
    "&loss=mean squared error&learning_rate=0.1&seed=1&weights=0&speed=0&show_test=no"
)
"""Where the tests begin, whatever the page's own defaults are: 25 steps an epoch, as fast as it goes."""

SLOT = '.page:not([hidden]) [data-slot="{}"]'
DIAGRAM = ".page:not([hidden]) .diagram"
SENTENCE = ".page:not([hidden]) .sentence"
NOTICE = "#notice"
"""Where the parts of the page are that have no name for people; used here and nowhere else."""

STATUS = re.compile(r"Epoch ([\d,]+) · step ([\d,]+) · training loss ([\d.]+|over 1000) · test loss ([\d.]+|over 1000)")


LETTERS = """
    const seen = document.querySelector('.page:not([hidden])')
    const own = [...Bokeh.index].find(view => seen?.contains(view.el))?.model.document ?? Bokeh.documents.at(-1)
    const [inbox, bulletin] = ['inbox', 'bulletin'].map(name => own.get_model_by_name(name))
    const send = (kind, value = null) => {
        const count = (inbox.get_column('count')?.[0] ?? 0) + 0.001 // between two letters of the page's own
        inbox.data = new Map([['kind', [kind]], ['value', [JSON.stringify(value)]], ['count', [count]]])
        return count
    }
    const answered = async (frames = 0) => {
        while (frames-- > 0) await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
        const letter = send('nothing')
        for (let look = 0; look < 9000; look++) {
            if ((bulletin.get_column('heard')?.[0] ?? 0) >= letter) return
            await new Promise(done => setTimeout(done, 5))
        }
        throw new Error('Python does not answer')
    }
"""
"""For scripts: `send(kind, value)` tells Python of the page that is seen something, `bulletin` is what it says to the page, and
`answered(frames)` ends when it has answered all that was asked before, or is asked in so many frames from then on."""

RESTART = f"""async hash => {{
    {LETTERS}
    const part = name => seen.querySelector(name)
    if (part('[data-act=play]').ariaLabel === 'Pause') send('press', 'play')
    part('.diagram')?.diagram?.selection.look(null) // whoever was here before
    history.pushState(null, '', hash)
    dispatchEvent(new PopStateEvent('popstate')) // a browser tells of a new address by and by
    for (const button of ['step', 'reset']) send('press', button)
    await answered(1)
    while (!/ · step 0 · training loss [\\do][^…]*$/.test(part('.status').textContent)) await answered(1)
}}"""


PLACED = """async () => {
    const place = one => { const { left, top, width, height } = one.getBoundingClientRect(); return [left, top, width, height] }
    const places = () => JSON.stringify([scrollY, ...[...document.querySelectorAll('body *')].map(place)])
    for (let last = '', same = 0; same < 8; ) {
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
        const now = places()
        same = now === last ? same + 1 : 0
        last = now
    }
}"""
"""Ends when everything has kept its place for eight pictures."""


@dataclass(frozen=True)
class Status:
    """The status line, read."""

    epoch: int
    step: int
    training_loss: float
    test_loss: float


class Playground:
    """One page of the site."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.errors: list[str] = []
        self.crashed = False

    def note_crash(self) -> None:
        """Remember that the page's process has ended: nothing more can be asked of it."""
        self.crashed = True
        self.errors.append("the page has crashed")

    def open(self, fragment: str = "", query: str = "") -> "Playground":
        """Go to the page and wait until it is usable."""
        self.goto(fragment, query)
        self.wait_for_state()
        assert self.state == "ready", self.page.locator("body").inner_text()
        return self

    def restart(self, fragment: str = "") -> "Playground":
        """Begin again with PLAIN settings but for what `fragment` says, without a new start: paused, at step 0, nothing looked at."""
        self.page.mouse.move(0, 0)
        self.page.evaluate(RESTART, f"#{PLAIN}&{fragment}".rstrip("&"))
        return self

    def goto(self, fragment: str = "", query: str = "") -> None:
        """Go to the page and wait for nothing but its HTML."""
        target = f"{self.address}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"
        self.page.goto(target, wait_until="domcontentloaded", timeout=READY_WITHIN)

    def wait_for_state(self) -> None:
        """Wait until the start has ended, one way or the other."""
        expect(self.page.locator("html")).not_to_have_attribute("data-state", "loading", timeout=READY_WITHIN)

    @property
    def state(self) -> str:
        """`loading`, `ready` or `failed`."""
        return self.page.evaluate("document.documentElement.dataset.state")

    def button(self, name: str) -> Locator:
        """The button with exactly this accessible name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def slider(self, name: str) -> Locator:
        """The slider with exactly this accessible name."""
        return self.page.get_by_role("slider", name=name, exact=True)

    def select(self, name: str) -> Locator:
        """The drop-down list with exactly this accessible name."""
        return self.page.get_by_role("combobox", name=name, exact=True)

    def slot(self, name: str) -> Locator:
        """The place of one part that Python draws."""
        return self.page.locator(SLOT.format(name))

    @property
    def diagram(self) -> Locator:
        """The network's diagram, which takes the arrow keys."""
        return self.page.locator(DIAGRAM)

    @property
    def sentence(self) -> Locator:
        """The sentence about the neuron that is looked at."""
        return self.page.locator(SENTENCE)

    @property
    def notice(self) -> Locator:
        """Where the page says what is wrong; hidden while nothing is."""
        return self.page.locator(NOTICE)

    def send(self, kind: str, value: Any = None) -> None:
        """Tell Python what a person did, past all controls: for what no control would send."""
        self.page.evaluate(f"([kind, value]) => {{ {LETTERS} send(kind, value) }}", [kind, value])

    def answered(self, frames: int = 0) -> "Playground":
        """Wait until Python has answered all that was asked before, or is asked in so many frames from now: it takes
        letters in their order."""
        self.page.evaluate(f"async frames => {{ {LETTERS} await answered(frames) }}", frames)
        return self

    def placed(self) -> "Playground":
        """Wait until everything in the window has found its place."""
        self.page.evaluate(PLACED)
        return self

    @property
    def status_text(self) -> str:
        """The status line as it stands."""
        return self.page.get_by_role("status").filter(has_text="Epoch").inner_text().strip()

    @property
    def status(self) -> Status:
        """The status line's numbers, as soon as the losses of its step have been evaluated."""
        for _ in range(500):
            if match := STATUS.fullmatch(self.status_text):
                break
            self.page.wait_for_timeout(LOOK_AGAIN)
        else:
            raise AssertionError(f"the status line says {self.status_text!r}")
        epoch, step = (int(number.replace(",", "")) for number in match.groups()[:2])
        training, test = (math.inf if text == "over 1000" else float(text) for text in match.groups()[2:])
        return Status(epoch, step, training, test)

    def arrived(self, step: int, on: str = "") -> "Playground":
        """Wait until the status line, of the page that is seen or of the one of this name, stands at a step: it is on
        no way to another one, and losses have been evaluated."""
        page = f"[data-page={on}]" if on else ":not([hidden])"
        there = re.compile(rf"^Epoch [\d,]+ · step {step} ·(?!.*(…|going to step)).*$")
        expect(self.page.locator(f".page{page} .status")).to_have_text(there, timeout=READY_WITHIN)
        return self

    def eventually(self, script: str, wanted: Callable[[Any], bool] = bool) -> Any:
        """The value of a script as soon as it is wanted; polled, because the policy of the page forbids `eval`."""
        value = None
        for _ in range(3000):
            if wanted(value := self.page.evaluate(script)):
                return value
            self.page.wait_for_timeout(LOOK_AGAIN)
        raise AssertionError(f"{script} is still {value!r}")

    def wait_for(self, reached: Callable[[Status], bool]) -> Status:
        """The first status seen that is as wanted."""
        for _ in range(6000):
            if reached(status := self.status):
                return status
            self.page.wait_for_timeout(LOOK_AGAIN)
        raise AssertionError(f"still {self.status_text!r} after a minute")

    def wait_for_step(self, step: int) -> Status:
        """The first status seen at this step or later."""
        return self.wait_for(lambda status: status.step >= step)

    def step(self, times: int = 1) -> None:
        """Press Step and see each press arrive."""
        for _ in range(times):
            before = self.answered().status.step
            self.button("Step").click()
            assert self.wait_for_step(before + 1).step == before + 1

    def play_until(self, reached: Callable[[Status], bool]) -> Status:
        """Play until `reached(status)`, pause, and give where it stands."""
        self.button("Play").click()
        self.wait_for(reached)
        return self.pause()

    def pause(self) -> Status:
        """Pause and wait until nothing moves."""
        self.button("Pause").click()
        expect(self.button("Play")).to_be_visible()
        return self.settled()

    def settled(self) -> Status:
        """The status when nothing plays and what was asked has been answered: no change in a tenth of a second."""
        expect(self.button("Play")).to_be_visible()
        for _ in range(300):
            before = self.answered().status_text
            self.page.wait_for_timeout(100)
            if self.status_text == before:
                return self.status
        raise AssertionError(f"paused, and yet the status moves on: {self.status_text!r}")

    def reset(self) -> Status:
        """Press Reset and wait for step 0."""
        self.button("Reset").click()
        return self.answered().wait_for(lambda status: status.step == 0)
