"""What the engine is for: it learns what it should, and suffers from what it should."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Dropout, Flatten, MaxPool, Network, Trainer, datasets, features


def playground(name: str, names: tuple[str, ...] = ("x1", "x2"), hidden=(8, 8), label_noise=0.0, **settings) -> Trainer:
    """The playground's own run: half of 500 points for training, tanh, mean squared error."""
    inputs = features.Inputs(names)
    train, test = (part.seen_by(inputs) for part in datasets.make(name, label_noise=label_noise).split(0.5))
    network = Network.dense(len(names), hidden, output=settings.pop("output", "tanh"))
    return Trainer(network, train=train, test=test, **settings)


def test_the_spiral_is_learned():
    run = playground("spiral", ("x1", "x2", "sin x1", "sin x2"))
    while run.evaluate().train_loss >= 0.02 and run.epoch < 1000:
        run.run_epoch()
    assert run.evaluate().train_loss < 0.02
    assert run.evaluate().test_accuracy > 0.95


@pytest.mark.parametrize("name", ["circle", "xor", "gaussian", "moons", "rings"])
@pytest.mark.parametrize(("loss", "output"), [("mean squared error", "tanh"), ("cross-entropy", "linear")])
def test_shapes_are_learned(name, loss, output):
    run = playground(name, features.NAMES, loss=loss, output=output)
    run.run(3000)
    assert run.evaluate().test_accuracy > 0.95


def test_hinge_separates_clouds():
    run = playground("gaussian", hidden=(), loss="hinge", output="linear")
    run.run(500)
    assert run.evaluate().test_accuracy > 0.98


@pytest.mark.parametrize("loss", ["mean squared error", "huber"])
def test_a_plane_is_learned(loss):
    train, test = datasets.make("plane").split(0.5)
    run = Trainer(Network.dense(2, (6,)), train=train, test=test, loss=loss)
    run.run(4000)
    assert run.evaluate().test_loss < 0.005
    assert np.isnan(run.evaluate().test_accuracy)


def test_blobs_are_told_apart():
    train, test = datasets.make("blobs", classes=5).split(0.5)
    network = Network.dense(2, (8,), 5)
    run = Trainer(network, train=train, test=test, loss="softmax cross-entropy")
    run.run(2000)
    assert run.evaluate().test_accuracy > 0.97


def test_wrong_labels_hurt():
    right, wrong = playground("circle", hidden=(8, 8)), playground("circle", hidden=(8, 8), label_noise=0.3)
    for run in (right, wrong):
        run.run(4000)
    assert wrong.evaluate().test_loss > 0.3 + right.evaluate().test_loss
    assert wrong.evaluate().train_accuracy < right.evaluate().train_accuracy


def test_zero_weights_never_differ():
    network = Network.dense(2, (4,), initializer="zeros", output="tanh")
    data = datasets.make("circle")
    Trainer(network, train=data).run(500)
    hidden = network.layers[0]
    assert isinstance(hidden, Dense)
    assert (hidden.weights == hidden.weights[:, :1]).all()


def test_digits_are_read():
    train, test = datasets.mnist(margin=2)
    first, second = Conv2D(8, 5, padding="same"), Conv2D(16, 5, padding="same")
    layers = [first, "relu", MaxPool(2), second, "relu", MaxPool(3), Flatten(), Dense(10)]
    run = Trainer(
        Network(layers, (24, 24, 1)),
        train=train,
        test=test,
        loss="softmax cross-entropy",
        optimizer="adam",
        learning_rate=0.002,
        batch_size=20,
    )
    best = 0.0
    while best < 0.97 and run.epoch < 5:
        run.run_epoch()
        best = run.evaluate().test_accuracy
    assert best >= 0.97


def test_dropout_and_its_absence_end_elsewhere():
    data = datasets.make("circle", n=100)
    ends = []
    for rate in (0.0, 0.5):
        network = Network([Dense(8), "tanh", Dropout(rate), Dense(1), "tanh"], (2,))
        run = Trainer(network, train=data)
        run.run(100)
        ends.append(run.evaluate().train_loss)
    assert ends[0] < ends[1]
