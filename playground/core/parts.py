"""The parts of a run: which pieces of `nets` its layers, activations, loss and optimizer are, and their source text."""

import ast
from pathlib import Path
from typing import NamedTuple

import nets
from nets import Dense, activations, losses, optimizers
from playground.core.plane.run import DENSE, output_activation
from playground.core.settings import Settings

TITLES = {"tanh": "tanh", "relu": "ReLU", "elu": "ELU", "gelu": "GELU", "leaky relu": "Leaky ReLU"}

SOURCES = Path("/lib/glassbox/sources")
"""Where the Engine page's texts lie in the page, whose modules are compiled and have none."""


class Source(NamedTuple):
    """A piece of a file, and the number of its first line there, counted from 1."""

    text: str
    line: int


class Part(NamedTuple):
    """One part of a run that can be looked at, and exchanged for one's own.

    key     'layer:dense', 'activation:tanh', 'loss:mean squared error', 'optimizer:sgd'
    kind    'layer', 'activation', 'loss' or 'optimizer'
    title   what people call it
    use     where it stands in the run, in a few words
    module  the module that defines it
    names   the class or functions that it is; what stands between them in the file belongs to it
    """

    key: str
    kind: str
    title: str
    use: str
    module: str
    names: tuple[str, ...]

    @property
    def path(self) -> str:
        """Its file, from the root of the sources: 'nets/layers/dense.py'."""
        return self.module.replace(".", "/") + ".py"

    @property
    def source(self) -> Source:
        """The text of its definition alone; raises FileNotFoundError where sources are not there yet."""
        return excerpt(source_of(self.path), self.names)


def parts_of(settings: Settings) -> tuple[Part, ...]:
    """The parts of the run that these settings make, in the order in which a sample meets them."""
    settings, uses = settings.fitted, dict[str, list[str]]()
    hidden = [settings.activation_of(layer) for layer in range(len(settings.hidden))]
    for name in dict.fromkeys(hidden):
        uses.setdefault(name, []).append(_layers([i for i, each in enumerate(hidden, 1) if each == name], len(hidden)))
    if output_activation(settings) != "linear":
        uses.setdefault(output_activation(settings), []).append("output")
    return (
        part(DENSE, "every layer with weights"),
        *(part(f"activation:{name}", " and ".join(places)) for name, places in uses.items()),
        part(f"loss:{settings.loss}", "every step"),
        part(f"optimizer:{settings.optimizer}", "every step"),
    )


def _layers(numbers: list[int], count: int) -> str:
    """Some of the hidden layers, in words."""
    if len(numbers) == count:
        return "hidden layers"
    return f"hidden layer{'s' * (len(numbers) > 1)} {' and '.join(map(str, numbers))}"


def part(key: str, use: str = "") -> Part:
    """The part of that key; raises KeyError if there is none."""
    kind, _, name = key.partition(":")
    if key == DENSE:
        return Part(key, kind, "Dense layer", use, Dense.__module__, (Dense.__name__, "rows"))
    if kind == "activation":
        function = activations.ACTIVATIONS[name]
        names = function.value.__name__, function.derivative.__name__
        return Part(key, kind, TITLES.get(name, name.capitalize()), use, activations.__name__, names)
    if kind == "loss":
        return Part(key, kind, name.capitalize(), use, losses.__name__, (losses.LOSSES[name].__name__,))
    if kind == "optimizer":
        optimizer = optimizers.OPTIMIZERS[name]
        return Part(key, kind, optimizer.__name__, use, optimizers.__name__, (optimizer.__name__,))
    raise KeyError(key)


def source_of(path: str) -> str:
    """The text of a source file, 'nets/layers/dense.py'; raises FileNotFoundError."""
    kept = SOURCES / path
    return (kept if kept.is_file() else Path(nets.__path__[0]).parent / path).read_text(encoding="utf-8")


def excerpt(text: str, names: tuple[str, ...]) -> Source:
    """The piece of a file from the first to the last definition of these names; raises KeyError for a missing one."""
    found = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    nodes = [found[name] for name in names]
    start = min(line for node in nodes for line in (node.lineno, *(each.lineno for each in node.decorator_list)))
    end = max(node.end_lineno or node.lineno for node in nodes)
    return Source("\n".join(text.splitlines()[start - 1 : end]) + "\n", start)
