"""Quick is plain: every layer, loss and mode, over random networks, played by the tape and gone through plainly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import Network, Trainer, activations, fast, losses, optimizers, schedules, seeds
from nets.fast import elementwise, forms, products
from nets.fast.passes import Answers, Gradients
from nets.layers import (
    GRU,
    KINDS,
    LSTM,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalMeanPool,
    MaxPool,
    MeanPool,
    Mode,
    OneHot,
    SimpleRNN,
)
from nets.training.order import Order
from nets.training.settings import Settings
from nets.training.update import opened

SEEDS = st.integers(0, 10_000)
LOOSE = {np.float64: 1e-12, np.float32: 1e-4}
FORMS = {"as here": (forms.HAS_BLAS, elementwise.BRANCHES_COST), "as in the page": (False, True)}


@pytest.fixture(params=FORMS, autouse=True, scope="module")
def machine(request):
    """The forms of products and functions that this machine takes, and those that WebAssembly takes."""
    before = forms.HAS_BLAS, elementwise.BRANCHES_COST, elementwise.LONG, products.LONG, products.LARGE
    forms.HAS_BLAS, elementwise.BRANCHES_COST = FORMS[request.param]
    elementwise.LONG, products.LONG, products.LARGE = 40, 3, 20
    yield
    forms.HAS_BLAS, elementwise.BRANCHES_COST, elementwise.LONG, products.LONG, products.LARGE = before


def near(ours, plainly, dtype):
    assert ours.dtype == np.dtype(dtype)
    scale = max(1.0, float(np.abs(plainly).max(initial=0)))
    np.testing.assert_allclose(ours, plainly, rtol=0, atol=LOOSE[dtype] * scale)


def compare(layers, shape, *, n, seed, loss="mean squared error", dtype=np.float64, codes=0):
    """All values of an answer, then the gradient, the state and what is carried of two training steps."""
    random = np.random.default_rng(seed)
    network = Network(layers, shape, seed=seed, dtype=dtype)
    network.parameters += random.normal(0, 0.3, network.parameters.shape)
    draw = (lambda: random.integers(0, codes, (n, *shape))) if codes else (lambda: random.normal(0, 1, (n, *shape)))
    x = draw().astype(dtype)
    answers = Answers(network, n, every=True)
    answers.run(x)
    for ours, plainly in zip(answers.values, network.run(x).values, strict=True):
        near(ours, plainly, dtype)
    assert not answers.untraced
    targets = losses.named(loss).encode(labels(loss, n, network.shape, random), network.shape).values.astype(dtype)
    quick, steps = network.copy(), [draw().astype(dtype), x]
    carried = carried_of(network, x)
    ours = {name: array.copy() for name, array in carried.items()}
    x_buffer, t_buffer, gradients = np.empty_like(x), np.empty_like(targets), np.zeros_like(network.parameters)
    run = Gradients(quick, losses.named(loss), x_buffer, t_buffer, gradients, ours)
    assert not run.untraced
    for step, x in enumerate(steps):
        x_buffer[...], t_buffer[...] = x, targets
        run.held.random = seeds.generator(seed, seeds.DROPOUT, step)
        run.tape.play()
        mode = Mode(training=True, keeps=True, random=seeds.generator(seed, seeds.DROPOUT, step), carried=carried)
        plainly = network.run(x, mode)
        d = losses.named(loss).gradient(plainly.output, targets)
        near(gradients, network.backward(plainly, d).parameters, dtype)
        near(quick.state, network.state, dtype)
        for name, array in carried.items():
            near(ours[name], array, dtype)


def carried_of(network, x):
    carried = {}
    state = network.state.copy()
    network.run(x, Mode(training=True, keeps=True, random=np.random.default_rng(0), carried=carried))
    network.state[...] = state
    return {name: np.zeros_like(array) for name, array in carried.items()}


def labels(loss, n, shape, random):
    if loss == "softmax cross-entropy":
        return random.integers(0, shape[-1], (n, *shape[:-1]))
    if loss in ("cross-entropy", "hinge"):
        return np.where(random.random((n, *shape)) < 0.5, -1.0, 1.0)
    return random.normal(0, 1, (n, *shape))


FLAT = st.one_of(
    st.builds(Dense, st.integers(1, 6)),
    st.sampled_from(activations.NAMES),
    st.builds(BatchNorm, st.floats(0, 0.95)),
    st.builds(Dropout, st.floats(0, 0.8)),
)
IMAGES = st.one_of(
    st.builds(
        Conv2D,
        st.integers(1, 4),
        st.tuples(st.integers(1, 3), st.integers(1, 3)),
        st.integers(1, 2),
        st.just("same"),
    ),
    st.builds(MaxPool, st.integers(1, 2), st.integers(1, 2)),
    st.builds(MeanPool, st.integers(1, 2), st.integers(1, 2)),
    st.sampled_from(activations.NAMES),
    st.builds(BatchNorm),
    st.builds(Dropout, st.floats(0, 0.8)),
)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@settings(max_examples=40, deadline=None)
@given(
    layers=st.lists(FLAT, max_size=6),
    twice=st.booleans(),
    loss=st.sampled_from(losses.NAMES),
    n=st.integers(1, 12),
    inputs=st.integers(1, 5),
    seed=SEEDS,
)
def test_flat_networks(dtype, layers, twice, loss, n, inputs, seed):
    if dtype == np.float32 and sum(isinstance(layer, BatchNorm) for layer in layers) > 1:
        return  # where a unit hardly varies, each makes rounding some 300 times as large
    shared = Dense(4)
    middle = [Dense(4), shared, "tanh", shared, "sigmoid"] if twice else []
    compare([*layers, *middle, Dense(3)], (inputs,), n=n, seed=seed, loss=loss, dtype=dtype)


@settings(max_examples=40, deadline=None)
@given(
    layers=st.lists(IMAGES, max_size=4),
    end=st.sampled_from([Flatten(), GlobalMeanPool()]),
    n=st.integers(1, 6),
    sides=st.tuples(st.integers(6, 9), st.integers(6, 9), st.integers(1, 3)),
    seed=SEEDS,
)
def test_networks_on_images(layers, end, n, sides, seed):
    try:
        Network([*layers, end, Dense(2)], sides)
    except ValueError:
        return  # the pools left nothing to pool
    compare([*layers, end, Dense(2)], sides, n=n, seed=seed, loss="softmax cross-entropy")


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from([SimpleRNN, GRU, LSTM]),
    start=st.sampled_from(["numbers", "one hot", "embedding"]),
    carry=st.booleans(),
    n=st.integers(1, 5),
    steps=st.integers(1, 5),
    seed=SEEDS,
)
def test_recurrent_networks(kind, start, carry, n, steps, seed):
    first = {"numbers": [], "one hot": [OneHot(4)], "embedding": [Embedding(4, 3)]}[start]
    layers = [*first, kind(3, sequence=True, carry=carry), Dropout(0.2), kind(2, sequence=True), Dense(3)]
    shape, codes = ((steps, 2), 0) if start == "numbers" else ((steps,), 4)
    compare(layers, shape, n=n, seed=seed, loss="softmax cross-entropy", codes=codes)


def test_every_kind_of_layer_is_among_these():
    used = {Dense, BatchNorm, Dropout, Conv2D, MaxPool, MeanPool, Flatten, GlobalMeanPool, SimpleRNN, GRU, LSTM}
    assert {kind.__name__ for kind in used | {OneHot, Embedding}} | {"Activation"} == {
        kind.__name__ for kind in KINDS.values() if kind.__module__.startswith("nets.")
    }


@pytest.mark.parametrize("kernel", [5, (4, 5)])
def test_behind_a_pool_the_gradient_is_summed_where_it_is(kernel, monkeypatch):
    summed = []
    monkeypatch.setattr(forms, "sum_few_rows", lambda a, b, out: summed.append(1) or np.matmul(a, b, out))
    first, second = Conv2D(8, 5, padding="same"), Conv2D(6, kernel, padding="same")
    compare([first, "relu", MaxPool(3), second, "relu", MaxPool(3), Flatten(), Dense(3)], (18, 18, 1), n=5, seed=1)
    assert bool(summed) is not forms.HAS_BLAS


def test_sums_of_few_rows_are_products():
    random = np.random.default_rng(0)
    a, b = random.normal(0, 1, (4, 30)) * (random.random((4, 30)) < 0.1), random.normal(0, 1, (30, 7))
    a[2] = 0
    out = np.empty((4, 7))
    forms.sum_few_rows(a, b, out)
    np.testing.assert_allclose(out, a @ b, atol=1e-14)


@pytest.mark.parametrize("schedule", schedules.NAMES)
@pytest.mark.parametrize("optimizer", optimizers.NAMES)
@settings(max_examples=4, deadline=None)
@given(l1=st.sampled_from([0.0, 0.05]), l2=st.sampled_from([0.0, 0.1]), clip=st.sampled_from([0.0, 0.02]), seed=SEEDS)
def test_updates(optimizer, schedule, l1, l2, clip, seed):
    random = np.random.default_rng(seed)
    x, y = random.normal(0, 1, (12, 2)), random.normal(0, 1, (12, 1))
    network = Network.dense(2, (4,), dtype=np.float64, seed=seed)
    plain, loss = network.copy(), losses.named("mean squared error")
    chosen = Settings(optimizer=optimizer, schedule=schedule, l1=l1, l2=l2, clip_norm=clip, batch_size=5)
    stepper = fast.Stepper(network, loss, fast.Table(x, y), seed)
    stepper.use(chosen)
    memory = {name: np.zeros_like(plain.parameters) for name in chosen.rule.remembers}
    for step in range(6):
        rows = Order(seed, 12).of(0)[5 * (step % 3) : 5 * (step % 3) + 5]
        stepper.step(rows, step, 0)
        run = plain.run(x[rows], Mode(training=True))
        gradients = plain.backward(run, loss.gradient(run.output, y[rows])).parameters
        update = opened(chosen, plain.parameters.copy(), gradients, memory, step, plain.penalised())
        plain.parameters += update.change
        memory = update.memory_after
    np.testing.assert_allclose(network.parameters, plain.parameters, rtol=0, atol=1e-12)
    for name, vector in memory.items():
        np.testing.assert_allclose(stepper.memory[name], vector, rtol=0, atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, dtype=st.sampled_from([np.float32, np.float64]))
def test_relu_as_integers_is_relu(seed, dtype):
    special = [0.0, -0.0, np.inf, -np.inf, np.nan, -np.nan, 2.5e38, -2.5e38, 1e-45, -1e-45, 1e-38, 1.0, -1.0]
    z = np.concatenate([special, np.random.default_rng(seed).normal(0, 1, 50)]).astype(dtype)
    out = np.empty_like(z)
    for call in elementwise.relu_by_integers(z, out):
        call.bound()()
    np.testing.assert_array_equal(out, np.maximum(z, 0))


def test_answers_do_not_depend_on_their_number():
    network = Network.dense(2, (8, 8), output="tanh")
    x = np.random.default_rng(0).normal(0, 3, (1300, 2)).astype(np.float32)
    predict = fast.Predictor(network)
    np.testing.assert_allclose(predict(x), network.forward(x), atol=1e-6)
    np.testing.assert_allclose(predict(x)[:5], predict(x[:5]), atol=1e-6)


def test_a_pass_leaves_the_network_as_it_was():
    layers = [Dense(4), BatchNorm(), "relu", Dropout(0.5), Dense(1)]
    network = Network(layers, (2,))
    before = network.parameters.tobytes(), network.state.tobytes()
    vars_before = [sorted(vars(layer)) for layer in network.layers]
    run = Trainer(network, train=(np.eye(2), [1.0, -1.0]), batch_size=2)
    run.next_batch()
    Answers(network, 3)
    assert (network.parameters.tobytes(), network.state.tobytes()) == before
    assert [sorted(vars(layer)) for layer in network.layers] == vars_before
    assert all(type(value) is np.ndarray for layer in network.layers for value in layer.parameters.values())


def test_an_optimizer_that_begins_in_the_middle_counts_its_own_steps():
    random = np.random.default_rng(0)
    x, y = random.normal(0, 1, (30, 2)), random.normal(0, 1, 30)
    run = Trainer(Network.dense(2, (4,), dtype=np.float64), train=(x, y), batch_size=30)
    run.run(500)
    run.change(optimizer="adam", learning_rate=0.01)
    before = run.network.parameters.copy()
    run.run(1)
    assert np.abs(run.network.parameters - before).max() == pytest.approx(0.01, rel=1e-4)
    run.change(optimizer="adagrad")
    run.change(optimizer="rmsprop")
    before = run.network.parameters.copy()
    run.run(1)
    assert np.abs(run.network.parameters - before).max() == pytest.approx(0.01 / np.sqrt(0.1), rel=1e-4)


def test_new_test_data_leave_the_training_alone():
    x, y = np.random.default_rng(0).normal(0, 1, (30, 2)), np.ones(30)
    run, same = (Trainer(Network.dense(2, (4,)), train=(x, y), optimizer="momentum", batch_size=7) for _ in range(2))
    run.run(6)
    run.change(test=(x[:5], y[:5]))
    run.run(20)
    same.run(26)
    np.testing.assert_array_equal(run.network.parameters, same.network.parameters)
    assert np.isfinite(run.evaluate().test_loss)
