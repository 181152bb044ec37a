"""What a page that stands beside a lesson has to know of it, as plain data: states, conditions, what is right."""

from math import isfinite
from typing import Any

from lessons.html import step_id
from lessons.lesson import Boundary, Check, Choice, Lesson, Number, Prediction, State, Step

VERSION = 1


def of_lesson(lesson: Lesson) -> dict[str, Any]:
    """All of it, as JSON takes it; where a step has nothing of a kind, there is no key of that name."""
    steps = [_step(step, number) for number, step in enumerate(lesson.steps, 1)]
    return {"version": VERSION, "name": lesson.name, "steps": steps}


def _step(step: Step, number: int) -> dict[str, Any]:
    found = {
        "id": step_id(number),
        "state": step.state and _state(step.state),
        "prediction": step.prediction and _prediction(step.prediction),
        "run": step.run and step.run.as_json(),
        "pauses": [each.as_json() for each in step.pauses],
        "check": step.check and _check(step.check),
    }
    return {name: value for name, value in found.items() if value}


def _state(state: State) -> dict[str, Any]:
    looks = {"look_at": list(state.look_at), "controls": list(state.controls)}
    told = {"page": state.page, "fragment": state.fragment, "stands": state.place.write()}
    return told | {name: found for name, found in looks.items() if found}


def _prediction(asked: Prediction) -> dict[str, Any]:
    match asked:
        case Choice():
            return {"kind": "choice", "right": [n for n, answer in enumerate(asked.answers, 1) if answer.is_right]}
        case Number():
            spans = [[_end(span.low), _end(span.high)] for span in asked.spans]
            return {"kind": "number", "quantity": asked.quantity, "tolerance": asked.tolerance, "spans": spans}
        case Boundary():
            return {"kind": "boundary"}


def _check(check: Check) -> dict[str, Any]:
    return {"goals": [goal.condition.as_json() for goal in check.goals], "hints": len(check.hints)}


def _end(number: float) -> float | None:
    """JSON has no infinity."""
    return number if isfinite(number) else None
