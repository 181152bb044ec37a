"""Networks as files: the architecture as JSON, the weights as .npz, both with a version, both ways.

    {"format": "glassbox-network", "version": 1, "input": [2], "dtype": "float32", "seed": 0,
     "layers": [{"kind": "dense", "units": 8, "activation": "tanh", "initializer": "xavier"}, …]}

The .npz holds a version, the architecture as that text, `parameters` (P,) and `state` (S,); and, for other programs,
each layer's matrix under its name.
"""

import json
from pathlib import Path
from typing import IO, Any

import numpy as np

from nets.errors import FileError, NetsError
from nets.layers import KINDS, Layer
from nets.network import Network

FORMAT = "glassbox-network"
VERSION = 1
KEYS = {"format", "version", "input", "dtype", "seed", "layers"}
File = str | Path | IO[bytes]


def to_json(network: Network) -> str:
    """The architecture, without weights, as JSON text."""
    layers = [{"kind": layer.kind, **layer.settings()} for layer in network.layers]
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "input": list(network.input_shape),
            "dtype": str(network.parameters.dtype),
            "seed": network.seed,
            "layers": layers,
        }
    )


def from_json(text: str) -> Network:
    """A network of the architecture that the text describes, with first weights; raises FileError."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise FileError(f"this is not JSON: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FileError(f"this is not a network: 'format' is not {FORMAT!r}")
    if data.get("version") != VERSION:
        raise FileError(f"this network has version {data.get('version')!r}; known is {VERSION}")
    if set(data) != KEYS:
        raise FileError(
            f"a network has the keys {', '.join(sorted(KEYS))}; differing: {', '.join(sorted(KEYS ^ set(data)))}"
        )
    try:
        layers = [layer_from(place, settings) for place, settings in enumerate(data["layers"], start=1)]
        return Network(layers, tuple(data["input"]), seed=int(data["seed"]), dtype=np.dtype(data["dtype"]))
    except (NetsError, TypeError, ValueError) as error:
        raise FileError(f"this network cannot be built: {error}") from error


def layer_from(place: int, settings: Any) -> Layer:
    """A layer of a kind and its settings; raises FileError with its place in the network."""
    if not isinstance(settings, dict) or settings.get("kind") not in KINDS:
        raise FileError(f"layer {place} is of no known kind; known are: {', '.join(KINDS)}")
    try:
        return KINDS[settings["kind"]](**{key: value for key, value in settings.items() if key != "kind"})
    except (TypeError, NetsError) as error:
        raise FileError(f"layer {place} ({settings['kind']}): {error}") from error


def save(network: Network, file: File) -> None:
    """Write architecture and weights as .npz."""
    matrices: dict[str, Any] = {layer.name: layer.matrix for layer in network.layers if layer.matrix.size}
    np.savez(
        file,
        version=np.array(VERSION),
        architecture=np.array(to_json(network)),
        parameters=network.parameters,
        state=network.state,
        **matrices,
    )


def load(file: File) -> Network:
    """The network that was written by `save`, with its weights; raises FileError."""
    arrays = read(file)
    network = from_json(str(arrays["architecture"]))
    put(network, arrays)
    return network


def load_weights(network: Network, file: File) -> None:
    """Put the weights of a file into a network of the same architecture; raises FileError, changing nothing."""
    arrays = read(file)
    theirs = from_json(str(arrays["architecture"]))
    ours = [(layer.name, layer.matrix_shape) for layer in network.layers]
    if ours != [(layer.name, layer.matrix_shape) for layer in theirs.layers]:
        raise FileError(f"the weights are of another network:\n{theirs.summary()}\nthis one is:\n{network.summary()}")
    put(network, arrays)


def read(file: File) -> dict[str, np.ndarray]:
    """The arrays of an .npz of ours; raises FileError."""
    try:
        with np.load(file, allow_pickle=False) as archive:
            arrays = dict(archive)
    except (OSError, ValueError, EOFError) as error:
        raise FileError(f"these weights cannot be read: {error}") from error
    missing = {"version", "architecture", "parameters", "state"} - set(arrays)
    if missing:
        raise FileError(f"this file holds no network: {', '.join(sorted(missing))} missing")
    if int(arrays["version"]) != VERSION:
        raise FileError(f"these weights have version {int(arrays['version'])}; known is {VERSION}")
    return arrays


def put(network: Network, arrays: dict[str, np.ndarray]) -> None:
    """Copy parameters and state into a network; raises FileError if there are not as many, or not all are finite."""
    for name, target in (("parameters", network.parameters), ("state", network.state)):
        if arrays[name].shape != target.shape or not np.isfinite(arrays[name]).all():
            raise FileError(f"the network has {target.size} finite {name}, the file an array {arrays[name].shape}")
    network.parameters[...] = arrays["parameters"]
    network.state[...] = arrays["state"]
