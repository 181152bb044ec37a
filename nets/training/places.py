"""Numbers of a network by name: 'weights.2.1.3' is the weight from input 1 to unit 3 of the second layer that learns.

Layers and places are counted from 1, as people count them. A log that names single numbers is short enough for a link.
"""

import re

import numpy as np

from nets.errors import SettingError
from nets.network import Network

NAME = re.compile(r"([a-z_]+)\.([1-9][0-9]{0,3})((?:\.[1-9][0-9]{0,5})+)")


def is_place(name: str) -> bool:
    """Whether a name of a log stands for a single number."""
    return NAME.fullmatch(name) is not None


def named(parameter: str, layer: int, *place: int) -> str:
    """The name of a number: of which parameter of which layer, and where in it; all counted from 1."""
    return ".".join([parameter, str(layer), *map(str, place)])


def split(name: str) -> tuple[str, int, tuple[int, ...]]:
    """Parameter, layer and place of a number, as `named` takes them; raises SettingError for what is no such name."""
    found = NAME.fullmatch(name)
    if found is None:
        raise SettingError(f"a number of a network has a name as 'weights.2.1.3', not {name!r}")
    parameter, layer, place = found.groups()
    return parameter, int(layer), tuple(int(each) for each in place[1:].split("."))


def index_of(network: Network, name: str) -> int:
    """Where in the network's parameters (P,) a number stands; raises SettingError if there is none of that name."""
    parameter, layer, place = split(name)
    learning = [each for each in network.different if each.parameters]
    if layer <= len(learning):
        indices = network.parts(learning[layer - 1], np.arange(network.parameter_count)).get(parameter)
        shape = () if indices is None else indices.shape
        if indices is not None and len(place) == len(shape) and all(i <= n for i, n in zip(place, shape, strict=True)):
            return int(indices[tuple(i - 1 for i in place)])
    raise SettingError(f"this network has no number {name!r}")


def checked(network: Network, value: float) -> float:
    """A number that a parameter can be, in the network's precision; raises SettingError."""
    with np.errstate(over="ignore"):
        number = float(network.dtype.type(value))
    if not np.isfinite(number):
        raise SettingError(f"a parameter is a finite number, not {value!r}")
    return number
