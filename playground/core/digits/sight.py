"""What a stage makes of many test images, and how these, or its units, resemble one another: worked out in parts."""

from collections.abc import Generator
from typing import NamedTuple

import numpy as np

from nets import Network
from nets.activations import softmax
from nets.arrays import Array
from nets.projection import Components, Neurons, Tree
from nets.projection.pca import finding_components
from nets.projection.points import as_points, distancing
from playground.core.digits.run import DigitsRun, Stage

CHUNK = 25
"""Images that are looked at at once."""
ENOUGH = 250
"""Images from which it is known which units respond alike: of a map every place is a response."""


class Asked(NamedTuple):
    """What the picture is to be of: 'tsne', 'pca' or 'neurons', the number of a stage, and how many test images."""

    kind: str
    stage: int
    images: int


class Alike(NamedTuple):
    """Which units respond alike. Those that never change are `dead`, and stand in nothing else.

    units         (L,), in the order of the tree
    correlation   (L, L), in that order
    tree          of the places in the ascending list of units
    positions     (L, 2), in that order: a map on which those that respond alike are near one another
    """

    units: Array
    correlation: Array
    tree: Tree | None
    dead: list[int]
    positions: Array

    def clusters(self, count: int) -> list[list[int]]:
        """The units in at most so many clusters, as they stand in the picture."""
        if self.tree is None:
            return []
        living = np.sort(self.units)
        return [
            living[self.tree.members(cluster)].tolist() for cluster in self.tree.clusters(min(count, len(self.units)))
        ]


class Sight(NamedTuple):
    """What a network made of test images.

    network        as it was
    labels         (N,)
    answers        (N,), and how sure of them it was: `shares` (N,), from 0 to 1
    broken         whether there were numbers that are none; there is nothing else then
    components     of the images, if they are asked for
    distances      (N, N), squared, between any two images, if they are asked for
    alike          if units are asked for
    """

    asked: Asked
    stage: Stage
    network: Network
    labels: Array
    answers: Array
    shares: Array
    broken: bool = False
    components: Components | None = None
    distances: Array | None = None
    alike: Alike | None = None


def looking(run: DigitsRun, asked: Asked, like: Array | None) -> Generator[float, None, Sight]:
    """Look at the network as it is now; `like` are positions (N, 2) of the same images, which components are turned to.

    Yields the share that is done of what is under way.
    """
    network, stage = run.network.copy(), run.stages[asked.stage]
    count = min(asked.images, ENOUGH) if asked.kind == "neurons" else asked.images
    x = run.test.x[:count]
    values, logits = [], []
    for start in range(0, count, CHUNK):
        passed = network.run(x[start : start + CHUNK])
        values.append(np.array(passed.values[stage.layer + 1]))
        logits.append(np.array(passed.output))
        yield (start + CHUNK) / count
    with np.errstate(all="ignore"):
        probabilities = softmax(np.concatenate(logits))  # (N, 10)
    answers, shares = probabilities.argmax(axis=1), probabilities.max(axis=1)
    sight = Sight(asked, stage, network, run.test.y[:count], answers, shares)
    activations = np.concatenate(values)
    if not (np.isfinite(activations).all() and np.isfinite(shares).all()):
        return sight._replace(broken=True)
    if asked.kind == "neurons":
        return sight._replace(alike=compared(activations))
    if asked.kind == "pca" or like is None:
        components = yield from finding_components(activations)
        sight = sight._replace(components=components if like is None else components.turned_like(like))
    if asked.kind == "tsne":
        sight = sight._replace(distances=(yield from distancing(as_points(activations))))
    return sight


def compared(activations: Array) -> Alike:
    """The units of a layer by what they answer, (N, …, U)."""
    neurons = Neurons(activations)
    living = np.flatnonzero(~neurons.dead)
    dead = np.flatnonzero(neurons.dead).tolist()
    if not len(living):
        return Alike(living, np.zeros((0, 0)), None, dead, np.zeros((0, 2)))
    if dead:
        neurons = Neurons(activations[..., living])
    order = neurons.tree.order
    return Alike(living[order], neurons.correlation[np.ix_(order, order)], neurons.tree, dead, neurons.positions[order])
