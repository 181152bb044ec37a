"""Layers of one's own that do what layers should not: they are played plainly, or what is wrong with them is named."""

import io

import numpy as np
import pytest

from nets import LSTM, BatchNorm, Dense, Layer, Network, Trainer, losses, optimizers, probes
from nets.diagnosis import Monitor
from nets.errors import DataError, SettingError, ShapeError
from nets.export import load_run, save_run
from nets.layers import Mode
from tests.nets.runs import bits

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(0, 1, (23, 3))
Y = np.sin(X.sum(axis=1))


class Own(Layer):
    """y = x · factor."""

    kind = "own"
    factor: np.ndarray

    def initial_parameters(self, _random):
        return {"factor": np.ones(self.input_shape)}

    def forward(self, x, _mode):
        return x * self.factor, x

    def backward(self, d, x):
        return d * self.factor, {"factor": (d * x).sum(axis=0)}


class Keeping(Own):
    """Leaves on itself what belongs into the cache."""

    def forward(self, x, _mode):
        self.x = x
        return np.tanh(x) * self.factor, None

    def backward(self, d, x):  # noqa: ARG002
        t = np.tanh(self.x)
        return d * self.factor * (1 - t * t), {"factor": (d * t).sum(axis=0)}


class Hiding(Own):
    """Looks at its data where no tracer sees it."""

    def forward(self, x, _mode):
        strength = 2.0 if np.asarray(x).mean() > 0 else 0.5
        return x * self.factor * strength, (x, strength)

    def backward(self, d, x):
        x, strength = x
        return d * self.factor * strength, {"factor": (d * x * strength).sum(axis=0)}


class Noisy(Own):
    """Looks at its data, and draws."""

    def forward(self, x, mode):
        noise = 0.1 * float(np.abs(x).max()) * mode.uniform(x.shape) if mode.training else 0
        return x * self.factor + noise, x


class Picky(Own):
    """Takes small numbers only."""

    def forward(self, x, _mode):
        if float(np.abs(x).max()) > 6:
            raise ValueError("too large")
        return x * self.factor, x


def plainly(network, batch_size, steps, loss="huber"):
    """The same steps by the plain loop."""
    network, run = network.copy(), Trainer(network.copy(), train=(X, Y), batch_size=batch_size, loss=loss)
    for _ in range(steps):
        batch = run.next_batch()
        passed = network.run(batch.x, batch.mode)
        d = run.loss.gradient(passed.output, batch.targets)
        network.parameters -= 0.03 * network.backward(passed, d).parameters
        run.step()
    return network.parameters


@pytest.mark.parametrize("layer", [Own, Keeping, Hiding, Noisy, Picky])
@pytest.mark.parametrize("batch_size", [3, 6, 10])
def test_whatever_a_layer_does_the_numbers_are_those_of_the_plain_code(layer, batch_size):
    network = Network([layer(), Dense(4), layer(), "tanh", Dense(1)], (3,), dtype=np.float64, seed=1)
    expected = plainly(network, batch_size, 20)
    run = Trainer(network, train=(X, Y), batch_size=batch_size, loss="huber")
    run.run(20)
    np.testing.assert_allclose(network.parameters, expected, atol=1e-12)
    before = bits(run)
    run.seek(3)
    run.seek(20)
    assert bits(run) == before


class Bomb(Own):
    """Raises when it is told to."""

    fuse = -1

    def forward(self, x, mode):
        if mode.training:
            Bomb.fuse -= 1
            if Bomb.fuse == 0:
                raise RuntimeError("bang")
        return x * self.factor + 0 * float(x.sum()), x


def test_a_layer_that_raises_leaves_the_run_where_it_was():
    def made():
        return Trainer(Network([Dense(4), BatchNorm(), Bomb(), Dense(1)], (3,)), train=(X, Y), batch_size=5)

    run, calm = made(), made()
    for each in (run, calm):
        each.run(40)
        each.change(learning_rate=0.05)
    Bomb.fuse = 5
    with pytest.raises(RuntimeError, match="bang"):
        run.run(30)
    Bomb.fuse = -1
    assert bits(run) == bits(calm)
    for each in (run, calm):
        each.change(l2=0.01)
        each.run(25)
    assert bits(run) == bits(calm)
    assert [tuple(change[:2]) for change in run.log] == [(40, "learning_rate"), (40, "l2")]


def changed(name, result):
    """A layer of which one method gives something else."""
    return type("Wrong", (Own,), {name: lambda _self, x, _more: result(x)})()


