"""Small runs that the tests of probes look at."""

from typing import Any

import numpy as np

from nets import BatchNorm, Dense, Dropout, Network, Trainer, datasets, losses

MSE = losses.named("mean squared error")


def points(n: int = 60, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) of a spiral, and labels (n,)."""
    data = datasets.make("spiral", n=n, seed=seed)
    return data.x, data.y


def busy(**settings: Any) -> Trainer:
    """A run whose steps depend on more than weights: dropout, batch statistics, and an optimizer with a memory."""
    layers = [Dense(6), "tanh", BatchNorm(), Dropout(0.3), Dense(5), "relu", Dense(1), "tanh"]
    settings = {"optimizer": "adam", "batch_size": 7, "l2": 0.01, "clip_norm": 1.0, **settings}
    return Trainer(Network(layers, (2,), seed=1), train=points(), test=points(20, seed=1), **settings)


def digits(seed: int = 0) -> Network:
    """The network of the digits, on images 24 × 24."""
    from nets import Conv2D, Flatten, MaxPool

    layers = [Conv2D(8, 5, padding="same"), "relu", MaxPool(2), Conv2D(16, 5, padding="same"), "relu", MaxPool(3)]
    return Network([*layers, Flatten(), Dense(10)], (24, 24, 1), seed=seed)


def bits(run: Trainer) -> tuple[bytes, ...]:
    """All that a run is at its present step, to be compared bit by bit."""
    values = np.array([run.step_number, *run.evaluate()])
    return run.network.parameters.tobytes(), run.network.state.tobytes(), values.tobytes()
