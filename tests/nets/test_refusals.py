"""What a trainer cannot train on, or be set to, is named: what was given, and what is possible."""

import json

import numpy as np
import pytest

from nets import Network, Trainer, datasets
from nets.datasets.dataset import Dataset
from nets.errors import DataError, SettingError, ShapeError, UnknownNameError
from nets.training.settings import NAMES, Settings
from tests.nets.runs import bits, moody, spiral, trainer

X, Y = spiral(8)
NAN = np.array([[1.0, np.nan]] * 8)


@pytest.mark.parametrize(
    ("settings", "error", "says"),
    [
        ({"train": (X[:0], Y[:0])}, DataError, "at least 1"),
        ({"train": (X, Y[:5])}, DataError, r"\(8, 2\) and \(5,\)"),
        ({"train": (NAN, Y)}, DataError, "training data hold .*NaN"),
        ({"train": (X, Y * np.nan)}, DataError, "labels of the training data hold .*NaN"),
        ({"train": (X, ["left"] * 8)}, DataError, "labels of the training data must be numbers"),
        ({"train": ([[1, 2], [3]], Y[:2])}, DataError, "equal length"),
        ({"train": (X[:, :1], Y)}, ShapeError, r"\(N, 2\).*\(8, 1\)"),
        ({"train": X}, DataError, "a Dataset, or a pair of samples and labels; got ndarray"),
        ({"train": (X, Y, Y)}, DataError, "a pair"),
        ({"train": None}, DataError, "training data is a Dataset, or a pair .*NoneType"),
        ({"train": (X, 3)}, DataError, r"and \(\)"),
        ({"test": (X, Y[:3])}, DataError, "test data"),
        ({"test": (NAN, Y)}, DataError, "test data hold .*NaN"),
        ({"train": (X, np.arange(8)), "loss": "cross-entropy"}, DataError, "0, 1, 2"),
        ({"train": (X, np.arange(8)), "loss": "hinge"}, DataError, r"-1 and \+1"),
        ({"loss": "softmax cross-entropy"}, ShapeError, "at least 2"),
        ({"loss": "cosine"}, UnknownNameError, "'cosine'.*huber"),
        ({"seed": -1}, SettingError, "seed .*-1"),
        ({"seed": 0.5}, SettingError, "seed .*0.5"),
        ({"budget": -1}, SettingError, "budget is a whole number of at least 0, not -1"),
        ({"momentum": 0.9}, SettingError, "momentum cannot .*learning_rate, batch_size, optimizer"),
    ],
)
def test_what_cannot_be_trained_on_is_named(settings, error, says):
    with pytest.raises(error, match=says):
        Trainer(Network.dense(2, (3,)), **{"train": (X, Y), **settings})


WRONG = [
    ({"learning_rate": 0}, SettingError, "learning rate is a number above 0, not 0"),
    ({"learning_rate": -0.1}, SettingError, "above 0, not -0.1"),
    ({"learning_rate": float("nan")}, SettingError, "above 0, not nan"),
    ({"learning_rate": float("inf")}, SettingError, "above 0, not inf"),
    ({"learning_rate": "0.1"}, SettingError, "above 0, not '0.1'"),
    ({"learning_rate": True}, SettingError, "above 0, not True"),
    ({"learning_rate": None}, SettingError, "above 0, not None"),
    ({"learning_rate": [0.1]}, SettingError, r"above 0, not \[0.1\]"),
    ({"batch_size": 0}, SettingError, "at least 1, not 0"),
    ({"batch_size": 2.5}, SettingError, "at least 1, not 2.5"),
    ({"batch_size": float("nan")}, SettingError, "at least 1, not nan"),
    ({"batch_size": "10"}, SettingError, "at least 1, not '10'"),
    ({"l1": -1}, SettingError, "l1 .*at least 0, not -1"),
    ({"l2": -1}, SettingError, "l2 .*at least 0, not -1"),
    ({"l2": "much"}, SettingError, "l2 .*at least 0, not 'much'"),
    ({"clip_norm": -1}, SettingError, "clip_norm .*at least 0, not -1"),
    ({"clip_norm": float("inf")}, SettingError, "clip_norm .*at least 0, not inf"),
    ({"optimizer": "newton"}, UnknownNameError, "'newton'.*adamw"),
    ({"optimizer": 3}, SettingError, "one of nets.optimizers, or a name, not 3"),
    ({"schedule": "lunar"}, UnknownNameError, "'lunar'.*warm-up"),
    ({"schedule": None}, SettingError, "one of nets.schedules, or a name, not None"),
    ({"momentum": 0.9}, SettingError, "momentum cannot .*learning_rate, batch_size, optimizer"),
    ({"loss": "huber", "seed": 3}, SettingError, "loss, seed cannot .*learning_rate"),
]


