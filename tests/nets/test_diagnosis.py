"""Diagnosis: every illness is found where it was caused, and a healthy run has none."""

import pytest

from nets import Network, Trainer, datasets, features
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
) -> Monitor:
    """A run that was looked at thirty times."""
    train, test = datasets.make(name, **(data or {})).split(0.5)
    network = Network.dense(len(names), hidden, activation=activation, output=output, initializer=initializer)
    network.parameters *= scale
    samples = [(features.expand(part.x, names), part.y) for part in (train, test)]
    monitor = Monitor(Trainer(network, train=samples[0], test=samples[1], **settings))
    monitor.look()
    for _ in range(30):
        monitor._trainer.run(steps // 30)
        monitor.look()
    return monitor


ILL = {
    "dying relu": lambda: watched("spiral", activation="relu", learning_rate=2.0),
    "saturation": lambda: watched("xor", initializer="normal", scale=20),
    "vanishing gradient": lambda: watched("circle", (8,) * 6, "sigmoid", steps=1500),
    "exploding gradient": lambda: watched(
        "circle", (8,) * 4, "linear", output="linear", initializer="normal", scale=4, learning_rate=1e-12, steps=600
    ),
    "learning rate too large": lambda: watched("spiral", activation="relu", output="linear", learning_rate=0.5),
    "learning rate too small": lambda: watched("circle", learning_rate=1e-6, steps=1500),
    "overfitting": lambda: watched(
        "gaussian", (8, 8, 8), names=features.NAMES, data={"n": 60, "noise": 0.5}, learning_rate=0.1, steps=15_000
    ),
    "diverged": lambda: watched("spiral", activation="relu", output="linear", learning_rate=50.0, steps=600),
    "nothing learned": lambda: watched("xor", (), steps=3000),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_illness_is_found(kind):
    found = {finding.kind: finding for finding in ILL[kind]().findings()}
    assert kind in found, found
    finding = found[kind]
    assert any(letter.isdigit() for letter in finding.evidence)
    assert finding.where
    assert finding.advice


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("rate", [0.03, 0.1])
@pytest.mark.parametrize("name", ["circle", "xor", "gaussian", "moons", "spiral"])
def test_a_healthy_run_has_no_findings(name, rate, activation):
    monitor = watched(name, activation=activation, names=features.NAMES, learning_rate=rate, steps=3000)
    assert monitor.findings() == ()


def test_a_young_run_has_no_findings():
    monitor = watched("xor", (), steps=90)
    assert monitor.findings() == ()
    assert diagnose([]) == ()


def test_looking_changes_nothing():
    looked, alone = watched("spiral", steps=300), watched("spiral", steps=300)
    for _ in range(50):
        looked.look()
    looked._trainer.run(100)
    alone._trainer.run(100)
    assert looked._trainer.network.parameters.tobytes() == alone._trainer.network.parameters.tobytes()
