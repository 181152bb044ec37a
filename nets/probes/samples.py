"""The samples that a probe looks at: checked when it is made, and gone through a few at a time, to take little memory.

Outside training, samples do not depend on one another: what adds up over chunks is the same as over all at once.
"""

from collections.abc import Iterator

import numpy as np

from nets.arrays import Array
from nets.errors import DataError, ShapeError, as_numbers
from nets.losses import Loss
from nets.network import Network
from nets.passes import Gradients, Pass

NUMBERS = 2**17
"""How many numbers the layers may give in one chunk."""


def checked_samples(network: Network, x: Array, targets: Array) -> tuple[Array, Array]:
    """Copies of samples (N, *input_shape) and targets (N, *shape), in the network's precision.

    Raises ShapeError, and DataError for what is no number.
    """
    x = network.checked(x).copy()
    targets = as_numbers("targets", targets, network.dtype).copy()
    if targets.shape != (len(x), *network.shape):
        raise ShapeError(f"{len(x)} samples need targets {(len(x), *network.shape)}, got {targets.shape}")
    if not np.isfinite(targets).all():
        raise DataError("the targets hold numbers that are NaN or infinite")
    return x, targets


def chunk_size(network: Network) -> int:
    """How many samples go through the network together: fewer, the more numbers its layers give for each."""
    shapes = [network.input_shape, *(layer.shape for layer in network.layers)]
    return max(1, NUMBERS // sum(int(np.prod(shape)) for shape in shapes))


def forth_and_back(network: Network, loss: Loss, x: Array, targets: Array) -> Iterator[tuple[Pass, Gradients]]:
    """Chunk after chunk, in inference mode: one way forwards, and the way back from the chunk's share of the mean loss.

    The gradients with respect to the parameters add up to that of the mean loss of all N samples.
    """
    size = chunk_size(network)
    for start in range(0, len(x), size):
        chunk = slice(start, start + size)
        run = network.run(x[chunk])
        with np.errstate(all="ignore"):
            d = loss.gradient(run.output, targets[chunk]) * (len(run.output) / len(x))
        yield run, network.backward(run, d)
