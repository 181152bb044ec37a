"""One's own points for the playground: what the editor in the page asks of Python, and is told."""

import base64
import binascii
from typing import TYPE_CHECKING, Any

import numpy as np

from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS
from playground.core.files import sheet, sheet_points, sheet_reading, sheet_written
from playground.core.files.source import FileProblemError
from playground.core.plane.points import Points, clipped
from playground.core.plane.run import made
from playground.core.plane.settings import USUAL, YOURS, PlaneSettings
from playground.views.origin import told
from playground.views.words import sentence

if TYPE_CHECKING:
    from playground.pages.playground import Playground


class OwnData:
    """What the editor says, as an act and a value, and is told, under the name `own`."""

    def __init__(self, page: "Playground") -> None:
        self._page = page
        self._count = 0
        self._sheet: sheet.Sheet | None = None
        self._acts = {
            "present": self.copy, "use": self.use, "table": self.read, "download": self.download,
        }  # fmt: skip

    def hear(self, act: str, value: Any) -> None:
        """What a person wants of their points; texts that are none are let go."""
        if act in self._acts:
            self._acts[act](value)

    def open(self) -> None:
        """Begin with the points that the settings have; the run stands still meanwhile."""
        experiment = self._page.experiment
        if experiment.playing:
            experiment.pause()
        self._tell("open", **said(experiment.settings.points))

    def copy(self, _nothing: Any = None) -> None:
        """The points that are learned now."""
        self._tell("points", **said(present(self._page.experiment.settings.fitted)))

    def use(self, text: str) -> None:
        """Learn these points, as one change; with none, one's own dataset is no more."""
        points, dataset = Points.read(text), self._page.experiment.settings.dataset
        if points.suffice:
            self._page.propose(dataset=YOURS, points=points)
        elif not points:
            self._page.propose(dataset=USUAL if dataset == YOURS else dataset, points=points)

    def download(self, text: str) -> None:
        """Hand out points as a table."""
        content = sheet_written.written(Points.read(text)).encode()
        self._tell("file", name="glassbox-points.csv", data=base64.b64encode(content).decode())

    def read(self, given: dict[str, Any]) -> None:
        """Say what is recognised in a table, given as bytes or text, or anew with some of it chosen otherwise."""
        try:
            if "choice" not in given:
                self._sheet = (
                    sheet.of_text(given["text"]) if "text" in given else sheet.of_bytes(bytes_of(given["data"]))
                )
            if self._sheet is not None:
                self._tell("table", **taken(self._sheet, given.get("choice", {})))
        except FileProblemError as problem:
            self._tell("table", problem=sentence([str(problem)]))

    def _tell(self, act: str, **told: Any) -> None:
        self._count += 1  # so that the same is told again
        self._page.bulletin.post(own={"act": act, "number": self._count, **told})


def said(points: Points) -> dict[str, Any]:
    """Points as the editor knows them."""
    return {"text": points.text, "words": told(points)}


def bytes_of(text: str) -> bytes:
    """What the page has sent in base64; raises FileProblemError for what it could not read."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise FileProblemError("this file could not be read") from error


def present(settings: PlaneSettings) -> Points:
    """The points of any dataset as one's own; those of a curve lie on the line x₂ = 0."""
    if settings.is_own:
        return settings.points
    whole = made(settings)
    places = whole.x if whole.x.shape[1] == 2 else np.column_stack([whole.x, np.zeros(len(whole))])
    labels = (whole.y + 1) / 2 if whole.task == SIGNS else whole.y
    kind = NUMBERS if whole.task == NUMBERS else CLASSES
    return clipped(kind, [(float(x1), float(x2), float(y)) for (x1, x2), y in zip(places, labels, strict=True)])


def taken(of: sheet.Sheet, wanted: dict[str, str]) -> dict[str, Any]:
    """A table as the editor shows it before any of it is taken: how it is read, and what comes of that."""
    reading = sheet_reading.reading(of, wanted)
    found = sheet_points.points_of(reading)
    return {
        "choice": reading.choice,
        "columns": reading.names,
        "rows": [cells for _, cells in reading.rows[: sheet_points.SHOWN]],
        "bad": [sentence([words]) for words in found.bad],
        "problem": sentence([found.problem] if found.problem else []),
        "said": sentence([found.said] if found.said else []),
        "points": None if found.points is None else said(found.points),
    }
