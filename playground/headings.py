"""Over every column of the diagram: what it is, and the steppers for its neurons and for the number of layers."""

from typing import Any

import panel as pn

from playground import icons
from playground.buttons import button
from playground.settings import MAX_LAYERS, MAX_NEURONS, Propose, Settings
from playground.styles import stylesheet


class Headings:
    """One heading a column, ``MAX_LAYERS`` of them made once and shown as they are needed; `row` holds them all."""

    def __init__(self, settings: Settings, propose: Propose) -> None:
        self._propose = propose
        self._hidden = list(settings.hidden)
        self._columns = [self._column(i) for i in range(MAX_LAYERS)]
        self._count = _text("", "count")
        self._layers = pn.Column(
            _text(_either("Output", "Out")),
            pn.Row(
                button("Remove a layer", icons.MINUS, "stepper", lambda: self._set_layers(-1)),
                self._count,
                button("Add a layer", icons.PLUS, "stepper", lambda: self._set_layers(+1)),
                **_stack("counter"),
            ),
            **_stack("column"),
        )
        features = pn.Column(_text(_either("Features", "In")), **_stack("column"))
        self.row = pn.Row(features, *(column for column, _ in self._columns), self._layers, **_stack("headings"))
        self.show(settings)

    def show(self, settings: Settings) -> None:
        """Show as many columns as there are hidden layers, with the number of neurons of each."""
        self._hidden = list(settings.hidden)
        layers = len(self._hidden)
        self._count.object = _either(f"{layers} layer{'' if layers == 1 else 's'}", f"{layers}")
        for i, (column, count) in enumerate(self._columns):
            column.visible = i < layers
            if i < layers:
                count.object = f"{self._hidden[i]}"

    def _column(self, index: int) -> tuple[pn.Column, pn.pane.HTML]:
        count = _text("", "count")
        name = f"layer {index + 1}"
        return (
            pn.Column(
                _text(_either(f"Layer {index + 1}", f"{index + 1}")),
                pn.Row(
                    button(
                        f"Remove a neuron from {name}", icons.MINUS, "stepper", lambda: self._set_neurons(index, -1)
                    ),
                    count,
                    button(f"Add a neuron to {name}", icons.PLUS, "stepper", lambda: self._set_neurons(index, +1)),
                    **_stack("counter"),
                ),
                **_stack("column"),
            ),
            count,
        )

    def _set_neurons(self, index: int, change: int) -> None:
        if index >= len(self._hidden):  # a second press, on its way while the layer went
            return
        count = self._hidden[index] + change
        if 1 <= count <= MAX_NEURONS:
            self._propose(hidden=[*self._hidden[:index], count, *self._hidden[index + 1 :]])

    def _set_layers(self, change: int) -> None:
        if change < 0 and self._hidden:
            self._propose(hidden=self._hidden[:-1])
        elif change > 0 and len(self._hidden) < MAX_LAYERS:
            self._propose(hidden=[*self._hidden, self._hidden[-1] if self._hidden else 4])


def _stack(kind: str) -> dict[str, Any]:
    return {"margin": 0, "stylesheets": [stylesheet(kind)]}


def _either(wide: str, narrow: str) -> str:
    """One text for wide pages and one for narrow ones; the style sheet shows one of the two."""
    return f'<span class="wide">{wide}</span><span class="narrow">{narrow}</span>'


def _text(content: str, kind: str = "heading") -> pn.pane.HTML:
    return pn.pane.HTML(content, margin=0, stylesheets=[stylesheet(kind)])
