"""The architecture of a network as JSON text, both ways. Its weights are left out.

    {"format": "glassbox-network", "version": 2, "input": [2], "dtype": "float32", "seed": 0,
     "layers": [{"kind": "dense", "units": 2, "initializer": "xavier"}, {"kind": "activation", "function": "tanh"},
                {"again": 1}]}

A layer is its kind and its settings, which are the arguments of its constructor. Layers are counted from 1, and
{"again": 1} is the first of them used once more, with the same parameters. Nothing else is understood: a text with
other keys, kinds or settings is refused. Texts of version 1 are unfolded, see `version1`.
"""

import inspect
import json
from typing import Any

from nets.errors import ExportError, FileError, is_whole
from nets.export import version1
from nets.layers.base import Layer
from nets.layers.kinds import KINDS
from nets.network import Network

FORMAT = "glassbox-network"
VERSION = 2
VERSIONS = (1, 2)
KEYS = {"format", "version", "input", "dtype", "seed", "layers"}
DTYPES = ("float32", "float64")


def to_json(network: Network) -> str:
    """The architecture, without weights, as JSON text.

    Raises ExportError for a layer that is not registered, or whose settings no text can hold.
    """
    first: dict[int, int] = {}
    layers: list[dict[str, Any]] = []
    for place, layer in enumerate(network.layers, start=1):
        before = first.setdefault(id(layer), place)
        layers.append({"again": before} if before < place else described(layer))
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "input": list(network.input_shape),
            "dtype": str(network.dtype),
            "seed": int(network.seed),
            "layers": layers,
        }
    )


def described(layer: Layer) -> dict[str, Any]:
    """The kind and the settings of a layer, from which `layer_from` makes it again; raises ExportError."""
    own = type(layer)
    if KINDS.get(layer.kind) is not own:
        raise ExportError(
            f"{layer.name}: files do not know layers of the class {own.__name__}; give it a kind of its own and make "
            f"it known with nets.layers.register({own.__name__}), before saving and before loading"
        )
    try:
        settings = layer.settings()
        json.dumps(settings, allow_nan=False)
        bind(own, settings)
    except (AttributeError, TypeError, ValueError) as error:
        raise ExportError(f"{layer.name}: the settings of a {own.__name__} do not fit into a file: {error}") from error
    if "kind" in settings:
        raise ExportError(f"{layer.name}: a {own.__name__} cannot have a setting 'kind', which is the word for itself")
    return {"kind": layer.kind, **settings}


def from_json(text: str) -> Network:
    """A network of the architecture that the text describes, with first weights; raises FileError."""
    data = parsed(text)
    entries = data["layers"]
    if not isinstance(entries, list) or not isinstance(data["input"], list):
        raise FileError("'layers' and 'input' of a network are lists, as in [2]")
    if data["dtype"] not in DTYPES:
        raise FileError(f"the dtype of a network is one of {', '.join(DTYPES)}, not {data['dtype']!r}")
    if not is_whole(data["seed"]) or data["seed"] < 0:
        raise FileError(f"the seed of a network is a whole number of at least 0, not {data['seed']!r}")
    layers: list[Layer] = []
    for place, entry in version1.unfolded(entries) if data["version"] == 1 else enumerate(entries, start=1):
        layers.append(layer_from(place, entry, layers))
    try:
        return Network(layers, tuple(data["input"]), seed=int(data["seed"]), dtype=data["dtype"])
    except Exception as error:  # a layer of somebody's own may raise anything, and too large a one MemoryError
        raise FileError(f"this network cannot be built: {error}") from error


def parsed(text: str) -> dict[str, Any]:
    """The text as an object with all keys of a network, and no others; raises FileError."""
    try:
        data = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise FileError(f"this is not JSON: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FileError(f"this is not a network: 'format' is not {FORMAT!r}")
    version = data.get("version")
    if type(version) is not int or version not in VERSIONS:
        raise FileError(f"this network has version {version!r}; known are {', '.join(map(str, VERSIONS))}")
    if set(data) != KEYS:
        differing = ", ".join(map(repr, sorted(KEYS ^ set(data))))
        raise FileError(f"a network has the keys {', '.join(sorted(KEYS))}; differing: {differing}")
    return data


def layer_from(place: int, entry: Any, before: list[Layer]) -> Layer:
    """The layer of that place, counted from 1, which may be one of those before; raises FileError that names it."""
    if isinstance(entry, dict) and set(entry) == {"again"}:
        again = entry["again"]
        if type(again) is not int or not 1 <= again <= len(before):
            raise FileError(f"layer {place} is to be an earlier layer again, a number from 1 on, not {again!r}")
        return before[again - 1]
    kind = entry.get("kind") if isinstance(entry, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise FileError(f"layer {place} is of no known kind, {kind!r}; known are: {', '.join(KINDS)}")
    settings = {key: value for key, value in entry.items() if key != "kind"}
    try:
        bind(KINDS[kind], settings)
        return KINDS[kind](**settings)
    except TypeError as error:
        raise FileError(f"layer {place} ({kind}) cannot have the settings {settings}: {error}") from error
    except Exception as error:  # a constructor of somebody's own may raise anything
        raise FileError(f"layer {place} ({kind}): {error}") from error


def bind(kind: type[Layer], settings: dict[str, Any]) -> None:
    """Raise TypeError, which tells what is possible, unless these are arguments of the class."""
    signature = inspect.signature(kind)
    try:
        signature.bind(**settings)
    except TypeError as error:
        known = ", ".join(signature.parameters) or "none"
        raise TypeError(f"{error}; known settings are: {known}") from None
