"""The gradient check of a part, original or one's own, in the present run: shapes first, then slopes.

It works on a copy of the network in float64, on a few samples of the run's next mini-batch. It is a generator, which
yields how far it is after some tens of microseconds each time, so that it can go on beside training and be given up.
"""

from collections.abc import Generator
from typing import NamedTuple

from playground.core.branch import blame
from playground.core.own import OwnCodeError, blamed
from playground.core.parts import Part
from playground.core.proof.bench import Bench, Moment, moment
from playground.core.proof.checks import CHECKS, evaluations, whole
from playground.core.proof.faults import Fault
from playground.core.proof.slopes import TOLERANCE, Row
from playground.core.run import NOTHING, Owned

__all__ = ["TOLERANCE", "Check", "Moment", "Proof", "Row", "moment", "prove"]


class Proof(NamedTuple):
    """What came of a check.

    key       of the part
    step      of the run at which it was made
    rows      one for each array of the part
    whole     the loss by the parameters of the whole network, with all parts as they are; None if it came to no end
    problem   why the part cannot be used, in a sentence; empty if it can
    line      of one's own text to which that belongs, counted from 1; None if it cannot be said
    """

    key: str
    step: int
    rows: tuple[Row, ...]
    whole: Row | None
    problem: str = ""
    line: int | None = None

    @property
    def usable(self) -> bool:
        """Whether a network can be trained with the part, rightly or wrongly."""
        return not self.problem

    @property
    def passed(self) -> bool:
        """Whether it can be used, and all its gradients are slopes."""
        return self.usable and all(row.passed for row in self.rows)


Check = Generator[float, None, Proof]


def prove(part: Part, now: Moment, owned: Owned = NOTHING) -> Check:
    """Check a part, the original or what `owned` has in its place; yields the share that is done."""
    rows: list[Row] = []
    overall = None
    done = 0
    try:
        bench = Bench(now, owned)
        expected = evaluations(part, bench)
        for row in CHECKS[part.kind](part, bench):
            rows += [] if row is None else [row]
            done += row is None
            yield min(done / expected, 1.0)
        for row in whole(bench):
            overall = row
            done += row is None
            yield min(done / expected, 1.0)
    except BaseException as error:
        found = explained(error, part, owned)
        return Proof(part.key, now.step, tuple(rows), None, str(found), found.line)
    return Proof(part.key, now.step, tuple(rows), overall)


def explained(error: BaseException, part: Part, owned: Owned) -> OwnCodeError:
    """What went wrong in a check, at a line of one's own text where that can be said."""
    own = owned.get(part.key)
    if isinstance(error, Fault):
        return OwnCodeError(part.key, str(error), own and own.lines.get(error.where))
    found = blame(error, owned) or blamed(error, part)
    if found.key != part.key:
        return OwnCodeError(part.key, f"Your {owned[found.key].part.title} stops the check. {found}")
    return found
