"""The controls: Panel widgets that show Settings and propose other ones. They know nothing of views, runs or time."""

from collections.abc import Callable
from typing import Any

import panel as pn

from playground.headings import Headings
from playground.labels import ACTIVATION_LABELS, DATASET_LABELS, FEATURE_LABELS, LOSS_LABELS, speed_label
from playground.settings import LEARNING_RATES, SPEEDS, Propose, Settings
from playground.sliders import Slider
from playground.styles import stylesheet, thumbnail_rules


class Controls:
    """One widget a setting; ``show`` brings them all in line with Settings without proposing anything."""

    def __init__(self, settings: Settings, propose: Propose) -> None:
        self._propose = propose
        self._showing = False
        self.sliders = _sliders(settings)
        self.widgets = _widgets(settings) | {name: slider.widget for name, slider in self.sliders.items()}
        for name, widget in self.widgets.items():
            widget.param.watch(self._on_value(name), "value")
        self.headings = Headings(settings, propose)

    def show(self, settings: Settings) -> None:
        """Show these settings."""
        self._showing = True
        try:
            for name, widget in self.widgets.items():
                value = getattr(settings, SETTING_OF.get(name, name))
                widget.value = SPEEDS.index(value) if name == "speed" else value
        finally:
            self._showing = False
        self.headings.show(settings)

    def _on_value(self, name: str) -> Callable[[Any], None]:
        def changed(event: Any) -> None:
            if not self._showing and event.new is not None:
                value = SPEEDS[event.new] if name == "speed" else event.new
                self._propose(**{SETTING_OF.get(name, name): value})

        return changed


SETTING_OF = {"thumbnails": "dataset"}
"""Widgets that are a second way to set something, and what they set."""


def _percent(value: int) -> str:
    return f"{value} %"


def _speed_words(index: int) -> str:
    return speed_label(SPEEDS[index])


def _select(name: str, options: dict[str, Any], value: Any) -> pn.widgets.Select:
    return pn.widgets.Select(label=name, options=options, value=value, **_styled("select"))


def _styled(kind: str, more: str = "") -> dict[str, Any]:
    return {"stylesheets": [stylesheet(kind) + more], "sizing_mode": "stretch_width", "margin": 0}


def _sliders(settings: Settings) -> dict[str, Slider]:
    return {
        "noise": Slider("Noise", (0, 50), settings.noise, _percent, step=5),
        "train_share": Slider("Training share", (10, 90), settings.train_share, _percent, step=10),
        "batch_size": Slider("Batch size", (1, 64), settings.batch_size),
        "speed": Slider(
            "Speed", (0, len(SPEEDS) - 1), SPEEDS.index(settings.speed), _speed_words,
            title_kinds=("slider-title", "speed-title"),
        ),
    }  # fmt: skip


def _widgets(settings: Settings) -> dict[str, Any]:
    datasets = {label: name for name, label in DATASET_LABELS.items()}
    return {
        "dataset": _select("Dataset", datasets, settings.dataset),
        "thumbnails": pn.widgets.RadioButtonGroup(
            label="Dataset pictures", options=datasets, value=settings.dataset, tags=["Dataset pictures"],
            **_styled("thumbnails", thumbnail_rules(list(DATASET_LABELS))),
        ),
        "features": pn.widgets.CheckButtonGroup(
            label="Features", options={label: name for name, label in FEATURE_LABELS.items()},
            value=settings.features, tags=["Features"], **_styled("chips"),
        ),
        "learning_rate": _select("Learning rate", {f"{r:g}": r for r in LEARNING_RATES}, settings.learning_rate),
        "activation": _select("Activation", {v: k for k, v in ACTIVATION_LABELS.items()}, settings.activation),
        "loss": _select("Loss", {v: k for k, v in LOSS_LABELS.items()}, settings.loss),
        "seed": pn.widgets.IntInput(label="Seed", start=0, end=9999, value=settings.seed, **_styled("number")),
        "show_test": pn.widgets.Checkbox(label="Show test points", value=settings.show_test, **_styled("check")),
    }  # fmt: skip
