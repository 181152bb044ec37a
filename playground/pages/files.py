"""Files of a page's run: handed out as downloads, taken in, and what a person is told about both."""

import base64
import binascii
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from nets.errors import NetsError
from playground.core.files import code, kept, notebook, table, weights, whole
from playground.core.files.opened import open_file
from playground.core.files.source import FileProblemError, Source, source_of

if TYPE_CHECKING:
    from playground.pages.page import Page

RUN = "run"


class Format(NamedTuple):
    """A kind of file: the end of its name, which says what it holds, and what makes it."""

    what: str
    suffix: str
    make: Callable[[Source], bytes | str]


FORMATS = {
    "json": Format("run", ".json", whole.to_text),
    "weights": Format("weights", ".npz", weights.to_bytes),
    "pytorch": Format("pytorch", ".py", lambda of: code.to_text(of, "PyTorch")),
    "keras": Format("keras", ".py", lambda of: code.to_text(of, "Keras")),
    "table": Format("losses", ".csv", table.to_text),
    "notebook": Format("notebook", ".ipynb", notebook.to_text),
}


class Files:
    """Saves and loads for one page."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._count = 0

    def begin(self, _nothing: Any = None) -> None:
        """Somebody wants to choose: what is saved stands still meanwhile, and is told in words."""
        experiment = self._page.experiment
        if experiment.playing:
            experiment.pause()
        told: dict[str, Any] = {"own": bool(experiment.own), "problem": ""}
        try:
            of = source_of(experiment)
            told |= {"caption": of.caption, "address": of.address, "step": of.step}
        except FileProblemError as problem:
            told["problem"] = f"{problem}"
        self._tell(saving=told)

    def save(self, what: str) -> None:
        """Hand out a file of a kind of `FORMATS`, or the run itself."""
        try:
            name, content = self._made(what)
        except (FileProblemError, NetsError) as problem:
            self._tell(file={"problem": str(problem)})
        except OSError:
            self._tell(file={"problem": "The engine's sources are not here yet. Check your connection, and try again."})
        else:
            self._tell(file={"name": name, "data": base64.b64encode(content).decode()})

    def load(self, text: str) -> None:
        """Do what a file says, given in base64; what is no such file changes nothing."""
        self._page.notice([])
        try:
            open_file(self._page.experiment, base64.b64decode(text, validate=True))
        except FileProblemError as problem:
            self._page.notice([str(problem)])
        except (binascii.Error, TypeError, ValueError):
            self._page.notice([kept.UNREADABLE])

    def _made(self, what: str) -> tuple[str, bytes]:
        experiment, kind = self._page.experiment, self._page.kind
        if what == RUN:
            source_of(experiment)
            name = f"{kind.subject}-step-{experiment.original.trainer.step_number}.glassbox"
            return f"glassbox-{name}", kept.to_bytes(experiment, kind)
        of, form = source_of(experiment), FORMATS[what]
        made = form.make(of)
        content = made if isinstance(made, bytes) else made.encode()
        return f"glassbox-{form.what}-step-{of.step}{form.suffix}", content

    def _tell(self, **values: dict[str, Any]) -> None:
        self._count += 1  # so that the same is handed out again
        self._page.bulletin.post(**{name: {**value, "number": self._count} for name, value in values.items()})
