"""A page's own words for the settings of a trainer: said, logged and changed back as they were said."""

import numpy as np
import pytest

from nets import Network, Trainer
from nets.errors import SettingError
from playground.core.worded import Worded

X = np.random.default_rng(0).normal(size=(20, 2)).astype(np.float32)
Y = np.sign(X[:, 0])


def meaning(words):
    return {
        "batch_size": 5,
        "learning_rate": 10.0 ** words["power"],
        "l2": words["rate"] if words["kind"] == "on" else 0.0,
    }


def trainer(**words):
    said = {"power": -2, "kind": "off", "rate": 0.5, **words}
    return Trainer(Network.dense(hidden=(3,)), train=(X, Y), base=Worded.of(said, meaning))


def test_words_mean_settings():
    settings = trainer(power=-1, kind="on").settings
    assert (settings.learning_rate, settings.l1, settings.l2) == (0.1, 0, 0.5)
    assert settings.said() == {"power": -1, "kind": "on", "rate": 0.5}


def test_what_is_changed_is_logged_as_it_was_said_even_if_it_means_nothing_yet():
    run = trainer()
    run.run(4)
    run.change(rate=0.25, power=-2)
    run.run(4)
    run.change(kind="on")
    assert run.log == ((4, "rate", 0.25), (8, "kind", "on"))
    assert (run.settings.l2, run.settings.learning_rate) == (0.25, 0.01)
    run.seek(6)
    assert (run.settings.l2, run.settings.said()["rate"]) == (0, 0.25)
    run.seek(2)
    assert run.settings.said()["rate"] == 0.5


def test_a_log_in_words_is_followed_to_the_same_bits():
    one, other, plain = trainer(), trainer(), trainer()
    one.run(7)
    one.change(kind="on", power=-1)
    one.run(20)
    other.follow(one.log, 27)
    other.run(27)
    np.testing.assert_array_equal(one.network.parameters, other.network.parameters)
    plain.run(27)
    assert not np.array_equal(one.network.parameters, plain.network.parameters)


def test_what_is_no_word_and_what_cannot_be_is_refused_and_changes_nothing():
    run = trainer()
    with pytest.raises(SettingError, match="l2 cannot change in a run; what can: power, kind, rate"):
        run.change(l2=0.1)
    with pytest.raises(SettingError, match="l2 is a number of at least 0"):
        run.change(kind="on", rate=-1.0)
    assert run.log == ()
    assert run.settings.said()["kind"] == "off"
