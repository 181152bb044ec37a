"""The network: layers in a row over one flat vector of parameters.

Because all weights are views into one vector, a copy of the network's knowledge is one copy, and an optimizer's step
is one or two operations, whatever the number of layers.
"""

import copy
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from nets import seeds
from nets.errors import SettingError, ShapeError
from nets.layers import Dense, Layer
from nets.tape import Array, Shape, Signal, Tape


class Network:
    """A sequence of layers.

    layers        the layers in order; the network works on copies of what is given
    input_shape   shape of one sample: (D,) or (H, W, C)
    seed          of the first weights: the same seed, the same weights
    dtype         float32, or float64 for checks
    """

    def __init__(self, layers: Sequence[Layer], input_shape: Shape, *, seed: int = 0, dtype: Any = np.float32) -> None:
        if not layers:
            raise SettingError('a network needs at least one layer')
        self.layers = [copy.copy(layer) for layer in layers]
        self.input_shape = tuple(input_shape)
        self.seed = seed
        self.shape = self._infer_shapes()
        self.parameters: Array = np.zeros(sum(rows * columns for rows, columns in self._matrix_shapes()), dtype)
        self.state: Array = np.zeros(0, dtype)
        self._attach()
        self.initialise()
        self._forward_pass: Pass | None = None

    @classmethod
    def dense(
        cls,
        inputs: int = 2,
        hidden: Sequence[int] = (8, 8),
        outputs: int = 1,
        activation: str = 'tanh',
        output: str = 'linear',
        seed: int = 0,
        dtype: Any = np.float32,
    ) -> 'Network':
        """A network of dense layers only: `hidden` lists the neurons of each hidden layer and may be empty."""
        layers = [Dense(units, activation) for units in hidden]
        return cls([*layers, Dense(outputs, output)], (inputs,), seed=seed, dtype=dtype)

    def initialise(self, seed: int | None = None) -> None:
        """Draw the weights anew, in place; with `seed`, from that seed from now on."""
        self.seed = self.seed if seed is None else seed
        for place, layer in enumerate(self.layers):
            layer.initialise(seeds.generator(self.seed, seeds.WEIGHTS, place))

    def forward(self, x: Array) -> Array:
        """The network's answer, (N, *input_shape) -> (N, *shape), as a new array."""
        x = np.asarray(x)
        if x.shape[1:] != self.input_shape or not len(x):
            raise ShapeError(f'the network takes samples of shape {self.input_shape}, got an array {x.shape}')
        if self._forward_pass is None or self._forward_pass.tape.samples != len(x):
            self._forward_pass = Pass(self, len(x), training=False)
        return self._forward_pass.run(x).copy()

    def _infer_shapes(self) -> Shape:
        shape = self.input_shape
        for place, layer in enumerate(self.layers, start=1):
            layer.name = f'{layer.kind} {place}'
            shape = layer.infer(shape)
        return shape

    def _matrix_shapes(self) -> Iterator[tuple[int, int]]:
        return (layer.matrix_shape for layer in self.layers)

    def _attach(self) -> None:
        start = 0
        for layer, (rows, columns) in zip(self.layers, self._matrix_shapes(), strict=True):
            layer.attach(self.parameters, slice(start, start + rows * columns))
            start += rows * columns


class Pass:
    """One pass of `samples` samples through a network, recorded on a tape: its input, and each layer's output.

    `inputs` may be a signal made beforehand, so that data can be put where the first layer reads it.
    """

    def __init__(self, network: Network, samples: int, *, training: bool, inputs: Signal | None = None) -> None:
        self.tape = Tape(samples, network.parameters, network.state, training=training)
        self.inputs = self.tape.signal(network.input_shape) if inputs is None else inputs
        self.outputs: list[Signal] = []
        signal = self.inputs
        for layer in network.layers:
            signal = layer.record(self.tape, signal)
            self.tape.end_layer()
            self.outputs.append(signal)

    @property
    def output(self) -> Signal:
        """The last layer's signal."""
        return self.outputs[-1]

    def run(self, x: Array) -> Array:
        """Go forwards with x (N, *input_shape); returns the output's buffer, which the next run overwrites."""
        self.inputs.value[...] = x
        self.tape.play_forward()
        return self.output.value
