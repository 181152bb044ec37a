"""Own code from a text: what it defines in place of a part, or what is wrong with it, at its line.

It is executed where the part's own module would be: with the same names at hand.
"""

import ast
import inspect
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any

from nets import Layer, losses
from nets.activations import Function
from nets.losses import Loss
from nets.optimizers import Optimizer
from playground.core.own import Own, OwnCodeError, blamed, filename
from playground.core.parts import Part

LONGEST = 100_000
"""Letters of a text; the longest part has some 2,000."""

TAKES = {
    "layer": {"forward": ("x", "mode"), "backward": ("d", "cache")},
    "loss": {
        "encode": ("labels", "shape"),
        "values": ("y", "t"),
        "gradient": ("y", "t"),
        "correct": ("y", "t"),
    },
    "optimizer": {"update": ("w", "g", "memory", "step")},
}


def read(part: Part, text: str) -> Own:
    """What a text defines in place of a part; raises OwnCodeError."""
    if len(text) > LONGEST:
        raise OwnCodeError(part.key, f"This text has {len(text):,} letters; {LONGEST:,} is the most.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, filename(part))
            code = compile(tree, filename(part), "exec")
        lines = {node.name: node.lineno for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)}
        wanted = part.names[:1] if part.kind == "layer" else part.names
        namespace = {name: value for name, value in vars(import_module(part.module)).items() if name not in wanted}
        namespace["__name__"] = filename(part)  # by which nets.fast sees that it is not proven
        exec(code, namespace)
        for name in wanted:
            if not callable(namespace.get(name)):
                kind = "class" if name[:1].isupper() else "function"
                raise OwnCodeError(part.key, f"The text defines no {kind} {name}.", 1)
        made = MAKERS[part.kind](part, *(namespace[name] for name in wanted))
    except OwnCodeError:
        raise
    except BaseException as error:
        found = blamed(error, part)
        if found.line is None and not isinstance(error, Exception):
            raise
        raise found from error
    return Own(part, text, made, lines)


def _layer(part: Part, given: Any) -> type[Layer]:
    _check_class(part, given, Layer)
    _check_methods(part, given(1))
    return given


def _activation(part: Part, value: Any, derivative: Any) -> Function:
    _check_takes(part, value, ("z",))
    _check_takes(part, derivative, ("z", "a"))
    return Function(part.key.partition(":")[2], value, derivative)


def _loss(part: Part, given: Any) -> Loss:
    loss = losses.chosen(given())
    _check_methods(part, loss)
    return loss


def _optimizer(part: Part, given: Any) -> Optimizer:
    _check_class(part, given, Optimizer)
    optimizer = given()
    _check_methods(part, optimizer)
    return optimizer


MAKERS: dict[str, Callable[..., Any]] = {
    "layer": _layer,
    "activation": _activation,
    "loss": _loss,
    "optimizer": _optimizer,
}


def _check_class(part: Part, given: Any, base: type) -> None:
    if not (isinstance(given, type) and issubclass(given, base)):
        name = part.names[0]
        raise OwnCodeError(part.key, f"{name} should begin with class {name}({base.__name__}).", 1)


def _check_methods(part: Part, thing: Any) -> None:
    for name, arguments in TAKES[part.kind].items():
        _check_takes(part, getattr(thing, name), arguments)


def _check_takes(part: Part, function: Any, arguments: tuple[str, ...]) -> None:
    """Raises OwnCodeError, at the function's line, unless it can be called with so many arguments."""
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        code = getattr(function, "__code__", None)
        line = code.co_firstlineno if code is not None and code.co_filename == filename(part) else None
        given = ", ".join(inspect.signature(function).parameters)
        wanted = ", ".join(arguments)
        raise OwnCodeError(
            part.key, f"{function.__name__} is called with ({wanted}), but it takes ({given}).", line
        ) from None