@pytest.mark.parametrize(
    ("layer", "says"),
    [
        (changed("forward", lambda x: x), "pair"),
        (changed("forward", lambda x: (x[:, :1], x)), r"own 1 should give \(10, 3\).*got an array \(10, 1\)"),
        (changed("forward", lambda x: (x.tolist(), x)), "got list"),
        (changed("backward", lambda d: (d, {})), "gradient of its factor.*NoneType"),
        (changed("backward", lambda d: (d, {"factor": d.sum()})), "gradient of its factor"),
        (changed("backward", lambda d: (None, {"factor": d.sum(axis=0)})), "gradient of its samples"),
    ],
)
def test_what_is_wrong_with_a_layer_is_named(layer, says):
    with pytest.raises(ShapeError, match=says):
        Trainer(Network([layer, Dense(1)], (3,)), train=(X, Y)).run(1)


def test_a_layers_own_words_are_no_names_of_arrays():
    layer = type("Named", (Own,), {"initial_parameters": lambda _self, _random: {"shape": np.ones(3)}})()
    with pytest.raises(SettingError, match="'shape'"):
        Network([layer], (3,))


def test_an_optimizer_of_ones_own_may_look_at_its_numbers():
    class Unit(optimizers.Optimizer):
        """Steps of one length."""

        name = "unit"

        def update(self, w, g, _memory, step, /):
            return w - step.rate * g / max(1.0, float(np.sqrt((g * g).sum()))) * (step.t % 2), {}

    run = Trainer(Network([Dense(2), "tanh", Dense(1)], (3,)), train=(X, Y))
    run.run(4)
    run.change(optimizer=Unit())
    before = run.network.parameters.copy()
    run.run(1)
    assert not np.array_equal(run.network.parameters, before)
    after = run.network.parameters.copy()
    run.run(1)
    np.testing.assert_array_equal(run.network.parameters, after)
    run.seek(2)
    run.seek(6)
    np.testing.assert_array_equal(run.network.parameters, after)


def test_networks_without_weights_can_be_looked_at():
    run = Trainer(Network([Own()], (3,)), train=(X * 10, X))
    assert probes.Step(run).measure().blocks == ()
    assert probes.Summary(run).measure() == ()
    monitor = Monitor(run)
    for _ in range(10):
        run.run(30)
        monitor.look()
    monitor.findings()
    run.edit(np.full(3, 3e38))
    run.run(1)
    assert run.divergence is not None


@pytest.mark.parametrize("loss", ["hinge", "huber", "mean squared error"])
def test_answers_that_are_no_numbers_are_a_divergence(loss):
    run = Trainer(Network([Own(), Dense(1)], (3,)), train=(X * 10, np.sign(Y)), loss=loss, batch_size=23)
    parameters = run.network.parameters.copy()
    parameters[:3] = 3e38
    run.edit(parameters)
    run.run(1)
    assert run.divergence is not None


def test_more_than_ten_carried_arrays_are_saved_in_their_order():
    x, y = RANDOM.normal(0, 1, (20, 3, 2)), RANDOM.normal(0, 1, (20, 3, 1))
    layers = [*(LSTM(2, sequence=True, carry=True) for _ in range(6)), Dense(1)]
    run, other = (
        Trainer(Network(layers, (3, 2)), train=(x, y), shuffle=False, carry=True, batch_size=5) for _ in range(2)
    )
    run.run(2)
    file = io.BytesIO()
    save_run(run, file)
    load_run(other, io.BytesIO(file.getvalue()))
    for each in (run, other):
        each.run(1)
    assert bits(run) == bits(other)


def test_a_layer_that_carries_is_used_once():
    layer = LSTM(2, sequence=True, carry=True)
    with pytest.raises(SettingError, match="twice"):
        Trainer(Network([layer, layer], (3, 2)), train=(np.ones((4, 3, 2)),) * 2, shuffle=False, carry=True)


@pytest.mark.parametrize("labels", [["left"] * 23, [10**400] * 23, [[1], [1, 2]] + [[1]] * 21, [1e39] * 23, [1j] * 23])
def test_labels_that_are_no_numbers_are_refused(labels):
    with pytest.raises(DataError):
        Trainer(Network([Dense(1)], (3,)), train=(X, labels))
    if labels[0] != 1e39:
        with pytest.raises(DataError):
            losses.named("hinge").encode(labels, (1,))


def test_a_mode_that_keeps_nothing_leaves_no_trace():
    network = Network([Dense(2), BatchNorm()], (3,))
    before = network.state.copy()
    network.run(X, Mode(training=True))
    np.testing.assert_array_equal(network.state, before)


def test_what_was_traced_dry_is_what_was_traced_on_numbers():
    layers = [Dense(4), BatchNorm(), "gelu", Dense(5), "leaky relu", Dense(1)]
    proven = Network(layers, (3,), dtype=np.float64)
    doubted = Network([type("Mine", (Dense,), {})(4), *layers[1:]], (3,), dtype=np.float64)
    doubted.parameters[...] = proven.parameters
    for network in (proven, doubted):
        Trainer(network, train=(X, Y), batch_size=6).run(30)
    np.testing.assert_allclose(proven.parameters, doubted.parameters, atol=1e-12)
