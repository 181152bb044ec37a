"""Diagnosis: every illness is found where it was caused, and a healthy run has none."""

import numpy as np
import pytest

from nets import BatchNorm, Conv2D, Dense, Flatten, Network, Trainer, datasets, features
from nets.blocks import spoken_together
from nets.diagnosis import KINDS, Monitor, diagnose


def watched(
    name: str,
    hidden: tuple[int, ...] = (8, 8),
    activation: str = "tanh",
    *,
    names: tuple[str, ...] = ("x1", "x2"),
    output: str = "tanh",
    initializer: str = "xavier",
    scale: float = 1.0,
    steps: int = 6000,
    data: dict | None = None,
    **settings,
) -> tuple[Trainer, Monitor]:
    """A run, and who looked at it thirty times."""
    train, test = datasets.make(name, **(data or {})).split(0.5)
    network = Network.dense(len(names), hidden, activation=activation, output=output, initializer=initializer)
    network.parameters *= scale
    samples = [(features.expand(part.x, names), part.y) for part in (train, test)]
    run = Trainer(network, train=samples[0], test=samples[1], **settings)
    monitor = Monitor(run)
    monitor.look()
    look(run, monitor, 30, steps // 30)
    return run, monitor


def look(run: Trainer, monitor: Monitor, times: int = 10, steps: int = 50) -> None:
    """Train, and look from time to time."""
    for _ in range(times):
        run.run(steps)
        monitor.look()


ILL = {
    "dying relu": lambda: watched("spiral", activation="relu", learning_rate=2.0),
    "symmetric weights": lambda: watched("spiral", initializer="zeros", learning_rate=0.03, steps=600),
    "saturation": lambda: watched("xor", initializer="normal", scale=20),
    "vanishing gradient": lambda: watched("circle", (8,) * 6, "sigmoid", steps=1500),
    "exploding gradient": lambda: watched(
        "circle", (8,) * 4, "linear", output="linear", initializer="normal", scale=4, learning_rate=1e-12, steps=600
    ),
    "learning rate too large": lambda: watched("spiral", activation="relu", output="linear", learning_rate=0.5),
    "learning rate too small": lambda: watched("circle", learning_rate=1e-6, steps=1500),
    "overfitting": lambda: watched(
        "gaussian",
        (8, 8, 8),
        names=features.NAMES,
        data={"n": 60, "noise": 0.5, "label_noise": 0.2},
        learning_rate=0.1,
        seed=1,
    ),
    "diverged": lambda: watched("spiral", activation="relu", output="linear", learning_rate=50.0, steps=600),
    "nothing learned": lambda: watched("xor", (), steps=3000),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_illness_is_found(kind):
    found = {finding.kind: finding for finding in ILL[kind]()[1].findings()}
    assert kind in found, found
    finding = found[kind]
    assert any(letter.isdigit() for letter in finding.evidence)
    assert finding.where
    assert finding.advice


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("rate", [0.03, 0.1])
@pytest.mark.parametrize("name", ["circle", "xor", "gaussian", "moons", "spiral"])
def test_a_healthy_run_has_no_findings(name, rate, activation):
    _, monitor = watched(name, activation=activation, names=features.NAMES, learning_rate=rate, steps=3000)
    assert monitor.findings() == ()


def test_a_young_run_has_no_findings():
    _, monitor = watched("xor", (), steps=90)
    assert monitor.findings() == ()
    assert diagnose([]) == ()


def test_looking_changes_nothing():
    (looked, monitor), (alone, _) = watched("spiral", steps=300), watched("spiral", steps=300)
    for _ in range(50):
        monitor.look()
    looked.run(100)
    alone.run(100)
    assert looked.network.parameters.tobytes() == alone.network.parameters.tobytes()


def deaf(scale: float, **settings) -> tuple[Trainer, Monitor]:
    """A run of a network whose hidden units are all dead, on targets of some scale."""
    x = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    network = Network([Dense(6), "relu", Dense(1)], (2,), seed=1)
    network.layers[0].parameters["biases"][...] = -10
    run = Trainer(network, train=(x, scale * (1 + 0.1 * x[:, 0])), learning_rate=0.1, **settings)
    return run, Monitor(run)


@pytest.mark.parametrize("loss", ["mean squared error", "huber"])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 100.0])
def test_dead_units_are_seen_whatever_the_scale_of_the_targets(scale, loss):
    """The best constant for targets near 100 was sought in [-4, 4], so that this run seemed to have learned."""
    run, monitor = deaf(scale, loss=loss)
    look(run, monitor, 20, 200)
    assert "dying relu" in {finding.kind for finding in monitor.findings()}


