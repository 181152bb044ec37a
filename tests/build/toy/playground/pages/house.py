"""A page that answers one question: can this module be imported? It stands in for the playground in tests."""

import importlib
from typing import Any

from bokeh.document import Document
from bokeh.models import ColumnDataSource


class Page:
    """Two sources: the name of a module comes in by one, what became of it goes out by the other."""

    def __init__(self) -> None:
        self.question = ColumnDataSource(name="question", data={"module": [""]})
        self.answer = ColumnDataSource(name="answer", data={"text": [""]})
        self.question.on_change("data", self._reply)

    def attach(self, document: Document) -> None:
        """Both sources as roots."""
        document.add_root(self.question)
        document.add_root(self.answer)

    def press(self, name: str) -> None:
        """Nothing moves."""

    def _reply(self, _attribute: str, _old: Any, data: dict[str, list[str]]) -> None:
        name = data["module"][0]
        try:
            module = importlib.import_module(name)
            text = f"{name} from {module.__file__}"
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
        self.answer.data = {"text": [text]}


class House:
    """Has one page, and a clock that stands still."""

    def __init__(self, fragment: str, **_: Any) -> None:
        del fragment
        self.seen = Page()
        self.clock = self

    def show(self, name: str) -> Page:
        """The page."""
        del name
        return self.seen

    def tick(self) -> float:
        """Asleep."""
        return -1.0

    def drawn(self, number: int) -> None:
        """Nothing is drawn."""

    def keepsake(self) -> bytes:
        """Nothing is kept."""
        return b""

    def complain(self, error: Exception) -> None:
        """Nothing is expected to go wrong."""
        raise error
