"""Findings as notes with remedies, and what the remedies do to a run."""

import re
from typing import Any

import pytest

from nets.diagnosis import KINDS, REMEDIES, Finding, Remedy
from nets.probes.timeline import Entry
from playground.core.findings import Diagnosis, Looks, Spell, spells
from playground.core.plane.remedies import changes_of, is_live
from playground.core.plane.settings import PlaneSettings
from playground.core.readings import Readings
from playground.core.series import GRID, PACE
from playground.views.findings import EVIDENCE, record, state
from tests.playground.stage import experiment
from tests.playground.test_instruments import Visit

BROKEN = "features=x1,x2&hidden=8,8,8,8,8,8&activation=relu&initialiser=he&learning_rate=10.0&step=1200&speed=0"
ILL = "dataset=spiral&hidden=8,8&activation=relu&learning_rate=3.0&speed=0"


def marks(visit):
    """What stands on the time of the run."""
    return visit.house.pages["playground"].bulletin.source.data["found"][0]


@pytest.fixture(scope="module")
def ill():
    visit = Visit(ILL, "findings")
    visit.experiment.run.trainer.run(1500)
    visit.experiment.publish()
    return visit.settle()


def test_a_sick_run_has_notes_with_evidence_and_remedies(ill):
    found = {each["kind"]: each for each in ill.said("findings")["present"]}
    assert "dying relu" in found
    note = found["dying relu"]
    assert "hidden layer" in note["evidence"]
    assert 0 < note["since"] <= 1500
    assert note["tab"] == "health"
    assert [0, "learning rate 1"] in note["remedies"]
    assert [1, "activation Leaky ReLU (a new run)"] in note["remedies"]


def test_the_keys_for_marks_go_to_where_a_finding_begins(ill):
    began = {step for step, _ in marks(ill)}
    assert began
    ill.page.hear("press", "mark before")
    assert ill.experiment.run.trainer.step_number == max(began)
    ill.experiment.go_to(0)
    ill.page.hear("press", "mark after")
    assert ill.experiment.run.trainer.step_number == min(began)
    ill.experiment.go_to(1500)
    ill.settle()


def test_a_healthy_run_has_none():
    visit = Visit("dataset=circle&hidden=4&speed=0", "findings")
    visit.experiment.run.trainer.run(600)
    visit.experiment.publish()
    told = visit.settle().said("findings")
    assert told.pop("state").startswith("Nothing is wrong, ")
    assert told == {"present": [], "earlier": []}


def test_nothing_is_said_to_be_right_before_it_is_known():
    visit = Visit(f"{BROKEN}&show=play").settle()  # no timeline, on which marks of what is found would stand
    visit.page.propose(show=[])
    visit.page.hear("tab", "findings")
    told = visit.said("findings")
    assert (told["present"], told["state"]) == ([], "Step 1,200 is being looked at.")
    told = visit.settle().said("findings")
    assert told["state"] == ""
    assert {note["kind"] for note in told["present"]} >= {"dying relu", "learning rate too large"}
    assert visit.experiment.run.trainer.step_number == 1200


@pytest.mark.parametrize(
    ("looked", "step", "words"),
    [
        (None, 199, "It is too early to tell: signs of what goes wrong are looked for from step 200."),
        (None, 1200, "Step 1,200 is being looked at."),
        (150, 1200, "Step 1,200 is being looked at."),
        (1100, 1200, "Step 1,200 is being looked at. Nothing was wrong up to step 1,100, as far as these signs tell."),
        (
            1200,
            1200,
            "Nothing is wrong, as far as these signs tell. They are looked at again while the run goes on.",
        ),
    ],
)
def test_what_is_said_where_nothing_was_found(looked, step, words):
    assert state(Diagnosis((), (), looked), step) == words


def test_layers_of_one_kind_are_one_note():
    visit = Visit(BROKEN, "findings").settle()
    notes = visit.said("findings")["present"]
    assert len({note["kind"] for note in notes}) == len(notes)
    note = next(note for note in notes if note["kind"] == "dying relu")
    assert re.match(r"\d+( to \d+)? % of the units of hidden layers \d+ to \d+ are silent", note["evidence"])
    assert note["advice"] == "Try: lower the learning rate, or use leaky ReLU."


