"""Answers that take long: they begin with what the run is now, hold nothing up, and are of what they say."""

import pytest

from playground.core.clock import Clock
from playground.core.slow import EARLIEST, RARELY, Slow
from tests.playground.stage import settle

PARTS = 5


class Question:
    """A question whose answer takes five parts of a second each."""

    def __init__(self, time):
        self.time, self.moving, self.late, self.begun, self.left = time, False, 0, [], 0
        self.clock = Clock(lambda: None)
        self.slow: Slow[str] = Slow("Thinking", self.clock, self._came, lambda: self.moving)

    def _came(self):
        self.late += 1

    def ask(self, subject, step, at_once=0.0):
        answer = self.slow.ask(subject, step, lambda: self._parts(subject, step), at_once)
        return None if answer is None else answer.value

    def _parts(self, subject, step):
        self.begun.append((subject, step))
        try:
            for part in range(PARTS):
                self.time.passes(1)
                yield part / PARTS
            self.left -= 1
            return f"{subject} at {step}"
        finally:
            self.left += 1


@pytest.fixture
def question(time):
    return Question(time)


def test_the_first_part_is_done_at_once_and_the_rest_beside_the_run(question):
    assert question.ask("a", 1) is None
    assert question.begun == [("a", 1)]
    settle(question.clock)
    assert (question.ask("a", 1), question.late, question.begun) == ("a at 1", 1, [("a", 1)])


def test_what_is_quick_is_answered_within_the_call(question):
    assert question.ask("a", 1, at_once=60) == "a at 1"
    assert question.late == 0


def test_another_subject_is_worked_at_at_once_and_the_old_one_given_up(question):
    question.ask("a", 1)
    question.ask("b", 1)
    assert (question.begun, question.left) == ([("a", 1), ("b", 1)], 1)
    settle(question.clock)
    assert question.ask("b", 1) == "b at 1"


def test_while_the_run_moves_another_step_waits_for_its_turn(question):
    question.moving = True
    question.ask("a", 1)
    assert question.ask("a", 2) is None
    settle(question.clock)
    assert question.ask("a", 3) == "a at 1"
    assert question.begun == [("a", 1)]
    question.time.passes(RARELY * PARTS - 1)
    question.ask("a", 4)
    assert question.begun == [("a", 1)]
    question.time.passes(1)
    question.ask("a", 5)
    assert question.begun == [("a", 1), ("a", 5)]


def test_early_a_run_is_asked_again_as_soon_as_it_has_doubled(question):
    question.moving = True
    for step in (0, EARLIEST - 1, EARLIEST, 2 * EARLIEST - 1, 2 * EARLIEST):
        question.ask("a", step)
        settle(question.clock)
    assert [step for _, step in question.begun] == [0, EARLIEST, 2 * EARLIEST]


def test_one_of_many_questions_waits_longer(question):
    question.slow = Slow("Thinking", question.clock, question._came, lambda: question.moving, rarely=3 * RARELY)
    question.moving = True
    question.ask("a", 1)
    settle(question.clock)
    question.time.passes(3 * RARELY * PARTS - 1)
    question.ask("a", 2)
    assert question.begun == [("a", 1)]
    question.time.passes(1)
    question.ask("a", 3)
    assert question.begun == [("a", 1), ("a", 3)]


def test_a_run_that_stands_is_answered_for_without_a_pause(question):
    question.ask("a", 1)
    settle(question.clock)
    question.ask("a", 2)
    assert question.begun == [("a", 1), ("a", 2)]


def test_what_belongs_to_another_course_is_forgotten(question):
    question.ask("a", 5)
    settle(question.clock)
    question.slow.forget_after(4)
    assert question.ask("a", 5) is None
    settle(question.clock)
    question.slow.forget_after(5)
    assert question.ask("a", 5) == "a at 5"
    question.slow.forget()
    assert question.ask("a", 5) is None
    settle(question.clock)
    assert question.ask("a", 5) == "a at 5"
