"""Initialisers: the first values of the weights of a layer, from which learning starts.

Each takes a generator, fan_in and fan_out (how many numbers flow into and out of one weight's unit) and a shape, and
returns an array of that shape. Weights too large saturate the units, weights too small let the signal fade; the last
four choose the size at which a signal keeps its variance from layer to layer.
"""

from collections.abc import Callable

import numpy as np

from nets.arrays import Array
from nets.errors import check_name

Initializer = Callable[[np.random.Generator, int, int, tuple[int, ...]], Array]


def zeros(_random: np.random.Generator, _fan_in: int, _fan_out: int, shape: tuple[int, ...]) -> Array:
    """All zero: the units of a hidden layer then stay alike for ever, which is worth seeing once."""
    return np.zeros(shape)


def uniform(random: np.random.Generator, _fan_in: int, _fan_out: int, shape: tuple[int, ...]) -> Array:
    """Uniform in [-0.5, 0.5], whatever the size of the layer."""
    return random.uniform(-0.5, 0.5, shape)


def normal(random: np.random.Generator, _fan_in: int, _fan_out: int, shape: tuple[int, ...]) -> Array:
    """Normal with standard deviation 1, whatever the size of the layer."""
    return random.normal(0, 1, shape)


def xavier(random: np.random.Generator, fan_in: int, fan_out: int, shape: tuple[int, ...]) -> Array:
    """Uniform in ±√(6 / (fan_in + fan_out)): variance kept forwards and back (Glorot and Bengio, 2010, eq. 16)."""
    limit = np.sqrt(6 / (fan_in + fan_out))
    return random.uniform(-limit, limit, shape)


def he(random: np.random.Generator, fan_in: int, _fan_out: int, shape: tuple[int, ...]) -> Array:
    """Normal with variance 2 / fan_in: makes up for ReLU, which drops half of it (He and others, 2015, eq. 10)."""
    return random.normal(0, np.sqrt(2 / fan_in), shape)


def lecun(random: np.random.Generator, fan_in: int, _fan_out: int, shape: tuple[int, ...]) -> Array:
    """Normal with variance 1 / fan_in (LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, eq. 16)."""
    return random.normal(0, np.sqrt(1 / fan_in), shape)


def orthogonal(random: np.random.Generator, _fan_in: int, _fan_out: int, shape: tuple[int, ...]) -> Array:
    """Columns (or rows, if these are fewer) of length 1 at right angles: however often it multiplies, nothing grows.

    Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks"
    (2014). Q of a QR decomposition of normal numbers, with the signs of R's diagonal, which make all directions equally
    likely (Mezzadri, 2007, sec. 5). The last axis is the columns, all others together the rows.
    """
    columns = shape[-1]
    rows = int(np.prod(shape[:-1]))
    q, r = np.linalg.qr(random.normal(0, 1, (max(rows, columns), min(rows, columns))))
    q = q * np.sign(np.diag(r))
    return (q if rows >= columns else q.T).reshape(shape)


INITIALIZERS: dict[str, Initializer] = {
    "zeros": zeros,
    "uniform": uniform,
    "normal": normal,
    "xavier": xavier,
    "he": he,
    "lecun": lecun,
    "orthogonal": orthogonal,
}
NAMES = tuple(INITIALIZERS)
ALIASES = {"glorot": "xavier", "kaiming": "he"}


def named(name: str) -> str:
    """The name under which an initialiser is listed (Glorot is Xavier, Kaiming is He); raises UnknownNameError."""
    check_name("initialiser", name, (*NAMES, *ALIASES))
    return ALIASES.get(name, name)


def draw(name: str, random: np.random.Generator, fan_in: int, fan_out: int, shape: tuple[int, ...]) -> Array:
    """The first values of an array of weights, by the initialiser of that name."""
    return INITIALIZERS[name](random, fan_in, fan_out, shape)
