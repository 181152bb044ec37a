"""The log: whatever is changed in a run, and wherever one goes in it, a fresh run that repeats the log gives its bits.

The model is plain: for each branch, what was changed at which step, in order, and the last step that was reached.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from nets import BatchNorm, Dense, Dropout, Network, Trainer, optimizers, schedules
from nets.training.settings import Settings
from tests.nets.runs import bits, spiral

DATA = {name: spiral(n, seed=n) for name, n in (("first", 20), ("second", 13), ("third", 8))}
TEST = spiral(9, seed=1)
CHANGES: dict[str, list[Any]] = {
    "learning_rate": [0.01, 0.03, 0.1],
    "batch_size": [4, 7, 20],
    "optimizer": ["sgd", "adam", "adamw", "rmsprop", "adagrad", "nesterov", optimizers.Momentum(0.5)],
    "schedule": ["constant", schedules.StepDecay(20, 0.5), schedules.WarmUp(30, "cosine")],
    "l1": [0, 0.003],
    "l2": [0, 0.01],
    "clip_norm": [0, 0.2],
}
PLACES = ("weights.1.2.3", "biases.1.1", "weights.3.3.1", "shift.2.2")


def fresh(plain: Settings, data: str) -> Trainer:
    """A new run of a network with batch statistics and dropout."""
    network = Network([Dense(3), BatchNorm(), "tanh", Dropout(0.2), Dense(1), "tanh"], (2,), seed=4)
    named = {name: getattr(plain, name) for name in CHANGES}
    return Trainer(network, train=DATA[data], test=TEST, seed=9, **named)


def apply(run: Trainer, name: str, value: Any) -> None:
    """Change something, as a person would."""
    if name == "parameters":
        run.edit(np.random.default_rng(value).normal(0, 0.7, run.network.parameter_count))
    elif name in PLACES:
        run.put(name, value)
    else:
        run.change(**{name: DATA[value] if name == "train" else value})


@dataclass
class Course:
    """A branch as the model knows it."""

    done: list[tuple[int, str, Any]] = field(default_factory=list)
    end: int = 0
    bits_at_end: tuple[bytes, ...] = ()


class Model:
    """A run and, beside it, what is known of it."""

    def __init__(self, optimizer: str) -> None:
        self.first, self.data = Settings(optimizer=optimizer, batch_size=7), "first"
        self.run = fresh(self.first, self.data)
        self.courses, self.number, self.step = {0: Course()}, 0, 0

    @property
    def course(self) -> Course:
        return self.courses[self.number]

    def go_on(self, steps: int) -> None:
        self.run.run(steps)
        self.arrive(self.step + steps)

    def change(self, name: str, *values: Any) -> None:
        """Change a setting, and perhaps change one's mind."""
        for value in values:
            if getattr(self.run.settings, name) != getattr(self.run.settings.replace(**{name: value}), name):
                self.write(name, value)
            apply(self.run, name, value)

    def edit(self, seed: int) -> None:
        self.write("parameters", seed)
        apply(self.run, "parameters", seed)

    def put(self, name: str, value: float) -> None:
        self.write(name, value)
        apply(self.run, name, value)

    def train_on(self, name: str) -> None:
        self.write("train", name)
        apply(self.run, "train", name)

    def seek(self, step: int) -> None:
        self.run.seek(step)
        self.arrive(step)

    def seek_within(self, part: float) -> None:
        self.seek(int(part * self.course.end))

    def switch(self, place: int) -> None:
        self.number = sorted(self.courses)[place % len(self.courses)]
        self.run.switch(self.number)
        self.arrive(self.course.end)

    def reset(self) -> None:
        self.first, self.data = self.run.settings, self.data_at(self.step)
        self.run.reset()
        self.courses, self.number, self.step = {0: Course()}, 0, 0

    def write(self, name: str, value: Any) -> None:
        """Into the model: a change, on a new branch if there is a future already."""
        if self.course.end > self.step:
            past = [entry for entry in self.course.done if entry[0] <= self.step]
            self.number = max(self.courses) + 1
            self.courses[self.number] = Course(past, self.step)
        self.course.done.append((self.step, name, value))
        self.course.bits_at_end = ()

    def arrive(self, step: int) -> None:
        """In the model: stand at a step. The end of a course has the same bits whenever one comes there."""
        self.step = step
        if step > self.course.end:
            self.course.end, self.course.bits_at_end = step, ()
        if step == self.course.end:
            self.course.bits_at_end = self.course.bits_at_end or bits(self.run)
            assert self.course.bits_at_end == bits(self.run)

    def data_at(self, step: int) -> str:
        """The data that are trained on at a step of the present course."""
        return ([self.data] + [value for at, name, value in self.course.done if name == "train" and at <= step])[-1]

    def check(self) -> None:
        """The run stands where the model says, and its log is what was done."""
        run, course = self.run, self.course
        assert (run.step_number, run.branch.number, run.branch.end) == (self.step, self.number, course.end)
        assert [branch.number for branch in run.history.branches] == list(self.courses)
        assert run.divergence is None
        wanted = {(step, {"train": "data"}.get(name, name)) for step, name, _ in course.done}
        assert {(change.step, change.name) for change in run.log} == wanted
        assert len(run.log) == len(wanted)
        assert [change.step for change in run.log] == sorted(change.step for change in run.log)
        assert run.settings == self.settings_at(self.step)

    def settings_at(self, step: int) -> Settings:
        known = {name: value for at, name, value in self.course.done if at <= step and name in CHANGES}
        return self.first.replace(**known)

    def check_bits(self) -> None:
        """All that was done up to here, done again: as it was, and as the log has it."""
        as_it_was, as_logged = fresh(self.first, self.data), fresh(self.first, self.data)
        for step, name, value in self.course.done:
            if step <= self.step:
                as_it_was.run(step - as_it_was.step_number)
                apply(as_it_was, name, value)
        as_it_was.run(self.step - as_it_was.step_number)
        for change in self.run.log:
            if change.step <= self.step:
                as_logged.run(change.step - as_logged.step_number)
                repeat(as_logged, change)
        as_logged.run(self.step - as_logged.step_number)
        assert bits(self.run) == bits(as_logged)
        assert bits(self.run) == bits(as_it_was)


