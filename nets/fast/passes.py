"""Quick passes through a network: answers for fixed buffers, and the gradients of a mini-batch.

That the layers and losses of this package are traced rightly is proven by its tests. With any other among them, a new
pass is played on numbers of all kinds and compared with the plain code. If they differ, a layer looked at its data in a
way that could not be seen; the layers that do are found out, and are played plainly from then on.
"""

from collections.abc import Iterable

import numpy as np

from nets import seeds
from nets.arrays import Array
from nets.fast.call import buffer
from nets.fast.checks import alike, made_right, samples_like
from nets.fast.modes import Held, TracedMode
from nets.fast.tape import Tape
from nets.fast.traced import Recorder, plain
from nets.fast.tracing import Trace, doubtful, let_go
from nets.layers.mode import INFERENCE, Memory, Mode
from nets.losses import Loss
from nets.network import Network
from nets.passes import forward


class Answers:
    """What a network answers to `samples` samples, forwards only.

    every      whether all layers' values are wanted; else only the answer is
    loose      whether tanh may be off by 2e-7, which no picture shows

    x          (samples, *input_shape), to be written before a play
    values     x, then what each layer gives, if `every` was asked for; else x and the answer
    untraced   names of the layers that are played plainly
    """

    def __init__(self, network: Network, samples: int, *, every: bool = False, loose: bool = False) -> None:
        self._network, self._every, self._loose = network, every, loose
        self.x, self._ones = with_ones(samples, network)
        self.untraced: set[str] = set()
        made_right(self._make, self._right, set(), doubtful(network))

    def play(self) -> None:
        """From x to the values."""
        self.tape.play()

    def run(self, x: Array) -> Array:
        """The answer to x (samples, *input_shape), in a buffer that the next run overwrites."""
        self.x[...] = x
        self.tape.play()
        return self.values[-1]

    def _make(self, plainly: set[str]) -> None:
        network = self._network
        recorder = Recorder(network.dtype, dry=not doubtful(network))
        self.x[...] = 0
        mode = TracedMode(recorder, training=False, held=Held(), carried=None, keeps=False)
        trace = Trace(network, recorder, mode, plainly, every=self._every)
        with np.errstate(all="ignore"):
            trace.forward(self.x)
        let_go(network.layers)
        self.untraced = trace.untraced
        values = [plain(value) for value in trace.values]
        results = values if self._every else values[-1:]
        outside = [network.parameters, network.state, self.x]
        self.tape = Tape(recorder, outside, results, ones=self._ones, loose=self._loose)
        self.values = (self.x, *map(self.tape.now, results[1:] if self._every else results))

    def _right(self) -> bool:
        for x in samples_like(np.zeros_like(self.x)):
            x = x.astype(self.x.dtype)
            try:
                expected = forward(self._network.layers, x, INFERENCE).output
            except Exception:  # samples that these layers do not take
                continue
            if not alike(self.run(x), expected):
                return False
        return True


class Gradients:
    """The gradients of the mean loss of a mini-batch, in training.

    x, targets   buffers from outside, (N, *input_shape) and (N, *shape), to be written before a play
    gradients    (P,), the vector from outside that the gradients go into
    carried      what recurrent layers carry from one mini-batch to the next; None if each begins anew
    ones         pairs of arrays from outside: x, and x with a column of ones behind it

    held         its `random` is to be set before each play, if the network `draws`
    untraced     names of the layers that are played plainly
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        x: Array,
        targets: Array,
        gradients: Array,
        carried: Memory | None = None,
        ones: tuple[tuple[Array, Array], ...] = (),
        plainly: Iterable[str] = (),
    ) -> None:
        self._network, self._loss, self._carried, self._ones = network, loss, carried, ones
        self._x, self._targets, self._gradients = x, targets, gradients
        self._samples = x.copy(), targets.copy()
        self.held = Held()
        self.untraced: set[str] = set()
        kept = [network.state, gradients, *(carried or {}).values()]
        before = [array.copy() for array in kept]
        doubted = doubtful(network, loss)
        try:
            if doubted:
                self._plainly(*self._samples)
            made_right(self._make, self._right, set(plainly), doubted)
        finally:
            let_go(network.layers)
            for array, earlier in zip(kept, before, strict=True):
                array[...] = earlier
            x[...], targets[...] = self._samples

    def _make(self, plainly: set[str]) -> None:
        network = self._network
        recorder = Recorder(network.dtype, dry=not doubtful(network, self._loss))
        self._x[...], self._targets[...] = self._samples
        self.held.random = seeds.generator(0, seeds.DROPOUT)
        mode = TracedMode(recorder, training=True, held=self.held, carried=self._carried, keeps=True)
        trace = Trace(network, recorder, mode, plainly)
        with np.errstate(all="ignore"):
            trace.forward(self._x)
            trace.backward(trace.gradient(self._loss, self._targets), self._gradients)
        self.untraced = trace.untraced
        kept = [network.state, *(self._carried or {}).values()]
        outside = [network.parameters, self._gradients, self._x, self._targets, *kept]
        self.tape = Tape(recorder, outside, [self._gradients, *kept], ones=self._ones)

    def _right(self) -> bool:
        for x in samples_like(self._samples[0]):
            x, targets = x.astype(self._x.dtype), self._samples[1]
            try:
                expected = self._plainly(x, targets)
            except Exception:  # samples that these layers do not take
                continue
            self._x[...], self._targets[...] = x, targets
            self.held.random = seeds.generator(1, seeds.DROPOUT)
            self.tape.play()
            if not alike(self._gradients, expected):
                return False
        return True

    def _plainly(self, x: Array, targets: Array) -> Array:
        """The gradients by the plain code."""
        carried = None if self._carried is None else dict(self._carried)
        mode = Mode(training=True, random=seeds.generator(1, seeds.DROPOUT), carried=carried)
        run = forward(self._network.layers, x, mode)
        with np.errstate(all="ignore"):
            return self._network.backward(run, self._loss.gradient(run.output, targets)).parameters


def with_ones(samples: int, network: Network) -> tuple[Array, tuple[tuple[Array, Array], ...]]:
    """A buffer (samples, *input_shape); if that is flat, beside a column of ones, and the pair of both."""
    if len(network.input_shape) != 1:
        return buffer((samples, *network.input_shape), network.dtype), ()
    wide = buffer((samples, network.input_shape[0] + 1), network.dtype)
    wide[:, -1] = 1
    return wide[:, :-1], ((wide[:, :-1], wide),)
