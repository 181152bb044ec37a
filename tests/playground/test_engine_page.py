"""The Engine page without a browser: what it says of the parts, of their check, and of own code."""

import pytest
from bokeh.document import Document

from playground.core.clock import ASLEEP
from playground.pages.house import House

TANH = "activation:tanh"


class Visit:
    """The engine page in a document, as a browser would have it."""

    def __init__(self, fragment="hidden=3&features=x1,x2"):
        self.house = House(fragment, wake=lambda: None)
        self.page = self.house.page("engine")
        self.document = Document()
        self.page.attach(self.document)
        self.house.show("engine")
        self.number = 0
        self.rest()

    def rest(self):
        while self.house.tick() != ASLEEP:
            self.page.hear("drawn", self.house.clock._shown)

    def said(self, name):
        return self.page.bulletin.source.data[name][0]

    def hear(self, kind, value):
        self.page.hear(kind, value)
        self.rest()

    def part(self, key=TANH):
        return next(part for part in self.said("parts") if part["key"] == key)

    def judge(self, kind, old="", new="", key=TANH):
        text = self.part(key)["text"]
        assert not old or text.count(old) == 1
        self.number += 1
        self.hear(kind, {"part": key, "text": text.replace(old, new) if old else text, "number": self.number})
        verdict = self.said("verdict")
        assert (verdict["number"], verdict["part"]) == (self.number, key)
        return verdict

    @property
    def experiment(self):
        return self.house.experiment


@pytest.fixture
def visit():
    return Visit()


def test_the_parts_are_shown_with_their_source_and_formulas(visit):
    parts = visit.said("parts")
    assert [part["title"] for part in parts] == ["Dense layer", "tanh", "Mean squared error", "SGD"]
    assert visit.part()["text"].startswith("def tanh(z: Array) -> Array:")
    assert (visit.part()["path"], visit.part()["own"]) == ("nets/activations.py", None)
    assert visit.part()["formula"]["lines"][0] == ["Forwards", "tanh"]
    assert visit.said("chosen") == "layer:dense"


def test_the_part_that_is_looked_at_is_checked_at_once_and_as_the_run_goes_on(visit):
    assert (visit.said("proof")["part"], visit.said("proof")["passed"]) == ("layer:dense", True)
    assert len(visit.said("proof")["rows"]) == 7
    visit.hear("choose", TANH)
    assert (visit.said("proof")["part"], visit.said("proof")["step"]) == (TANH, 0)
    visit.hear("press", "epoch")
    assert visit.said("proof")["step"] == 25
    before = visit.said("proof")
    visit.house.experiment.publish()
    assert visit.said("proof") is before


def test_a_check_that_was_under_way_at_pause_is_made_again_where_the_run_stands(visit):
    trainer = visit.experiment.run.trainer
    visit.page.hear("press", "play")
    for _ in range(10_000):
        visit.house.tick()
        visit.page.hear("drawn", visit.house.clock._shown)
        live = visit.page._live
        if live is not None and not live.over and trainer.step_number > visit.page._proven[2]:
            break
    else:
        raise AssertionError("no check was under way while it played")
    visit.hear("press", "play")
    assert not visit.experiment.playing
    assert visit.said("proof")["step"] == trainer.step_number


def test_a_part_that_the_run_has_not_cannot_be_chosen(visit):
    for key in ("activation:relu", "", "nonsense"):
        visit.hear("choose", key)
        assert visit.said("chosen") == "layer:dense"


def test_another_run_has_other_parts(visit):
    visit.hear("choose", TANH)
    visit.house.open_address("#activation=relu&loss=cross-entropy&hidden=2")
    visit.rest()
    assert [part["key"] for part in visit.said("parts")][1] == "activation:relu"
    assert visit.said("chosen") == "layer:dense"
    assert visit.said("proof")["part"] == "layer:dense"


def test_a_check_judges_a_text_and_leaves_the_run_as_it_is(visit):
    visit.hear("press", "epoch")
    assert visit.judge("check")["passed"]
    wrong = visit.judge("check", "1 - a * a", "1 + a * a")
    assert (wrong["passed"], wrong["problem"], wrong["put"]) == (False, "", False)
    assert not all(row["passed"] for row in wrong["rows"])
    assert visit.part()["own"] is None
    assert not visit.experiment.own


def test_what_cannot_be_used_is_said_with_its_line(visit):
    verdict = visit.judge("try", "return np.tanh(z)", "return np.tanh(z")
    assert (verdict["put"], verdict["line"]) == (False, 3)
    assert verdict["problem"].startswith("SyntaxError")
    verdict = visit.judge("try", "return np.tanh(z)", "return unknown(z)")
    assert (verdict["put"], verdict["line"]) == (False, 3)
    assert verdict["problem"] == "NameError: name 'unknown' is not defined."
    assert not visit.experiment.own


