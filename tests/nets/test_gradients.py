"""Every layer, activation, loss and regulariser against finite differences, over random shapes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import activations, fast, losses
from nets.layers import Activation, BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool, MeanPool
from tests.nets.gradients import check

SEEDS = st.integers(0, 10_000)
SMALL = st.integers(1, 4)


FORMS = {"one call": (True, 0), "sums of columns": (False, 1000), "dot products of rows": (False, 0)}


@pytest.fixture(params=FORMS, autouse=True, scope="module")
def products(request):
    """All forms of the large products, whichever this machine would choose."""
    before = fast.HAS_BLAS, fast.NARROW
    fast.HAS_BLAS, fast.NARROW = FORMS[request.param]
    yield
    fast.HAS_BLAS, fast.NARROW = before


@pytest.mark.parametrize("activation", activations.NAMES)
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, inputs=SMALL, hidden=st.lists(SMALL, max_size=3), outputs=SMALL, n=st.integers(1, 40))
def test_dense(activation, seed, inputs, hidden, outputs, n):
    layers = [Dense(units, activation) for units in hidden]
    check([*layers, Dense(outputs, activation)], (inputs,), n=n, seed=seed)


@pytest.mark.parametrize("activation", ["tanh", "linear", "gelu"])
@settings(max_examples=12, deadline=None)
@given(
    seed=SEEDS,
    size=st.tuples(st.integers(4, 7), st.integers(4, 7), st.integers(1, 3)),
    kernel=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    stride=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    padding=st.sampled_from(["valid", "same"]),
    second=st.integers(1, 3),
)
def test_convolution(activation, seed, size, kernel, stride, padding, second):
    layers = [
        Conv2D(3, kernel, stride, padding, activation),
        Conv2D(2, second, 1, "same", activation),
        Flatten(),
        Dense(2),
    ]
    check(layers, size, n=2, seed=seed)


@pytest.mark.parametrize("pool", [MaxPool, MeanPool])
@settings(max_examples=12, deadline=None)
@given(
    seed=SEEDS,
    size=st.tuples(st.integers(4, 7), st.integers(4, 7), st.integers(1, 3)),
    window=st.integers(1, 4),
    stride=st.integers(1, 5),
)
def test_pooling(pool, seed, size, window, stride):
    check([Conv2D(2, 3, 1, "same", "tanh"), pool(window, stride), Flatten(), Dense(1)], size, n=3, seed=seed)


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, units=SMALL, n=st.integers(2, 12))
def test_batch_normalisation_of_units(seed, units, n):
    check([Dense(units), BatchNorm(), Activation("tanh"), BatchNorm(), Dense(2)], (3,), n=n, seed=seed)


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, channels=SMALL, size=st.integers(2, 5))
def test_batch_normalisation_of_images(seed, channels, size):
    layers = [Conv2D(channels, 2, 1, "same"), BatchNorm(), Activation("sine"), Flatten(), Dense(1)]
    check(layers, (size, size, 2), n=3, seed=seed)


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, rate=st.floats(0, 0.9))
def test_dropout(seed, rate):
    check([Dense(6, "tanh"), Dropout(rate), Dense(5, "tanh"), Dropout(rate), Dense(1)], (3,), seed=seed)


@pytest.mark.parametrize("loss", losses.NAMES)
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, outputs=st.integers(2, 5), n=st.integers(1, 9))
def test_losses(loss, seed, outputs, n):
    check([Dense(4, "tanh"), Dense(outputs)], (3,), loss=loss, n=n, seed=seed)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, l1=st.floats(0, 1), l2=st.floats(0, 1))
def test_penalties(seed, l1, l2):
    check([Dense(4, "tanh"), BatchNorm(), Dense(2)], (3,), seed=seed, l1=l1, l2=l2)
