"""The mode of a traced pass: what it draws, keeps and carries goes into buffers, and is written down like all else."""

from typing import Any

import numpy as np

from nets.arrays import Array, Shape
from nets.fast.traced import Recorder, plain
from nets.layers.mode import Mode


class Held:
    """What changes from play to play: the generator of a step, and whether anything draws from it."""

    random: Any = None
    draws: bool = False


class TracedMode(Mode):
    """`held.random` is to be set before each play; `carried` are buffers that stay, one for each array carried."""

    def __init__(self, recorder: Recorder, *, training: bool, held: Held, carried: dict | None, keeps: bool) -> None:
        super().__init__(training=training, keeps=keeps, carried=carried)
        self._recorder = recorder
        self._held = held

    def untraced(self) -> Mode:
        """The same, for a layer that is played plainly."""
        return PlainMode(self.training, self._held, self._carried, self.keeps)

    def uniform(self, shape: Shape) -> Array:
        """A buffer that is filled with random numbers at every play."""
        held, target = self._held, np.zeros(shape)
        held.draws = True

        def draw(out: Array) -> None:
            held.random.random(out=out)

        self._recorder.write(draw, (), target)
        return self._recorder.lift(target)

    def keep(self, state: Array, value: Array) -> None:
        """A write into the state at every play."""
        if self.keeps:
            self._recorder.write(np.copyto, (plain(value),), plain(state))

    def start(self, layer: str, name: str, zeros: Array) -> Array:
        """A copy of what is carried, because that is overwritten before the way back needs it."""
        if self._carried is None:
            return zeros
        return self._recorder.lift(self._carried[layer, name]).copy()

    def carry(self, layer: str, name: str, value: Array) -> None:
        """A write into what is carried."""
        if self._carried is not None and self.keeps:
            self._recorder.write(np.copyto, (plain(value),), self._carried[layer, name])


class PlainMode(Mode):
    """A mode that draws from whatever generator is held at the moment."""

    def __init__(self, training: bool, held: Held, carried: dict | None, keeps: bool) -> None:
        super().__init__(training=training, keeps=keeps, carried=carried)
        self._held = held

    def uniform(self, shape: Shape) -> Array:
        """Random numbers in [0, 1), an array of that shape."""
        self._held.draws = True
        return self._held.random.random(shape)
