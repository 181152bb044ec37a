"""What can be read of a run, without moving it."""

from collections.abc import Generator

from nets import fast
from nets.arrays import Array
from nets.losses import Loss
from nets.network import Network
from nets.training.evaluation import Evaluation, evaluating, measured
from nets.training.history import Branch, Checkpoint, History
from nets.training.log import Change
from nets.training.runner import Batch, Runner
from nets.training.settings import Settings
from nets.training.update import Update, opened


class Standing:
    """Where a run stands; a `Trainer` moves it."""

    def __init__(self, network: Network, loss: Loss, runner: Runner) -> None:
        self.network = network
        self.loss = loss
        self._runner = runner
        self._history: History
        self._predict = fast.Predictor(network)

    @property
    def settings(self) -> Settings:
        """In force for the next step."""
        return self._runner.settings

    @property
    def step_number(self) -> int:
        """Mini-batches done so far."""
        return self._runner.step

    @property
    def epoch(self) -> int:
        """Epochs completed."""
        return self._runner.epoch

    @property
    def epochs(self) -> float:
        """Epochs completed, with the part of the present one that was already used."""
        return self.epoch + self._runner.position / self._runner.count

    @property
    def steps_per_epoch(self) -> int:
        """Steps of a whole epoch at the present batch size."""
        return -(-self._runner.count // self.settings.batch_size)

    @property
    def steps_left(self) -> int:
        """Steps to the end of the present epoch at the present batch size."""
        return -(-(self._runner.count - self._runner.position) // self.settings.batch_size)

    @property
    def samples(self) -> tuple[Array, Array]:
        """The training samples (N, *input_shape) and their targets (N, *shape), as the loss takes them."""
        data = self._runner.data[0]
        return data.x, data.targets.values

    @property
    def untraced(self) -> set[str]:
        """Names of the layers that are played plainly, because their code could not be traced."""
        return self._runner.untraced

    @property
    def history(self) -> History:
        """What the run remembers: its branches, each with its log."""
        return self._history

    @property
    def branch(self) -> Branch:
        """The present course of the run."""
        return self._history.branch

    @property
    def log(self) -> tuple[Change, ...]:
        """What was changed in the present course of the run."""
        return tuple(self._history.branch.log)

    def checkpoint(self) -> Checkpoint:
        """All that the run is at its present step."""
        return self._runner.checkpoint()

    def evaluate(self, parameters: Array | None = None) -> Evaluation:
        """Loss (without penalties) and accuracy on all training and all test samples; changes nothing.

        parameters   (P,), to evaluate the network at others than its own
        """
        if parameters is not None:
            with self.network.at(parameters):
                return self.evaluate()
        train, test = (data and measured(self._predict, self.loss, data) for data in self._runner.data)
        return Evaluation.of(train, test)

    def evaluating(self, most: int | None = None) -> Generator[float, None, Evaluation]:
        """What `evaluate` gives, a chunk of samples at a time; what is trained in between is not seen.

        most   how many of the training samples are enough, the first ones; all, if not given
        """
        train, test = self._runner.data
        return evaluating(self.network, self._predict, self.loss, (train.part(0, most), test))

    def next_batch(self) -> Batch:
        """The mini-batch of the next step, with the same random numbers; changes nothing."""
        return self._runner.next_batch()

    def open_update(self, gradients: Array) -> Update:
        """What the next step would do to the parameters if these (P,) were its gradients; changes nothing."""
        runner, weights, w = self._runner, self.network.penalised(), self.network.parameters.copy()
        return opened(self.settings, w, gradients, runner.memory, runner.step, weights, runner.began)
