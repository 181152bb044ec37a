"""Where a run is to stand still by itself: at the first moment at which one of some conditions holds."""

from collections.abc import Callable, Sequence
from math import inf, isnan
from typing import TYPE_CHECKING, Any

from playground.core.condition import Condition
from playground.core.quantities import MEASURED, numbers

if TYPE_CHECKING:
    from playground.core.course import Course


class Watch:
    """Looks at a course while it plays: for steps at these steps, for all else at the ends of its epochs.

    `reached` is called with the condition that holds. Losses and accuracies are measured only if a condition asks for
    them, or it `measures` anyway: on all samples, at the end of every epoch, however long that takes.
    """

    def __init__(
        self,
        course: "Course",
        conditions: Sequence[Condition],
        reached: Callable[[Condition], None],
        *,
        measures: bool = False,
    ) -> None:
        self._course = course
        self._conditions = tuple(conditions)
        self._reached = reached
        self._goals = [int(one.value) + (one.sign == ">") for one in conditions if one.what == "step"]
        self._measures = measures or any(one.what in MEASURED for one in conditions)
        self._ends: list[dict[str, Any]] = []

    @property
    def due(self) -> float:
        """The next step at which it is to be looked at; infinity if there is none."""
        trainer = self._course.run.trainer
        ahead = [goal for goal in self._goals if goal > trainer.step_number]
        if len(self._goals) < len(self._conditions):
            ahead.append(trainer.step_number + trainer.steps_left)
        return min(ahead, default=inf)

    def look(self) -> bool:
        """Whether one holds here; then it is told."""
        found = self.numbers()
        self._remember(found)
        for one in self._conditions:
            if one.holds(found, self._ends):
                self._reached(one)
                return True
        return False

    def numbers(self) -> dict[str, Any]:
        """What conditions ask for, as it is now."""
        course, trainer = self._course, self._course.run.trainer
        evaluation = course.measured().evaluation if self._measures else None
        return numbers(course.settings, trainer.step_number, trainer.epoch, evaluation)

    def _remember(self, found: dict[str, Any]) -> None:
        """For trends: the ends of the epochs until here, one after the other, and the moment at which it began."""
        self._ends = [end for end in self._ends if end["step"] < found["step"]]
        if self._ends and found["epoch"] - self._ends[-1]["epoch"] > 1:
            self._ends = []  # epochs were gone through unseen
        if not isnan(found["test loss"]):
            self._ends.append(found)
