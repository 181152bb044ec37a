"""Files of version 1, in which dense layers and convolutions had an activation of their own: {"activation": "tanh"}.

Each learned one matrix, weights with the biases as the last row, and all matrices lay one after the other in one
vector. Those are the same numbers in the same order as today, so only the activations have to be unfolded.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from nets.arrays import Array
from nets.errors import FileError
from nets.network import Network

KINDS = ("dense", "conv", "max pool", "mean pool", "flatten", "activation", "dropout", "batch norm")
WEIGHTED = ("dense", "conv")


def unfolded(entries: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The layers of version 2 for those of version 1, each with the place it came from; raises FileError."""
    for place, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or entry.get("kind") not in KINDS:
            raise FileError(f"layer {place} is of no known kind; in version 1 there are: {', '.join(KINDS)}")
        if entry["kind"] not in WEIGHTED:
            yield place, entry
            continue
        yield place, {key: value for key, value in entry.items() if key != "activation"}
        function = entry.get("activation", "linear")
        if function != "linear":
            yield place, {"kind": "activation", "function": function}


def fill(network: Network, arrays: dict[str, Array]) -> None:
    """Copy the two vectors of a file of version 1 into a network; raises FileError if they do not fit."""
    for name, target in (("parameters", network.parameters), ("state", network.state)):
        given = arrays.get(name)
        if given is None or given.dtype != target.dtype or given.shape != target.shape:
            what = "none" if given is None else f"{given.dtype} {given.shape}"
            raise FileError(f"a network of this file has {target.size} numbers as its {name}; it holds {what}")
        if not np.isfinite(given).all():
            raise FileError(f"the {name} of this file hold numbers that are NaN or infinite")
        target[...] = given
