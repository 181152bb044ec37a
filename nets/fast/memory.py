"""Memory: buffers whose numbers are dead are used again, so that a pass needs no more than what lives at one time."""

import numpy as np

from nets.arrays import Array
from nets.fast.call import address, key, owner
from nets.fast.rules import Plan

LINE = 64


def own(plan: Plan) -> int:
    """Leave every buffer where it is; returns their bytes."""
    return sum(array.nbytes for array in _buffers(plan).values())


def shared(plan: Plan) -> int:
    """Move all buffers that live for a time only into one run of memory, each to where nothing lives at that time.

    The largest are placed first, each at the lowest place that is free from its first to its last use. Returns bytes.
    """
    lives: dict[int, list[int]] = {}
    for place, call in enumerate(plan.calls):
        for number in call.sources | call.targets:
            lives.setdefault(number, []).append(place)
    fixed = plan.outside | plan.wanted() | plan.kept.keys()
    movable = {number: array for number, array in _buffers(plan).items() if number not in fixed}
    placed: list[tuple[int, int, int, int]] = []  # start, end, first use, last use
    starts: dict[int, int] = {}
    for number, array in sorted(movable.items(), key=lambda item: -item[1].nbytes):
        first, last, size = lives[number][0], lives[number][-1], -(-array.nbytes // LINE) * LINE
        start = 0
        for left, right, born, dead in sorted(placed):
            if born <= last and first <= dead:
                if left - start >= size:
                    break
                start = max(start, right)
        placed.append((start, start + size, first, last))
        starts[number] = start
    arena = np.zeros(max((end for _, end, _, _ in placed), default=0), np.uint8)
    origins = {number: address(array) for number, array in movable.items()}

    def moved(array: Array) -> Array:
        number = key(array)
        if number not in starts:
            return array
        offset = starts[number] + address(array) - origins[number]
        return np.ndarray(array.shape, array.dtype, arena, offset, array.strides)

    plan.move(starts, moved)
    return sum(array.nbytes for array in _buffers(plan).values())


def _buffers(plan: Plan) -> dict[int, Array]:
    """All buffers that the calls write, but for those from outside."""
    written = (array for call in plan.calls for array in call.outputs)
    return {key(array): owner(array) for array in written if key(array) not in plan.outside}
