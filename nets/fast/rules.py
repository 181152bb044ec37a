"""Rules that improve a tape without changing what it computes, apart from the order in which sums are taken.

Each rule looks for a pattern of calls and says what may stand for it; all it asks of a call is what it reads and
writes. Rules for products are in `products`, those for functions of single numbers in `elementwise`.
"""

from collections.abc import Callable, Iterable

import numpy as np

from nets.arrays import Array
from nets.fast.call import Call, key, owner, same


class Plan:
    """The calls of a tape while they are being improved.

    outside   buffers that stay where they are, because they are written or read from outside the tape
    results   arrays that are read after a play; `now` tells where they lie, if a rule has moved them
    kept      buffers that must keep what they hold from play to play (constants, borders of zeros)
    """

    def __init__(self, calls: list[Call], outside: Iterable[Array], results: Iterable[Array]) -> None:
        self.calls = calls
        self.outside = {key(array) for array in outside}
        self.results = list(results)
        self.kept: dict[int, Array] = {}
        self._moves: list[Callable[[Array], Array]] = []

    def move(self, buffers: Iterable[int], moved: Callable[[Array], Array]) -> None:
        """Let the calls use other arrays in the place of those in some buffers."""
        buffers = set(buffers)
        self.calls = [call.replaced(moved) if buffers & (call.sources | call.targets) else call for call in self.calls]
        self._moves.append(moved)

    def now(self, array: Array) -> Array:
        """Where an array lies now that rules may have moved it."""
        for moved in self._moves:
            array = moved(array)
        return array

    def wanted(self) -> set[int]:
        """The buffers of the results."""
        return {key(self.now(array)) for array in self.results}

    def keep(self, array: Array) -> None:
        """Let no other numbers ever lie in this array's buffer."""
        self.kept[key(array)] = owner(array)

    def users(self, array: Array) -> list[int]:
        """The places of the calls that read or write this array's buffer."""
        wanted = key(array)
        return [place for place, call in enumerate(self.calls) if call.touches(wanted)]


def without_dead(plan: Plan) -> None:
    """Leave out what nobody reads."""
    alive, kept = plan.wanted(), []
    for call in reversed(plan.calls):
        if call.targets & alive:
            alive |= call.sources
            kept.append(call)
    plan.calls = kept[::-1]


def first_sums_written(plan: Plan) -> None:
    """What is added to zeros may be written: fill(b, 0); b += t  ->  fill(b, 0); b = t."""
    written: dict[int, list[Array]] = {}  # buffers that hold zeros but for these parts
    result = []
    for call in plan.calls:
        target = call.output
        if is_fill(call):
            written[key(target)] = []
        for output in call.outputs:
            parts = written.get(key(output))
            if parts is None or is_fill(call):
                continue
            adds = call.function is np.add and same(call.arguments[0], output)
            if adds and not any(meet(output, part) for part in parts):
                call = Call(np.copyto, (call.arguments[1],), output)
            parts.append(output)
        result.append(call)
    plan.calls = result


def copies_forwarded(plan: Plan) -> None:
    """What is computed to be copied elsewhere is computed there: t = f(…); b = t  ->  b = f(…)."""
    place = 0
    while place < len(plan.calls):
        copy = plan.calls[place]
        maker = _maker(plan, place) if copy.function is np.copyto else None
        if maker is None:
            place += 1
            continue
        del plan.calls[place]
        _exchange(plan, maker, copy.arguments[0], copy.output)


def _exchange(plan: Plan, start: int, source: Array, target: Array) -> None:
    """Let all calls from `start` on use the target where they used the source."""

    def exchanged(array: Array) -> Array:
        return target if same(array, source) else array

    for number in range(start, len(plan.calls)):
        call = plan.calls[number]
        if key(source) in map(key, (*call.reads, *call.outputs)):
            plan.calls[number] = call.replaced(exchanged)


def _maker(plan: Plan, place: int) -> int | None:
    """The call whose whole result the copy at `place` copies, if it may as well write to the copy's target itself.

    Nobody may need what the target held before, once it is written so much earlier; and whoever reads the result must
    read all of it, and before the target is written again.
    """
    copy = plan.calls[place]
    source, target = copy.arguments[0], copy.output
    if not isinstance(source, np.ndarray) or source.shape != target.shape or source.dtype != target.dtype:
        return None
    if key(source) in plan.outside | plan.wanted() or not whole(source):
        return None
    users = plan.users(source)
    made, readers = plan.calls[users[0]], [plan.calls[number] for number in users[1:]]
    if users[0] >= place or len(made.outputs) != 1 or not same(made.output, source):
        return None
    if not all(same(array, source) for call in readers for array in call.reads if key(array) == key(source)):
        return None
    if any(key(source) in call.targets for call in readers):
        return None
    between = [call for call in plan.calls[users[0] + 1 : place] if call.touches(key(target))]
    if any(overlap(target, array) for call in between for array in (*call.reads, *call.outputs)):
        return None
    later = [call for call in plan.calls[place + 1 : users[-1] + 1] if key(target) in call.targets]
    if any(overlap(target, output) for call in later for output in call.outputs):
        return None
    aliases = [array for array in made.reads if overlap(target, array)]
    single = isinstance(made.function, np.ufunc) and made.function.signature is None
    return users[0] if all(single and same(array, target) for array in aliases) else None


def filled_once(plan: Plan) -> None:
    """A buffer whose other writes fill always the same parts keeps the rest of its zeros from play to play."""
    result = []
    for place, call in enumerate(plan.calls):
        if is_fill(call):
            filled = key(call.output)
            others = [each for each in plan.calls if each is not call and filled in each.targets]
            adds = any(filled in each.sources or is_fill(each) for each in others)
            if not adds and not any(filled in each.sources for each in plan.calls[:place]):
                call.output.fill(call.arguments[0])
                plan.keep(call.output)
                continue
        result.append(call)
    plan.calls = result


def is_fill(call: Call) -> bool:
    """Whether the call sets a whole buffer to a number."""
    return call.function is np.copyto and not isinstance(call.arguments[0], np.ndarray) and whole(call.output)


def whole(array: Array) -> bool:
    """Whether the array is all of its buffer."""
    return array.size == owner(array).size


def overlap(a: Array, b: Array) -> bool:
    """Whether two arrays have a number in common."""
    return key(a) == key(b) and meet(a, b)


def meet(a: Array, b: Array) -> bool:
    """Whether two views of one buffer have a number in common; where that is hard to tell, they may have."""
    try:
        return np.shares_memory(a, b, max_work=100_000)  # pyright: ignore[reportArgumentType]
    except np.exceptions.TooHardError:
        return True