def test_own_code_trains_until_it_is_put_back(visit):
    visit.hear("press", "epoch")
    before = visit.said("status")
    verdict = visit.judge("try", "np.tanh(z)", "np.tanh(z) * 1.0")
    assert (verdict["put"], verdict["passed"]) == (True, True)
    assert "np.tanh(z) * 1.0" in visit.part()["own"]
    assert visit.said("branch") == 25
    assert visit.said("status") == before + " · your tanh"
    visit.hear("press", "step")
    visit.hear("press", "back")
    visit.hear("press", "back")
    assert visit.said("notice")["text"] == "This code trains since step 25: put it back to go to what was before."
    visit.hear("put back", TANH)
    assert (visit.said("branch"), visit.part()["own"]) == (None, None)
    assert visit.said("status") == before


def test_a_wrong_derivative_is_marked_and_trains_all_the_same(visit):
    verdict = visit.judge("try", "1 - a * a", "a * a - 1")
    assert (verdict["put"], verdict["passed"]) == (True, False)
    assert visit.part()["failed"]
    visit.hear("press", "epoch")
    assert "step 25" in visit.said("status")
    assert visit.judge("try", "1 - a * a", "1.0 - a * a")["passed"]
    assert not visit.part()["failed"]


def test_code_that_breaks_in_the_middle_stops_the_training_with_its_line(visit):
    bomb = (
        "if abs(float(z.max())) == 0:\n        pass\n    COUNT.append(1)\n    if len(COUNT) > 400:\n        [][0]\n    "
    )
    verdict = visit.judge("try", "return np.tanh(z)", bomb + "return np.tanh(z)\n\n\nCOUNT = []")
    assert verdict["put"]
    for _ in range(8):
        visit.hear("press", "epoch")
    assert "IndexError: list index out of range" in visit.said("notice")["text"]
    assert "tanh, line 37" in visit.said("notice")["text"]
    visit.hear("put back", TANH)
    visit.hear("press", "step")
    assert "your" not in visit.said("status")


UNTRACED = "if abs(float(z.max())) == 0:\n        pass\n    COUNT.append(1)\n"
RAISED = {
    "an exit": "import sys; sys.exit(3)",
    "an interruption": "raise KeyboardInterrupt",
    "the end of a generator": "raise GeneratorExit",
    "an error without words": "raise type('Mute', (Exception,), {'__str__': lambda self: 1 / 0})",
}


@pytest.mark.parametrize("raised", RAISED.values(), ids=RAISED)
def test_whatever_own_code_raises_is_said_of_that_code(visit, raised):
    verdict = visit.judge("check", "return np.tanh(z)", f"{raised}\n    return np.tanh(z)")
    assert (verdict["passed"], verdict["line"]) == (False, 3)
    late = f"{UNTRACED}    if len(COUNT) > 400:\n        {raised}\n    return np.tanh(z)\n\n\nCOUNT = []"
    assert visit.judge("try", "return np.tanh(z)", late)["put"]
    for _ in range(8):
        visit.hear("press", "epoch")
    assert visit.said("notice")["text"].startswith("Your code stops the training: tanh, line 37: ")
    assert visit.judge("check")["passed"]
    visit.hear("put back", TANH)
    visit.hear("press", "step")
    assert "your" not in visit.said("status")


def test_lines_are_those_of_the_editor(visit):
    verdict = visit.judge(
        "check", '    """(e^z - e^-z) / (e^z + e^-z), between -1 and 1."""\n    return np.tanh(z)', "return 1"
    )
    assert "after function definition on line 31" in verdict["problem"]


def test_a_page_that_is_left_checks_nothing(visit):
    visit.page.hear("choose", TANH)
    visit.house.show("playground")
    visit.rest()
    assert visit.said("proof")["part"] == "layer:dense"
    visit.house.show("engine")
    visit.rest()
    assert visit.said("proof")["part"] == TANH


def test_an_error_behind_a_control_is_a_notice_and_the_control_works_again(visit, monkeypatch):
    slider = visit.page.controls.widgets["speed"]
    with monkeypatch.context() as patched:
        patched.setattr(visit.experiment, "publish", lambda: 1 / 0)
        slider.value = 0
    assert visit.said("notice")["text"].startswith("Something went wrong")
    slider.value = 1
    assert visit.experiment.settings.speed == 2
