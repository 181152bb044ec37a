"""Files that are no runs: somebody who loads one is told what it is, and what else can be done with it."""

import pytest

from playground.core.files import foreign
from playground.core.files.kept import UNREADABLE
from tests.playground.saving import bring, saved, stands, visited
from tests.playground.visits import Visit

POINTS = b"x,y,class\n1,2,A\n3,4,B\n5,6,A\n7,1,B\n"
WORDS = b"name;city;from\nAnn;Rome;Italy\nBob;Paris;France\n"


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", foreign.PICTURE),
        (POINTS, foreign.POINTS),
        (POINTS.replace(b",", b"\t"), foreign.POINTS),
        (WORDS, foreign.TABLE),
        (b"Dear Ann,\nthank you, and come again, soon!\nYours,\nBob", UNREADABLE),
        (b"a,b\n1,2\n", UNREADABLE),
        (b"1 2 3\n4 5 6\n", UNREADABLE),
        (b"", UNREADABLE),
        (b"\0\1\2,\3", UNREADABLE),
    ],
)
@pytest.mark.parametrize("page", ["playground", "digits"])
def test_what_is_no_run_is_called_what_it_is(stored, words, page):
    visit = Visit("", page=page)
    before = stands(visit)
    bring(visit, stored)
    expected = foreign.TABLE if page == "digits" and words == foreign.POINTS else words
    assert visit.said("notice")["text"] == f"{expected[0].upper()}{expected[1:]}."
    assert stands(visit) == before


def test_losses_without_their_address_are_known():
    visit = visited(steps=6)
    bring(visit, saved(visit, "table").replace(b"Glassbox run: ", b""))
    assert visit.said("notice")["text"] == f"{foreign.LOSSES[0].upper()}{foreign.LOSSES[1:]}."
