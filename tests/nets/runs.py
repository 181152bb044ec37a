"""Small runs that several tests share."""

from typing import Any

import numpy as np

from nets import BatchNorm, Dense, Dropout, Network, Trainer, datasets


def spiral(n: int = 60, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) and labels (n,)."""
    return datasets.make("spiral", n=n, seed=seed).samples


def trainer(hidden: tuple[int, ...] = (4, 3), n: int = 60, **settings: Any) -> Trainer:
    """A trainer of a small dense network on the spiral; 6 steps an epoch if nothing else is said."""
    return Trainer(Network.dense(2, hidden, output="tanh", seed=3), train=spiral(n), **settings)


def moody(dtype: Any = np.float32, **settings: Any) -> Trainer:
    """A trainer whose steps depend on more than weights: dropout, batch statistics, and an optimizer with a memory."""
    layers = [Dense(6), "tanh", BatchNorm(), Dropout(0.3), Dense(5), "relu", Dense(1), "tanh"]
    settings = {"optimizer": "adam", "schedule": "cosine", "batch_size": 7, **settings}
    return Trainer(Network(layers, (2,), seed=1, dtype=dtype), train=spiral(), **settings)


def bits(run: Trainer) -> tuple[bytes, ...]:
    """All that a run is at its present step, to be compared bit by bit."""
    here = run.checkpoint()
    return (
        here.parameters.tobytes(),
        here.state.tobytes(),
        *(name.encode() + vector.tobytes() for name, vector in sorted(here.memory.items())),
        *(array.tobytes() for array in here.carried),
        repr((here.step, here.epoch, here.position, here.settings)).encode(),
        np.array(run.evaluate()).tobytes(),
    )
