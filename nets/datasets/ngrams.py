"""What a text can be predicted by without a network: how often a character followed the two before it.

A trigram model with Witten and Bell's smoothing (I. H. Witten and T. C. Bell, 1991, method C; in this interpolated form
S. F. Chen and J. Goodman, 1998). With h the context, h' the context without its first character, c(h) how often h
occurred, c(h w) how often w came after it, and T(h) how many different characters ever came after it,

    P(w | h) = (c(h w) + k T(h) P(w | h')) / (c(h) + k T(h)),        P(w | nothing known) = 1 / size of the alphabet

T(h) / (c(h) + T(h)) guesses how likely it is that something new comes: contexts that were seen rarely, or before ever
new characters, trust the shorter one. k = 1 is Witten and Bell's; `baseline` chooses k on a part of the training text.
"""

import numpy as np

from nets.arrays import Array
from nets.datasets.text import Text
from nets.errors import DataError, SettingError

STRENGTHS = (0.25, 0.5, 0.7, 1.0, 1.4, 2.0, 4.0)
LARGEST = 128


class Trigram:
    """The model, fitted on codes (n,) from 0 to size - 1.

    strength    k above: how much the shorter context counts
    table       (size, size, size): the chance of the third character after the first two; sums to 1 along the last axis

    Raises SettingError for an alphabet of more than 128 or a strength that is not above 0, DataError for other codes.
    """

    def __init__(self, codes: Array, size: int, strength: float = 1.0) -> None:
        if not 1 <= size <= LARGEST or not 0 < strength < np.inf:
            raise SettingError(
                f"the alphabet has 1 to {LARGEST} characters and the strength is above 0; got {size} and {strength}"
            )
        self.size = size
        self.strength = strength
        self._check(codes, 1)
        self.table = np.full(size, 1 / size)
        for order in (1, 2, 3):
            self.table = smoothed(counts(codes, size, order), self.table, strength)

    def losses(self, codes: Array) -> Array:
        """(n - 2,): -log of the chance of each character of codes (n,) after the two before it, in nats."""
        self._check(codes, 3)
        return -np.log(self.table[codes[:-2], codes[1:-1], codes[2:]])

    def _check(self, codes: Array, least: int) -> None:
        if np.ndim(codes) != 1 or len(codes) < least or not 0 <= codes.min() <= codes.max() < self.size:
            raise DataError(f"codes are at least {least} numbers (n,) from 0 to {self.size - 1}; got {np.shape(codes)}")


def counts(codes: Array, size: int, order: int) -> Array:
    """How often each sequence of `order` characters occurs: (size,) * order."""
    last = len(codes) - order + 1
    index = np.zeros(max(last, 0), np.int64)
    for place in range(order):
        index = index * size + codes[place : max(place + last, 0)]
    return np.bincount(index, minlength=size**order).reshape((size,) * order)


def smoothed(seen: Array, shorter: Array, strength: float) -> Array:
    """P(w | h) by the formula above, from counts (…, size) and P(w | h'); where h never occurred, P(w | h')."""
    new = strength * np.count_nonzero(seen, axis=-1, keepdims=True)
    total = seen.sum(axis=-1, keepdims=True) + new
    return np.where(total > 0, (seen + new * shorter) / np.where(total > 0, total, 1), shorter)


def chosen(text: Text) -> Trigram:
    """The model of a text's training part; its strength did best on the last tenth of that, fitted on the rest."""
    size, train = len(text.alphabet), text.train
    cut = len(train) - len(train) // 10
    errors = [Trigram(train[:cut], size, k).losses(train[cut - 2 :]).mean() for k in STRENGTHS]
    return Trigram(train, size, STRENGTHS[int(np.argmin(errors))])


def baseline(text: Text) -> float:
    """The mean loss of the chosen model in nats a character, over all characters of the held-out part.

    What a network should beat. The first two are predicted from the end of the training part, which stands before them.
    """
    before = len(text.train) - 2
    return float(chosen(text).losses(text.codes[before:]).mean())
