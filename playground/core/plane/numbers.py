"""The weights and biases of a network on the plane, one by one: what they are called, how an address writes them."""

import re
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from nets.errors import SettingError
from nets.training import places
from nets.written import SUPERSCRIPTS
from playground.core.declare import RefusedError

if TYPE_CHECKING:
    from playground.core.plane.settings import PlaneSettings

WEIGHTS, BIASES = "weights", "biases"
MOST = 1000.0
FORM = re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,12})?(e-[0-9]{1,2})?")
CLASS_NAMES = "ABCDEF"
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Number:
    """A weight or a bias, as the declaration of a setting speaks of that.

    name     the engine's name, see `nets.training.places`
    label    what people call it
    """

    def __init__(self, name: str, label: str) -> None:
        self.name = name
        self.label = label

    def write(self, value: float) -> str:
        """The value as an address carries it: as few digits as tell a float32 from all others."""
        return str(np.float32(value))

    def read(self, text: str) -> float:
        """The value that a text of an address stands for; raises RefusedError."""
        return self.checked(float(text) if FORM.fullmatch(text) else nan)

    def checked(self, value: float) -> float:
        """A value that it may have, as a float32; raises RefusedError."""
        if not abs(value) <= MOST:
            raise RefusedError(f"the {self.label} can be a number from −{MOST:.0f} to {MOST:.0f}")
        return float(np.float32(value))


def name_of(column: int, unit: int, source: int | None) -> str:
    """The name of the weight from unit `source` of the column before, or of the bias, if that is None.

    Columns and units are counted from 0, as in the diagram: column 0 holds the features.
    """
    if source is None:
        return places.named(BIASES, column, unit + 1)
    return places.named(WEIGHTS, column, source + 1, unit + 1)


def number_named(settings: "PlaneSettings", name: str) -> Number:
    """The number of that name; KeyError if the network of these settings has none."""
    counts = settings.shape
    try:
        parameter, layer, at = places.split(name)
    except SettingError as error:
        raise KeyError(name) from error
    shape = {WEIGHTS: counts[layer - 1 : layer + 1], BIASES: counts[layer : layer + 1]}.get(parameter, ())
    if layer >= len(counts) or len(at) != len(shape) or any(i > n for i, n in zip(at, shape, strict=True)):
        raise KeyError(name)
    is_output = layer == len(counts) - 1
    target = f"the {output_named(settings, at[-1] - 1)}" if is_output else f"layer {layer}, neuron {at[-1]}"
    if parameter == BIASES:
        return Number(name, f"bias of {target}")
    return Number(name, f"weight from {inputs_of(settings, layer)[at[0] - 1]} to {target}")


def inputs_of(settings: "PlaneSettings", column: int) -> list[str]:
    """What the units of a column get: the features' words, or what the units of the column before answer."""
    if column == 1:
        words = settings.declared()["features"].words
        return [words[name] for name in settings.features]
    return [activation_of(column - 1, i + 1) for i in range(settings.hidden[column - 2])]


def output_named(settings: "PlaneSettings", unit: int) -> str:
    """An output, counted from 0, as it stands in a sentence: of several, with its class."""
    return f"output {CLASS_NAMES[unit]}" if settings.outputs > 1 else "output"


def activation_of(layer: int, unit: int) -> str:
    """What unit `unit` of layer `layer` answers, counted from 1: a with the layer above and the unit below."""
    return "a" + str(layer).translate(SUPERSCRIPTS) + str(unit).translate(SUBSCRIPTS)
