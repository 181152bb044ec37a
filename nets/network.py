"""The network: layers in a row over one flat vector of parameters.

Because all weights are views into one vector, a copy of the network's knowledge is one copy, and an optimizer's step
is a few operations, whatever the number of layers.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from nets import passes, seeds
from nets.arrays import Array, Shape, shape_text
from nets.errors import DataError, SettingError, ShapeError, as_numbers, checked_shape
from nets.flat import Flat, Named
from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.layers.dense import Dense
from nets.layers.mode import INFERENCE, Mode
from nets.passes import Gradients, Pass, Rule

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

CHUNK = 128


class Network:
    """A sequence of layers.

    layers        the layers in order; the network works on copies of what is given. The name of an activation stands
                  for it, and a layer that is given twice is one layer used twice, with the same parameters
    input_shape   shape of one sample: (D,), or (H, W, C) for images, or (T, D) for sequences
    seed          of the first weights: the same seed, the same weights
    dtype         float32, or float64 for checks

    Afterwards:

    shape         shape of one answer
    parameters    (P,), all that is learned
    state         (S,), what is kept without being learned by gradients: running averages of batch normalisation

    Raises ShapeError, naming the layer, if two layers do not fit together.
    """

    def __init__(
        self, layers: Sequence[Layer | str], input_shape: Shape, *, seed: int = 0, dtype: Any = np.float32
    ) -> None:
        dtype = checked_precision(dtype)
        self.layers = copies(layers)
        self.input_shape = checked_shape(input_shape)
        self.seed = seed
        self._name_layers()
        self.shape = self._infer_shapes()
        self._parameters = Flat(self._first_values(seed), dtype)
        self._state = Flat({layer.name: layer.initial_state() for layer in self.different}, dtype)
        self.parameters: Array = self._parameters.vector
        self.state: Array = self._state.vector
        for layer in self.different:
            layer.attach(self._parameters.parts(layer.name), self._state.parts(layer.name))

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
        """A network of dense layers: `hidden` lists the neurons of each hidden layer and may be empty."""
        if not isinstance(hidden, Sequence) or isinstance(hidden, str):
            raise SettingError(f"hidden lists how many neurons each hidden layer has, as in (8, 8); got {hidden!r}")
        layers: list[Layer] = []
        for units, function in [*((units, activation) for units in hidden), (outputs, output)]:
            layers.append(Dense(units, initializer=initializer))
            layers.extend([] if function == "linear" else [Activation(function)])
        return cls(layers, (inputs,), seed=seed, dtype=dtype)

    @property
    def parameter_count(self) -> int:
        """How many numbers the network learns."""
        return self.parameters.size

    @property
    def dtype(self) -> np.dtype:
        """The precision: float32 or float64."""
        return self.parameters.dtype

    @property
    def different(self) -> list[Layer]:
        """The layers, each once, however often it is used."""
        return list({id(layer): layer for layer in self.layers}.values())

    def forward(self, x: "ArrayLike", mode: Mode = INFERENCE) -> Array:
        """The network's answer, (N, *input_shape) -> (N, *shape); raises ShapeError, DataError.

        Answers are computed a chunk of samples at a time, which takes little memory; where samples may depend on one
        another (in training), or on the batch before (where a state is carried), all at once.
        """
        x = self.checked(x)
        size = len(x) if mode.training or mode.carries else CHUNK
        chunks = [x[start : start + size] for start in range(0, len(x), size)]
        return np.concatenate([passes.forward(self.layers, chunk, mode).output for chunk in chunks])

    def run(self, x: "ArrayLike", mode: Mode = INFERENCE) -> Pass:
        """Go forwards with x (N, *input_shape) and keep everything; raises ShapeError, DataError."""
        return passes.forward(self.layers, self.checked(x), mode)

    def backward(
        self, run: Pass, d: "ArrayLike", *, layer: int | None = None, rules: Mapping[type[Layer], Rule] | None = None
    ) -> Gradients:
        """Go back from d, the derivative of anything with respect to what a layer gave in that run.

        d       (N, *shape), or whatever can be broadcast to it: one number for each unit, to weigh them
        layer   number of the layer whose output d belongs to, counted from 0; the last, if not given
        rules   kind of layer -> a rule that stands for its own way back; its parameters get no gradient then

        A layer that was used more than once gets the sum of its gradients. Raises ShapeError, SettingError.
        """
        return passes.backward(self.layers, self._parameters, run, d, layer, rules or {})

    def parts(self, layer: Layer, vector: Array) -> Named:
        """What belongs to one layer in a vector (P,) of gradients or changes, by name and in shape; views."""
        return self._parameters.parts(layer.name, vector)

    def initialise(self, seed: int | None = None) -> None:
        """Draw the weights anew and forget the state, in place; with `seed`, from that seed from now on."""
        seed = self.seed if seed is None else seed
        first = self._first_values(seed)
        self.seed = seed
        for layer in self.different:
            for name, value in (first[layer.name] | layer.initial_state()).items():
                getattr(layer, name)[...] = value

    def checked(self, x: "ArrayLike") -> Array:
        """x in the network's precision, (N, *input_shape), N at least 1; raises ShapeError, and DataError for NaN."""
        x = as_numbers("samples", x, self.dtype)
        if x.shape[1:] != self.input_shape or not len(x):
            wanted = ", ".join(["N", *map(str, self.input_shape)])
            raise ShapeError(f"the network takes arrays ({wanted}), N at least 1; got {x.shape}")
        if not np.isfinite(x).all():
            raise DataError("the samples hold numbers that are NaN or infinite")
        self.layers[0].check(x)
        return x

    def penalised(self) -> Array:
        """(P,): 1 for the parameters that regularisers draw towards zero (weights), and 0 for all others."""
        mask = np.zeros_like(self.parameters)
        for layer in self.different:
            for name, part in self.parts(layer, mask).items():
                part[...] = name in layer.penalised
        return mask

    @contextmanager
    def at(self, parameters: Array) -> Iterator["Network"]:
        """The network at other parameters (P,), for as long as the block lasts; raises ShapeError."""
        if np.shape(parameters) != self.parameters.shape:
            raise ShapeError(f"the network has {self.parameter_count} parameters, got an array {np.shape(parameters)}")
        own = self.parameters.copy()
        self.parameters[...] = parameters
        try:
            yield self
        finally:
            self.parameters[...] = own

    def copy(self) -> "Network":
        """Another network of the same layers, parameters and state; neither changes the other."""
        other = Network(self.layers, self.input_shape, seed=self.seed, dtype=self.dtype)
        other.parameters[...] = self.parameters
        other.state[...] = self.state
        return other

    def __copy__(self) -> "Network":
        return self.copy()

    def __deepcopy__(self, _memo: dict[int, Any]) -> "Network":
        return self.copy()

    def summary(self) -> str:
        """The layers as a table of text: name, shape of what goes out, number of parameters."""
        rows = [("layer", "shape", "parameters"), ("input", shape_text(self.input_shape), "0")]
        for place, layer in enumerate(self.layers):
            count = 0 if layer in self.layers[:place] else sum(part.size for part in layer.parameters.values())
            rows.append((layer.name, shape_text(layer.shape), f"{count:,}"))
        rows.append(("total", "", f"{self.parameter_count:,}"))
        wide, middle, last = (max(len(row[column]) for row in rows) for column in range(3))
        return "\n".join(f"{name:<{wide}}  {shape:<{middle}}  {count:>{last}}" for name, shape, count in rows)

    def _name_layers(self) -> None:
        """What the layer is, and which one of these: 'dense 2'."""
        numbers: dict[str, int] = {}
        for layer in self.different:
            numbers[layer.label] = numbers.get(layer.label, 0) + 1
            layer.name = f"{layer.label} {numbers[layer.label]}"

    def _infer_shapes(self) -> Shape:
        """Give each layer its shapes, in order; a layer that is used again must get what it got before."""
        shape, known = self.input_shape, set[str]()
        for layer in self.layers:
            if layer.name in known and layer.input_shape != shape:
                raise ShapeError(f"{layer.name} is used for samples {layer.input_shape} and again for samples {shape}")
            known.add(layer.name)
            layer.input_shape = shape
            shape = layer.shape = tuple(layer.output_shape(shape))
        return shape

    def _first_values(self, seed: int) -> dict[str, Named]:
        """First values of all parameters.

        Each layer that learns draws from a generator of its own, numbered in their order: a layer that learns nothing
        can come and go without changing the first weights of the others.
        """
        first, learning = {}, 0
        for layer in self.different:
            first[layer.name] = layer.initial_parameters(seeds.generator(seed, seeds.WEIGHTS, learning))
            learning += bool(first[layer.name])
        return first


def copies(layers: Sequence[Layer | str]) -> list[Layer]:
    """A copy of each layer, one for each object; names become activations. Raises SettingError."""
    if isinstance(layers, str) or not isinstance(layers, Sequence) or not layers:
        raise SettingError("a network needs a list of layers, at least one")
    made: dict[int, Layer] = {}
    copied = []
    for layer in layers:
        if not isinstance(layer, str | Layer):
            raise SettingError(f"a network is made of layers and names of activations, not of {layer!r}")
        if isinstance(layer, str):
            copied.append(Activation(layer))
            continue
        copied.append(made.setdefault(id(layer), copy.copy(layer)))
    return copied


def checked_precision(dtype: Any) -> np.dtype:
    """The precision, if it is float32 or float64; raises SettingError."""
    try:
        found = np.dtype(dtype)
    except TypeError:
        found = None
    if found is None or found not in (np.float32, np.float64):
        raise SettingError(f"a network computes in float32 or float64, not in {found or dtype}")
    return found