def test_what_was_found_keeps_its_beginning_while_the_run_goes_on():
    visit, since = Visit(ILL, "findings"), set()
    for _ in range(12):
        visit.experiment.run.trainer.run(200)
        visit.experiment.publish()
        visit.settle()
        since |= {note["since"] for note in visit.said("findings")["present"] if note["kind"] == "dying relu"}
    assert len(since) == 1


def test_what_was_found_is_found_again_after_a_visit_to_the_past():
    visit = Visit(ILL, "findings")
    visit.experiment.run.trainer.run(10_000)
    visit.experiment.publish()
    before = {note["kind"] for note in visit.settle().said("findings")["present"]}
    assert "dying relu" in before
    for step in (300, 10_000):
        visit.experiment.go_to(step)
        visit.settle()
    assert {note["kind"] for note in visit.said("findings")["present"]} == before


def test_what_is_over_is_told_and_stays_a_mark():
    visit = Visit("dataset=circle&hidden=4,4&learning_rate=0.00001&speed=0", "findings")
    for rate in (0.00001, 0.1):
        visit.page.propose(learning_rate=rate)
        for _ in range(12):
            visit.experiment.run.trainer.run(200)
            visit.experiment.publish()
            visit.settle()
    told = visit.said("findings")
    assert told["present"] == []
    [(title, first, last), *_] = told["earlier"]
    assert 0 < first < 2000 < last < 4800
    assert [first, title] in marks(visit)
    visit.experiment.go_to(last)
    visit.settle()
    assert title in [note["title"] for note in visit.said("findings")["present"]]
    assert [first, title] in marks(visit)


def test_marks_are_there_whichever_tab_is_open_and_not_before_anything_can_be_told():
    visit = Visit(ILL)
    visit.settle()
    assert marks(visit) == []
    assert visit.experiment.answer(Readings(Looks())).known == []
    visit.experiment.run.trainer.run(1500)
    visit.experiment.publish()
    visit.settle()
    assert "Dying ReLU" in [title for _, title in marks(visit)]


def test_marks_are_not_looked_for_where_no_timeline_is():
    visit = Visit(f"{ILL}&show=network")
    visit.experiment.run.trainer.run(1500)
    visit.experiment.publish()
    visit.settle()
    assert visit.experiment.answer(Readings(Looks())).known == []


def test_looks_for_marks_hardly_hold_up_a_run_that_moves(world):
    one = experiment(clock=world.clock, batch_size=50, speed=500)
    one.run.trainer.run(400)
    series = one.answer(Readings(Looks()))
    one.play()
    for _ in range(40):
        series.until_now(leisurely=True)
        world.goes_on(0.1)
    assert 0 < len(series.known) <= 1 + 4 / PACE
    one.pause()
    for _ in range(2):
        series.until_now(leisurely=True)
        world.goes_on(1)
    assert len(series.known) > GRID / 2


@pytest.mark.parametrize("tab", ["health", "histograms"])
def test_the_gravest_note_stands_beside_the_instruments_that_show_its_evidence(ill, tab):
    ill.page.hear("tab", tab)
    told = ill.settle().said("note")
    ill.page.hear("tab", "findings")
    present = ill.settle().said("findings")["present"]
    gravest = next(note for note in present if tab in EVIDENCE.get(note["kind"], ()))
    assert (told["tab"], told["found"]["kind"], told["found"]["remedies"]) == (
        tab,
        gravest["kind"],
        gravest["remedies"],
    )


def test_an_instrument_that_shows_no_evidence_has_no_note():
    visit = Visit("dataset=circle&hidden=4&speed=0", "weights")
    visit.experiment.run.trainer.run(600)
    visit.experiment.publish()
    assert visit.settle().said("note") == {"tab": "weights", "found": None}


def found(*kinds):
    return tuple(Finding(kind, "run", "so it is", "do this") for kind in kinds)


