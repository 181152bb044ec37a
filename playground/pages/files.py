"""Files of a page's run: handed out as downloads, taken in, and what a person is told about both."""

import base64
import binascii
import importlib
from typing import TYPE_CHECKING, Any, NamedTuple

from nets.errors import NetsError
from playground.core.files.source import FileProblemError, Source, source_of

if TYPE_CHECKING:
    from playground.pages.page import Page

RUN = "run"
OWN = " With code of one's own in its place."
NOT_HERE = "what this needs is not here yet: check your connection, and try again"


class Format(NamedTuple):
    """A kind of file: the end of its name, which says what it holds, and what makes it of a `Source`.

    module     of `playground.core.files`, imported when the first such file is wanted
    function   of that module; gives text or bytes
    """

    what: str
    suffix: str
    module: str
    function: str

    def make(self, of: Source) -> bytes:
        """The file."""
        made = getattr(importlib.import_module(f"playground.core.files.{self.module}"), self.function)(of)
        return made if isinstance(made, bytes) else made.encode()


FORMATS = {
    "json": Format("network", ".json", "whole", "to_text"),
    "weights": Format("weights", ".npz", "weights", "to_bytes"),
    "pytorch": Format("pytorch", ".py", "code", "to_pytorch"),
    "keras": Format("keras", ".py", "code", "to_keras"),
    "table": Format("losses", ".csv", "table", "to_text"),
    "notebook": Format("notebook", ".ipynb", "notebook", "to_text"),
}


class Files:
    """Saves and loads for one page."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._count = 0

    def begin(self, _nothing: Any = None) -> None:
        """Somebody wants to choose: what is saved stands still meanwhile, and is told in words."""
        experiment = self._page.experiment
        if experiment.playing or experiment.goal is not None:
            experiment.pause()
        step = experiment.run.trainer.step_number
        told: dict[str, Any] = {"own": bool(experiment.own), "step": step, "caption": "", "address": "", "problem": ""}
        try:
            of = source_of(experiment)
            told |= {"caption": of.caption + OWN * bool(experiment.own), "address": of.address}
        except FileProblemError as problem:
            told |= {"caption": OWN.strip(), "problem": str(problem)}
        self._tell(saving=told)

    def save(self, what: str) -> None:
        """Hand out a file of a kind of `FORMATS`, or the run itself."""
        try:
            name, content = self._made(what)
        except (FileProblemError, NetsError) as problem:
            self._tell(file={"problem": str(problem)})
        except (OSError, ImportError):
            self._tell(file={"problem": NOT_HERE})
        else:
            self._tell(file={"name": name, "data": base64.b64encode(content).decode()})

    def load(self, text: str) -> None:
        """Do what a file says, given in base64; what is no such file changes nothing."""
        from playground.core.files import kept, opened

        self._page.notice([])
        try:
            opened.open_file(self._page.experiment, base64.b64decode(text, validate=True))
        except FileProblemError as problem:
            self._page.notice([str(problem)])
        except (binascii.Error, TypeError, ValueError):
            self._page.notice([kept.UNREADABLE])

    def _made(self, what: str) -> tuple[str, bytes]:
        from playground.core.files import kept

        experiment, kind = self._page.experiment, self._page.kind
        if what == RUN:
            source_of(experiment)
            name = f"{self._page.name}-step-{experiment.original.trainer.step_number}.glassbox"
            return f"glassbox-{name}", kept.to_bytes(experiment, kind)
        of, form = source_of(experiment), FORMATS[what]
        return f"glassbox-{form.what}-step-{of.step}{form.suffix}", form.make(of)

    def _tell(self, **values: dict[str, Any]) -> None:
        self._count += 1  # so that the same is handed out again
        self._page.bulletin.post(**{name: {**value, "number": self._count} for name, value in values.items()})
