"""The network that came with the site, and one's own as a file."""

import base64
import random
import re

import numpy as np
import pytest

from playground.core.declare import LIVE, RUN
from playground.core.digits.settings import DigitsSettings
from playground.core.digits.trained import MOMENTS, trained
from playground.core.files.kept import UNREADABLE
from tests.playground.visits import SMALL, Visit

STEPS = MOMENTS[-1]


def parameters(visit):
    return visit.experiment.run.network.parameters.tobytes()


def saved(visit):
    visit.hear("save", "run")
    return base64.b64decode(visit.said("file")["data"])


def load(visit, kept):
    visit.hear("load", base64.b64encode(kept).decode())


def test_it_is_of_the_first_settings_and_knows_digits():
    place, standing = trained()
    assert place.settings.part(RUN, LIVE) == DigitsSettings().part(RUN, LIVE)
    assert (place.step, place.log) == (STEPS, ())
    test = standing.losses.until(STEPS).test
    assert len(test) == len(MOMENTS)
    assert test[-1] < 0.09
    visit = Visit("")
    visit.hear("trained")
    assert re.search(r"test accuracy 9[789]\.\d %", visit.said("status"))


def test_it_is_there_at_once_with_its_curve_and_can_be_undone():
    visit = Visit("blocks=c4x5,m4&panel=training&show=filters")
    visit.hear("press", "step")
    before = visit.experiment.place.write()
    visit.hear("trained")
    _, standing = trained()
    assert visit.experiment.place.step == STEPS
    assert parameters(visit) == standing.arrays["parameters"].tobytes()
    assert visit.experiment.settings.show == "filters"
    assert len(visit.page.display.views) > 0
    np.testing.assert_allclose(visit.experiment.losses.until(STEPS), standing.losses.until(STEPS), rtol=1e-5)
    visit.hear("press", "undo")
    assert visit.experiment.place.write() == before


def test_whoever_comes_back_to_it_is_there_at_once():
    visit = Visit(f"step={STEPS}")
    visit.experiment.propose(seed=2)
    visit.hear("press", "undo")
    assert visit.experiment.goal is None
    assert parameters(visit) == trained()[1].arrays["parameters"].tobytes()


def test_a_link_behind_it_begins_there_and_goes_on_as_if_it_had_trained_itself():
    visit = Visit(f"step={STEPS + 2}")
    while visit.house.tick() >= 0:
        visit.hear("drawn", visit.said("frame"))
    assert visit.experiment.place.step == STEPS + 2
    other = Visit(f"step={STEPS}")
    assert parameters(other) == trained()[1].arrays["parameters"].tobytes()
    other.hear("press", "step")
    other.hear("press", "step")
    assert parameters(visit) == parameters(other)


@pytest.mark.parametrize("fragment", ["seed=2", "learning_rate=0.01", "log=5:learning_rate:0.01", "shift=0"])
def test_another_run_does_not_take_it_for_its_own(fragment, monkeypatch):
    monkeypatch.setattr("playground.core.mover.QUICK", 0.05)
    visit = Visit(f"{fragment}&step={STEPS}")
    assert visit.experiment.run.trainer.step_number < STEPS
    assert visit.experiment.goal == STEPS


def test_the_step_before_it_is_a_way_that_can_be_stopped(monkeypatch):
    monkeypatch.setattr("playground.core.mover.QUICK", 0.05)
    visit = Visit(f"step={STEPS}")
    visit.hear("press", "back")
    assert visit.said("status").endswith(f"going to step {STEPS - 1}")
    visit.house.tick()
    visit.hear("press", "play")
    visit.house.tick()
    assert visit.experiment.run.trainer.step_number < STEPS - 1


def test_a_network_goes_out_as_a_file_and_comes_back():
    visit = Visit(SMALL)
    visit.hear("press", "step")
    visit.page.propose(learning_rate=0.01)
    visit.hear("press", "step")
    kept, wanted, place = saved(visit), parameters(visit), visit.experiment.place.write()
    assert visit.said("file")["name"] == "glassbox-digits-step-2.glassbox"
    other = Visit("")
    load(other, kept)
    assert (parameters(other), other.experiment.place.write()) == (wanted, place)
    other.hear("press", "step")
    visit.hear("press", "step")
    assert parameters(other) == parameters(visit)
    other.hear("press", "undo")
    assert other.experiment.settings.blocks == DigitsSettings().blocks


def test_what_is_no_such_file_is_refused_and_loses_nothing():
    visit = Visit(SMALL)
    visit.hear("press", "step")
    kept, before = saved(visit), (parameters(visit), visit.experiment.place.write())
    flipped = bytearray(kept)
    flipped[12] ^= 0xFF
    wrong = [b"", b"\0" * 3, b"GIF89a" * 50, b"\xff" * 400, kept[:-1], kept[: len(kept) // 2], kept[4:], bytes(flipped)]
    wrong.append(kept.replace(b"c4x5", b"c5x5"))
    wrong.append(kept.replace(b'"position": ', b'"position":-'))
    for each in wrong:
        load(visit, each)
        assert UNREADABLE[1:] in visit.said("notice")["text"]
        assert (parameters(visit), visit.experiment.place.write()) == before
    visit.hear("load", "no base64 at all")
    assert UNREADABLE[1:] in visit.said("notice")["text"]


def test_numbers_that_are_none_change_nothing():
    visit = Visit(SMALL)
    visit.hear("press", "step")
    before = visit.experiment.place.write(), parameters(visit)
    other = Visit("blocks=c4x5,m4")
    other.experiment.run.network.parameters[5] = np.nan
    load(visit, saved(other))
    assert visit.said("notice")["text"].startswith(UNREADABLE[0].upper())
    assert (visit.experiment.place.write(), parameters(visit), visit.said("undo")) == (*before, False)


def test_numbers_that_break_are_told():
    visit = Visit(SMALL)
    visit.experiment.run.network.parameters[:] = 1e38
    visit.hear("press", "step")
    assert "too large to compute with" in visit.said("warning")
    visit.hear("press", "reset")
    assert visit.said("warning") == ""


def test_no_file_whatever_breaks_the_page():
    visit = Visit(SMALL)
    kept = saved(visit)
    chance = random.Random(1)
    head = kept.index(b"}}") + 2
    for _ in range(40):
        damaged = bytearray(kept)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(head)] = chance.randrange(256)
        load(visit, bytes(damaged))
        assert visit.said("notice")["detail"] == ""
    visit.hear("press", "step")
    assert np.isfinite(visit.experiment.place.step)
