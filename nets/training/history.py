"""What a run remembers of itself, so that it can go back: checkpoints and logs, on a tree of branches.

A run is a pure function of its settings, its log and the step number; so any step can be reached again from any
checkpoint before it. Going back keeps what came after; a change that is made in the past begins a branch. Checkpoints
are thinned out as they age: near the present they lie close together, far back wide apart, in proportion to their age.
"""

from bisect import bisect_right
from math import inf
from typing import NamedTuple

from nets.arrays import Array
from nets.errors import SettingError, whole
from nets.training.data import Data
from nets.training.log import Change, Log, parting
from nets.training.settings import Settings

MOST = 512
LEAST = 4


class Checkpoint(NamedTuple):
    """All that a run is at one moment.

    step, epoch   steps done, epochs completed
    position      samples of the present epoch that were already used
    began         the step before which the optimizer remembered nothing
    settings      in force for the next step
    data          training and test samples; a reference
    parameters    (P,)       state   (S,)
    memory        the optimizer's, by name, each (P,)
    carried       what recurrent layers carry, one array for each
    """

    step: int
    epoch: int
    position: int
    began: int
    settings: Settings
    data: tuple[Data, Data | None]
    parameters: Array
    state: Array
    memory: dict[str, Array]
    carried: tuple[Array, ...]

    @property
    def size(self) -> int:
        """Bytes of its own arrays."""
        return sum(each.nbytes for each in (self.parameters, self.state, *self.memory.values(), *self.carried))


