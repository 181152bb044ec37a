"""Networks with their weights as .npz files, both ways.

The file holds `version`, `architecture` (the text of `to_json`) and every array of every layer under the names of both,
"dense 1/weights" (D, units): parameters, and what is kept without being learned, "batch norm 1/mean" (C,). Other
programs read it with np.load.
"""

import io
import os
import zipfile
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np

from nets.arrays import Array
from nets.errors import ExportError, FileError
from nets.export import version1
from nets.export.architecture import VERSION, VERSIONS, from_json, to_json
from nets.network import Network

File = str | os.PathLike[str] | IO[bytes]
Arrays = dict[str, Array]


class Content(NamedTuple):
    """What a file holds: its version, the architecture as JSON text, and all other arrays."""

    version: int
    text: str
    arrays: Arrays


def save(network: Network, file: File) -> None:
    """Write architecture and weights, so that `load` gives the same network.

    file   where to: a path, which is taken as it is given, with no ending added; or a file opened for writing bytes

    Raises ExportError, writing nothing, if the network has a layer that is not registered, or numbers that are NaN or
    infinite; OSError if the path cannot be written.
    """
    arrays = arrays_of(network)
    broken = [name for name, array in arrays.items() if not np.isfinite(array).all()]
    if broken:
        raise ExportError(f"a file holds finite numbers only; NaN or infinite ones are in {', '.join(broken)}")
    everything: dict[str, Any] = {"version": VERSION, "architecture": to_json(network), **arrays}
    written = io.BytesIO()
    np.savez(written, **everything)
    put(written.getvalue(), file)


def put(content: bytes, file: File) -> None:
    """Write bytes to a path or an open file."""
    if isinstance(file, str | os.PathLike):
        Path(file).write_bytes(content)
    else:
        file.write(content)


def load(file: File) -> Network:
    """The network that `save` wrote, with its weights: a path as it was given to `save`, or a file opened for bytes.

    Raises FileError if it cannot be read, is damaged or describes no network.
    """
    content = read(file)
    network = from_json(content.text)
    fill(network, named(content))
    return network


def load_weights(network: Network, file: File) -> None:
    """Put the weights of a file into a network that has arrays of the same names and shapes.

    Layers that learn nothing may differ. Raises FileError if the file cannot be read, is damaged or holds the weights
    of another network; then nothing is changed.
    """
    fill(network, named(read(file)))


def arrays_of(network: Network) -> Arrays:
    """Every array of every layer, its parameters and its state; views."""
    return {
        f"{layer.name}/{name}": getattr(layer, name)
        for layer in network.different
        for name in (*layer.parameters, *layer.initial_state())
    }


def read(file: File) -> Content:
    """All that a file holds; raises FileError."""
    try:
        stored = Path(file).read_bytes() if isinstance(file, str | os.PathLike) else file.read()
        with zipfile.ZipFile(io.BytesIO(stored)) as archive:
            damaged = archive.testzip()  # NumPy reads no further than it must, and so past some checksums
        if damaged is not None:
            raise FileError(f"the checksum of {damaged!r} is wrong")
        with np.load(io.BytesIO(stored), allow_pickle=False) as archive:
            arrays = {name: np.asarray(array) for name, array in archive.items()}
        version, text = arrays.pop("version").item(), arrays.pop("architecture").item()
    except FileNotFoundError as error:
        raise FileError(f"there is no file {str(file)!r}") from error
    except KeyError as error:
        raise FileError(f"this file holds no network, or a damaged one: it has no {error}") from error
    except Exception as error:  # damaged bytes raise a dozen kinds, with no root of their own
        raise FileError(f"this file cannot be read as a network, or is damaged: {error}") from error
    if type(version) is not int or version not in VERSIONS:
        raise FileError(f"this file has version {version!r}; known are {', '.join(map(str, VERSIONS))}")
    if not isinstance(text, str):
        raise FileError(f"the architecture of this file should be a text, not {type(text).__name__}")
    return Content(version, text, arrays)


def named(content: Content) -> Arrays:
    """The arrays of a file under the names of `arrays_of`, whatever its version; raises FileError."""
    if content.version == VERSION:
        beside = ("run", "memory/", "carried/")  # see `runs`
        return {name: array for name, array in content.arrays.items() if not name.startswith(beside)}
    network = from_json(content.text)
    version1.fill(network, content.arrays)
    return arrays_of(network)


def fill(network: Network, theirs: Arrays) -> None:
    """Copy arrays into the network's, all or none; raises FileError if they differ in name or shape, or hold NaN."""
    ours = arrays_of(network)
    if set(ours) != set(theirs) or any(ours[name].shape != theirs[name].shape for name in ours):
        raise FileError(f"the weights are of another network:\n{listed(theirs)}\nthis one has:\n{listed(ours)}")
    values = {}
    for name, target in ours.items():
        if theirs[name].dtype.kind != "f":
            raise FileError(f"{name} should be an array of floating-point numbers, not of {theirs[name].dtype}")
        with np.errstate(over="ignore"):
            values[name] = theirs[name].astype(target.dtype)
        if not np.isfinite(values[name]).all():
            raise FileError(f"{name} holds numbers that are NaN or infinite in {target.dtype}")
    for name, target in ours.items():
        target[...] = values[name]


def listed(arrays: Arrays) -> str:
    """Names and shapes, one a line."""
    return "\n".join(f"{name} {array.shape}" for name, array in arrays.items()) or "nothing that is learned"
