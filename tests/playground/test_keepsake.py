"""A keepsake is plain bytes, and holds all that a run is at one moment."""

import json
import zlib

import numpy as np
import pytest

from nets.training.log import Change
from playground.core.keepsake import from_bytes, to_bytes
from playground.core.plane.settings import PlaneSettings
from tests.playground.stage import bits, experiment

LOG = (Change(3, "learning_rate", 0.3), Change(8, "batch_size", 4))


def kept(step, **settings):
    one = experiment(LOG, step, **settings)
    return one, to_bytes(one.place, one.run.trainer.checkpoint(), one.losses)


@pytest.mark.parametrize("step", [0, 3, 20])
def test_place_and_numbers_come_back(step):
    one, data = kept(step, dataset="xor", hidden=[3, 2], loss="cross-entropy")
    place, standing = from_bytes(data, PlaneSettings)
    assert place.write() == one.place.write()
    checkpoint = one.run.trainer.checkpoint()
    again = standing.checkpoint(experiment(dataset="xor", hidden=[3, 2]).run.trainer, place.present)
    for name, value in checkpoint._asdict().items():
        if name == "data":
            continue
        other = getattr(again, name)
        if isinstance(value, np.ndarray):
            assert value.dtype == other.dtype
            np.testing.assert_array_equal(value, other)
        elif name == "settings":
            assert (value.learning_rate, value.batch_size) == (other.learning_rate, other.batch_size)
        else:
            assert value == other, name


def test_what_an_optimizer_remembers_that_was_taken_on_the_way_comes_back():
    log = (Change(4, "optimizer", "adam"), Change(9, "schedule", "cosine"), Change(9, "regularisation", "l1"))
    one = experiment(log, 12, hidden=[3])
    data = to_bytes(one.place, one.run.trainer.checkpoint(), one.losses)
    other = experiment(hidden=[3])
    other.come_back(*from_bytes(data, PlaneSettings))
    assert other.settings.values == one.settings.values
    for each in (one, other):
        each.run.trainer.run(20)
    assert bits(other) == bits(one)


def test_what_an_optimizer_remembers_is_kept():
    one, _ = kept(5)
    checkpoint = one.run.trainer.checkpoint()._replace(memory={"velocity": np.arange(3, dtype=np.float32)})
    _, standing = from_bytes(to_bytes(one.place, checkpoint, one.losses), PlaneSettings)
    np.testing.assert_array_equal(standing.arrays["memory velocity"], [0, 1, 2])


def test_the_bytes_are_their_own():
    one, data = kept(5)
    _, standing = from_bytes(data, PlaneSettings)
    before = standing.arrays["parameters"].copy()
    one.step()
    np.testing.assert_array_equal(standing.arrays["parameters"], before)
    assert isinstance(data, bytes)


def test_it_is_small_and_its_head_can_be_read():
    one, data = kept(5)
    length = int.from_bytes(data[4:8], "little")
    head = json.loads(data[8 : 8 + length])
    assert head["place"] == one.place.write()
    assert head["counters"]["step"] == 5
    arrays = (one.losses.to_array(), one.run.network.parameters, one.run.network.state)
    assert len(data) == 8 + length + sum(array.nbytes for array in arrays)


@pytest.mark.parametrize("place", [0, 4, 9, 40, -1, -200])
def test_one_bit_that_is_another_is_noticed(place):
    data = bytearray(kept(5)[1])
    data[place] ^= 1
    with pytest.raises(ValueError, match=r"those that were kept"):
        from_bytes(bytes(data), PlaneSettings)


def proven(head, rest=b""):
    """Bytes whose proof is right, whatever they say."""
    rest = len(head).to_bytes(4, "little") + head + rest
    return zlib.crc32(rest).to_bytes(4, "little") + rest


def test_a_head_that_is_nested_deeply_is_not_read():
    with pytest.raises(ValueError, match="so many parts"):
        from_bytes(proven(b"[" * 20000 + b"]" * 20000), PlaneSettings)


@pytest.mark.parametrize("change", [("activation=tanh", "activation=tani"), ("step=5", "step=6")])
def test_a_place_that_cannot_be_or_is_another_is_refused(change):
    _, data = kept(5)
    assert change[0].encode() in data
    with pytest.raises(ValueError, match="is not where step 5 is"):
        from_bytes(proven(*split(data.replace(change[0].encode(), change[1].encode()))), PlaneSettings)


def split(data):
    """The head and what follows it."""
    length = int.from_bytes(data[4:8], "little")
    return data[8 : 8 + length], data[8 + length :]


@pytest.mark.parametrize("cut", [0, 3, 4, 100, -1])
def test_what_was_cut_off_is_refused(cut):
    _, data = kept(5)
    with pytest.raises(ValueError):  # noqa: PT011 (JSON's or NumPy's own words)
        from_bytes(data[:cut], PlaneSettings)
