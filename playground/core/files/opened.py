"""A file that somebody brings: whatever was saved here is opened again, and all else is refused with a sentence.

Settings, log and step travel in every text that is saved here, as "Glassbox run: v=2&…": programs, notebooks, tables
and pictures bring their run back, too.
"""

import re
from typing import TYPE_CHECKING

from playground.core import keepsake
from playground.core.address import MOST_CHANGES, read
from playground.core.declare import RefusedError
from playground.core.files import kept, picture
from playground.core.files.source import FileProblemError, source_of

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

LARGEST = 20_000_000
LARGEST_TEXT = 4_000_000
"""Bytes that are looked at: of a keepsake of digits, and of anything else."""
MARK = re.compile(rb"Glassbox run: (v=[^\s\"'\\<]{1,40000})")
POINTS = "plane"
"""The kind of run of which there is more than one file."""


def open_file(experiment: "Experiment", stored: bytes) -> None:
    """Do what a file says, as one change that can be undone; raises FileProblemError, and changes nothing then."""
    kind = type(experiment.settings)
    if len(stored) > LARGEST:
        raise FileProblemError("this file is too large to be of this page")
    written = picture.texts(stored) if stored.startswith(picture.PNG) else stored
    if kind.subject != POINTS or not is_other(written):
        open_kept(experiment, stored)
    elif len(written) > LARGEST_TEXT:
        raise FileProblemError("this file is too large to be a run, or the weights of one")
    elif stored.startswith(b"PK"):
        open_weights(experiment, stored)
    elif (found := MARK.search(written)) is not None:
        open_address(experiment, found[1].decode(errors="replace").replace("&amp;", "&"))
    else:
        open_text(experiment, stored)


def is_other(stored: bytes) -> bool:
    """Whether it is no keepsake, but an archive, or a text with a mark or of JSON."""
    if keepsake.is_whole(stored):
        return False
    return stored.startswith(b"PK") or stored.lstrip()[:1] == b"{" or MARK.search(stored) is not None


def open_kept(experiment: "Experiment", stored: bytes) -> None:
    """Stand where a keepsake says."""
    try:
        experiment.load(*kept.from_bytes(stored, type(experiment.settings)))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        from playground.core.files import foreign

        known = foreign.described(stored, takes_points=type(experiment.settings).subject == POINTS)
        raise FileProblemError(
            known or (str(error) if isinstance(error, FileProblemError) else kept.UNREADABLE)
        ) from error


def open_text(experiment: "Experiment", stored: bytes) -> None:
    """Stand where a JSON text says."""
    from playground.core.files import whole

    place, standing = whole.from_text(stored, type(experiment.settings))
    experiment.load(place, standing)


def open_weights(experiment: "Experiment", stored: bytes) -> None:
    """Set every number of the network that differs from the file's."""
    from playground.core.files import weights

    if experiment.own:
        raise FileProblemError("weights cannot be loaded while code of your own stands in the run")
    of = source_of(experiment)
    wanted = weights.changes(stored, of)
    if not wanted:
        raise FileProblemError("these are the weights that the network has")
    if len(of.place.log) + len(wanted) > MOST_CHANGES:
        raise FileProblemError(f"the log of this run would be longer than {MOST_CHANGES} changes: reset first")
    try:
        experiment.edit_all(wanted)
    except RefusedError as error:
        raise FileProblemError(str(error)) from error


def open_address(experiment: "Experiment", fragment: str) -> None:
    """Go where a text says that its run stands."""
    place, problems = read(fragment, type(experiment.settings))
    if problems:
        raise FileProblemError(f"the run in this file cannot be opened: {'; '.join(problems)}")
    experiment.open(place)
