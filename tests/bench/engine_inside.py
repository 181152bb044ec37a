"""What the engine's benchmark measures, run inside Pyodide."""

import json
import time
from collections.abc import Callable
from typing import Any

from nets import Network, Trainer, datasets, fast, features, probes, recipes
from nets.datasets import text


def rate(do: Callable[[], object], amount: int, runs: int) -> list[float]:
    """Amounts a second, one for each run, after one that does not count."""
    values = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        do()
        values.append(amount / (time.perf_counter() - start))
    return values[1:]


def spiral(batch_size: int) -> Trainer:
    """The playground's network, 2-8-8-1 with tanh, on 512 training points."""
    train, test = datasets.make("spiral", n=1024).split(0.5)
    return Trainer(Network.dense(2, (8, 8), output="tanh"), train=train, test=test, batch_size=batch_size)


def digits() -> Trainer:
    """The recipe's network of 24 × 24 digits, with the plainest of settings."""
    train, _ = datasets.mnist(margin=2)
    part = train.x[:2000], train.y[:2000]
    return Trainer(recipes.digits_network(), train=part, loss="softmax cross-entropy", batch_size=20)


def layers(network: Network, plain: set[str]) -> dict[str, list[str]]:
    """Names of the layers whose code was traced, and of those that are played plainly."""
    names = [layer.name for layer in network.different]
    return {"traced": [name for name in names if name not in plain], "plain": [name for name in names if name in plain]}


def measure_all(runs: int) -> str:
    """All measures as JSON: {measures: name -> {unit, values}, layers: network -> {traced, plain}}."""
    small, middle, large, images, tale = (
        spiral(10),
        spiral(64),
        spiral(256),
        digits(),
        recipes.text_trainer(text.load()),
    )
    deep = Network.dense(7, (8,) * 6, output="tanh")
    regions = probes.Regions(deep, features.NAMES, resolution=64)
    read = recipes.STREAMS * recipes.CHUNK
    measures: dict[str, Any] = {
        "training, 2-8-8-1, batch 10": ("steps/s", rate(lambda: small.run(20_000), 20_000, runs)),
        "training, 2-8-8-1, batch 64": ("examples/s", rate(lambda: middle.run(8_000), 8_000 * 64, runs)),
        "training, 2-8-8-1, batch 256": ("examples/s", rate(lambda: large.run(3_000), 3_000 * 256, runs)),
        "training, digits, batch 20": ("images/s", rate(lambda: images.run(60), 60 * 20, runs)),
        "training, tale, 8 × 16": ("characters/s", rate(lambda: tale.run(100), 100 * read, runs)),
        "regions, 7-(6×8)-1, 64 × 64": ("ms", [1000 / value for value in rate(regions.measure, 1, runs)]),
        "evaluation, 2 × 512 points": ("ms", [1000 / value for value in rate(small.evaluate, 1, runs)]),
    }
    networks = {
        "2-8-8-1": layers(small.network, small.untraced | middle.untraced | large.untraced),
        "digits": layers(images.network, images.untraced),
        "tale": layers(tale.network, tale.untraced),
        "7-(6×8)-1, answers": layers(deep, fast.Answers(deep, 64).untraced),
    }
    found = {name: {"unit": unit, "values": values} for name, (unit, values) in measures.items()}
    return json.dumps({"measures": found, "layers": networks})
