"""The samples that excite a unit most, against sorting them all."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Flatten, MaxPool, Network, OneHot
from nets.errors import DataError, SettingError, ShapeError
from nets.probes import receptive_field, samples
from nets.synthesis import Exciting


def network() -> Network:
    layers = [Conv2D(3, 3, padding="same"), "relu", MaxPool(2), Conv2D(4, 3, 2, padding="same"), Flatten(), Dense(5)]
    return Network(layers, (9, 10, 2), seed=3)


X = np.random.default_rng(0).normal(size=(60, 9, 10, 2))


@pytest.mark.parametrize("layer", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("numbers", [2**17, 3000])
def test_the_strongest_answers_of_all(layer, numbers, monkeypatch):
    monkeypatch.setattr(samples, "NUMBERS", numbers)  # few numbers at a time: many chunks
    seen = network()
    answers = seen.run(X).values[layer + 1]
    found = Exciting(seen, layer, X, 7).measure()
    assert len(found) == answers.shape[-1]
    assert numbers > 3000 or len(list(Exciting(seen, layer, X).chunks())) > 10
    for unit, strongest in enumerate(found):
        scores = answers[..., unit].reshape(len(X), -1).max(axis=1)
        assert [each.sample for each in strongest] == list(np.argsort(-scores, kind="stable")[:7])
        for each in strongest:
            assert each.activation == pytest.approx(scores[each.sample], abs=1e-5)
            if each.place is not None:
                assert answers[(each.sample, *each.place, unit)] == pytest.approx(each.activation, abs=1e-5)


def test_the_patch_alone_gives_the_same_answer():
    """What lies outside of the box has no part in it."""
    seen = network()
    for unit, strongest in enumerate(Exciting(seen, 3, X).measure()):
        assert len(strongest) == 9
        for each in strongest:
            assert each.box == receptive_field(seen, 3, each.place)[0]
            assert each.box
            assert each.place
            rows, columns = (slice(*span) for span in each.box[:2])
            np.testing.assert_array_equal(each.patch, X[each.sample, rows, columns].astype(np.float32))
            other = np.random.default_rng(unit).normal(size=X.shape[1:])
            other[rows, columns] = each.patch
            answer = seen.run(other[None]).values[4][(0, *each.place, unit)]
            assert answer == pytest.approx(each.activation, abs=1e-5)


def test_units_that_see_all_have_the_whole_sample():
    [each, *_] = Exciting(network(), 5, X).measure()[2]
    assert each.place is None
    np.testing.assert_array_equal(each.patch, X[each.sample].astype(np.float32))
    [each, *_] = Exciting(Network.dense(3), 0, np.eye(3)).measure()[1]
    assert each.box is None
    np.testing.assert_array_equal(each.patch, np.eye(3)[each.sample])


def test_equal_answers_come_in_order_and_few_samples_are_all():
    same = np.repeat(X[:1], 40, axis=0)
    for samples_given, expected in ((same, list(range(9))), (same[:4], list(range(4)))):
        found = Exciting(network(), 3, samples_given).measure()
        assert [[each.sample for each in strongest] for strongest in found] == [expected] * 4


def test_refusals():
    for error, call in [
        (SettingError, lambda: Exciting(network(), 6, X)),
        (SettingError, lambda: Exciting(network(), 0, X, 0)),
        (ShapeError, lambda: Exciting(network(), 0, X[:, 1:])),
        (DataError, lambda: Exciting(network(), 0, X * np.nan)),
        (ShapeError, lambda: Exciting(Network([OneHot(4), Dense(3)], (6,)), 1, np.zeros((2, 6)))),
    ]:
        with pytest.raises(error):
            call()
