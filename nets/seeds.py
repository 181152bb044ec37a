"""Where every random number comes from: one generator for each seed, purpose and moment.

A run of Glassbox is a pure function of its settings and a step number. That holds only if nothing draws from a shared
stream: the order of the samples in epoch 7 must not depend on how many numbers somebody else drew before. So each use
has a purpose of its own, and each moment (an epoch, a step) a generator of its own.
"""

import numpy as np

from nets.errors import SettingError, is_whole

DATA = 1
SPLIT = 2
WEIGHTS = 3
ORDER = 4
DROPOUT = 5
LABELS = 6
IMBALANCE = 7
AUGMENT = 8
SAMPLE = 9
ATTRIBUTION = 10


def generator(seed: int, purpose: int, *moment: int) -> np.random.Generator:
    """The generator for `purpose` under `seed`, at a moment (for instance an epoch, or a layer and a step).

    Raises SettingError unless the seed is a whole number of at least 0.
    """
    if not is_whole(seed) or seed < 0:
        raise SettingError(f"a seed is a whole number of at least 0, not {seed!r}")
    return np.random.default_rng([int(seed), purpose, *moment])
