"""What comes about step by step, at its viewer's pace: a map of samples, an image that excites a unit."""

from abc import ABC, abstractmethod

from nets.errors import at_least_one


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
