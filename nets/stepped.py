"""What comes about step by step, at its viewer's pace: a map of samples, an image that excites a unit."""

from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import Any, TypeVar

from nets.errors import at_least_one

T = TypeVar("T")


def finished(parts: Generator[Any, None, T]) -> T:
    """What long work returns that yields after every part of it, done at once."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            return end.value


class Stepped(ABC):
    """`iteration` counts the steps made. What is shown of it is computed when it is asked for."""

    iteration: int = 0

    def step(self, count: int = 1) -> None:
        """Make so many steps; raises SettingError unless it is a whole number of at least 1."""
        for _ in range(at_least_one("the number of steps", count)):
            self._advance()
            self.iteration += 1

    @abstractmethod
    def _advance(self) -> None:
        """One step."""