def test_spells_are_what_was_found_look_after_look():
    looks = [found(), found("a"), found("a", "b"), found("b"), found("b"), found("b"), found("a"), found("a"), found()]
    entries = [Entry(10 * number, reading) for number, reading in enumerate(looks)]
    assert spells(entries) == (Spell("a", 10, 20), Spell("b", 20, 50), Spell("a", 60, 70))
    assert spells([]) == ()


def test_a_short_silence_does_not_end_a_spell():
    looks = [found("a"), found(), found(), found("a"), found(), found(), found(), found("a")]
    entries = [Entry(number, reading) for number, reading in enumerate(looks)]
    assert spells(entries) == (Spell("a", 0, 3), Spell("a", 7, 7))
    assert Diagnosis((), spells(entries)).since("a", 2) == 0
    assert Diagnosis((), spells(entries)).since("b", 2) == 2


def test_a_live_remedy_goes_into_the_log_and_can_be_undone(ill):
    ill.page.hear("remedy", ["dying relu", 0])
    assert [(change.step, change.name, change.value) for change in ill.experiment.run.trainer.log] == [
        (1500, "learning_rate", 1.0)
    ]
    ill.experiment.undo()
    ill.settle()
    assert ill.experiment.settings.learning_rate == 3.0
    assert ill.experiment.run.trainer.log == ()


def test_any_other_remedy_begins_a_new_run_and_can_be_undone():
    visit = Visit(ILL, "findings")
    visit.experiment.run.trainer.run(100)
    visit.page.hear("remedy", ["dying relu", 1])
    assert (visit.experiment.settings.activation, visit.experiment.run.trainer.step_number) == ("leaky relu", 0)
    visit.experiment.undo()
    visit.settle()
    assert (visit.experiment.settings.activation, visit.experiment.run.trainer.step_number) == ("relu", 100)


@pytest.mark.parametrize("sent", [["nonsense", 0], ["dying relu", 99], ["dying relu", -1]])
def test_a_remedy_that_is_not_there_does_nothing(sent):
    visit = Visit(ILL, "findings")
    visit.page.hear("remedy", sent)
    assert visit.experiment.settings.activation == "relu"
    assert not visit.experiment.can_undo


@pytest.mark.parametrize(
    ("remedy", "settings", "changes", "live"),
    [
        (Remedy("learning_rate", factor=1 / 3), {"learning_rate": 0.03}, {"learning_rate": 0.01}, True),
        (Remedy("learning_rate", factor=1 / 3), {"learning_rate": 0.00001}, {}, True),
        (Remedy("learning_rate", factor=3.0), {"learning_rate": 0.01}, {"learning_rate": 0.03}, True),
        (Remedy("learning_rate", factor=0.1), {"learning_rate": 10.0}, {"learning_rate": 1.0}, True),
        (Remedy("activation", "relu"), {"activation": "relu"}, {}, True),
        (Remedy("initializer", "he"), {}, {"initialiser": "he"}, False),
        (Remedy("standardize", value=True), {}, {"standardise": True}, False),
        (Remedy("l2", 0.01), {}, {"regularisation": "l2", "regularisation_rate": 0.01}, True),
        (Remedy("l2", 0.01), {"regularisation": "l1"}, {}, True),
        (Remedy("units", factor=2.0), {"hidden": [3, 6]}, {"hidden": [6, 8]}, False),
        (Remedy("units", factor=2.0), {"hidden": []}, {"hidden": [4]}, False),
        (Remedy("clip_norm", 1.0), {}, {}, True),
    ],
)
def test_what_a_remedy_means_here(remedy, settings, changes, live):
    given = PlaneSettings(**settings)
    assert changes_of(given, remedy) == changes
    assert is_live(given, changes) is live


def test_every_remedy_of_every_kind_is_understood():
    assert set(REMEDIES) == set(KINDS) >= set(EVIDENCE)
    settings: Any = PlaneSettings(activation="sigmoid", learning_rate=0.03, initialiser="zeros")
    for kind in KINDS:
        note = record(Finding(kind, "run", "so it is", "do this"), 7, settings)
        assert len(note["remedies"]) == len(REMEDIES[kind]) > 0
        assert all(changes_of(settings, remedy) for remedy in REMEDIES[kind])
