"""Why code cannot be used: what it gives has another shape or type, is no number, or it changes what it was given."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from nets.arrays import Array, Shape
from nets.layers import Layer


class Fault(Exception):  # noqa: N818 (it is a finding)
    """A sentence about code; `where` is the name of the function or method that it belongs to."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(message)
        self.where = where


def pair(where: str, found: Any, what: str) -> tuple[Any, Any]:
    """What a method gave, if it is a pair."""
    if not isinstance(found, tuple) or len(found) != 2:
        raise Fault(where, f"`{where}` should give a pair, {what}; it gives {told(found)}.")
    return found


def numbers(where: str, found: Any, shape: Shape, what: str = "") -> Array:
    """What a method gave, if it is an array of that shape, finite and as precise as what it was given."""
    subject = f"`{where}` should give {what or 'an array'}"
    if not isinstance(found, np.ndarray) or found.shape != shape:
        raise Fault(where, f"{subject} of shape {shape}; it gives {told(found)}.")
    if found.dtype != np.float64 and found.dtype != bool:
        raise Fault(where, f"{subject} in the precision of its arguments, float64 here; it gives {found.dtype}.")
    if not np.isfinite(found).all():
        raise Fault(where, f"{subject} of finite numbers; it gives {found[~np.isfinite(found)][0]}.")
    return found


@contextmanager
def kept(where: str, **arguments: Array) -> Iterator[None]:
    """Arguments that must be after the block what they were before."""
    before = {name: array.copy() for name, array in arguments.items()}
    with np.errstate(all="ignore"):
        yield
    for name, array in arguments.items():
        if not np.array_equal(before[name], array):
            raise Fault(where, f"`{where}` changes its argument {name}; it should leave it as it is.")


def same(where: str, one: Array, other: Array, why: str) -> None:
    """Two answers that must be the same."""
    if not np.array_equal(one, other):
        raise Fault(where, f"`{where}` gives other numbers {why}.")


def told(found: Any) -> str:
    """What something is, for a sentence."""
    if isinstance(found, np.ndarray):
        return f"an array of shape {found.shape}"
    return "nothing" if found is None else f"a {type(found).__name__}"


def check_parameters(layer: Layer, units: int) -> None:
    """A layer in place of a dense one learns what that learns, which the page shows and a run carries on."""
    inputs = layer.input_shape[0]
    wanted = {"weights": (inputs, units), "biases": (units,)}
    found = {name: array.shape for name, array in layer.parameters.items()}
    if list(found.items()) != list(wanted.items()):
        raise Fault(
            "initial_parameters",
            f"The page shows weights {wanted['weights']}, then biases {wanted['biases']} of this layer;"
            f" `initial_parameters` gives {', '.join(f'{name} {shape}' for name, shape in found.items()) or 'none'}.",
        )
    if layer.shape != (units,):
        raise Fault("output_shape", f"`output_shape` should give ({units},) for {units} units; it gives {layer.shape}.")
    if tuple(layer.penalised) != ("weights",):
        raise Fault(type(layer).__name__, 'A layer with weights names them: penalised = ("weights",).')
