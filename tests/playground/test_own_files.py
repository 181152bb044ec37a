"""What files of a run say of one's own points: which columns of which table they are, in words and as a function."""

import json
import sys
from typing import Any

import numpy as np
import pytest

from nets.datasets.dataset import CLASSES, NUMBERS
from playground.core.address import Place
from playground.core.plane.origin import Column, Origin
from playground.core.plane.points import Points
from playground.core.plane.settings import PlaneSettings
from tests.nets import stand_ins
from tests.playground.saving import bring, saved, stands
from tests.playground.sheets import found
from tests.playground.visits import Visit

TABLE = 'höhe,breite,art\n8.38,-2,"Rose, rot"\n17.92,5,Tulpe\n9,1,"Rose, rot"\n12,2,Tulpe\n10.5,0,Tulpe\n'
WORDS = "x₁ is höhe (8.38 … 17.92), x₂ is breite (−2 … 5), A is “Rose, rot”, B is Tulpe."
NASTY = Origin(
    Column('a""" + \\', 2.0, 3.0), Column("‹engine›{x} \\"), Column("d"), ("Glassbox run: v=2&seed=7", "*x* <b> `~")
)
LIBRARIES: dict[str, Any] = {"pytorch": stand_ins.torch, "keras": stand_ins.keras}


def learning(points, **more):
    return Visit(Place(PlaneSettings(dataset="own", points=points, hidden=[3], **more)).write(), page="playground")


def flowers():
    return found(TABLE)[1].points


def test_the_caption_of_every_file_says_what_the_points_are():
    visit = learning(flowers())
    visit.hear("saving")
    assert visit.said("saving")["caption"].endswith(f". {WORDS}")
    assert json.loads(saved(visit, "json"))["caption"].endswith(WORDS)
    for what in ("pytorch", "keras"):
        assert "B is Tulpe." in saved(visit, what).decode()
    title = "".join(json.loads(saved(visit, "notebook"))["cells"][0]["source"])
    assert WORDS in title


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (Points(CLASSES, flowers().rows), "Training share: 50 %"),
        (Points(CLASSES, flowers().rows, Origin(Column("u"), Column("v"), Column("w"))), ". x₁ is u, x₂ is v."),
        (found("x1,x2,price\n1,2,30\n2,1,90.5\n3,4,40\n2,2,35")[1].points, "the value is price (30 … 90.5)."),
        (Points(CLASSES, flowers().rows, Origin(Column(""), Column(""), Column(""))), "Points: 5;"),
    ],
)
def test_what_is_not_known_is_not_said(points, words):
    visit = learning(points)
    visit.hear("saving")
    caption = visit.said("saving")["caption"]
    assert words in caption
    assert (" is " in caption) == (" is " in words)


def test_who_learns_other_points_is_told_nothing_of_their_own():
    visit = learning(flowers())
    visit.page.propose(dataset="moons")
    visit.hear("saving")
    assert "höhe" not in visit.said("saving")["caption"]


def program(visit, library, monkeypatch):
    for name, module in LIBRARIES[library]().items():
        monkeypatch.setitem(sys.modules, name, module)
    made: dict[str, Any] = {"__name__": "program"}
    exec(saved(visit, library).decode(), made)
    return made


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_program_brings_numbers_of_the_table_to_where_the_network_wants_them(library, monkeypatch):
    points = flowers()
    made = program(learning(points), library, monkeypatch)
    places = made["in_plane"]([[8.38, -2], [17.92, 5], [9, 1]])
    np.testing.assert_allclose(places, [row[:2] for row in points.rows[:3]], atol=5e-5)
    assert len(made["answer"](places)) == 3
    assert "".join(made["in_plane"].__doc__.split()).endswith("".join(WORDS.split()))
    for other in (learning(Points(CLASSES, points.rows)), Visit("hidden=2", page="playground")):
        assert "in_plane" not in program(other, library, monkeypatch)


@pytest.mark.parametrize("kind", [CLASSES, NUMBERS])
@pytest.mark.parametrize("what", ["json", "notebook", "pytorch", "keras"])
def test_no_name_of_a_table_breaks_a_file(kind, what):
    visit = learning(Points(kind, tuple((i / 5, -i / 4, i % 2) for i in range(8)), NASTY))
    stored = saved(visit, what)
    other = bring(Visit("hidden=2", page="playground"), stored)
    assert stands(other) == stands(visit)
    if what == "notebook":
        cell = "".join(json.loads(stored)["cells"][0]["source"])
        assert "‹engine›{x}" in cell
        assert len(cell) < 5000
    elif what != "json":
        compile(stored, what, "exec")
