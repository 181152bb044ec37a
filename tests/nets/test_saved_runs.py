"""A run that is saved and loaded goes on to the same bits."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import GRU, BatchNorm, Dense, Dropout, Network, OneHot, Trainer, datasets
from nets.errors import FileError
from nets.export import load, load_run, save, save_run

X, Y = datasets.make("spiral", n=60).samples


def moody(**changes):
    layers = [Dense(6), "tanh", BatchNorm(), Dropout(0.3), Dense(1), "tanh"]
    chosen = {"optimizer": "adam", "schedule": "cosine", "batch_size": 7, **changes}
    return Trainer(Network(layers, (2,), seed=1), train=(X, Y), test=(X[:9], Y[:9]), **chosen)


def carrying():
    codes = np.random.default_rng(0).integers(0, 4, (24, 6))
    network = Network([OneHot(4), GRU(5, sequence=True, carry=True), Dense(4)], (5,))
    data = codes[:, :-1], codes[:, 1:]
    return Trainer(network, train=data, loss="softmax cross-entropy", batch_size=4, shuffle=False, carry=True)


def bits(run):
    moment = run.checkpoint()
    arrays = moment.parameters, moment.state, *moment.memory.values(), *moment.carried
    return moment[:4], tuple(array.tobytes() for array in arrays), np.array(run.evaluate()).tobytes()


def written(write, thing):
    file = io.BytesIO()
    write(thing, file)
    return file.getvalue()


@pytest.mark.parametrize("make", [moody, carrying])
def test_a_loaded_run_goes_on_to_the_same_bits(make):
    run, other = make(), make()
    run.run(13)
    run.change(learning_rate=0.2, l2=0.01)
    run.run(4)
    file = written(save_run, run)
    other.run(5)
    load_run(other, io.BytesIO(file))
    assert bits(other) == bits(run)
    run.run(30)
    other.run(30)
    assert bits(other) == bits(run)
    assert other.history.earliest == 17
    other.seek(20)
    run.seek(20)
    assert bits(other) == bits(run)


def test_a_run_is_a_network_too(tmp_path):
    run = moody()
    run.run(20)
    save_run(run, tmp_path / "run")
    np.testing.assert_array_equal(load(tmp_path / "run").parameters, run.network.parameters)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: written(save, moody().network), "no run"),
        (lambda: written(save_run, carrying()), "another network"),
        (lambda: b"", "damaged"),
    ],
)
def test_what_is_no_run_is_refused(make, says):
    run = moody()
    run.run(3)
    before = bits(run)
    with pytest.raises(FileError, match=says):
        load_run(run, io.BytesIO(make()))
    assert bits(run) == before


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1), value=st.integers(0, 255), cut=st.booleans())
def test_damaged_files_change_nothing(place, value, cut):
    run = moody()
    run.run(3)
    before, file = bits(run), bytearray(written(save_run, run))
    at = min(int(place * len(file)), len(file) - 1)
    if cut:
        del file[at:]
    else:
        file[at] ^= value or 1
    try:
        load_run(run, io.BytesIO(bytes(file)))
    except FileError:
        assert bits(run) == before
