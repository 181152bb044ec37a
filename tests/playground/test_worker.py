"""The worker's end of the document: what changes in Python reaches the page as patches, and nothing is lost."""

import json

import pytest

from playground import worker


@pytest.fixture
def session():
    patches = []
    rendered = json.loads(
        worker.start("#hidden=3", lambda content, *_: patches.append(json.loads(content)), lambda: None)
    )
    return worker.current(), patches, rendered


def changes(patches):
    return [(event["model"]["id"], event.get("attr")) for patch in patches for event in patch["events"]]


def test_a_heading_appears_with_its_layer(session):
    current, patches, rendered = session
    headings = next(root for root in current.document.roots if root.id == rendered["root_ids"]["headings"])
    added = headings.children[2]
    assert not added.visible
    with current.link.turn():
        current.page.propose(hidden=[3, 3])
    assert (added.id, "visible") in changes(patches)


def test_one_turn_is_one_patch(session):
    current, patches, _ = session
    with current.link.turn():
        current.page.propose(noise=10)
        current.page.propose(noise=20)
    assert len(patches) == 1


def test_what_comes_from_the_page_is_not_sent_back(session):
    current, patches, rendered = session
    inbox = rendered["root_ids"]["inbox"]
    data = {"type": "map", "entries": [["kind", ["inspect"]], ["value", ["0"]], ["count", [1]]]}
    event = {"kind": "ModelChanged", "model": {"id": inbox}, "attr": "data", "new": data}
    worker.receive(json.dumps({"events": [event]}))
    assert current.page.bulletin.source.data["title"] == ["Feature"]
    assert (inbox, "data") not in changes(patches)


def test_two_changes_of_a_source_are_one(session):
    current, patches, _ = session
    with current.link.turn():
        current.page.publish()
        current.page.propose(hidden=[3, 3])
        current.page.publish()
    tiles = current.page.network.tiles
    columns = [
        [name for name, _ in event["data"]["entries"]]
        for patch in patches
        for event in patch["events"]
        if event["model"]["id"] == tiles.id
    ]
    assert columns == [["image", "x", "y", "size"]]


def test_a_press_that_comes_too_late_is_let_go(session):
    current, _, _ = session
    current.page.controls.headings._set_neurons(4, +1)
    assert current.page.settings.hidden == [3]
