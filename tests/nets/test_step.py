"""The step, opened: what it says will happen is what happens."""

from typing import Any

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Dropout, Flatten, Network, Trainer, losses
from nets.errors import SettingError
from nets.probes import Step
from tests.nets.probed import bits, busy, points


def flattened(run: Trainer, reading, what: str) -> np.ndarray:
    """What a reading says of all parameters, laid out as the network's vector, (P,)."""
    vector = np.zeros_like(run.network.parameters)
    for layer in run.network.different:
        for name, part in run.network.parts(layer, vector).items():
            part[...] = getattr(reading.layers[layer.name][name], what)
    return vector


LAYERS = {
    "dense": [Dense(5), "tanh", Dropout(0.3), Dense(4), "relu", Dense(1)],
    "normalised": [Dense(5), BatchNorm(), "tanh", Dense(1), "tanh"],
}


@pytest.mark.parametrize(
    ("layers", "optimizer"), [("dense", "sgd"), ("dense", "momentum"), ("dense", "adam"), ("normalised", "momentum")]
)
@pytest.mark.parametrize("settings", [{}, {"l1": 0.01, "l2": 0.1, "clip_norm": 0.05}])
def test_the_step_changes_the_parameters_as_it_says(layers, optimizer, settings):
    network = Network(LAYERS[layers], (2,), seed=1, dtype=np.float64)
    run = Trainer(network, train=points(), optimizer=optimizer, batch_size=7, **settings)
    for _ in range(20):  # through two epochs, with a last mini-batch of 4
        reading = Step(run).measure()
        before = network.parameters.copy()
        np.testing.assert_array_equal(flattened(run, reading, "value"), before)
        run.step()
        np.testing.assert_allclose(network.parameters - before, flattened(run, reading, "change"), rtol=0, atol=1e-12)
        assert reading.step == run.step_number - 1
        assert reading.size == len(reading.rows) == (4 if run.step_number % 9 == 0 else 7)


def test_a_step_by_hand():
    network = Network([Dense(1), "tanh"], (1,), dtype=np.float64)
    network.parameters[...] = [2, -1]
    x, y = np.array([[1.0], [3.0]]), np.array([0.5, -0.5])
    run = Trainer(network, train=(x, y), learning_rate=0.1, batch_size=2, l2=0.5)
    reading = Step(run).measure()
    x, t = x[reading.rows], y[reading.rows, None]
    z = 2 * x - 1
    a = np.tanh(z)
    (block,) = reading.blocks
    np.testing.assert_array_equal(reading.x, x)
    np.testing.assert_array_equal(reading.targets, t)
    np.testing.assert_allclose(block.z, z)
    np.testing.assert_allclose(block.a, a)
    np.testing.assert_allclose(reading.outputs, a)
    np.testing.assert_allclose(block.da, a - t)  # 2 (a - t) / 2
    np.testing.assert_allclose(block.dz, (a - t) * (1 - a**2))
    np.testing.assert_allclose(reading.losses, ((a - t) ** 2)[:, 0])
    assert reading.loss == pytest.approx(np.mean((a - t) ** 2))
    weights = reading.layers["dense 1"]["weights"]
    np.testing.assert_allclose(weights.data, [[(block.dz * x).sum()]])
    np.testing.assert_allclose(weights.penalty, [[0.5 * 2]])
    np.testing.assert_allclose(reading.layers["dense 1"]["biases"].penalty, [0])
    np.testing.assert_allclose(weights.change, -0.1 * (weights.data + weights.penalty))
    assert (reading.clip_factor, reading.rate) == (1, 0.1)
    assert weights.memory_before == weights.memory_after == {}


