"""The playground as a person meets it: buttons, controls and the status line, by the names that the page promises."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

READY_WITHIN = 120_000
"""Milliseconds that a start may take before a test calls it stuck; no test measures the start."""

PLAIN = (
    "dataset=spiral&noise=0&train_share=50&batch_size=10&features=x1,x2&hidden=8,8&activation=tanh"
    "&loss=mean squared error&learning_rate=0.1&seed=1&weights=0&speed=0&show_test=no"
)
"""Where the tests begin, whatever the page's own defaults are: 25 steps an epoch, as fast as it goes."""

STATUS = re.compile(r"Epoch ([\d,]+) · step ([\d,]+) · training loss ([\d.]+|nan|inf) · test loss ([\d.]+|nan|inf)")


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
        self.outside: list[str] = []
        self.errors: list[str] = []

    def open(self, fragment: str = "", query: str = "") -> "Playground":
        """Go to the page and wait until it is usable."""
        self.goto(fragment, query)
        self.wait_for_state()
        assert self.state == "ready", self.page.locator("body").inner_text()
        return self

    def restart(self, fragment: str = "") -> "Playground":
        """Begin again with PLAIN settings but for what `fragment` says, without a new start: paused, at step 0."""
        if self.button("Pause").is_visible():
            self.pause()
        self.page.evaluate("fragment => { location.hash = fragment }", f"{PLAIN}&{fragment}".rstrip("&"))
        self.reset()
        self.step()  # what is asked is answered in order: when this step is seen, the address has been read
        self.reset()
        return self

    def goto(self, fragment: str = "", query: str = "") -> None:
        """Go to the page and wait for nothing but its HTML."""
        target = f"{self.address}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"
        self.page.goto(target, wait_until="domcontentloaded")

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

    @property
    def status_text(self) -> str:
        """The status line as it stands."""
        return self.page.get_by_role("status").filter(has_text="Epoch").inner_text().strip()

    @property
    def status(self) -> Status:
        """The status line's numbers."""
        match = STATUS.fullmatch(self.status_text)
        assert match, f"the status line says {self.status_text!r}"
        epoch, step = (int(number.replace(",", "")) for number in match.groups()[:2])
        return Status(epoch, step, float(match[3]), float(match[4]))

    def eventually(self, script: str, wanted: Callable[[Any], bool] = bool) -> Any:
        """The value of a script as soon as it is wanted; polled, because the policy of the page forbids `eval`."""
        value = None
        for _ in range(600):
            if wanted(value := self.page.evaluate(script)):
                return value
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{script} is still {value!r}")

    def wait_for(self, reached: Callable[[Status], bool]) -> Status:
        """The first status seen that is as wanted."""
        for _ in range(1200):
            if reached(status := self.status):
                return status
            self.page.wait_for_timeout(50)
        raise AssertionError(f"still {self.status_text!r} after a minute")

    def wait_for_step(self, step: int) -> Status:
        """The first status seen at this step or later."""
        return self.wait_for(lambda status: status.step >= step)

    def step(self, times: int = 1) -> None:
        """Press Step and see each press arrive."""
        for _ in range(times):
            before = self.status.step
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
        """The status when it no longer changes."""
        before = None
        while before != (before := self.status_text):
            self.page.wait_for_timeout(300)
        return self.status

    def reset(self) -> Status:
        """Press Reset and wait for step 0."""
        self.button("Reset").click()
        return self.wait_for(lambda status: status.step == 0)
