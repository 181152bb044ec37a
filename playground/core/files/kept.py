"""The file of a run itself, `.glassbox`: a keepsake by the kind of its run."""

from typing import TYPE_CHECKING

from playground.core import keepsake
from playground.core.address import Place
from playground.core.files.source import FileProblemError
from playground.core.keepsake import Standing
from playground.core.settings import Settings

if TYPE_CHECKING:
    from playground.core.experiment import Experiment

UNREADABLE = "this file is no network that this page has saved: it is damaged, or of something else"


def to_bytes(experiment: "Experiment", kind: type[Settings]) -> bytes:
    """The keepsake of an experiment, by name."""
    return keepsake.together({kind.subject: keepsake.of(experiment)})


def from_bytes(stored: bytes, kind: type[Settings]) -> tuple[Place, Standing]:
    """Where such a run stands; raises FileProblemError."""
    try:
        parts = keepsake.apart(stored)
        if kind.subject in parts:
            return keepsake.from_bytes(parts[kind.subject], kind)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise FileProblemError(UNREADABLE) from error
    raise FileProblemError(f"this file holds a run of another page: {', '.join(map(str, parts))[:40]}")
