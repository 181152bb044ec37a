"""Code of one's own in place of a part of the run: what it made, and what it is blamed for.

It is played as it stands, or traced if a trace gives the same numbers: `nets.fast` trusts no module but its own.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from nets import Activation, Layer, Mode
from nets.activations import Function
from nets.arrays import Array
from playground.core.parts import Part


class OwnCodeError(Exception):
    """What is wrong with code of one's own, in a sentence.

    key    of the part that it stands for
    line   of its text, counted from 1; None if it cannot be said
    """

    def __init__(self, key: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.line = line


class Own(NamedTuple):
    """Code of one's own, ready to be used.

    made    a class of layers, a `Function`, a loss or an optimizer
    lines   where its classes, functions and methods begin in the text, counted from 1
    """

    part: Part
    text: str
    made: Any
    lines: Mapping[str, int]

    def activation(self) -> Layer:
        """A layer of what was made, if that is a `Function`."""
        return OwnActivation(self.made)


class OwnActivation(Activation):
    """An activation by a function of one's own, under the name of the one that it stands for."""

    def __init__(self, own: Function) -> None:
        super().__init__(own.name)
        self.own = own

    def forward(self, z: Array, _mode: Mode) -> tuple[Array, tuple[Array, Array]]:
        """a = f(z)."""
        a = self.own.value(z)
        return a, (z, a)

    def backward(self, d: Array, cache: tuple[Array, Array]) -> tuple[Array, dict[str, Array]]:
        """dL/dz = dL/da f'(z)."""
        z, a = cache
        return d * self.own.derivative(z, a), {}


def filename(part: Part) -> str:
    """Under what name the code of a part stands in a traceback."""
    return f"<{part.key}>"


def blamed(error: BaseException, part: Part) -> OwnCodeError:
    """An error as a sentence, with the innermost line of the part's own text that it came through."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename(part):
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        line, before = error.lineno, part.source.line - 1
        text = re.sub(r"on line (\d+)", lambda found: f"on line {int(found[1]) + before}", error.msg)
    else:
        text = said(error)
    return OwnCodeError(part.key, f"{type(error).__name__}: {text}".rstrip(": .") + ".", line)


def said(error: BaseException) -> str:
    """The first line of what an error says; one's own error may fail even at that."""
    try:
        return str(error).strip().partition("\n")[0]
    except Exception:
        return ""