def test_dead_units_are_seen_behind_a_normalisation():
    random = np.random.default_rng(0)
    images, labels = random.normal(size=(40, 6, 6, 1)), random.integers(0, 3, 40)
    network = Network([Conv2D(4, 3), BatchNorm(), "relu", Flatten(), Dense(3)], (6, 6, 1), seed=1)
    network.layers[1].parameters["shift"][...] = -50
    run = Trainer(network, train=(images, labels), loss="softmax cross-entropy")
    monitor = Monitor(run)
    look(run, monitor)
    (finding, *_) = monitor.findings()
    assert (finding.kind, finding.where) == ("dying relu", "conv 1")
    assert "hidden layer 1" in finding.evidence


@pytest.mark.parametrize("back", ["reset", "seek"])
def test_after_going_back_it_speaks_again(back):
    """A timeline that had grown sparse took one look in many from then on, too few to say anything."""
    run, monitor = deaf(1.0, batch_size=50)
    look(run, monitor, 600, 4)
    assert monitor.findings()
    if back == "reset":
        run.reset()
    else:
        run.seek(4)
    monitor.look()
    assert monitor.findings() == ()
    look(run, monitor)
    assert "dying relu" in {finding.kind for finding in monitor.findings()}


def test_what_was_seen_of_later_steps_does_not_count():
    run, monitor = deaf(1.0)
    look(run, monitor)
    assert monitor.findings()
    run.reset()
    assert monitor.findings() == ()


def test_findings_name_layers_as_people_count_them():
    findings = ILL["vanishing gradient"]()[1].findings()
    (finding,) = [each for each in findings if each.kind == "vanishing gradient"]
    assert finding.where == "dense 1"
    assert "hidden layer 1" in finding.evidence
    assert "the output" in finding.evidence
    assert not any("dense" in each.evidence for each in findings)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([2], "layer 2"),
        ([1, 2], "layers 1 and 2"),
        ([2, 3, 4, 6], "layers 2 to 4 and 6"),
        ([1, 3, 5], "layers 1, 3 and 5"),
    ],
)
def test_layers_are_spoken_of_together(numbers, words):
    assert spoken_together([f"hidden layer {number}" for number in numbers]) == f"hidden {words}"


@pytest.mark.parametrize("initializer", ["xavier", "he"])
def test_layers_of_one_illness_are_one_finding_and_nobody_is_told_to_do_what_is_done(initializer):
    run, monitor = watched("spiral", (8,) * 4, "relu", initializer=initializer, steps=0)
    for layer in run.network.layers[2:8:2]:
        layer.parameters["biases"][...] = -50
    look(run, monitor, 12)
    (finding,) = [each for each in monitor.findings() if each.kind == "dying relu"]
    assert finding.evidence == "100 % of the units of hidden layers 2 to 4 are silent for every sample"
    assert finding.where == "dense 2"
    assert ("He's" in finding.advice) == (initializer != "he")


def test_the_baseline_is_that_of_the_present_data():
    run, monitor = deaf(1.0)
    first = monitor.look().baseline
    run.change(train=(run.samples[0], 10 * run.samples[1]))
    assert monitor.look().baseline == pytest.approx(100 * first)
