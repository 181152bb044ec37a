"""What dense and convolutional layers share: a matrix of weights with the biases as its last row, and an activation."""

from typing import Any

import numpy as np

from nets import activations, initializers
from nets.layers.base import Layer
from nets.tape import Array


class Weighted(Layer):
    """A layer that multiplies by weights, adds biases and applies an activation.

    weights   (fan_in, units), view: writing to it changes the network
    biases    (units,), view
    """

    def __init__(self, activation: str, initializer: str) -> None:
        super().__init__()
        self.activation = activations.named(activation).name
        self.initializer = initializers.named(initializer)

    @property
    def weights(self) -> Array:
        """(fan_in, units), a view."""
        return self.matrix[:-1]

    @property
    def biases(self) -> Array:
        """(units,), a view."""
        return self.matrix[-1]

    @property
    def fans(self) -> tuple[int, int]:
        """How many numbers one output depends on, and how many outputs depend on one input."""
        return self.weights.shape[0], self.weights.shape[1]

    def initialise(self, random: np.random.Generator, /) -> None:
        """Weights from the initialiser; zero biases."""
        draw = initializers.INITIALIZERS[self.initializer]
        self.weights[...] = draw(random, *self.fans, self.weights.shape)
        self.biases[...] = 0

    def decayed(self) -> Array:
        """Weights are drawn towards zero by regularisers, biases are not."""
        mask = np.ones(self.matrix_shape)
        mask[-1] = 0
        return mask

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again."""
        return {"activation": self.activation, "initializer": self.initializer}
