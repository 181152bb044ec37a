"""The numbers of a network as .npz: written for other programs, and put into the present network as changes of its run.

A change of a number stands in the log and the address, so what was loaded can be undone, sent and gone back from.
"""

import io
import zipfile
from math import prod
from typing import IO

import numpy as np

from nets.errors import NetsError
from nets.export import save
from nets.export.files import Arrays, arrays_of, fill, named, read
from nets.training import places
from playground.core.files.source import FileProblemError, Source, check_finite

LARGEST = 4_000_000
"""Bytes of a file when it is unpacked: a hundred times what the largest network of a page has."""
MOST_MEMBERS = 200


def to_bytes(of: Source) -> bytes:
    """The .npz of the network, which `nets.export.load` reads; raises FileProblemError for numbers not finite."""
    check_finite(of)
    file = io.BytesIO()
    save(of.run.network, file)
    return file.getvalue()


def changes(stored: bytes, of: Source) -> dict[str, float]:
    """The numbers in which a file differs from the network of a run, by their names in a log; FileProblemError."""
    network = of.run.network
    try:
        check_size(stored)
        other, theirs = network.copy(), named(read(io.BytesIO(stored)))
    except FileProblemError:
        raise
    except Exception as error:  # damaged archives raise a dozen kinds
        raise FileProblemError("this file is no .npz of weights that was saved here, or is damaged") from error
    try:
        fill(other, theirs)
    except NetsError as error:
        raise FileProblemError(misfit(theirs, arrays_of(network))) from error
    return {
        name: float(new)
        for name, old, new in zip(names(of), network.parameters, other.parameters, strict=True)
        if old != new
    }


def misfit(theirs: Arrays, ours: Arrays) -> str:
    """Why weights cannot be taken: they are of another network, or are no numbers."""
    if sizes(theirs) == sizes(ours):
        return "the weights in this file are not all finite numbers"
    return f"these weights are of another network, {sizes(theirs)}; this one is {sizes(ours)}"


def sizes(arrays: Arrays) -> str:
    """How many numbers every layer takes and gives: 4–6–5–1."""
    shapes = [array.shape for name, array in arrays.items() if name.endswith("/weights")]
    return "–".join(map(str, [*shapes[0][:1], *(shape[-1] for shape in shapes)])) if all(shapes) and shapes else "none"


def names(of: Source) -> list[str]:
    """The name of every parameter of the network, in the order in which these lie in one vector."""
    network = of.run.network
    found = [""] * network.parameter_count
    learning = [layer for layer in network.different if layer.parameters]
    for number, layer in enumerate(learning, 1):
        for parameter, indices in network.parts(layer, np.arange(network.parameter_count)).items():
            for place, index in np.ndenumerate(indices):
                found[int(index)] = places.named(parameter, number, *(i + 1 for i in place))
    return found


def check_size(stored: bytes) -> None:
    """Raises FileProblemError for an archive that would become large when it is unpacked, or says so."""
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST:
            raise FileProblemError("this file would unpack into far more than the weights of a network")
        for member in members:
            with archive.open(member) as opened:
                claimed = prod(shape_of(opened)) if member.filename.endswith(".npy") else 0
            if claimed > member.file_size:
                raise FileProblemError(f"{member.filename} in this file claims more numbers than it has")


def shape_of(opened: IO[bytes]) -> tuple[int, ...]:
    """The shape that an array in an archive claims to have; raises ValueError."""
    if np.lib.format.read_magic(opened) != (1, 0):
        raise ValueError("an array of a form that is not used here")
    return np.lib.format.read_array_header_1_0(opened)[0]
