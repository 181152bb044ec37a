"""The controls: Panel widgets made from the settings' declarations. They show settings and propose other ones."""

from collections.abc import Callable, Iterable
from typing import Any

import panel as pn

from playground.controls.sliders import Slider
from playground.core.settings import Propose, Settings
from playground.theme.styles import stylesheet, thumbnail_rules


class Controls:
    """The controls of the settings that have any, each made when a page first asks for it, by the setting's name.

    ``show`` brings them all in line with Settings without proposing anything. `ask` is called with the name of a
    setting whose control is a button: what that opens, proposes.
    """

    def __init__(self, settings: Settings, propose: Propose, ask: Callable[[str], None] = lambda _: None) -> None:
        self._propose, self._ask = propose, ask
        self._all = settings
        self._settings = settings.fitted
        self._showing = False
        self._shows: list[tuple[Any, str, Callable[[Any], Any]]] = []  # widget, setting, its value in the widget
        self._narrows: list[Callable[[Settings], None]] = []
        self._views: dict[str, Any] = {}
        self.widgets: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """What stands in the page; raises KeyError for a setting without a control."""
        if name not in self._views:
            setting = name.partition(" ")[0]
            declared, value = self._settings.declared()[setting], getattr(self._settings, setting)
            if not declared.control:
                raise KeyError(name)
            before, self._showing = self._showing, True
            self._views[setting] = getattr(self, f"_{declared.control}")(setting, declared, value)
            self._showing = before
            self._hide_idle()
        return self._views[name]

    def show(self, settings: Settings) -> None:
        """Show these settings."""
        self._showing, self._all, settings = True, settings, settings.fitted
        self._settings = settings
        try:
            for narrow in self._narrows:
                narrow(settings)
            for widget, name, shown in self._shows:
                value = shown(getattr(settings, name))
                if widget.value != value:
                    widget.value = value
            self._hide_idle()
        finally:
            self._showing = False

    def _hide_idle(self) -> None:
        away = self._settings.idle.union(getattr(self._settings, "hide", ()))
        for name, view in self._views.items():
            view.visible = name.partition(" ")[0] not in away

    def _select(self, name: str, declared: Any, value: Any, *kinds: str) -> Any:
        return self._watched(name, pn.widgets.Select, declared, value, **_styled("select", *kinds))

    def _selects(self, name: str, declared: Any, _value: Any) -> Any:
        """A select for each of what another setting lists."""
        titled = f"{stylesheet('titled row')} :host::before {{ content: '{declared.label}'; }}"
        row: Any = pn.Column(margin=0, sizing_mode="stretch_width", stylesheets=[titled])

        def changed(_event: Any) -> None:
            if not self._showing:
                self._propose(**{name: declared.trimmed([select.value for select in row.objects])})

        def made(number: int) -> Any:
            label = f"{self._settings.declared()[declared.like].label} {number}"
            select = pn.widgets.Select(label=label, options={"": ""}, value="", **_styled("select", "unlabelled"))
            select.param.watch(changed, "value")
            return select

        def narrow(settings: Settings) -> None:
            like, chosen = getattr(settings, declared.like), getattr(settings, name)
            others = {words: each for each, words in declared.words.items() if each != like}
            count = len(getattr(settings, declared.of))
            if len(row.objects) != count:
                row.objects = [made(number) for number in range(1, count + 1)]
            for select, each in zip(row.objects, [*chosen, *[""] * (count - len(chosen))], strict=True):
                select.param.update(options={f"{declared.words[like]}, as all": "", **others}, value=each)

        self._narrows.append(narrow)
        narrow(self._settings)
        return row

    def _pictures(self, name: str, declared: Any, value: Any) -> Any:
        """A select and, as another view, a picture of every choice beside the present one."""
        groups = {title: _turned(declared, group) for title, group in declared.groups.items()}
        select = pn.widgets.Select(label=declared.label, groups=groups, value=value, **_styled("select", "unlabelled"))
        pictures = self._views[f"{name} pictures"] = pn.widgets.RadioButtonGroup(
            label=f"{declared.label} pictures", options=_turned(declared, self._all.beside(name)), value=value,
            css_classes=["pictures"], **self._painted(name),
        )  # fmt: skip

        def narrow(_settings: Settings) -> None:
            _offer(pictures, declared, self._all.beside(name))
            sheets = self._painted(name)["stylesheets"]
            if pictures.stylesheets != sheets:
                pictures.stylesheets = sheets

        self._narrows.append(narrow)
        self._watch(name, select)
        self._watch(name, pictures)
        return select

    def _painted(self, name: str) -> dict[str, Any]:
        """The style of the pictures: one's own points are seen though others are chosen."""
        return _styled("thumbnails", more=thumbnail_rules(self._all.beside(name), self._all.points))

    def _button(self, name: str, declared: Any, _value: Any) -> Any:
        """A button that opens what changes the setting."""
        button = pn.widgets.Button(label=f"Edit {declared.label.lower()}", **_styled("button"))
        button.on_click(lambda _: self._ask(name))
        self.widgets[name] = button
        return button

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
        """A widget that offers what is possible."""
        options = _turned(declared, self._settings.possible(name))
        widget = kind(label=declared.label, options=options, value=value, **more)

        def narrow(settings: Settings) -> None:
            _offer(widget, declared, settings.possible(name))

        self._narrows.append(narrow)
        return self._watch(name, widget)

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


def _turned(declared: Any, values: Iterable[Any] | None = None) -> dict[str, Any]:
    """The values, all if none are given, by their words."""
    return {declared.words[value]: value for value in (declared.words if values is None else values)}


def _offer(widget: Any, declared: Any, values: list[Any]) -> bool:
    """Offer these values; whether they are others than before."""
    options = _turned(declared, values)
    if widget.options == options:
        return False
    widget.options = options
    return True


def _styled(*kinds: str, more: str = "") -> dict[str, Any]:
    return {"stylesheets": ["".join(map(stylesheet, kinds)) + more], "sizing_mode": "stretch_width", "margin": 0}
