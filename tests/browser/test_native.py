"""The same page on a server, as those see it who change it: it steps, it plays, and nobody's tab trains for ever."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.playground import PLAIN
from tests.support.native import served_natively


@pytest.fixture(scope="module")
def server():
    with served_natively("--unused-session-lifetime", "300", "--check-unused-sessions", "300") as server:
        yield server


def test_it_steps_and_plays(new_app, server):
    app = new_app(address=server.address).open(PLAIN)
    app.restart()
    app.step(2)
    app.button("Play").click()
    app.wait_for_step(60)
    app.button("Pause").click()
    expect(app.button("Play")).to_be_visible()
    stands = app.settled()
    app.button("Step back").click()
    assert app.wait_for(lambda status: status.step < stands.step).step == stands.step - 1
    assert not [line for line in server.lines if "Traceback" in line or "ERROR" in line], "".join(server.lines)


@pytest.mark.long
def test_a_tab_closed_while_it_plays_does_not_train_for_ever(new_app, server):
    app = new_app(address=server.address).open(PLAIN)
    app.restart()
    app.button("Play").click()
    app.wait_for_step(60)
    assert busy(server, seconds=2) > 0.1
    app.page.close()
    assert any(busy(server, seconds=2) < 0.05 for _ in range(20))
    assert not [line for line in server.lines if "Traceback" in line or "ERROR" in line], "".join(server.lines)


def busy(server, seconds):
    """The share of one processor that the server takes."""
    before = server.cpu_seconds()
    time.sleep(seconds)
    return (server.cpu_seconds() - before) / seconds
