"""The mode of the opened step: its stops, what a person does there, and that nothing is computed while it is closed."""

import pytest

from playground.core.parts import part
from playground.core.plane.step import NextStep
from playground.core.reading import read
from playground.views.walk import BACKWARD, FORWARD, LOSS, UPDATE, Walk
from tests.playground.sums import value
from tests.playground.visits import Visit

SMALL = "hidden=3,2&features=x1,x2&batch_size=4&learning_rate=0.1"


def test_a_walk_has_all_stops_in_their_order_and_none_beyond():
    walk, shape = Walk(), (2, 3, 1)
    seen = []
    for _ in range(9):
        seen.append(tuple(walk.stop(shape)))
        walk.go(shape, 1)
    steps = [(FORWARD, 0), (FORWARD, 1), (FORWARD, 2), (LOSS, 2), (BACKWARD, 2), (BACKWARD, 1), (UPDATE, 1)]
    assert seen == [*steps, steps[-1], steps[-1]]
    walk.choose(shape, 2, 0)
    assert walk.stop(shape) == (UPDATE, 2)
    assert walk.place(shape) == 6
    walk.go(shape, -1)
    assert walk.stop(shape) == (BACKWARD, 1)
    walk.go(shape, -20)
    assert walk.stop(shape) == (FORWARD, 0)


def test_a_neuron_is_chosen_within_its_phase():
    walk, shape = Walk(), (2, 3, 1)
    walk.choose(shape, 1, 2)
    assert (walk.stop(shape), walk.unit(shape), walk.node(shape)) == ((FORWARD, 1), 2, 4)
    walk.go_to(shape, BACKWARD)
    walk.choose(shape, 0, 1)
    assert walk.stop(shape) == (BACKWARD, 2)
    walk.choose(shape, 1, 7)
    assert walk.stop(shape) == (BACKWARD, 2)
    walk.go_to(shape, LOSS)
    walk.choose(shape, 1, 0)
    assert walk.stop(shape) == (LOSS, 2)
    walk.go_to(shape, FORWARD)
    walk.choose(shape, 1, 2)
    assert (walk.stop((2, 1)), walk.unit((2, 1))) == ((FORWARD, 1), 0)


class Walking(Visit):
    """Somebody on the playground who looks at one step."""

    def __init__(self, fragment=SMALL):
        super().__init__(f"#{fragment}", "playground")

    def walk(self, *act):
        self.hear("walk", list(act))
        return self

    @property
    def record(self):
        return self.page.bulletin.source.data.get("walk", [None])[0]

    def measured(self):
        return any(isinstance(measure, NextStep) for measure in self.page.needs(False))


def test_nothing_is_computed_while_it_is_closed():
    visit = Walking()
    assert not visit.measured()
    assert visit.record is None
    visit.walk("go", 1).walk("choose", 1, 1).walk("make")
    assert (visit.record, visit.experiment.place.step) == (None, 0)
    visit.hear("press", "one step")
    assert visit.measured()
    rings = visit.page.output.rings
    assert len(rings["batch"].data["x1"]) == 4
    visit.walk("close")
    assert not visit.measured()
    assert visit.record is None
    assert [len(source.data["x1"]) for source in rings.values()] == [0, 0]
    assert [len(source.data[name]) for source in visit.page.walking.sources.values() for name in source.data] == [
        0
    ] * 12


def test_a_run_that_plays_is_not_opened():
    visit = Walking()
    visit.hear("press", "play")
    visit.walk("open")
    assert (visit.said("playing"), visit.record["phase"]) == (False, FORWARD)
    visit.hear("press", "play")
    assert (visit.said("playing"), visit.record) == (True, None)


def test_whoever_opens_it_again_begins_anew():
    visit = Walking()
    visit.walk("open").walk("sample", 2).walk("go", 1).walk("choose", 1, 2).walk("close").walk("open")
    assert (visit.record["sample"], visit.record["place"]) == (None, 0)
    visit.walk("go", 1)
    assert visit.record["node"] == 2


def test_an_address_leads_out_of_it():
    visit = Walking()
    visit.walk("open")
    visit.hear("open", "#hidden=2")
    assert (visit.settings.hidden, visit.record) == ([2], None)


def test_enter_at_the_update_makes_the_step_that_was_announced():
    visit = Walking()
    visit.walk("open").walk("sample", 2).walk("make")
    assert visit.experiment.place.step == 0
    visit.walk("phase", UPDATE)
    announced = [row[1].split(" → ")[1] for row in visit.record["tables"][0]["rows"]]
    visit.walk("make")
    assert visit.experiment.place.step == 1
    assert (visit.record["phase"], visit.record["place"], visit.record["sample"]) == (FORWARD, 0, 2)
    layer = visit.experiment.run.network.layers[0]
    now = [*layer.parameters["weights"][:, 0], layer.parameters["biases"][0]]
    digits = [len(words.partition(".")[2]) for words in announced]
    for words, each, count in zip(announced, now, digits, strict=True):
        assert value(words) == pytest.approx(each, abs=0.51 * 10**-count)


def test_it_follows_what_is_changed():
    visit = Walking()
    visit.walk("open").walk("phase", BACKWARD)
    visit.page.propose(hidden=[])
    assert (visit.record["phase"], visit.record["column"], visit.record["phases"]) == (BACKWARD, 1, [2, 1, 1, 1])
    visit.walk("sample", 99)
    assert visit.record["sample"] == 3
    visit.page.propose(batch_size=2)
    assert (visit.record["samples"], visit.record["sample"]) == (2, 1)
    before = visit.record["arithmetic"]
    visit.hear("press", "step")
    assert visit.record["arithmetic"] != before


def test_where_numbers_broke_there_is_no_step_and_that_is_said():
    visit = Walking("features=x1^2,x2^2&activation=linear&loss=cross-entropy&learning_rate=10.0")
    visit.experiment.run.trainer.run(200)
    assert visit.experiment.run.trainer.divergence is not None
    step = visit.experiment.run.trainer.step_number
    visit.walk("open")
    assert visit.record["problem"].startswith("No step follows")
    visit.walk("phase", UPDATE).walk("make")
    assert visit.experiment.run.trainer.step_number == step


def test_own_code_that_breaks_here_is_named():
    visit = Walking()
    sgd = part("optimizer:sgd")
    text = sgd.source.text.replace("return w", "1 / (step.t - 5)\n        return w")
    visit.experiment.put({sgd.key: read(sgd, text)})
    visit.walk("open")
    assert visit.record["problem"] == ""
    for _ in range(4):
        visit.hear("press", "step")
    assert visit.record["problem"].startswith("This step cannot be opened: your code stops the training: SGD")
