"""In which order samples come: a new shuffle every epoch, or as they are."""

import numpy as np

from nets import seeds
from nets.arrays import Array

BLOCK = 16


class Order:
    """The order of `count` samples in each epoch, a pure function of the seed and the epoch.

    The shuffles of a block of epochs are drawn together, because making a generator costs more than shuffling.
    """

    def __init__(self, seed: int, count: int, *, shuffle: bool = True) -> None:
        self.count = count
        self._seed = seed
        self._shuffle = shuffle
        self._block = -1
        self._orders: list[Array] = []

    def of(self, epoch: int) -> Array:
        """(N,) indices of the samples, in the order of that epoch, counted from 0."""
        if not self._shuffle:
            return np.arange(self.count)
        block, place = divmod(epoch, BLOCK)
        if block != self._block:
            random = seeds.generator(self._seed, seeds.ORDER, block)
            self._orders = [random.permutation(self.count) for _ in range(BLOCK)]
            self._block = block
        return self._orders[place]
