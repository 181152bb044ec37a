"""From codes to numbers: letters, words and notes come as the numbers 0, 1, 2 …, whose order means nothing."""

from typing import ClassVar

import numpy as np

from nets import initializers
from nets.arrays import Array, Shape
from nets.errors import DataError, ShapeError, at_least_one
from nets.flat import Named
from nets.layers.base import Layer
from nets.layers.mode import Mode


class OneHot(Layer):
    """(N, T) codes -> (N, T, classes): 1 at the place of the code, 0 elsewhere; nothing but 0 for what is no code."""

    kind: ClassVar[str] = "one hot"

    def __init__(self, classes: int) -> None:
        self.classes = at_least_one("the number of classes of a one-hot layer", classes)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(T,) -> (T, classes)."""
        return (*codes_shape(self.name, input_shape), self.classes)

    def check(self, x: Array) -> None:
        """Raises DataError for what is no code."""
        check_codes(x, self.classes)

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, Array]:
        """Whether x is 0, 1, 2 …, as numbers."""
        return (x[:, :, None] == np.arange(self.classes)).astype(x.dtype), x  # (N, T, classes)

    def backward(self, _d: Array, x: Array) -> tuple[Array, Named]:
        """Codes cannot change a little: 0."""
        return np.zeros_like(x), {}


class Embedding(Layer):
    """(N, T) codes -> (N, T, size): a row of the weights for each code, learned with all else.

    It is OneHot and then Dense without biases, without the products with zero. Bengio, Ducharme, Vincent and Jauvin, "A
    neural probabilistic language model" (2003), sec. 2, where the table is called C.

    codes     how many different ones there are: 0 to codes - 1
    weights   (codes, size)
    """

    kind: ClassVar[str] = "embedding"
    penalised: ClassVar[tuple[str, ...]] = ("weights",)
    weights: Array

    def __init__(self, codes: int, size: int, *, initializer: str = "normal") -> None:
        self.codes = at_least_one("the number of codes of an embedding", codes)
        self.size = at_least_one("the size of an embedding", size)
        self.initializer = initializers.named(initializer)

    def output_shape(self, input_shape: Shape) -> Shape:
        """(T,) -> (T, size)."""
        return (*codes_shape(self.name, input_shape), self.size)

    def check(self, x: Array) -> None:
        """Raises DataError for what is no code."""
        check_codes(x, self.codes)

    def initial_parameters(self, random: np.random.Generator) -> Named:
        """Weights from the initialiser, with fan_in = 1: of all codes, one is there."""
        return {"weights": initializers.draw(self.initializer, random, 1, self.size, (self.codes, self.size))}

    def forward(self, x: Array, _mode: Mode) -> tuple[Array, tuple[Array, Array]]:
        """y = the rows of W that x names; behind the last row, counting begins again at the first."""
        codes = x.astype(np.intp) % self.codes
        return np.take(self.weights, codes, axis=0), (x, codes)  # (N, T, size)

    def backward(self, d: Array, cache: tuple[Array, Array]) -> tuple[Array, Named]:
        """dL/dW[code] = Σ dL/dy over all places where the code stands; codes themselves cannot change a little."""
        x, codes = cache
        gradient = np.zeros_like(self.weights)
        np.add.at(gradient, codes, d)
        return np.zeros_like(x), {"weights": gradient}


def codes_shape(name: str, input_shape: Shape) -> Shape:
    """The shape of a sample of codes, (T,); raises ShapeError for any other."""
    if len(input_shape) != 1:
        raise ShapeError(f"{name} takes codes (T,), but gets samples of shape {input_shape}")
    return input_shape


def check_codes(x: Array, codes: int) -> None:
    """Raises DataError unless all are whole numbers from 0 to codes - 1."""
    wrong = x[(x < 0) | (x >= codes) | (x != np.floor(x))]
    if wrong.size:
        raise DataError(f"codes are the whole numbers 0 to {codes - 1}; got {wrong.flat[0]:g}")