def test_l1_shrinks_after_the_optimizer():
    run = busy(optimizer="sgd", l1=0.1, l2=0.2, clip_norm=0.5)
    run.run(3)
    reading = Step(run).measure()
    data, penalty, shrinking, change = (
        flattened(run, reading, what) for what in ("data", "penalty", "shrinking", "change")
    )
    step = -reading.rate * reading.clip_factor * (data + penalty)
    np.testing.assert_allclose(change, step + shrinking, atol=1e-6)
    assert np.abs(shrinking).max() == pytest.approx(reading.rate * 0.1, rel=1e-3)
    assert not shrinking[run.network.penalised() == 0].any()


def test_images_are_those_that_the_step_sees():
    images = np.random.default_rng(0).random((6, 5, 5, 1))
    network = Network([Flatten(), Dense(2)], (3, 3, 1))
    run = Trainer(network, train=(images, [0, 1, 0, 1, 0, 1]), loss="softmax cross-entropy", shift=1, batch_size=4)
    reading = Step(run).measure()
    np.testing.assert_array_equal(reading.x, run.next_batch().x)
    corners = [(down, right) for down in range(3) for right in range(3)]
    for row, shifted in zip(reading.rows, reading.x, strict=True):
        wide = images[row].astype(np.float32)
        assert any(np.array_equal(shifted, wide[i : i + 3, j : j + 3]) for i, j in corners)


def test_a_clipped_step_says_so():
    run = busy(clip_norm=1e-3, optimizer="sgd", l2=0.0)
    reading = Step(run).measure()
    assert 0 < reading.clip_factor < 1
    length = np.linalg.norm(flattened(run, reading, "data"))
    assert length * reading.clip_factor == pytest.approx(1e-3, rel=1e-4)


def test_the_optimizer_s_memory_is_shown_before_and_after():
    run = busy(optimizer="adam")
    run.run(5)
    reading = Step(run).measure()
    run.step()
    following = Step(run).measure()
    first, second = reading.layers["dense 1"]["weights"], following.layers["dense 1"]["weights"]
    assert len(first.memory_after) == 2
    for name, after in first.memory_after.items():
        np.testing.assert_allclose(second.memory_before[name], after, rtol=1e-5, atol=1e-9)
        assert not np.array_equal(first.memory_before[name], after)


