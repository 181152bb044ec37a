"""What somebody wants to know of a page's run, and where it is to stand still: how a lesson asks."""

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from playground.core.condition import Condition
from playground.core.quantities import QUANTITIES
from playground.core.watch import Watch

if TYPE_CHECKING:
    from playground.pages.page import Page


class Asked:
    """Answers in the bulletin, as `asked`: each answer has the number of its question, and the quantities of the run.

    What is not measured, or without end, is null.
    """

    def __init__(self, page: "Page") -> None:
        self._page = page

    def until(self, asked: Mapping[str, Any]) -> None:
        """Stand still where one of the conditions holds, or, if one does already, say so; none ends that."""
        number, conditions = int(asked["number"]), [Condition.told(each) for each in asked["conditions"]]
        experiment = self._page.experiment
        if not conditions:
            experiment.watch(None)
            return

        def reached(condition: Condition) -> None:
            experiment.watch(None)
            self._answer(number, watch.numbers(), reached=condition.words)

        watch = Watch(experiment, conditions, reached)
        if not watch.look():
            experiment.watch(watch)
            if asked.get("play"):
                experiment.play()

    def holds(self, asked: Mapping[str, Any]) -> None:
        """Say which of the conditions hold now; losses and accuracies are among the numbers if that is asked for."""
        conditions = [Condition.told(each) for each in asked["conditions"]]
        watch = Watch(self._page.experiment, conditions, lambda _: None, measures=bool(asked.get("measure")))
        found = watch.numbers()
        self._answer(int(asked["number"]), found, holds=[condition.holds(found) for condition in conditions])

    def _answer(self, number: int, numbers: Mapping[str, Any], **answer: Any) -> None:
        told = {name: value if isfinite(value) else None for name, value in numbers.items() if name in QUANTITIES}
        self._page.bulletin.post(asked={"number": number, "numbers": told, **answer})
