"""Tracing: what can be written down, what cannot, and what happens then."""

import numpy as np
import pytest

from nets import Network, Trainer, losses
from nets.fast.passes import Answers
from nets.fast.traced import Recorder, Traced, Untraceable, plain
from nets.layers import Dense, Layer
from nets.probes import Regions
from tests.nets.runs import spiral


def traced(code, *shapes):
    """What `code` gives when it is traced on some numbers and played on others, and what it gives plainly."""
    recorder, random = Recorder(np.float64), np.random.default_rng(1)
    inputs = [np.asfortranarray(random.normal(0, 1, shape)) for shape in shapes]
    result = plain(code(*(recorder.lift(each) for each in inputs)))
    for each in inputs:
        each[...] = random.normal(0, 1, each.shape)
    with np.errstate(all="ignore"):
        for call in recorder.calls:
            call.bound()()
        return result, code(*inputs)


def accumulate(x):
    total = np.zeros_like(x)
    for column in range(3):
        total[:, column:] += x[:, : 4 - column] * 2
    total[0] = 1
    total[[1, 2]] = x[[0, 3]]
    return total


PIECES = {
    "arithmetic": lambda x, y: (x + 2 * y - 1) / (y * y + 1) ** 2,
    "products": lambda x, y: x @ y.T @ np.tanh(x),
    "sums": lambda x, y: x.sum(axis=0) + y.mean(axis=0) - x.max() + np.sum(y, axis=1, keepdims=True),
    "means of squares": lambda x, y: np.square(x - x.mean(axis=0)).mean(axis=0) + y.min(axis=0),
    "choices": lambda x, y: np.where(x > 0, x, np.minimum(y, 0)) + np.clip(x, -1, 1),
    "views": lambda x, y: x.T[1:, ::-1].reshape(-1) + y[:, 1:].T.ravel()[::-1],
    "reshaping": lambda x, y: (x.reshape(2, -1) @ y.reshape(-1, 2)).reshape(4),
    "joining": lambda x, y: np.concatenate([x, np.stack([y[0], x[1]])], axis=0),
    "picking": lambda x, y: x[np.array([2, 0, 2])] + np.take(y, [0, 1, 1], axis=0),
    "taking one": lambda x, y: x[1, 2] * y + x[0][3],
    "accumulating": lambda x, y: accumulate(x) + y,
    "contracting": lambda x, y: np.tensordot(x, y, (0, 0)) + np.einsum("ij,ik->jk", x, y),
    "masks": lambda x, y: x * (y > 0) * ~(x > 1) * ((x > 0) | (y > 0)),
    "other types": lambda x, y: x.astype(np.float32).astype(np.float64) + (y > 0).astype(float),
    "copies": lambda x, y: x.copy() + np.copy(y) + np.ones_like(x) * np.full_like(y, 3),
    "norms": lambda x, y: x * np.minimum(1 / np.sqrt(np.square(x, dtype=np.float64).sum()), 1) + y,
}


@pytest.mark.parametrize("name", PIECES)
def test_plain_code_is_written_down(name):
    ours, plainly = traced(PIECES[name], (4, 4), (4, 4))
    np.testing.assert_allclose(ours, plainly, atol=1e-12)


UNTRACEABLE = {
    "a branch": lambda x: x if x.sum() > 0 else -x,
    "a number": lambda x: x * float(x[0, 0]),
    "a mask of rows": lambda x: x[x[:, 0] > 0],
    "an order": lambda x: x[x[:, 0].argsort()],
    "a list": lambda x: x * x.tolist()[0][0],
}


@pytest.mark.parametrize("name", UNTRACEABLE)
def test_what_depends_on_data_is_refused(name):
    with pytest.raises(Untraceable):
        traced(UNTRACEABLE[name], (4, 4))


class Branching(Layer):
    """Its code looks at the data."""

    kind = "branching"
    factor: np.ndarray

    def initial_parameters(self, random):
        return {"factor": random.normal(1, 0.1, self.input_shape)}

    def forward(self, x, _mode):
        strength = self.strength(x)
        return x * self.factor * strength, (x, strength)

    def backward(self, d, cache):
        x, strength = cache
        return d * self.factor * strength, {"factor": (d * x * strength).sum(axis=0)}

    def strength(self, x):
        return 2.0 if x.sum() > 0 else 1.0


class Hiding(Branching):
    """Leaves NumPy where the tracer cannot see it: only playing it on other numbers shows that it did."""

    kind = "hiding"

    def strength(self, x):
        return 1 + float(np.tanh(np.asarray(x).view(np.ndarray).mean()))


class Open(Branching):
    """The same in traceable form."""

    kind = "open"

    def strength(self, x):
        return 1 + np.tanh(x.mean())


@pytest.mark.parametrize(("layer", "untraced"), [(Branching, {"branching 1"}), (Hiding, {"hiding 1"}), (Open, set())])
def test_what_cannot_be_traced_is_played_plainly(layer, untraced):
    network = Network([Dense(4), layer(), "tanh", Dense(1)], (2,), dtype=np.float64, seed=2)
    plainly, (x, y) = network.copy(), spiral(40)
    run = Trainer(network, train=(x, y), batch_size=7)
    loss = losses.named("mean squared error")
    for _ in range(15):
        batch = run.next_batch()
        run.step()
        passed = plainly.run(batch.x, batch.mode)
        gradients = plainly.backward(passed, loss.gradient(passed.output, batch.targets))
        plainly.parameters -= 0.03 * gradients.parameters
    assert run.untraced == untraced
    np.testing.assert_allclose(network.parameters, plainly.parameters, atol=1e-12)
    answers = Answers(network, 9)
    np.testing.assert_allclose(answers.run(x[:9]), plainly.forward(x[:9]), atol=1e-12)
    assert answers.untraced == untraced


def test_a_loss_of_ones_own_is_played_plainly_if_it_must():
    class Own(losses.MeanSquaredError):
        """Looks at its data."""

        name = "own"

        def gradient(self, y, t):
            return (y - t) * (2 / y.size if float(y.max()) > -100 else 0)

    losses.LOSSES["own"] = Own
    try:
        x, y = spiral(30)
        run, same = (
            Trainer(Network.dense(2, (3,), seed=1), train=(x, y), loss=name) for name in ("own", "mean squared error")
        )
        run.run(20)
        same.run(20)
    finally:
        del losses.LOSSES["own"]
    np.testing.assert_allclose(run.network.parameters, same.network.parameters, atol=1e-6)


def test_an_untraced_layer_has_regions():
    network = Network([Dense(3), Branching(), "tanh", Dense(1)], (2,), seed=1)
    regions = Regions(network, ("x1", "x2"), 5)
    assert [each.shape for each in regions.measure()] == [(2, 5, 5), (3, 5, 5), (1, 5, 5)]


def test_traced_arrays_do_not_escape():
    network = Network([Dense(3), Branching()], (2,))
    Answers(network, 3)
    assert not any(isinstance(value, Traced) for layer in network.layers for value in vars(layer).values())