def repeat(run: Trainer, change: Any) -> None:
    """Carry out an entry of a log in another run."""
    if change.name == "parameters":
        run.edit(change.value)
    elif change.name in PLACES:
        run.put(change.name, change.value)
    elif change.name == "data":
        train = change.value[0]
        run.change(train=(train.x, train.targets.values))
    else:
        run.change(**{change.name: change.value})


ONE_SETTING = st.sampled_from(sorted(CHANGES)).flatmap(
    lambda name: st.lists(st.sampled_from(CHANGES[name]), min_size=1, max_size=3).map(lambda values: (name, *values))
)
DEEDS = st.one_of(
    st.tuples(st.just("go_on"), st.tuples(st.integers(0, 30))),
    st.tuples(st.just("go_on"), st.tuples(st.integers(1, 30))),
    st.tuples(st.just("change"), ONE_SETTING),
    st.tuples(
        st.just("change"),
        st.lists(st.sampled_from(CHANGES["optimizer"]), min_size=1, max_size=3).map(
            lambda tried: ("optimizer", *tried)
        ),
    ),
    st.tuples(st.just("put"), st.tuples(st.sampled_from(PLACES), st.floats(-2, 2, width=32))),
    st.tuples(st.just("edit"), st.tuples(st.integers(0, 3))),
    st.tuples(st.just("train_on"), st.tuples(st.sampled_from(sorted(DATA)))),
    st.tuples(st.just("seek"), st.tuples(st.integers(0, 60))),
    st.tuples(st.just("seek_within"), st.tuples(st.floats(0, 1))),
    st.tuples(st.just("switch"), st.tuples(st.integers(0, 5))),
    st.tuples(st.just("reset"), st.just(())),
)


MIND_CHANGED = [
    ("go_on", (9,)),
    ("change", ("optimizer", "sgd", "adam")),
    ("edit", (1,)),
    ("seek", (3,)),
    ("seek", (20,)),
]
MIND_CHANGED_LATER = [
    ("go_on", (600,)),  # so many that there is a checkpoint
    ("change", ("optimizer", "sgd")),
    ("go_on", (40,)),
    ("seek", (600,)),
    ("change", ("optimizer", "adam")),
    ("go_on", (3,)),
]


@settings(max_examples=40, deadline=None, phases=set(Phase) - {Phase.shrink})  # shrinking takes minutes
@example(optimizer="adam", deeds=MIND_CHANGED)
@example(optimizer="adam", deeds=MIND_CHANGED_LATER)
@given(optimizer=st.sampled_from(["sgd", "adam"]), deeds=st.lists(DEEDS, min_size=8, max_size=14))
def test_a_run_is_its_settings_and_its_log(optimizer, deeds):
    model = Model(optimizer)
    for name, arguments in deeds:
        getattr(model, name)(*arguments)
        model.check()
    model.check_bits()
