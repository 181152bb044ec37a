"""The Engine page: the code of the run's parts as it runs, its formulas, its gradient check, and code of one's own."""

from time import perf_counter
from typing import TYPE_CHECKING, Any

from playground.core.branch import blame
from playground.core.formulas import FORMULAS
from playground.core.frame import Frame
from playground.core.jobs import Job
from playground.core.own import Own, OwnCodeError, blamed
from playground.core.parts import Part, part, parts_of
from playground.core.plane.settings import PlaneSettings
from playground.core.proof import TOLERANCE, Proof, moment, prove
from playground.core.reading import read
from playground.core.run import Run
from playground.pages.page import Page
from playground.views.face import Display
from playground.views.remarks import behind_the_branch, unusable
from playground.views.status import Address, Status
from playground.views.timeline import Timeline
from playground.views.warnings import Warnings

if TYPE_CHECKING:
    from playground.pages.house import House

EVERY = 1.0
"""Seconds between two checks of the part that is looked at, while the network plays."""


class EnginePage(Page):
    """The second page. Texts that a person edits stay in the browser until they are to be checked."""

    name = "engine"
    kind = PlaneSettings

    def __init__(self, house: "House") -> None:
        super().__init__(house)
        texts = self.bulletin.source
        self.display = Display(Status(texts), Timeline(texts), Warnings(texts), Address(texts))
        self.chosen = parts_of(self.experiment.settings)[0].key
        self._failed: set[str] = set()
        self._live: Job | None = None
        self._check: Job | None = None
        self._proven: tuple[Run, str, int] | None = None
        self._since = -EVERY
        self.handlers |= {"choose": self.choose, "check": self.check, "try": self.use, "put back": self.put_back}

    def parts(self) -> dict[str, Any]:
        """By the name of its place."""
        return {"speed": self.controls["speed"]}

    def propose(self, **changes: Any) -> None:
        """Take settings that a person has changed."""
        with self.house.guarded(self):
            self.experiment.propose(**changes)

    def hide(self) -> None:
        """Be not seen."""
        super().hide()
        for job in (self._live, self._check):
            if job is not None:
                job.cancel()
        self._proven = None

    def take(self, frame: Frame) -> None:
        """Show the parts of the run, and check the one that is looked at, if that is due."""
        super().take(frame)
        self._show_parts()
        now = perf_counter()
        if not frame.passing or now - self._since >= EVERY:
            self._watch(now)

    def choose(self, key: str) -> None:
        """Look at another part."""
        if key in self._keys():
            self.chosen = key
            self._show_parts()
            self._watch(perf_counter())

    def check(self, wanted: dict[str, Any]) -> None:
        """Check a text in place of a part: {part, text, number}."""
        self._judge(wanted, put=False)

    def use(self, wanted: dict[str, Any]) -> None:
        """Check a text, and train with it if it can be used at all: {part, text, number}."""
        self._judge(wanted, put=True)

    def put_back(self, key: str) -> None:
        """Train with the original again."""
        self.notice([])
        self._put({name: own for name, own in self.experiment.own.items() if name != key})

    def press(self, name: str) -> None:
        """A button; what was before a branch belongs to the original."""
        before = self.experiment.run.trainer
        super().press(name)
        if name == "back" and self.experiment.own and before.step_number == before.history.earliest > 0:
            self.notice([behind_the_branch(before.step_number)])

    def _keys(self) -> list[str]:
        return [each.key for each in parts_of(self.experiment.settings)]

    def _show_parts(self) -> None:
        experiment = self.experiment
        parts, branched = parts_of(experiment.settings), experiment.branched
        if self.chosen not in self._keys():
            self.chosen = parts[0].key
        untraced = experiment.run.trainer.untraced
        self.bulletin.post(
            parts=[told(each, experiment.own.get(each.key), each.key in self._failed) for each in parts],
            chosen=self.chosen,
            branch=None if branched is None else branched.step,
            plain=sorted(untraced),
        )

    def _watch(self, now: float) -> None:
        """Check the part that is looked at, as it is in the run, at the present step."""
        run = self.experiment.run
        busy = self._live is not None and not self._live.over
        here = run, self.chosen, run.trainer.step_number
        if here == self._proven or (busy and self._proven is not None and self._proven[:2] == here[:2]):
            return
        if busy and self._live is not None:
            self._live.cancel()
        self._since, self._proven = now, here
        checking = prove(part(self.chosen), moment(run), run.own)
        self._live = self.house.clock.start(Job("Checking", checking, lambda proof: self._tell(run, proof)))

    def _tell(self, run: Run, proof: Proof) -> None:
        if run is self.experiment.run and proof.key == self.chosen:
            self._mark(proof)
            self.bulletin.post(proof=written(proof))
        if not self.experiment.playing:  # it may have gone on meanwhile, and then stopped
            self._watch(perf_counter())

    def _mark(self, proof: Proof) -> None:
        """Remember whether own code that is in place passes."""
        failed = self._failed - {proof.key}
        if proof.key in self.experiment.own and not proof.passed:
            failed |= {proof.key}
        if failed != self._failed:
            self._failed = failed
            self._show_parts()

    def _judge(self, wanted: dict[str, Any], *, put: bool) -> None:
        key, number = str(wanted["part"]), int(wanted["number"])
        if key not in self._keys():
            return
        if self._check is not None:
            self._check.cancel()
        run, checked = self.experiment.run, part(key)
        try:
            own = read(checked, str(wanted["text"]))
        except OwnCodeError as error:
            proof = Proof(key, run.trainer.step_number, (), None, str(error), error.line)
            self.bulletin.post(verdict=written(proof) | {"number": number, "put": False})
            return
        owned = {**self.experiment.own, key: own}

        def judged(proof: Proof) -> None:
            placed = put and proof.usable and self._put(owned, proof)
            if placed is not None:
                self.bulletin.post(verdict=written(proof) | {"number": number, "put": placed})

        self._check = self.house.clock.start(Job("Checking", prove(checked, moment(run), owned), judged))

    def _put(self, owned: dict[str, Own], proof: Proof | None = None) -> bool:
        """Let this own code be in place; says so if it cannot be used after all."""
        try:
            self.experiment.put(owned)
        except BaseException as error:
            self.notice([unusable(blame(error, owned) or blamed(error, part(self.chosen)))])
            return False
        if proof is not None:
            self._mark(proof)
        return True


def told(shown: Part, own: Own | None, failed: bool) -> dict[str, Any]:
    """A part, as the page's script takes it."""
    source, formula = shown.source, FORMULAS[shown.key]
    return {
        "key": shown.key,
        "title": shown.title,
        "use": shown.use,
        "path": shown.path,
        "line": source.line,
        "text": source.text,
        "own": None if own is None else own.text,
        "failed": failed,
        "formula": {name: list(map(list, value)) for name, value in zip(("lines", "letters"), formula, strict=False)},
        "origin": formula.origin,
    }


def written(proof: Proof) -> dict[str, Any]:
    """A proof, as the page's script takes it; numbers that are none become None."""
    rows = [] if proof.whole is None else [*proof.rows, proof.whole]
    return {
        "part": proof.key,
        "step": proof.step,
        "passed": proof.passed,
        "problem": proof.problem,
        "line": proof.line,
        "tolerance": TOLERANCE,
        "rows": [{name: finite(value) for name, value in row._asdict().items()} for row in rows],
    }


def finite(value: Any) -> Any:
    """None for what JSON has no number for."""
    return None if isinstance(value, float) and not abs(value) < float("inf") else value