@pytest.mark.parametrize(("settings", "error", "says"), WRONG)
def test_impossible_settings_are_named_at_the_beginning(settings, error, says):
    if not settings.keys() <= {"loss", "seed"}:
        with pytest.raises(error, match=says):
            Trainer(Network.dense(2, (3,)), train=(X, Y), **settings)


def test_impossible_changes_are_named_and_change_nothing():
    run, alone = moody(), moody()
    run.run(9)
    before = bits(run)
    data = [({"train": (NAN, Y)}, DataError, "NaN"), ({"test": (X[:, :1], Y)}, ShapeError, r"\(N, 2\)")]
    for changes, error, says in [*WRONG, *data]:
        with pytest.raises(error, match=says):
            run.change(**{"learning_rate": 0.5, **changes})
        assert bits(run) == before
    run.run(5)
    alone.run(14)
    assert bits(run) == bits(alone)
    assert run.log == ()


@pytest.mark.parametrize(
    ("parameters", "error", "says"),
    [
        (np.zeros(3), ShapeError, r"31 parameters, got an array \(3,\)"),
        (np.zeros((31, 1)), ShapeError, r"\(31, 1\)"),
        (5, ShapeError, r"31 parameters, got an array \(\)"),
        (np.full(31, np.nan), DataError, "NaN"),
        (["one"] * 31, DataError, "the parameters must be numbers"),
    ],
)
def test_impossible_edits_are_named_and_change_nothing(parameters, error, says):
    run = trainer()
    before = bits(run)
    with pytest.raises(error, match=says):
        run.edit(parameters)
    assert bits(run) == before
    assert run.log == ()


def test_an_edit_is_a_copy():
    run = trainer()
    parameters = np.ones(31)
    run.edit(parameters)
    parameters[...] = 7
    run.seek(0)
    np.testing.assert_array_equal(run.network.parameters, 1)


def test_data_come_as_a_dataset_or_as_a_pair():
    data = datasets.make("spiral", n=40)
    train, test = data.split(0.5)
    as_dataset, as_pair = (
        Trainer(Network.dense(), train=one, test=other) for one, other in ((train, test), (train.samples, test.samples))
    )
    for run in (as_dataset, as_pair):
        run.run(10)
    assert bits(as_dataset) == bits(as_pair)
    lists = Trainer(Network.dense(), train=(train.x.tolist(), train.y.tolist()), test=test)
    lists.run(10)
    assert bits(lists) == bits(as_pair)


def test_targets_are_as_the_loss_takes_them():
    classes = Dataset(X, np.arange(8) % 3, "classes")
    run = Trainer(Network.dense(2, (), 3), train=classes, loss="softmax cross-entropy")
    np.testing.assert_array_equal(run.samples[1], np.eye(3)[np.arange(8) % 3])
    assert run.samples[0].dtype == run.samples[1].dtype == np.float32


@pytest.mark.parametrize(
    "changes",
    [{}, {"learning_rate": np.float32(0.5), "batch_size": np.int64(3)}, {"optimizer": "adam", "schedule": "warm-up"}],
)
def test_settings_survive_json(changes):
    plain = Settings().replace(**changes)
    text = json.dumps(plain.to_json())
    assert Settings.from_json(json.loads(text)) == plain
    assert set(plain.to_json()) == set(NAMES)


def test_settings_of_another_version_are_refused():
    with pytest.raises(SettingError, match="cooling cannot"):
        Settings.from_json({"learning_rate": 0.1, "cooling": 3})
    with pytest.raises(UnknownNameError, match="'newton'"):
        Settings.from_json({"optimizer": {"name": "newton"}})
