"""The monitor: looks at a run from time to time, and says what is going wrong in it."""

import numpy as np

from nets.diagnosis.baseline import constant_loss
from nets.diagnosis.rules import Finding, Observation, diagnose
from nets.probes.summary import Summary
from nets.probes.timeline import Timeline
from nets.training.trainer import Trainer


class Monitor:
    """Looks at a trainer when it is told to, and keeps a bounded number of observations.

    samples    training samples, the first so many, that the layers' summaries are taken on; at least 1
    timeline   what was seen so far
    """

    def __init__(self, trainer: Trainer, samples: int = 256) -> None:
        self._trainer = trainer
        self._summary = Summary(trainer, samples)
        self._targets, self._baseline = np.zeros(0), 0.0
        self.timeline: Timeline[Observation] = Timeline(256)

    def look(self) -> Observation:
        """Observe the present step; changes nothing in the run."""
        step = self._trainer.step_number
        observation = Observation(step, self._trainer.evaluate(), self._summary.measure(), self._best_constant())
        self.timeline.add(step, observation)
        return observation

    def findings(self) -> tuple[Finding, ...]:
        """All that is going wrong as far as was seen up to the present step; the gravest first.

        What was seen of later steps, before the run went back, does not count.
        """
        now = self._trainer.step_number
        seen = [entry.reading for entry in self.timeline.entries if entry.step <= now]
        return diagnose(seen, self._trainer.divergence)

    def _best_constant(self) -> float:
        """The baseline, found anew only when the run goes on with other data."""
        targets = self._trainer.samples[1]
        if targets is not self._targets:
            self._targets, self._baseline = targets, constant_loss(self._trainer.loss, targets)
        return self._baseline
