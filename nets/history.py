"""What a run remembers of itself, so that it can go back: checkpoints, and changes of settings on the way.

A run is a pure function of its settings and the step number; so any step can be reached again from any checkpoint
before it. Checkpoints are thinned out as they age: near the present they lie close together, far back wide apart, in
proportion to their age, and all together never take more memory than their budget. The one of step 0 is kept for ever.
"""

from bisect import bisect_right
from typing import NamedTuple

from nets.errors import SettingError, at_least_one
from nets.tape import Array

MOST = 512
LEAST = 4


class Settings(NamedTuple):
    """What may change in the middle of a run."""

    learning_rate: float
    batch_size: int

    def checked(self) -> "Settings":
        """The same, if they are possible; raises SettingError."""
        if not 0 < self.learning_rate < float("inf"):
            raise SettingError(f"the learning rate is a number above 0, not {self.learning_rate}")
        return Settings(float(self.learning_rate), at_least_one("the batch size", self.batch_size))


class Checkpoint(NamedTuple):
    """All that a run is at one moment.

    step, epoch   steps done, epochs completed
    position      samples of the present epoch that were already used
    settings      in force for the next step
    parameters    (P,)       state   (S,)       memory   (kinds, P), the optimizer's
    """

    step: int
    epoch: int
    position: int
    settings: Settings
    parameters: Array
    state: Array
    memory: Array

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return self.parameters.nbytes + self.state.nbytes + self.memory.nbytes


class History:
    """Checkpoints and changes of settings in order of steps.

    interval   steps between two checkpoints near the present
    budget     bytes that all checkpoints may take (at least four are kept, whatever their size)
    """

    def __init__(self, first: Checkpoint, interval: int, budget: int) -> None:
        self.interval = interval
        self._limit = min(MOST, max(LEAST, budget // max(first.size, 1)))
        self._checkpoints = [first]
        self._changes: dict[int, Settings] = {}

    def __len__(self) -> int:
        return len(self._checkpoints)

    def next_stop(self, step: int) -> int:
        """The first step after `step` at which there is something to keep or to change."""
        stop = (step // self.interval + 1) * self.interval
        return min([stop, *(change for change in self._changes if change > step)])

    def settings_at(self, step: int) -> Settings | None:
        """The settings that were chosen at that step, if any were."""
        return self._changes.get(step)

    def change(self, step: int, settings: Settings) -> None:
        """Settings chosen at a step: what was recorded of the time after it did not happen."""
        self._changes = {at: change for at, change in self._changes.items() if at < step}
        self._changes[step] = settings
        self._checkpoints = [each for each in self._checkpoints if each.step <= step]

    def keep(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint, unless there is one of that step; thin them out if there are too many."""
        place = bisect_right(self._checkpoints, checkpoint.step, key=step_of)
        if self._checkpoints[place - 1].step == checkpoint.step:
            return
        self._checkpoints.insert(place, checkpoint)
        if len(self._checkpoints) > self._limit:
            self._thin_out()

    def wants(self, step: int) -> bool:
        """Whether a checkpoint of that step should be kept."""
        return step % self.interval == 0

    def before(self, step: int) -> Checkpoint:
        """The latest checkpoint at or before a step."""
        return self._checkpoints[bisect_right(self._checkpoints, step, key=step_of) - 1]

    def _thin_out(self) -> None:
        """Leave three quarters of the limit, so that most of the time nothing has to be done."""
        share = 1 / self._limit
        while len(self._checkpoints) > 3 * self._limit // 4:
            self._checkpoints = spaced(self._checkpoints, share)
            share *= 1.5


def spaced(checkpoints: list[Checkpoint], share: float) -> list[Checkpoint]:
    """The first and the last checkpoint, and of the others those that lie `share` of their age apart."""
    first, *rest, last = checkpoints
    kept = [last]
    for checkpoint in reversed(rest):
        if kept[-1].step - checkpoint.step >= share * (last.step - checkpoint.step):
            kept.append(checkpoint)
    return [first, *reversed(kept)]


def step_of(checkpoint: Checkpoint) -> int:
    """The step of a checkpoint, by which they are sorted."""
    return checkpoint.step
