"""What a lesson is: steps that a student reads, predicts, runs and checks. `reading` makes one of a Markdown file."""

from dataclasses import dataclass

from lessons.conditions import Condition
from playground.core.address import Place

Markdown = str
"""A text as the teacher wrote it."""


@dataclass(frozen=True)
class Problem:
    """Something that is wrong in a file: a sentence, and what to do about it, at a line counted from 1."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}"


@dataclass(frozen=True)
class State:
    """Where a page stands, as its link says.

    page       a name of `pages.KINDS`
    fragment   what stands behind the `#`
    line       of the file where the link stands
    look_at    the parts of the page that the text speaks of
    controls   the controls that the step needs; empty: all that the page has
    """

    page: str
    fragment: str
    place: Place
    line: int = 0
    look_at: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Something that a student may say, whether it is right, and what it is told."""

    words: Markdown
    is_right: bool
    told: Markdown


@dataclass(frozen=True)
class Span:
    """The numbers from `low` to `high`, and what it tells of a student who says one of them."""

    low: float
    high: float
    told: Markdown


@dataclass(frozen=True)
class Choice:
    """A prediction that is one of several answers, of which at least one is right."""

    question: Markdown
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Number:
    """A prediction that is a number: right if it is within `tolerance` of what the engine computes.

    quantity    see `pages.QUANTITIES`, at the place that the step's run leads to
    """

    question: Markdown
    quantity: str
    tolerance: float
    spans: tuple[Span, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Boundary:
    """A prediction that is a line, drawn into the output: compared with where the network's output changes its sign."""

    question: Markdown
    line: int = 0


Prediction = Choice | Number | Boundary


@dataclass(frozen=True)
class Goal:
    """A condition to be reached, and what a student is told who has not."""

    condition: Condition
    told: Markdown = ""


@dataclass(frozen=True)
class Check:
    """What a student is to reach.

    hints      shown one after the other
    solution   a state that reaches it
    wrong      states that do not, as students often get them
    after      what is said when it is reached
    """

    task: Markdown
    goals: tuple[Goal, ...]
    hints: tuple[Markdown, ...] = ()
    solution: State | None = None
    wrong: tuple[State, ...] = ()
    after: Markdown = ""


@dataclass(frozen=True)
class Figure:
    """A plot of a page at a place, drawn before Python is there."""

    state: State
    plot: str
    caption: str
    line: int = 0


@dataclass(frozen=True)
class Stated:
    """A number that a text states: the engine is asked whether that is so.

    text    as it stands there
    state   where the page stands then; None if no page was shown yet
    until   how far the run has gone; None if it stands where the link says
    """

    text: str
    quantity: str
    state: State | None
    until: Condition | None
    line: int


@dataclass(frozen=True)
class Step:
    """One step: what it says, the state that it sets, and what it asks.

    text    what is read first
    run     where the run goes once a student has predicted; None where the student runs it
    after   what it says when the run has come there; without a run, when the student has answered
    pauses  conditions at which a run stops by itself
    notes   for who teaches
    """

    title: str
    line: int
    text: Markdown = ""
    state: State | None = None
    prediction: Prediction | None = None
    run: Condition | None = None
    after: Markdown = ""
    check: Check | None = None
    reveals: tuple[tuple[str, Markdown], ...] = ()
    pauses: tuple[Condition, ...] = ()
    notes: Markdown = ""


@dataclass(frozen=True)
class Lesson:
    """A whole lesson.

    minutes   how long it takes
    needs     the names of the lessons that it builds on
    learn     what one will know
    """

    name: str
    title: str
    summary: str
    minutes: int
    needs: tuple[str, ...]
    learn: tuple[str, ...]
    intro: Markdown
    steps: tuple[Step, ...]
    stated: tuple[Stated, ...] = ()
    figures: tuple[Figure, ...] = ()
