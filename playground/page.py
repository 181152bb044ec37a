"""The page: Settings make a run, the clock moves it, Frames of it go to the views. Everything flows that one way."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import panel as pn
from bokeh.document import Document

from playground import icons
from playground.bulletin import Bulletin, Inbox
from playground.buttons import PlayButton, button
from playground.clock import SLICE, Clock
from playground.controls import Controls
from playground.frame import Frame, Observer
from playground.labels import FEATURE_LABELS
from playground.run import Run
from playground.settings import LIVE, Settings
from playground.styles import stylesheet
from playground.views.loss import LossHistory, LossView
from playground.views.network import NetworkView, normalised
from playground.views.output import OutputView
from playground.views.sentence import describe, locate

EDGES_EVERY, OUTPUT_EVERY, LOSS_EVERY = 4, 3, 10
"""Frames from one drawing to the next while the network plays: edges and axes cost more than all tiles together."""
HINT = "Point at a neuron, or move to it with the arrow keys: its exact numbers stand here."


class Page:
    """One person's playground. ``attach`` puts its parts into a Bokeh document, by name.

    ``wake`` is called when the clock is to be ticked. ``schedule`` calls a function when the document may be changed:
    at once in a worker, under its lock on a server. ``slice_seconds`` is how long a tick of the clock lasts.
    """

    def __init__(
        self,
        fragment: str = "",
        *,
        wake: Callable[[], None],
        schedule: Callable[[Callable[[], None]], Any] = lambda call: call(),
        slice_seconds: float = SLICE,
    ) -> None:
        self.settings, problems = Settings.from_fragment(fragment)
        self.bulletin = Bulletin()
        handlers = {"inspect": self.inspect, "drawn": lambda _: self.drawn(), "open": self.open, "size": self._resize}
        self.inbox = Inbox(handlers)
        self.network, self.output, self.loss = NetworkView(), OutputView(), LossView()
        self.controls = Controls(self.settings, self.propose)
        self.clock = Clock(lambda: schedule(self.publish), wake, slice_seconds)
        self._inspected: int | None = None
        self._frames = 0
        self._told = False  # whether the notice of a divergence has been given
        self._frame_seconds = 0.0
        self._transport = self._build_transport()
        self._notice(problems)
        self._restart()

    def attach(self, document: Document) -> None:
        """Add every part to a document, as a root that has the name of its place in the page."""
        for name, part in self._parts().items():
            model = part.get_root(document) if isinstance(part, pn.viewable.Viewable) else part
            model.name = name
            document.add_root(model)

    def propose(self, **changes: Any) -> None:
        """Take settings that a person has changed; start again only if the run cannot go on with them."""
        try:
            settings = self.settings.replace(**changes)
        except ValueError:
            names = " and ".join(name.replace("_", " ") for name in changes)
            self._notice(
                ["a network needs at least one feature" if "features" in changes else f"this {names} cannot be"]
            )
            self.controls.show(self.settings)
            return
        self._notice([])
        self._take(settings)

    def open(self, fragment: str) -> None:
        """Take the settings of an address."""
        settings, problems = Settings.from_fragment(fragment)
        self._notice(problems)
        self._take(settings)

    def drawn(self) -> None:
        """The page has drawn the last Frame."""
        self.clock.drawn()

    def inspect(self, index: str) -> None:
        """Look at one tile of the diagram, counted through all columns; an empty text looks away."""
        self._inspected = int(index) if index else None
        self.network.select(self._inspected)
        self._explain(self._frame)
        self._draw_output(self._frame)

    def publish(self) -> None:
        """Take a Frame of the run as it stands and draw it; in passing, the charts skip some that the network shows."""
        start = perf_counter()
        passing = self.clock.playing
        frame = self._frame = self._observer.observe(fine=not passing)
        self._frames += 1
        self._history.append(frame, self._run.trainer.steps_per_epoch)
        self.network.draw(frame, self._labels, edges=not passing or self._frames % EDGES_EVERY == 0)
        if not passing or self._frames % OUTPUT_EVERY == 0:
            self._draw_output(frame)
        if not passing or self._frames % LOSS_EVERY == 0:
            self.loss.draw(self._history)
        self._explain(frame)
        self._frame_seconds += 0.1 * (perf_counter() - start - self._frame_seconds)
        self._report(frame)
        if frame.divergence and not self._told:
            self._told = True
            self._pause()
            self._notice([frame.divergence])

    def _take(self, settings: Settings) -> None:
        different = settings.differences(self.settings)
        self.settings = settings
        self.controls.show(settings)
        self.clock.speed = settings.speed
        if different <= LIVE:
            self._told = False
            self._run.change(settings)
            self._show_points()
            self.bulletin.post(fragment=settings.fragment)
        else:
            self._restart()

    def _restart(self) -> None:
        """Build the run that the settings stand for, at step 0; a clock that was running goes on running."""
        self._run = Run(self.settings)
        self._observer = Observer(self._run)
        self._told = False
        self._history = LossHistory()
        self._labels = tuple(FEATURE_LABELS[name] for name in self.settings.features)
        self.clock.trainer, self.clock.speed = self._run.trainer, self.settings.speed
        if self._inspected is not None and self._inspected >= self._units:
            self._inspected = None
        self._show_points()
        self.bulletin.post(fragment=self.settings.fragment)
        self.publish()

    def _rewind(self) -> None:
        self._pause()
        self._notice([])
        self._told = False
        self._run.trainer.reset()
        self._history = LossHistory()
        self.publish()

    def _toggle(self) -> None:
        if self.clock.playing:
            self._pause()
        else:
            self.clock.play()
            self._play.show(True)

    def _pause(self) -> None:
        self.clock.pause()
        self._play.show(False)

    def _step(self) -> None:
        self._pause()
        self._run.trainer.step()
        self.publish()

    def _step_back(self) -> None:
        self._pause()
        self._notice([])
        self._told = False
        self._run.trainer.seek(max(self._run.trainer.step_number - 1, 0))
        self.publish()

    def _step_epoch(self) -> None:
        self._pause()
        self._run.trainer.run_epoch()
        self.publish()

    def _resize(self, size: str) -> None:
        """Take the size in pixels that the page gives the diagram: ``760x520``."""
        width, height = (float(side) for side in size.split("x"))
        if self.network.resize(width, height):
            self.network.draw(self._frame, self._labels)

    @property
    def _units(self) -> int:
        return len(self.settings.features) + sum(self.settings.hidden) + 1

    def _show_points(self) -> None:
        self.output.show_points(self._run.training, self._run.test, self.settings.show_test)

    def _draw_output(self, frame: Frame) -> None:
        """The output's region, or that of the neuron which is looked at."""
        if self._inspected is None:
            self.output.draw(frame.output)
            return
        column, unit = locate(self._inspected, tuple(len(units) for units in frame.regions))
        scaled = normalised(frame.close[column][unit] if column == 0 else frame.close[column])
        self.output.draw(scaled if column == 0 else scaled[unit])

    def _explain(self, frame: Frame) -> None:
        if self._inspected is None:
            self.bulletin.post(sentence=HINT, title="Output")
            return
        output = "linear" if self.settings.loss == "cross-entropy" else "tanh"
        words = describe(frame, self._inspected, self._labels, self.settings.activation, output)
        name, _, text = words.partition(" = ")
        self.bulletin.post(sentence=words, title=name if text else "Feature")

    def _report(self, frame: Frame) -> None:
        self.bulletin.post(
            status=f"Epoch {frame.epoch} · step {frame.step} · training loss {frame.training_loss:.3f}"
            f" · test loss {frame.test_loss:.3f}",
            accuracy=f"{100 * frame.test_accuracy:.1f} % of the test points are on the right side",
            playing=self.clock.playing,
            steps_per_second=round(self.clock.steps_per_second),
            frame_ms=round(1000 * self._frame_seconds, 1),
        )

    def _notice(self, problems: list[str]) -> None:
        text = "; ".join(problems).rstrip(".")
        self.bulletin.post(notice=f"{text[0].upper()}{text[1:]}." if text else "")

    def _build_transport(self) -> pn.Row:
        self._play = PlayButton(self._toggle)
        return pn.Row(
            button("Reset", icons.RESET, "transport", self._rewind),
            button("Step back", icons.STEP_BACK, "transport", self._step_back),
            self._play.widget,
            button("Step", icons.STEP, "transport", self._step),
            button("Step epoch", icons.STEP_EPOCH, "transport", self._step_epoch),
            margin=0,
            stylesheets=[stylesheet("row")],
        )

    def _new_weights(self) -> None:
        self.propose(weights=(self.settings.weights + 1) % 10_000)

    def _parts(self) -> dict[str, Any]:
        widgets = self.controls.widgets

        sliders = {name: slider.view for name, slider in self.controls.sliders.items()}

        def stack(*names: str) -> pn.Column:
            parts = (sliders.get(name, widgets[name]) for name in names)
            return pn.Column(*parts, margin=0, sizing_mode="stretch_width", stylesheets=[stylesheet("stack")])

        return {
            "transport": self._transport,
            "speed": sliders["speed"],
            "data": stack("dataset", "thumbnails", "noise", "train_share", "batch_size"),
            "features": widgets["features"],
            "learning-rate": widgets["learning_rate"],
            "activation": widgets["activation"],
            "loss-function": widgets["loss"],
            "seed": widgets["seed"],
            "new-weights": button("New weights", icons.SHUFFLE, "plain", self._new_weights),
            "headings": self.controls.headings.row,
            "network": self.network.figure,
            "output": self.output.figure,
            "show-test": widgets["show_test"],
            "loss": self.loss.figure,
            "bulletin": self.bulletin.source,
            "inbox": self.inbox.source,
        }
