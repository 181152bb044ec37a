"""Whether what a lesson says is so: its runs are made, and its numbers, questions and proofs are held against them."""

from collections.abc import Iterator

from lessons.conditions import TRENDS, Condition
from lessons.lesson import Boundary, Check, Lesson, Number, Problem, State, Stated, Step
from lessons.pages import IN_PERCENT
from lessons.runs import FAR, Runs

HAIR = 1e-6
"""A share of every weight: pages sum in another order, and a run that this changes may go another way in them."""
SLACK = 1.02
"""A stated number may be off by half of its last digit, and a little more: pages sum in another order than we do."""


def untrue(lesson: Lesson, runs: Runs | None = None) -> list[Problem]:
    """What is not so in a lesson that reads well, or hangs by a hair, in order of the lines."""
    found = _untrue(lesson, runs or Runs())
    if not found:
        restless = _untrue(lesson, Runs(HAIR))
        found = [
            Problem(each.line, f"this run is restless; with weights a hair larger, {each.words}") for each in restless
        ]
    return found


def _untrue(lesson: Lesson, runs: Runs) -> list[Problem]:
    found = [problem for state in _states(lesson) if (problem := _broken(state, runs))]
    if not found:
        found += [problem for stated in lesson.stated for problem in _stated(stated, runs)]
        found += [problem for step in lesson.steps for problem in _step(step, runs)]
    return sorted(found, key=lambda problem: problem.line)


def answers(lesson: Lesson, runs: Runs) -> Iterator[tuple[int, str]]:
    """The true values of the numbers that are to be predicted, each with its line."""
    for step in lesson.steps:
        asked = step.prediction
        if isinstance(asked, Number) and step.state and (moment := runs.until(step.state, step.run)):
            yield asked.line, f"{asked.quantity} is {shown(moment.numbers[asked.quantity])} at step {moment.step}"


def shown(value: float) -> str:
    """A number as it is told to a teacher."""
    return f"{value:,.0f}" if value == int(value) else f"{value:.4g}"


def _states(lesson: Lesson) -> Iterator[State]:
    """Every place that a lesson leads to."""
    for step in lesson.steps:
        yield from filter(None, [step.state])
        if step.check:
            yield from filter(None, [step.check.solution, *step.check.wrong])
    yield from (figure.state for figure in lesson.figures)


def _broken(state: State, runs: Runs) -> Problem | None:
    """What is wrong with a place itself."""
    if state.place.step > FAR[state.page]:
        return Problem(state.line, f"step {state.place.step:,} is too far: a page is to be there at once")
    if not (here := runs.at(state)).broke:
        return None
    return Problem(state.line, f"the run breaks at step {here.step}: its numbers are not finite any more")


def _stated(stated: Stated, runs: Runs) -> Iterator[Problem]:
    if stated.state is None:
        return
    moment = runs.until(stated.state, stated.until)
    if moment is None:
        words = stated.until.words if stated.until else ""
        yield Problem(stated.line, f"of “{stated.text}” nothing can be said: the run never comes to “{words}”")
        return
    true, digits = moment.numbers[stated.quantity], stated.text.rstrip("% \u00a0\u202f").replace("−", "-")
    decimals = len(digits.partition(".")[2])
    if true != true:
        yield Problem(stated.line, f"{stated.quantity} is not known of such a run")
    elif "%" in stated.text and stated.quantity not in IN_PERCENT:
        yield Problem(stated.line, f"{stated.quantity} is not in per cent")
    elif abs(true - float(digits)) > SLACK * 0.5 * 10**-decimals:
        yield Problem(
            stated.line, f"{stated.quantity} is {true:.{decimals}f} at step {moment.step}, and not {stated.text}"
        )


def _step(step: Step, runs: Runs) -> Iterator[Problem]:
    if step.state is not None:
        line = step.state.line
        for condition in filter(None, (step.run, *step.pauses)):
            yield from _reached(step.state, condition, line, runs)
        yield from _predicted(step, step.state, runs)
    if step.check is not None:
        yield from _proven(step.check, runs)


def _reached(state: State, condition: Condition, line: int, runs: Runs) -> Iterator[Problem]:
    moment = runs.until(state, condition)
    if moment is None:
        yield Problem(
            line, f"the run that is shown here never comes to “{condition.words}”, not in {FAR[state.page]:,} steps"
        )
    elif moment.step <= state.place.step:
        yield Problem(line, f"“{condition.words}” is so already where the link stands, at step {state.place.step}")


def _predicted(step: Step, state: State, runs: Runs) -> Iterator[Problem]:
    asked = step.prediction
    moment = runs.until(state, step.run) if isinstance(asked, Number | Boundary) else None
    if moment is None:
        return
    if isinstance(asked, Number) and moment.numbers[asked.quantity] != moment.numbers[asked.quantity]:
        yield Problem(asked.line, f"{asked.quantity} is not known of such a run")
    if isinstance(asked, Boundary) and not runs.has_boundary(state, moment.step):
        yield Problem(
            asked.line, f"there is no boundary at step {moment.step}: the network's answer has one sign everywhere"
        )


def _proven(check: Check, runs: Runs) -> Iterator[Problem]:
    """The solution reaches all, and what is wrong does not."""
    if check.solution and (
        failed := [goal for goal in check.goals if not _holds(goal.condition, check.solution, runs)]
    ):
        for goal in failed:
            yield Problem(
                check.solution.line,
                f"the solution does not reach “{goal.condition.words}”: {_found(goal.condition, check.solution, runs)}",
            )
    for wrong in check.wrong:
        if check.goals and all(_holds(goal.condition, wrong, runs) for goal in check.goals):
            yield Problem(wrong.line, "what is said to be wrong reaches all that the check asks for")


def _holds(condition: Condition, state: State, runs: Runs) -> bool:
    ends = runs.ends(state) if condition.sign in TRENDS else []
    return condition.holds(runs.at(state).numbers, ends)


def _found(condition: Condition, state: State, runs: Runs) -> str:
    """What there is instead of what was asked for."""
    value = runs.at(state).numbers[condition.what]
    said = shown(value) if isinstance(value, int | float) and value == value else f"{value}"
    return f"its {condition.what.replace('_', ' ')} is {said} at step {state.place.step}"
