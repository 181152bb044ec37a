"""The samples of a run, checked and in the form in which a network and its loss take them."""

from typing import Any, NamedTuple

import numpy as np

from nets.arrays import Array
from nets.datasets import shifts
from nets.datasets.dataset import Dataset
from nets.errors import DataError, ShapeError, as_numbers
from nets.losses import Loss, Targets
from nets.network import Network


class Data(NamedTuple):
    """Samples x (N, *input_shape) in the network's precision, and their targets (N, *shape).

    wide   the images with a margin around what the network sees, if they are to be shifted
    """

    x: Array
    targets: Targets
    wide: Array | None = None

    def part(self, start: int, end: int | None) -> "Data":
        """Some of the samples, as views, without their margin."""
        return Data(self.x[start:end], self.targets._replace(values=self.targets.values[start:end]))

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return sum(each.nbytes for each in (self.x, self.targets.values, self.wide) if each is not None)


Pair = tuple[Data, Data | None]


def prepared(network: Network, loss: Loss, train: Any, test: Any, shift: int = 0, present: Pair | None = None) -> Pair:
    """Training and test data as the network takes them; what is None stays as it is at present.

    Raises DataError or ShapeError for what cannot be learned from.
    """
    if present is not None and train is None and test is None:
        return present
    old = present or (None, None)
    new = old[0] if train is None and present else one(network, loss, train, "training", shift)
    assert new is not None
    return new, old[1] if test is None else one(network, loss, test, "test", shift)


def one(network: Network, loss: Loss, samples: Any, name: str, shift: int) -> Data:
    """One of the two. Samples are a Dataset, or a pair of x (N, *input_shape) and labels as the loss takes them.

    Images of `input_shape` may come with a margin of `shift` pixels; those to be trained on must.
    """
    pair = samples.samples if isinstance(samples, Dataset) else samples
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise DataError(f"the {name} data is a Dataset, or a pair of samples and labels; got {type(samples).__name__}")
    x = as_numbers(f"the samples of the {name} data", pair[0], network.dtype)
    labels = as_numbers(f"the labels of the {name} data", pair[1], np.float64)
    if not x.size or not x.ndim or not labels.ndim or len(x) != len(labels):
        raise DataError(f"the {name} data are arrays {x.shape} and {labels.shape}; give a label a sample, at least 1")
    for what, numbers in (("labels of the ", labels), ("", x)):
        if not np.isfinite(numbers).all() or np.abs(numbers).max() > np.finfo(network.dtype).max:
            raise DataError(f"the {what}{name} data hold numbers that are NaN, infinite or too large")
    wide = None
    if shift and (x.shape[1:] != network.input_shape or name == "training"):
        wide, x = x, np.ascontiguousarray(shifts.centre(x, shift))
    x = network.checked(x)
    targets = loss.encode(labels, network.shape)
    return Data(x, Targets(targets.values.astype(x.dtype), targets.classes), wide if name == "training" else None)


def checked_parameters(network: Network, parameters: Any) -> Array:
    """Parameters (P,) that a network can have, as a copy; raises ShapeError, DataError."""
    given = as_numbers("the parameters", parameters, network.dtype).copy()
    if given.shape != network.parameters.shape:
        raise ShapeError(f"the network has {network.parameter_count} parameters, got an array {given.shape}")
    if not np.isfinite(given).all():
        raise DataError("the parameters hold numbers that are NaN or infinite")
    return given
