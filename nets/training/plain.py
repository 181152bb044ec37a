"""Training, stated plainly: all that a run is, in twenty lines. The trainer does the same steps, only faster."""

from nets import seeds
from nets.arrays import Array
from nets.layers.mode import Mode
from nets.losses import Loss
from nets.network import Network
from nets.training.order import Order


def train(
    network: Network, loss: Loss, x: Array, targets: Array, *, rate: float, batch_size: int, epochs: int, seed: int = 0
) -> None:
    """Stochastic gradient descent on samples x (N, *input_shape) and targets (N, *shape); changes the network."""
    order, step = Order(seed, len(x)), 0
    for epoch in range(epochs):
        shuffled = order.of(epoch)
        for start in range(0, len(x), batch_size):
            rows = shuffled[start : start + batch_size]
            run = network.run(
                x[rows], Mode(training=True, keeps=True, random=seeds.generator(seed, seeds.DROPOUT, step))
            )
            gradients = network.backward(run, loss.gradient(run.output, targets[rows]))
            network.parameters -= rate * gradients.parameters
            step += 1
