"""What every layer has in common.

A layer is described by its settings. A network then tells it the shape of what comes in (`infer`), gives it a place
in its flat vectors (`attach`), and asks it to write its calls on tapes (`record`). All that a layer learns is one
matrix; for layers with a bias, the bias is the last row of it. What it keeps without learning it by gradients (the
running averages of batch normalisation) is a second matrix, its state.
"""

from typing import Any, ClassVar

import numpy as np

from nets.tape import Array, Shape, Signal, Tape


class Layer:
    """One step from a signal to the next; a layer that does nothing passes its signal on.

    kind          the word for its class in names and files
    name          given by the network: the kind and its place, as in 'dense 2'
    input_shape   shape of one sample that comes in
    shape         shape of one sample that goes out
    matrix        all that is learned, (rows, columns), a view into the network's flat vector
    """

    kind: ClassVar[str] = "layer"

    def __init__(self) -> None:
        self.name = self.kind
        self.input_shape: Shape = ()
        self.shape: Shape = ()
        self.matrix_shape: tuple[int, int] = (0, 0)
        self.state_shape: tuple[int, int] = (0, 0)
        self.matrix: Array = np.zeros((0, 0), np.float32)
        self.place = slice(0, 0)
        self.state_place = slice(0, 0)

    def infer(self, input_shape: Shape) -> Shape:
        """Take the shape of a sample that comes in and return the shape that goes out; raises ShapeError."""
        self.input_shape = self.shape = input_shape
        return self.shape

    def attach(self, parameters: Array, place: slice, state_place: slice) -> None:
        """Let the matrix be the part `place` of the flat vector `parameters`, and the state that of the flat state."""
        self.place = place
        self.state_place = state_place
        self.matrix = parameters[place].reshape(self.matrix_shape)

    def gradient_in(self, gradients: Array) -> Array:
        """The part of a flat vector of gradients that belongs to this layer, shaped like its matrix; a view."""
        return gradients[self.place].reshape(self.matrix_shape)

    def state_in(self, state: Array) -> Array:
        """The part of a flat state that belongs to this layer; a view."""
        return state[self.state_place].reshape(self.state_shape)

    def initialise(self, random: np.random.Generator, /) -> None:
        """Draw the first values of the matrix."""

    def initial_state(self) -> Array:
        """The first values of the state."""
        return np.zeros(self.state_shape)

    def decayed(self) -> Array:
        """Which numbers of the matrix a regulariser may draw towards zero: 1 or 0, shaped like the matrix."""
        return np.zeros(self.matrix_shape)

    def record(self, _tape: Tape, x: Signal, /) -> Signal:
        """Write the layer's calls on the tape and return the signal that goes out."""
        return x

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again, as JSON can hold them."""
        return {}
