"""The baseline of a loss: the best that can be had without looking at the samples, by one answer for all.

The best constant is the mean for squared errors, the shares of the classes (as logits) for cross-entropies; for others
it is found where the slope of the loss changes its sign.
"""

import numpy as np

from nets import losses
from nets.arrays import Array
from nets.losses import Loss

LEAST_SHARE = 1e-12
HALVINGS = 100


def constant_loss(loss: Loss, targets: Array) -> float:
    """The smallest mean loss on targets (N, *shape) of an answer (K,) that is the same for all predictions."""
    targets = targets.reshape(-1, targets.shape[-1]).astype(np.float64)  # (predictions, K)
    answer = np.broadcast_to(best_constant(loss, targets), targets.shape)
    with np.errstate(all="ignore"):
        return losses.mean(loss, answer, targets)


def best_constant(loss: Loss, targets: Array) -> Array:
    """(K,): the answer with the smallest mean loss on targets (N, K)."""
    if loss.name == "mean squared error":
        return targets.mean(axis=0)
    if loss.name == "softmax cross-entropy":
        return np.log(np.maximum(targets.mean(axis=0), LEAST_SHARE))  # softmax turns these back into shares
    if loss.name == "cross-entropy":
        share = np.clip(targets.mean(axis=0), LEAST_SHARE, 1 - LEAST_SHARE)
        return np.log(share / (1 - share))  # the sigmoid turns these back into shares
    return flat_point(loss, targets)


def flat_point(loss: Loss, targets: Array) -> Array:
    """(K,): where the mean loss is lowest, for a loss that is convex in each output and lowest between the targets.

    A convex function falls until its slope changes its sign: halve the stretch between the smallest and the largest
    target, on whichever side the change lies, for all outputs at once.
    """
    low, high = targets.min(axis=0), targets.max(axis=0)  # (K,)
    for _ in range(HALVINGS):
        middle = low + (high - low) / 2
        falls = loss.gradient(np.broadcast_to(middle, targets.shape), targets).sum(axis=0) < 0
        low, high = np.where(falls, middle, low), np.where(falls, high, middle)
    return high
