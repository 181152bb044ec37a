"""What lies on the easel: moved, replaced by live pictures, and shown at every shift."""

import base64

import numpy as np
import pytest

from playground.core.digits.moved import Move, moved
from playground.core.digits.shifting import SHIFTS, Sweep
from playground.pages.given import SHEET
from playground.views.shifting import told
from tests.playground.visits import Visit

STILL = [0, 0, 0, 100, 0]


@pytest.fixture
def visit():
    return Visit()


def sheet(left=26):
    ink = np.zeros((SHEET, SHEET), np.uint8)
    ink[8:48, left : left + 5] = 255
    ink[8:14, left : left + 12] = 255
    return base64.b64encode(ink.tobytes()).decode()


def rest(visit):
    """Let work beside the run come to its end."""
    while visit.house.tick() >= 0:
        pass


def shown(visit):
    return np.frombuffer(base64.b64decode(visit.said("image")), np.uint8).reshape(24, 24) / 255


def test_maps_answer_and_sheet_follow_what_is_moved(visit):
    original, before = visit.page.easel.image, visit.said("answer")
    visit.hear("move", [3, -2, 30, 120, 20])
    image = moved(original, Move(3, -2, 30, 120, 20))
    np.testing.assert_array_equal(visit.page.easel.image, image)
    np.testing.assert_allclose(shown(visit), image, atol=0.003)
    assert visit.said("answer") != before
    level = visit.columns("pixels")["level"][: 24 * 24].reshape(24, 24)
    np.testing.assert_allclose((level - 127.0) / 127, image, atol=0.005)
    visit.hear("move", STILL)
    assert visit.page.easel.image.tobytes() == original.tobytes()
    assert visit.said("answer") == before


def test_a_moved_test_image_keeps_its_label_and_another_image_begins_unmoved(visit):
    truth, number = visit.said("truth"), visit.said("move")["image"]
    visit.hear("move", [5, 0, 0, 100, 0])
    assert truth is not None
    assert visit.said("truth") == truth
    assert visit.said("move") == {"image": number, "values": [5, 0, 0, 100, 0], "drawn": False, "drawings": 0}
    for kind, value in (("draw", sheet()), ("test image", None), ("clear", None)):
        visit.hear(kind, value)
        number += 1
        drawn = kind != "test image"
        assert visit.said("move") == {"image": number, "values": STILL, "drawn": drawn, "drawings": 1}
        visit.hear("move", [1, 1, 1, 90, 1])


def test_live_pictures_leave_what_lay_there_and_it_comes_back(visit):
    visit.hear("move", [2, 1, 0, 100, 0])
    image, truth = visit.page.easel.image, visit.said("truth")
    for left in (10, 30):
        visit.hear("live", sheet(left))
        assert visit.said("truth") is None
        assert not np.array_equal(visit.page.easel.image, image)
    visit.hear("live", None)
    np.testing.assert_array_equal(visit.page.easel.image, image)
    assert (visit.said("truth"), visit.said("move")["values"]) == (truth, [2, 1, 0, 100, 0])


def test_what_was_taken_stays(visit):
    visit.hear("live", sheet(10))
    visit.hear("draw", sheet(30))
    taken = visit.page.easel.image
    visit.hear("live", None)
    assert visit.page.easel.image is taken


@pytest.mark.parametrize("kind", ["draw", "live"])
@pytest.mark.parametrize("wrong", ["####", 5, "AAAA"])
def test_what_is_no_picture_changes_nothing(visit, kind, wrong):
    before = visit.page.easel.image
    visit.hear(kind, wrong)
    assert visit.page.easel.image is before


def test_the_strip_is_worked_out_while_it_is_open_and_says_what_the_network_says(visit):
    assert "shifts" not in visit.page.bulletin.source.data
    visit.hear("moving", True)
    visit.hear("move", [4, 1, 10, 110, 5])
    rest(visit)
    record, network = visit.said("shifts"), visit.experiment.run.network
    original = visit.page.given.original.image
    moves = [[Move(shift, 1, 10, 110, 5) for shift in SHIFTS], [Move(4, shift, 10, 110, 5) for shift in SHIFTS]]
    for strip, way in zip(record["sweeps"], moves, strict=True):
        logits = [network.forward(moved(original, move)[None, :, :, None])[0].astype(float) for move in way]
        shares = [np.exp(each) / np.exp(each).sum() for each in logits]
        digit = strip["digits"][6]
        assert strip["digits"] == [int(each.argmax()) for each in logits]
        np.testing.assert_allclose(strip["shares"], [100 * each[digit] for each in shares], atol=0.051)
    assert record["digit"] == record["sweeps"][0]["digits"][6]
    visit.hear("press", "step")
    rest(visit)
    for before, after in zip(record["sweeps"], visit.said("shifts")["sweeps"], strict=True):
        assert after["shares"] != before["shares"]
    visit.hear("moving", False)
    before = visit.said("shifts")
    visit.hear("draw", sheet())
    rest(visit)
    assert visit.said("shifts") == before


def test_the_strip_says_where_ink_is_lost(visit):
    visit.hear("moving", True)
    visit.hear("draw", sheet())
    rest(visit)
    for axis, sweep in enumerate(visit.said("shifts")["sweeps"]):
        inked = np.flatnonzero(visit.page.easel.image.any(axis=axis))
        low, high = -inked.min(), 23 - inked.max()
        assert sweep["whole"] == [bool(low <= shift <= high) for shift in SHIFTS]


def strip_of(*ways):
    return told(tuple(Sweep(np.eye(10)[digits], np.ones(13)) for digits in ways))


@pytest.mark.parametrize(
    ("across", "down", "words"),
    [
        ([7] * 13, [7] * 13, "It stays a 7 from end to end."),
        (
            [1] * 2 + [7] * 6 + [1] + [7] * 4,
            [7] * 13,
            "It stays a 7 up to 4 px left, 1 right, 6 up and 6 down:",
        ),
        (
            [1] * 6 + [7] + [1] * 6,
            [1] * 5 + [7] * 8,
            "It stays a 7 up to 0 px left, 0 right, 1 up and 6 down:",
        ),
    ],
)
def test_a_sentence_says_how_far_it_can_be_shifted(across, down, words):
    assert strip_of(across, down)["sentence"].startswith(words)


def test_where_there_are_no_numbers_it_says_so():
    strip = told(2 * (Sweep(np.full((13, 10), np.nan), np.ones(13)),))
    assert strip["digit"] is None
    assert all(each["shares"] == each["digits"] == [None] * 13 for each in strip["sweeps"])
    assert strip["sentence"] == "The network has no numbers to answer with."
