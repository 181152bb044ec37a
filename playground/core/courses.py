"""The courses of one run: where each parts from another one, how far it has come, and the losses on it."""

from nets import Trainer
from playground.core.curve import Losses
from playground.core.frame import Twig


class Courses:
    """Knows the losses of the courses that a run has left, as long as its trainer remembers them."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._losses: dict[int, Losses] = {}

    def leave(self, losses: Losses) -> None:
        """The present course may be left: these are its losses until now."""
        known = {branch.number for branch in self._trainer.history.branches}
        self._losses = {number: each for number, each in self._losses.items() if number in known}
        self._losses[self._trainer.branch.number] = losses.copy()

    def losses(self, number: int) -> Losses | None:
        """Those of a course that was left, if they are known."""
        return self._losses.get(number)

    def twigs(self, present: Losses) -> tuple[Twig, ...]:
        """All courses that are remembered, the oldest first; `present` are the losses of the present one."""
        history = self._trainer.history
        known = {**self._losses, history.branch.number: present}
        return tuple(
            Twig(
                number=branch.number,
                parent=branch.parent,
                start=branch.start,
                end=branch.end,
                began=() if branch.parent is None else tuple(branch.log.at(branch.start)),
                loss=known.get(branch.number, Losses()).last_test_loss,
                present=branch is history.branch,
            )
            for branch in history.branches
        )
