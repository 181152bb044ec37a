"""A page that answers one question: can this module be imported? It stands in for the playground in tests."""

import importlib
from collections.abc import Callable
from typing import Any

from bokeh.document import Document
from bokeh.models import ColumnDataSource


class Clock:
    """A clock that stands still."""

    def play(self) -> None:
        """Nothing moves."""

    def pause(self) -> None:
        """Nothing moved."""

    def tick(self) -> float:
        """Asleep."""
        return -1.0


class Page:
    """Two sources: the name of a module comes in by one, what became of it goes out by the other."""

    def __init__(self, fragment: str, *, wake: Callable[[], None]) -> None:
        del fragment, wake
        self.clock = Clock()
        self.question = ColumnDataSource(name="question", data={"module": [""]})
        self.answer = ColumnDataSource(name="answer", data={"text": [""]})
        self.question.on_change("data", self._reply)

    def attach(self, document: Document) -> None:
        """Both sources as roots."""
        document.add_root(self.question)
        document.add_root(self.answer)

    def drawn(self) -> None:
        """Nothing is drawn."""

    def _reply(self, _attribute: str, _old: Any, data: dict[str, list[str]]) -> None:
        name = data["module"][0]
        try:
            module = importlib.import_module(name)
            text = f"{name} from {module.__file__}"
        except ImportError as error:
            text = f"{type(error).__name__}: {error}"
        self.answer.data = {"text": [text]}
