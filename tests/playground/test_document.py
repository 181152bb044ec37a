"""Our end of a document: what changes goes out as one patch a turn, and what comes in is not sent back."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from bokeh.document import Document
from bokeh.models import Column, ColumnDataSource, Div

from playground.link.document import Link


class End:
    """A link with a source and a text, what it has posted, and what it complained of."""

    def __init__(self):
        self.patches, self.errors = [], []
        self.source, self.text = ColumnDataSource(data={"a": [1], "b": [2]}), Div(text="one")
        self.document = Document()
        self.document.add_root(self.source)
        self.document.add_root(self.text)
        self.link = Link("home", self.document, self.post, self.errors.append)
        self.link.held = True

    def post(self, page, content, layout, data):
        assert page == "home"
        buffers, start = {}, 0
        for name, size in json.loads(layout):
            buffers[name] = data[start : start + size]
            start += size
        assert start == len(data)
        self.patches.append((json.loads(content)["events"], buffers))

    def flushed(self):
        """The events of what was posted since, and their buffers."""
        self.patches.clear()
        self.link.flush()
        assert len(self.patches) <= 1
        return self.patches[0] if self.patches else ([], {})


@pytest.fixture
def end():
    return End()


def changed(model, **values):
    return [
        {"kind": "ModelChanged", "model": {"id": model.id}, "attr": name, "new": new} for name, new in values.items()
    ]


def columns(event):
    return dict(event["data"]["entries"])


def test_what_changes_goes_out_once(end):
    end.text.text = "two"
    end.source.data.update({"a": [3]})
    events, _ = end.flushed()
    assert [event["kind"] for event in events] == ["ModelChanged", "ColumnDataChanged"]
    assert (events[0]["new"], columns(events[1])) == ("two", {"a": [3]})
    assert end.flushed() == ([], {})


def test_the_last_of_several_values_counts(end):
    for text in ("two", "three"):
        end.text.text = text
    events, _ = end.flushed()
    assert [event["new"] for event in events] == ["three"]


def test_two_changes_of_a_source_are_one_with_the_last_columns(end):
    end.source.data.update({"a": [3, 4], "b": [5, 6]})
    end.text.text = "between"
    end.source.data.update({"b": [7, 8], "c": [9, 0]})
    events, _ = end.flushed()
    assert [event["kind"] for event in events] == ["ColumnDataChanged", "ModelChanged"]
    assert columns(events[0]) == {"a": [3, 4], "b": [7, 8], "c": [9, 0]}


def test_two_sources_are_two(end):
    other = ColumnDataSource(data={"a": [0]})
    end.document.add_root(other)
    end.flushed()
    end.source.data.update({"a": [3]})
    other.data.update({"a": [4]})
    events, _ = end.flushed()
    assert [(event["model"]["id"], columns(event)) for event in events] == [
        (end.source.id, {"a": [3]}), (other.id, {"a": [4]}),
    ]  # fmt: skip


def test_arrays_travel_as_bytes_beside_the_text(end):
    first, second = np.arange(4, dtype=np.float32), np.arange(6, dtype=np.uint8).reshape(2, 3)
    end.source.data.update({"a": first, "b": [second] * 4})
    events, buffers = end.flushed()
    whole, part = columns(events[0])["a"], columns(events[0])["b"][0]
    assert (whole["dtype"], whole["shape"], part["shape"]) == ("float32", [4], [2, 3])
    assert buffers[whole["array"]["data"]["id"]] == first.tobytes()
    assert buffers[part["array"]["data"]["id"]] == second.tobytes()


def test_a_new_model_is_told_whole_and_later_by_its_name(end):
    new = Div(text="new")
    end.document.add_root(new)
    events, _ = end.flushed()
    assert events[0]["model"]["attributes"]["text"] == "new"
    new.text = "newer"
    events, _ = end.flushed()
    assert (events[0]["model"], events[0]["new"]) == ({"id": new.id}, "newer")


def test_what_comes_from_the_page_is_taken_and_not_sent_back(end):
    end.link.receive(json.dumps({"events": changed(end.text, text="theirs")}))
    assert end.text.text == "theirs"
    assert end.flushed() == ([], {})
    assert end.errors == []


def test_what_follows_from_what_came_is_sent(end):
    end.text.on_change("text", lambda _attr, _old, _new: setattr(end.text, "tags", ["heard"]))
    end.link.receive(json.dumps({"events": changed(end.text, text="theirs")}))
    events, _ = end.flushed()
    assert [(event["attr"], event["new"]) for event in events] == [("tags", ["heard"])]


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "ModelChanged", "model": {"id": "nobody"}, "attr": "text", "new": "x"},
        {"kind": "ModelChanged", "model": {"id": "TEXT"}, "attr": "text", "new": {"no": "text"}},
        {"kind": "Nonsense"},
        {},
    ],
)
def test_a_bad_event_leaves_the_others_alone(end, bad):
    bad = json.loads(json.dumps(bad).replace("TEXT", end.text.id))
    events = [*changed(end.text, text="before"), bad, *changed(end.text, visible=False)]
    end.link.receive(json.dumps({"events": events}))
    assert (end.text.text, end.text.visible) == ("before", False)
    assert len(end.errors) == 1


def test_an_error_of_whoever_hears_leaves_the_other_events_alone(end, monkeypatch):
    monkeypatch.setattr("bokeh.io.doc._PATCHED_CURDOCS", [])  # Bokeh leaves the document there after an error

    def broken(_attr, _old, _new):
        raise ZeroDivisionError

    end.text.on_change("text", broken)
    end.link.receive(json.dumps({"events": changed(end.text, text="theirs", visible=False)}))
    assert end.text.visible is False
    assert [type(error) for error in end.errors] == [ZeroDivisionError]


def test_outside_of_a_turn_it_is_sent_by_the_event_loop_once(end):
    async def change():
        end.link.held = False
        end.text.text = "two"
        end.source.data.update({"a": [3]})
        assert end.patches == []
        await asyncio.sleep(0)

    with ThreadPoolExecutor(1) as elsewhere:  # a thread that has no loop yet, whatever tests ran before
        elsewhere.submit(asyncio.run, change()).result()
    ((events, _),) = end.patches
    assert len(events) == 2


def test_what_one_event_brings_is_told_whole_before_the_next_is_heard(end):
    place = Column()
    end.document.add_root(place)
    end.flushed()
    brought = Div(text="new")

    def hear(attr, old, new):
        del attr, old, new
        place.children = [brought]

    end.source.on_change("data", hear)
    letter = {"kind": "ColumnDataChanged", "model": {"id": end.source.id}, "attr": "data", "cols": None}
    told = {**letter, "data": {"type": "map", "entries": [["a", [3]]]}}
    end.link.receive(json.dumps({"events": [told, *changed(end.text, text="theirs")]}))
    end.link.flush()
    (event,) = [event for events, _ in end.patches for event in events if event.get("attr") == "children"]
    assert event["new"][0]["attributes"]["text"] == "new"