class Branch:
    """One course of a run, whole in itself: its log and checkpoints from the beginning on.

    number, parent   its number, and that of the branch it left, None for the first
    start, end       the step at which it left its parent, and the last step it reached
    """

    def __init__(self, number: int, parent: int | None, start: int, log: Log, checkpoints: list[Checkpoint]) -> None:
        self.number = number
        self.parent = parent
        self.start = start
        self.end = start
        self.log = log
        self.checkpoints = checkpoints

    def before(self, step: int) -> Checkpoint:
        """The latest checkpoint at or before a step."""
        return self.checkpoints[max(0, bisect_right(self.checkpoints, step, key=step_of) - 1)]

    def keep(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint, unless there is one of that step."""
        place = bisect_right(self.checkpoints, checkpoint.step, key=step_of)
        if place == 0 or self.checkpoints[place - 1].step != checkpoint.step:
            self.checkpoints.insert(place, checkpoint)

    def thin_out(self, limit: int) -> None:
        """Leave at most three quarters of `limit` checkpoints, so that most of the time nothing has to be done."""
        portion = 1 / limit
        while len(self.checkpoints) > max(LEAST, 3 * limit // 4):
            self.checkpoints = spaced(self.checkpoints, portion)
            portion *= 1.5

    def forget_half(self) -> None:
        """Begin later: the older half of what was changed can no longer be gone back behind."""
        changes = list(self.log)
        middle = self.before(changes[len(changes) // 2].step)
        if middle is self.checkpoints[0] and len(self.checkpoints) > 1:
            middle = self.checkpoints[1]
        self.checkpoints = [each for each in self.checkpoints if each.step >= middle.step]
        self.log = self.log.since(middle.step)


class History:
    """The tree of branches of one run. `branch` is the present one.

    budget   bytes that all checkpoints and logs may take; four checkpoints are kept, whatever their size
    """

    def __init__(self, first: Checkpoint, budget: int) -> None:
        self.budget = budget
        self._largest = max(first.size, 1)
        self.branch = Branch(0, None, first.step, Log(), [first])
        self.branches: list[Branch] = [self.branch]

    @property
    def earliest(self) -> int:
        """The first step that can be gone back to."""
        return self.branch.checkpoints[0].step

    def check(self, step: int) -> None:
        """Raises SettingError for what is no step, or one that cannot be gone back to."""
        if whole("a step", step) < self.earliest:
            why = " (what was before has been forgotten)" if self.earliest else ""
            raise SettingError(f"this run begins at step {self.earliest}{why}; there is no step {step}")

    def size(self) -> int:
        """Bytes of all checkpoints and logs; what branches have in common is counted once."""
        different = {id(each): each for branch in self.branches for each in (*branch.checkpoints, *branch.log)}
        return sum(each.size for each in different.values())

    @property
    def crowded(self) -> bool:
        """Whether the log has grown so long that its older half is about to be forgotten."""
        return self.branch.log.size > self.budget // 4 and len(self.branch.log) > 1

    @property
    def lags(self) -> bool:
        """Whether the log has grown much since the last checkpoint: what is forgotten ends at one."""
        branch = self.branch
        return branch.log.since(branch.checkpoints[-1].step).size > self.budget // 16

    def switch(self, number: int) -> None:
        """Make another branch the present one; raises SettingError if there is none of that number."""
        known = {branch.number: branch for branch in self.branches}
        if number not in known:
            raise SettingError(f"there is no branch {number!r}; there are: {', '.join(map(str, known))}")
        self.branch = known[number]

    def change(self, change: Change) -> None:
        """Write down a change at the present step; where there is a future already, on a new branch."""
        branch = self.branch
        if branch.end > change.step:
            checkpoints = [each for each in branch.checkpoints if each.step <= change.step]
            number = self.branches[-1].number + 1
            self.branch = Branch(number, branch.number, change.step, branch.log.until(change.step), checkpoints)
            self.branches.append(self.branch)
        self.branch.log.add(change)
        if self.crowded:
            self.branch.forget_half()
        self._stay_within_budget()

    def follow(self, log: Log) -> None:
        """Make the branch with this log the present one; begin it where it parts from the one it shares most with."""
        self.branch = max(self.branches, key=lambda branch: parting(branch.log, log))
        parts = parting(self.branch.log, log)
        if parts == inf:
            return
        part = int(parts)
        if part < self.branch.end or len(self.branch.log.until(part)) < len(self.branch.log):
            kept = [each for each in self.branch.checkpoints if each.step <= part]
            number = self.branches[-1].number + 1
            self.branch = Branch(number, self.branch.number, part, Log(), kept)
            self.branches.append(self.branch)
        self.branch.log = log
        self.branch.end = max([self.branch.end, *(change.step for change in log)])
        self._stay_within_budget()

    def keep(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint of the present branch, unless there is one of that step."""
        self.branch.keep(checkpoint)
        self._largest = max(self._largest, checkpoint.size)
        if len(self.branch.checkpoints) > self._limit:
            self.branch.thin_out(self._limit)
            self._stay_within_budget()

    @property
    def _limit(self) -> int:
        """How many checkpoints of the largest size take half the budget."""
        return min(MOST, max(LEAST, self.budget // (2 * self._largest)))

    def _stay_within_budget(self) -> None:
        """Other branches first get fewer checkpoints, then go, the oldest first."""
        most = sum(branch.log.size + len(branch.checkpoints) * self._largest for branch in self.branches)
        if most <= self.budget:
            return
        others = [branch for branch in self.branches if branch is not self.branch]
        for branch in others:
            if len(branch.checkpoints) <= LEAST:
                continue
            if self.size() <= self.budget:
                return
            branch.thin_out(max(LEAST, len(branch.checkpoints) // 4))
        for branch in others:
            if self.size() <= self.budget:
                return
            self.branches.remove(branch)
        limit = self._limit
        while self.size() > self.budget and len(self.branch.checkpoints) > LEAST:
            limit = max(LEAST, limit // 2)
            self.branch.thin_out(limit)


def spaced(checkpoints: list[Checkpoint], portion: float) -> list[Checkpoint]:
    """The first and the last checkpoint, and of the others those that lie `portion` of their age apart."""
    first, *rest, last = checkpoints
    kept = [last]
    for checkpoint in reversed(rest):
        if kept[-1].step - checkpoint.step >= portion * (last.step - checkpoint.step):
            kept.append(checkpoint)
    return [first, *reversed(kept)]


def step_of(checkpoint: Checkpoint) -> int:
    """By what checkpoints are sorted."""
    return checkpoint.step
