"""What the engine's benchmark measures, run inside Pyodide."""

import json
import time
from collections.abc import Callable

from nets import Conv2D, Dense, Flatten, MaxPool, Network, Trainer, datasets, features, probes


def rate(do: Callable[[], object], amount: int, runs: int) -> list[float]:
    """Amounts a second, one for each run, after one that does not count."""
    values = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        do()
        values.append(amount / (time.perf_counter() - start))
    return values[1:]


def spiral(batch_size: int, hidden: tuple[int, ...] = (8, 8)) -> Trainer:
    """The playground's network, 2-8-8-1 with tanh, on 512 training points."""
    train, test = datasets.make("spiral", n=1024).split(0.5)
    network = Network.dense(2, hidden, output="tanh")
    return Trainer(network, train=(train.x, train.y), test=(test.x, test.y), batch_size=batch_size)


def digits() -> Trainer:
    """The network of 24 × 24 digits: two convolutions of 5 × 5, two max-pools, softmax."""
    train, _ = datasets.mnist(margin=2)
    layers = [
        Conv2D(8, 5, padding="same", activation="relu"),
        MaxPool(2),
        Conv2D(16, 5, padding="same", activation="relu"),
        MaxPool(3),
        Flatten(),
        Dense(10),
    ]
    part = slice(0, 2000)
    return Trainer(
        Network(layers, (24, 24, 1)),
        train=(train.x[part], train.y[part]),
        loss="softmax cross-entropy",
        batch_size=20,
    )


def measure_all(runs: int) -> str:
    """All measures as JSON: name -> {unit, values}."""
    small, middle, large, images = spiral(10), spiral(64), spiral(256), digits()
    regions = probes.Regions(Network.dense(7, (8,) * 6, output="tanh"), features.NAMES, resolution=64)
    measures = {
        "training, 2-8-8-1, batch 10": ("steps/s", rate(lambda: small.run(20_000), 20_000, runs)),
        "training, 2-8-8-1, batch 64": ("examples/s", rate(lambda: middle.run(8_000), 8_000 * 64, runs)),
        "training, 2-8-8-1, batch 256": ("examples/s", rate(lambda: large.run(3_000), 3_000 * 256, runs)),
        "training, digits, batch 20": ("images/s", rate(lambda: images.run(60), 60 * 20, runs)),
        "regions, 7-(6×8)-1, 64 × 64": ("ms", [1000 / value for value in rate(regions.measure, 1, runs)]),
        "evaluation, 2 × 512 points": ("ms", [1000 / value for value in rate(small.evaluate, 1, runs)]),
    }
    return json.dumps({name: {"unit": unit, "values": values} for name, (unit, values) in measures.items()})
