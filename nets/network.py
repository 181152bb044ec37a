"""The network: layers in a row over one flat vector of parameters.

Because all weights are views into one vector, a copy of the network's knowledge is one copy, and an optimizer's step
is a few operations, whatever the number of layers.
"""

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np

from nets import seeds
from nets.errors import SettingError, ShapeError, as_numbers, at_least_one
from nets.layers import Dense, Layer
from nets.tape import Array, Shape, Signal, Tape


class Network:
    """A sequence of layers.

    layers        the layers in order; the network works on copies of what is given
    input_shape   shape of one sample: (D,) or (H, W, C)
    seed          of the first weights: the same seed, the same weights
    dtype         float32, or float64 for checks

    Afterwards:

    shape         shape of one answer
    parameters    (P,), all that is learned
    state         (S,), what is kept without being learned by gradients: running averages of batch normalisation

    Raises ShapeError, naming the layer, if two layers do not fit together.
    """

    def __init__(self, layers: Sequence[Layer], input_shape: Shape, *, seed: int = 0, dtype: Any = np.float32) -> None:
        if not layers:
            raise SettingError("a network needs at least one layer")
        if np.dtype(dtype) not in (np.float32, np.float64):
            raise SettingError(f"a network computes in float32 or float64, not in {np.dtype(dtype)}")
        self.layers = [copy.copy(layer) for layer in layers]
        self.input_shape = tuple(at_least_one("each length of the input's shape", length) for length in input_shape)
        self.seed = seed
        self.shape = self._infer_shapes()
        self.parameters: Array = np.zeros(sum(int(np.prod(layer.matrix_shape)) for layer in self.layers), dtype)
        self.state: Array = np.zeros(sum(int(np.prod(layer.state_shape)) for layer in self.layers), dtype)
        self._attach()
        self.initialise()
        self._forward_pass: Pass | None = None

    @classmethod
    def dense(
        cls,
        inputs: int = 2,
        hidden: Sequence[int] = (8, 8),
        outputs: int = 1,
        activation: str = "tanh",
        output: str = "linear",
        seed: int = 0,
        dtype: Any = np.float32,
        initializer: str = "xavier",
    ) -> "Network":
        """A network of dense layers only: `hidden` lists the neurons of each hidden layer and may be empty."""
        layers = [Dense(units, activation, initializer) for units in hidden]
        return cls([*layers, Dense(outputs, output, initializer)], (inputs,), seed=seed, dtype=dtype)

    @property
    def parameter_count(self) -> int:
        """How many numbers the network learns."""
        return self.parameters.size

    def initialise(self, seed: int | None = None) -> None:
        """Draw the weights anew and forget the state, in place; with `seed`, from that seed from now on."""
        self.seed = self.seed if seed is None else seed
        for place, layer in enumerate(self.layers):
            layer.initialise(seeds.generator(self.seed, seeds.WEIGHTS, place))
            layer.state_in(self.state)[...] = layer.initial_state()

    def forward(self, x: Array) -> Array:
        """The network's answer, (N, *input_shape) -> (N, *shape), as a new array; raises ShapeError."""
        x = self.checked(x)
        if self._forward_pass is None or self._forward_pass.tape.samples != len(x):
            self._forward_pass = Pass(self, len(x), training=False)
        return self._forward_pass.run(x).copy()

    def checked(self, x: Array) -> Array:
        """x as an array in the network's precision, (N, *input_shape), N at least 1; raises ShapeError, DataError."""
        x = as_numbers("samples", x, self.parameters.dtype)
        if x.shape[1:] != self.input_shape or not len(x):
            wanted = ", ".join(["N", *map(str, self.input_shape)])
            raise ShapeError(f"the network takes arrays ({wanted}), N at least 1; got {x.shape}")
        return x

    def decayed(self) -> Array:
        """(P,): 1 for the weights, which regularisers may draw towards zero, and 0 for all else."""
        parts = [layer.decayed().ravel() for layer in self.layers]
        return np.concatenate(parts).astype(self.parameters.dtype)

    def summary(self) -> str:
        """The layers as a table of text: name, shape of what goes out, number of parameters."""
        rows = [(layer.name, shape_text(layer.shape), f"{layer.matrix.size:,}") for layer in self.layers]
        rows = [("layer", "shape", "parameters"), ("input", shape_text(self.input_shape), "0"), *rows]
        rows.append(("total", "", f"{self.parameter_count:,}"))
        wide, middle, last = (max(len(row[column]) for row in rows) for column in range(3))
        return "\n".join(f"{name:<{wide}}  {shape:<{middle}}  {count:>{last}}" for name, shape, count in rows)

    def to_json(self) -> str:
        """The architecture, without weights, as JSON text; see `nets.storage`."""
        from nets import storage

        return storage.to_json(self)

    @staticmethod
    def from_json(text: str) -> "Network":
        """A network of the architecture that the text describes, with first weights; raises FileError."""
        from nets import storage

        return storage.from_json(text)

    def save(self, file: Any) -> None:
        """Write architecture and weights as .npz, to a path or an open binary file."""
        from nets import storage

        storage.save(self, file)

    @staticmethod
    def load(file: Any) -> "Network":
        """The network that `save` wrote; raises FileError."""
        from nets import storage

        return storage.load(file)

    def load_weights(self, file: Any) -> None:
        """Put the weights that `save` wrote into this network, of the same architecture; raises FileError."""
        from nets import storage

        storage.load_weights(self, file)

    def to_pytorch(self) -> str:
        """PyTorch source that builds this network and loads the weights that `save` wrote; raises ExportError."""
        from nets import export_pytorch

        return export_pytorch.source(self)

    def to_keras(self) -> str:
        """Keras source that builds this network and loads the weights that `save` wrote; raises ExportError."""
        from nets import export_keras

        return export_keras.source(self)

    def _infer_shapes(self) -> Shape:
        shape = self.input_shape
        for place, layer in enumerate(self.layers, start=1):
            layer.name = f"{layer.kind} {place}"
            shape = layer.infer(shape)
        return shape

    def _attach(self) -> None:
        start = state_start = 0
        for layer in self.layers:
            end = start + int(np.prod(layer.matrix_shape))
            state_end = state_start + int(np.prod(layer.state_shape))
            layer.attach(self.parameters, slice(start, end), slice(state_start, state_end))
            start, state_start = end, state_end


class Pass:
    """One pass of `samples` samples through a network, recorded on a tape.

    inputs    the input's signal; one may be given that was made beforehand, where the data already lies
    outputs   each layer's signal, in order

    With `training`, the tape also goes back. It uses the network's own state (running averages) if no other is given.
    """

    def __init__(
        self,
        network: Network,
        samples: int,
        *,
        training: bool,
        inputs: Signal | None = None,
        state: Array | None = None,
    ) -> None:
        state = network.state if state is None else state
        self.tape = Tape(samples, network.parameters, state, training=training)
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


def shape_text(shape: Shape) -> str:
    """A shape as people write it: 12 × 12 × 8."""
    return " × ".join(map(str, shape))