def test_looking_changes_nothing_and_readings_stay():
    watched, alone = busy(), busy()
    first = Step(watched).measure()
    kept = first.x.copy(), first.blocks[0].z.copy(), first.layers["dense 1"]["weights"].value.copy()
    for _ in range(30):
        Step(watched).measure()
        Step(watched).measure(first=2)
        watched.step()
    alone.run(30)
    assert bits(watched) == bits(alone)
    for array, copy in zip((first.x, first.blocks[0].z, first.layers["dense 1"]["weights"].value), kept, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_the_first_samples_have_their_share():
    network = Network([Dense(4), "tanh", Dropout(0.2), Dense(1)], (2,), seed=2, dtype=np.float64)
    run = Trainer(network, train=points(), batch_size=6)
    probe = Step(run)
    whole = probe.measure()
    parts = [probe.measure(first=count) for count in range(1, 7)]
    for count, part in enumerate(parts, 1):
        assert part.size == 6
        assert part.loss == pytest.approx(whole.losses[:count].sum() / 6)
        np.testing.assert_array_equal(part.rows, whole.rows[:count])
        assert len(part.x) == len(part.targets) == len(part.losses) == len(part.outputs) == count
        for block, other in zip(part.blocks, whole.blocks, strict=True):
            for array, all_of_it in zip(block[1:], other[1:], strict=True):
                np.testing.assert_allclose(array, all_of_it[:count], rtol=0, atol=1e-14)
    np.testing.assert_allclose(flattened(run, parts[-1], "change"), flattened(run, whole, "change"))
    data = np.diff([flattened(run, part, "data") for part in parts], axis=0)
    np.testing.assert_allclose(flattened(run, parts[0], "data") + data.sum(axis=0), flattened(run, whole, "data"))
    wrong: list[Any] = [0, 7, 1.5]
    for count in wrong:
        with pytest.raises(SettingError, match="1 to 6"):
            probe.measure(first=count)


@pytest.mark.parametrize("layers", LAYERS)
def test_samples_are_looked_at_wherever_they_stand(layers):
    """Each for itself, they make up the whole; what each reads is what the whole reads at its place."""
    network = Network(LAYERS[layers], (2,), seed=3, dtype=np.float64)
    run = Trainer(network, train=points(), batch_size=6, optimizer="adam")
    run.run(4)
    probe = Step(run)
    whole = probe.measure()
    each = [probe.measure(places=[place]) for place in range(6)]
    for name in ("rows", "x", "targets", "outputs", "losses"):
        parts = np.concatenate([getattr(one, name) for one in each])
        np.testing.assert_array_equal(parts, getattr(whole, name))
    assert sum(one.loss for one in each) == pytest.approx(whole.loss)
    data = sum(flattened(run, one, "data") for one in each)
    np.testing.assert_allclose(data, flattened(run, whole, "data"), rtol=0, atol=1e-14)
    some = probe.measure(places=[4, 1])
    np.testing.assert_array_equal(some.rows, whole.rows[[4, 1]])
    for block, all_of_it in zip(some.blocks, whole.blocks, strict=True):
        for forwards in ("x", "z", "a"):
            np.testing.assert_array_equal(getattr(block, forwards), getattr(all_of_it, forwards)[[4, 1]])
    np.testing.assert_allclose(
        flattened(run, some, "data"), flattened(run, each[1], "data") + flattened(run, each[4], "data"), atol=1e-14
    )


def test_places_that_are_none_are_refused():
    probe = Step(busy())
    size = probe.measure().size
    wrong: list[Any] = [[size], [-1], [0.5], [1, 1], []]
    for places in wrong:
        with pytest.raises(SettingError):
            probe.measure(places=places)
    with pytest.raises(SettingError):
        probe.measure(2, places=[0])


def test_a_layer_gets_what_the_one_before_hands_on():
    """After a dropout that is not what the neurons answer."""
    network = Network(LAYERS["dense"], (2,), seed=1, dtype=np.float64)
    reading = Step(Trainer(network, train=points(), batch_size=7)).measure()
    for block in reading.blocks:
        weights, biases = (reading.layers[block.block.layer.name][name].value for name in ("weights", "biases"))
        np.testing.assert_allclose(block.x @ weights + biases, block.z)
    assert (reading.blocks[1].x != reading.blocks[0].a).any()
    assert (reading.blocks[2].x == reading.blocks[1].a).all()


def test_the_optimizer_counts_from_where_it_remembered_nothing():
    run = busy(optimizer="sgd")
    run.run(4)
    run.change(optimizer="adam")
    run.run(3)
    reading = Step(run).measure()
    assert (reading.step, reading.t) == (7, 4)


def test_a_step_of_images_and_classes():
    random = np.random.default_rng(0)
    images, labels = random.normal(size=(10, 6, 6, 1)), random.integers(0, 3, 10)
    network = Network([Conv2D(2, 3), BatchNorm(), "relu", Flatten(), Dense(3)], (6, 6, 1), seed=1, dtype=np.float64)
    run = Trainer(network, train=(images, labels), loss="softmax cross-entropy", batch_size=4)
    reading = Step(run).measure()
    assert [block.block.title for block in reading.blocks] == ["hidden layer 1", "output"]
    assert reading.blocks[0].dz.shape == reading.blocks[0].a.shape == (4, 4, 4, 2)
    assert set(reading.layers) == {"conv 1", "batch norm 1", "dense 1"}
    assert set(reading.layers["batch norm 1"]) == {"scale", "shift"}
    loss = losses.named("softmax cross-entropy")
    np.testing.assert_allclose(reading.losses, loss.values(reading.outputs, reading.targets))
    np.testing.assert_allclose(reading.blocks[1].da, loss.gradient(reading.outputs, reading.targets))
