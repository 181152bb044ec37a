"""The parts of one training step, one at a time, so that each can be looked at before the next."""

from nets.batches import Batch
from nets.course import Course
from nets.errors import StageError

READY, FORWARD, BACKWARD = "ready", "forward", "backward"


class Parts:
    """Takes a mini-batch of a course forwards and back; the update that ends the step is the trainer's.

    stage     what was done last: 'ready' (nothing of this step yet), 'forward' or 'backward'
    samples   how many samples of the mini-batch have been taken into account one by one
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self._batch: Batch | None = None
        self.stage = READY
        self.samples = 0

    @property
    def batch(self) -> Batch:
        """The mini-batch that is under way, or was the last to be; raises StageError if there was none."""
        if self._batch is None:
            raise StageError("no step was begun part by part: call forward() first")
        return self._batch

    @property
    def under_way(self) -> bool:
        """Whether a step was begun and not ended."""
        return self.stage != READY

    def expect(self, *stages: str) -> None:
        """Raises StageError unless the step stands at one of these stages."""
        if self.stage not in stages:
            raise StageError(f"the parts of a step are forward, backward, update; this one stands at {self.stage!r}")

    def end(self) -> None:
        """The step was made, or left."""
        self.stage = READY
        self.samples = 0

    def forward(self) -> Batch:
        """Gather the next mini-batch and go forwards."""
        self.expect(READY)
        self._batch = self._course.batch()
        self._batch.run.tape.play_forward()
        self.stage = FORWARD
        return self._batch

    def backward(self) -> Batch:
        """Go back from the loss of the whole mini-batch."""
        self.expect(FORWARD)
        self._go_back(self.batch.size)
        self.stage = BACKWARD
        return self.batch

    def take_sample(self) -> int:
        """Go back from the loss of one sample more than before; returns how many that are."""
        self.expect(FORWARD)
        self.samples += 1
        self._go_back(self.samples)
        if self.samples == self.batch.size:
            self.stage = BACKWARD
        return self.samples

    def finish(self) -> None:
        """Go back from the whole mini-batch, wherever the step stands: what was done is done again."""
        self.expect(FORWARD, BACKWARD)
        self.stage = FORWARD
        self.backward()

    def _go_back(self, samples: int) -> None:
        """With the loss of the first samples only; its mean is still taken over the whole mini-batch."""
        self.batch.slope()
        self.batch.run.output.gradient[samples:] = 0
        self.batch.run.tape.play_backward()
