"""Buttons that show an icon and are named for those who cannot see it."""

from collections.abc import Callable

import panel as pn

from playground import icons
from playground.styles import stylesheet


def button(label: str, icon: str, kind: str, on_click: Callable[[], None]) -> pn.widgets.Button:
    """A button of a kind that `styles` knows, with an icon of `icons`; screen readers say its label."""
    made = pn.widgets.Button(label=label, stylesheets=[stylesheet(kind), icons.icon_rule(icon)], margin=0)
    made.on_click(lambda _event: on_click())
    return made


class PlayButton:
    """The button that plays and, while it plays, pauses; `widget` is what stands in the page."""

    def __init__(self, on_click: Callable[[], None]) -> None:
        self.widget = button("Play", icons.PLAY, "play", on_click)
        self.widget.stylesheets = [*self.widget.stylesheets, icons.icon_rule(icons.PAUSE, ":host(.playing)")]

    def show(self, playing: bool) -> None:
        """Offer to pause what plays, or to play what stands."""
        label = "Pause" if playing else "Play"
        if self.widget.label != label:
            self.widget.param.update(label=label, css_classes=["playing"] if playing else [])
