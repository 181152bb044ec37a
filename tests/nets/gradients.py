"""A gradient checker: compares a gradient with differences of the loss along random directions, in float64."""

import numpy as np

from nets import Network, Trainer, seeds
from nets.layers import Layer

STEP = 1e-6


def check(layers: list[Layer], shape: tuple[int, ...], *, loss="mean squared error", n=4, seed=0, **settings) -> None:
    """Assert that a trainer's gradient for random samples is the slope of its loss, along three random directions."""
    random = np.random.default_rng(seed)
    network = Network(layers, shape, seed=seed, dtype=np.float64)
    network.parameters += random.normal(0, 0.3, network.parameters.shape)
    x = random.normal(0, 1, (n, *shape))
    trainer = Trainer(
        network, train=(x, labels(loss, n, network.shape[0], random)), loss=loss, batch_size=n, **settings
    )
    trainer.forward()
    gradient = trainer.backward().gradients.copy()
    trainer.regularizer.apply(network.parameters, gradient)
    for _ in range(3):
        direction = random.normal(0, 1, gradient.shape)
        direction /= np.linalg.norm(direction)
        expected = slope(network, trainer, direction)
        assert abs(gradient @ direction - expected) < 1e-7 + 1e-5 * abs(expected)


def slope(network: Network, trainer: Trainer, direction: np.ndarray) -> float:
    """The loss's slope along a direction (P,), from the difference of its values on both sides."""
    start = network.parameters.copy()
    values = []
    for sign in (1, -1):
        network.parameters[...] = start + sign * STEP * direction
        trainer.batch.run.tape.random = seeds.generator(trainer.seed, seeds.DROPOUT, 0)
        trainer.batch.run.tape.play_forward()
        values.append(trainer.batch_loss() + trainer.regularizer.penalty(network.parameters))
    network.parameters[...] = start
    return (values[0] - values[1]) / (2 * STEP)


def labels(loss: str, n: int, outputs: int, random: np.random.Generator) -> np.ndarray:
    """Random labels such as the loss takes."""
    if loss == "softmax cross-entropy":
        return random.integers(0, outputs, n)
    if loss in ("cross-entropy", "hinge"):
        return np.where(random.random((n, outputs)) < 0.5, -1.0, 1.0)
    return random.normal(0, 1, (n, outputs))
