"""The controls: Panel widgets made from the settings' declarations. They show settings and propose other ones."""

from collections.abc import Callable
from typing import Any

import panel as pn

from playground.controls.sliders import Slider
from playground.core.settings import Propose, Settings
from playground.theme.styles import stylesheet, thumbnail_rules


class Controls:
    """The controls of the settings that have any: `views` by setting, as they stand in the page.

    ``show`` brings them all in line with Settings without proposing anything. None is `made` for a page without a
    place for them.
    """

    def __init__(self, settings: Settings, propose: Propose, *, made: bool = True) -> None:
        self._propose = propose
        self._showing = False
        self._shows: list[tuple[Any, str, Callable[[Any], Any]]] = []  # widget, setting, its value in the widget
        self.widgets: dict[str, Any] = {}
        self.views: dict[str, Any] = {}
        for name, declared in settings.declared().items():
            if made and declared.control:
                self.views[name] = getattr(self, f"_{declared.control}")(name, declared, getattr(settings, name))

    def show(self, settings: Settings) -> None:
        """Show these settings."""
        self._showing = True
        try:
            for widget, name, shown in self._shows:
                value = shown(getattr(settings, name))
                if widget.value != value:
                    widget.value = value
        finally:
            self._showing = False

    def _select(self, name: str, declared: Any, value: Any, *kinds: str) -> Any:
        return self._watched(name, pn.widgets.Select, declared, value, **_styled("select", *kinds))

    def _pictures(self, name: str, declared: Any, value: Any) -> Any:
        """A select and, as another view, a picture of every choice."""
        select = self._select(name, declared, value, "unlabelled")
        self.views[f"{name} pictures"] = pn.widgets.RadioButtonGroup(
            label=f"{declared.label} pictures", options=_turned(declared), value=value, css_classes=["pictures"],
            **_styled("thumbnails", more=thumbnail_rules(list(declared.words))),
        )  # fmt: skip
        self._watch(name, self.views[f"{name} pictures"])
        return select

    def _chips(self, name: str, declared: Any, value: Any) -> Any:
        kind = pn.widgets.CheckButtonGroup
        return self._watched(name, kind, declared, value, tags=[declared.label], **_styled("chips"))

    def _tabs(self, name: str, declared: Any, value: Any) -> Any:
        return self._watched(
            name, pn.widgets.RadioButtonGroup, declared, value, tags=[declared.label], **_styled("tabs")
        )

    def _check(self, name: str, declared: Any, value: bool) -> Any:
        widget = pn.widgets.Checkbox(label=declared.label, value=value, **_styled("check"))
        return self._watch(name, widget)

    def _number(self, name: str, declared: Any, value: int) -> Any:
        """A field without bounds of its own: what it refuses, nobody would hear of."""
        widget = pn.widgets.IntInput(label=declared.label, value=value, **_styled("number"))
        return self._watch(name, widget)

    def _slider(self, name: str, declared: Any, value: int) -> Any:
        low, high = declared.bounds
        slider = Slider(declared.label, (low, high), value, lambda n: f"{n}{declared.unit}", step=declared.step)
        self._watch(name, slider.widget)
        return slider.view

    def _steps(self, name: str, declared: Any, value: Any) -> Any:
        """A slider over the choices, in their order."""
        choices = list(declared.words)
        slider = Slider(
            declared.label, (0, len(choices) - 1), choices.index(value), lambda i: declared.words[choices[i]],
            title_kinds=("slider-title", "speed-title"),
        )  # fmt: skip
        self._watch(name, slider.widget, choices.index, choices.__getitem__)
        return slider.view

    def _watched(self, name: str, kind: Any, declared: Any, value: Any, **more: Any) -> Any:
        return self._watch(name, kind(label=declared.label, options=_turned(declared), value=value, **more))

    def _watch(
        self,
        name: str,
        widget: Any,
        shown: Callable[[Any], Any] = lambda v: v,
        meant: Callable[[Any], Any] = lambda v: v,
    ) -> Any:
        """Let a widget propose what a person sets; `shown` turns a setting into the widget's value, `meant` back."""

        def changed(event: Any) -> None:
            if not self._showing:
                self._propose(**{name: None if event.new is None else meant(event.new)})

        widget.param.watch(changed, "value")
        self._shows.append((widget, name, shown))
        self.widgets.setdefault(name, widget)
        return widget


def _turned(declared: Any) -> dict[str, Any]:
    return {words: value for value, words in declared.words.items()}


def _styled(*kinds: str, more: str = "") -> dict[str, Any]:
    return {"stylesheets": ["".join(map(stylesheet, kinds)) + more], "sizing_mode": "stretch_width", "margin": 0}
