"""The samples that excite a unit most, and of images the patch that did it.

Zeiler and Fergus, "Visualizing and understanding convolutional networks" (2014), sec. 4.1, show the nine strongest
answers of a map, each with the part of the image that it could see.
"""

from collections.abc import Generator, Iterator
from typing import NamedTuple

import numpy as np

from nets import passes
from nets.arrays import Array
from nets.errors import ShapeError, at_least_one
from nets.layers.mode import INFERENCE
from nets.network import Network
from nets.probes.receptive import Box, receptive_field
from nets.probes.samples import chunk_size


class Excited(NamedTuple):
    """A sample that excites a unit.

    sample       its number
    activation   what the unit answers; of a map, its largest answer
    place        (row, column) of that answer; None for units that see all of the sample
    box          what is seen from there; None if samples are no images
    patch        that part of the sample, (h, w, C), cut off where the image ends; else the sample. A view
    """

    sample: int
    activation: float
    place: tuple[int, int] | None
    box: Box | None
    patch: Array


Found = tuple[tuple[Excited, ...], ...]
"""A tuple for each unit."""


class Exciting:
    """Looks for the `count` of samples x (N, *input_shape) that excite each unit of layer number `layer` most.

    The network answers as after training. Raises SettingError, and ShapeError or DataError for samples that the network
    does not take, or for layers that have neither units (U,) nor maps (H, W, U).
    """

    def __init__(self, network: Network, layer: int, x: Array, count: int = 9) -> None:
        place = passes.placed(network.layers, layer)
        if len(network.layers[place].shape) not in (1, 3):
            raise ShapeError(f"{network.layers[place].name} gives {network.layers[place].shape}: no units, and no maps")
        self.count = at_least_one("the number of samples", count)
        self._network, self._layer = network, place
        self._x = network.checked(x).copy()

    def measure(self) -> Found:
        """For each unit the samples that excite it most, strongest first; of equal ones, the first comes first."""
        measuring = self.measuring()
        while True:
            try:
                next(measuring)
            except StopIteration as found:
                return found.value

    def measuring(self) -> Generator[float, None, Found]:
        """The same in parts: yields the share that is done."""
        found, done = [], 0
        for part in self.chunks():
            found.append(part)
            done += len(part[0])
            yield done / len(self._x)
        scores, places = (np.concatenate(parts) for parts in zip(*found, strict=True))  # (N, U)
        ranks = np.argsort(-scores, axis=0, kind="stable")[: self.count]  # (count, U)
        return tuple(
            tuple(self._excited(int(sample), float(scores[sample, unit]), int(places[sample, unit])) for sample in rank)
            for unit, rank in enumerate(ranks.T)
        )

    def chunks(self) -> Iterator[tuple[Array, Array]]:
        """A few samples at a time: each unit's answers (n, U), and at which place of its map, counted row by row."""
        size, layers = chunk_size(self._network), self._network.layers[: self._layer + 1]
        for start in range(0, len(self._x), size):
            answers = passes.forward(layers, self._x[start : start + size], INFERENCE).output
            answers = answers.reshape(len(answers), -1, answers.shape[-1])  # (n, H*W, U)
            places = answers.argmax(axis=1)  # (n, U)
            yield np.take_along_axis(answers, places[:, None], axis=1)[:, 0], places

    def _excited(self, sample: int, activation: float, at: int) -> Excited:
        shape = self._network.layers[self._layer].shape
        place = divmod(at, shape[1]) if len(shape) == 3 else None
        box = receptive_field(self._network, self._layer, place)[0]
        patch = self._x[sample] if box is None else self._x[sample][slice(*box.rows), slice(*box.columns)]
        return Excited(sample, activation, place, box, patch)
