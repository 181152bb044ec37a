"""A run as a notebook for Jupyter that brings the engine along, and says how far its numbers are from the page's.

It is nbformat 4.5, written by hand, and needs NumPy alone; Matplotlib draws if it is there. The cells are a template;
what differs from run to run are literals that `literals` makes.
"""

import base64
import json
import re
from typing import Any

from nets.export.architecture import described
from nets.layers.base import Layer
from nets.optimizers import Optimizer
from nets.schedules import Schedule
from playground.core.declare import LIVE
from playground.core.files import engine
from playground.core.files.code import fold
from playground.core.files.notebook_cells import CELLS, CODE
from playground.core.files.source import Source, check_finite
from playground.core.plane.run import meant, recipe
from playground.core.plane.settings import PlaneSettings

INDENT = "    "


def to_text(of: Source) -> str:
    """The notebook as JSON text; raises FileProblemError, or OSError if the sources are not to be had now."""
    check_finite(of)
    return document([cell(number, kind, text, literals(of)) for number, (kind, text) in enumerate(CELLS)])


def document(cells: list[dict[str, Any]]) -> str:
    """A notebook of these cells as JSON text."""
    return json.dumps(
        {
            "cells": cells,
            "metadata": {
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
    )


def cell(number: int, kind: str, text: str, values: dict[str, str]) -> dict[str, Any]:
    """One cell: a template in which every ‹name› stands for a literal."""
    for name, value in values.items():
        text = text.replace(f"‹{name}›", value)
    made = {"id": f"cell-{number}", "cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
    if kind != CODE:
        return made
    folded = {"jupyter": {"source_hidden": True}} if "ENGINE" in text else {}
    return made | {"metadata": folded, "execution_count": None, "outputs": []}


def literals(of: Source) -> dict[str, str]:
    """What stands for each ‹name›, as Python writes it."""
    run, trainer = of.run, of.run.trainer
    evaluation = trainer.evaluate()
    layers = "".join(f"{INDENT}{constructor(layer)},\n" for layer in run.network.layers)
    first, later = meant(of.place.settings.part(LIVE)), entries(of)
    values = (first["optimizer"], first["schedule"], *(new for _, _, new in later))
    steps = "".join(f"{INDENT}{entry!r},\n" for entry in later)
    return {
        "address": of.address,
        "step": repr(of.step),
        **sources(),
        "maker": "from_points" if run.settings.is_own else "make",
        "data": recipe_of(run.settings),
        "share": repr(run.settings.train_share / 100),
        "split": repr(run.settings.seed),
        "features": repr(list(run.inputs.names)),
        "standardise": repr(run.inputs.standardizer is not None),
        "layers": layers,
        "inputs": repr(run.network.input_shape),
        "seed": repr(run.network.seed),
        "loss": repr(trainer.loss.name),
        "order": repr(trainer.seed),
        "optimizers": made_by(Optimizer, values),
        "schedules": made_by(Schedule, values),
        "settings": f"{INDENT}**{first!r},\n",
        "changes": steps,
        "losses": repr([float(evaluation.train_loss), float(evaluation.test_loss)]).replace("nan", "float('nan')"),
        "parameters": fold(base64.b64encode(run.network.parameters.astype("<f4").tobytes()).decode()),
        "caption": literal(of.caption),  # the last one, since whatever a table says may stand in it
    }


def sources() -> dict[str, str]:
    """What stands for the ‹engine›; raises OSError if the sources are not to be had now."""
    return {"engine": fold(base64.b64encode(engine.archive()).decode())}


def literal(text: str) -> str:
    """A text in Markdown that means nothing else."""
    return re.sub(r"([\\`*_\[\]<>#|$~&])", r"\\\1", text)


def recipe_of(settings: PlaneSettings) -> str:
    """What `nets.datasets` is asked for."""
    given = settings.points.recipe if settings.is_own else recipe(settings)
    return ", ".join(f"{key}={value!r}" for key, value in given.items())


def constructor(layer: Layer) -> str:
    """The layer as it is made: Dense(units=6, initializer='xavier')."""
    settings = ", ".join(f"{name}={value!r}" for name, value in described(layer).items() if name != "kind")
    return f"{type(layer).__name__}({settings})"


def entries(of: Source) -> list[tuple[int, str, Any]]:
    """The log until the present step, in the engine's words: (step, name, value)."""
    words = of.place.settings.part(LIVE)
    found: list[tuple[int, str, Any]] = []
    for step, name, value in of.place.log:
        if step > of.step:
            break
        if name not in words:
            found.append((step, name, float(value)))
            continue
        before, words = meant(words), words | {name: value}
        found += [(step, key, new) for key, new in meant(words).items() if before[key] != new]
    return found


def made_by(kind: Any, values: tuple[Any, ...]) -> str:
    """What is called where such rules are made, as Python writes them: Adam(beta1=0.9, beta2=0.999)."""
    rules = " ".join(repr(value) for value in values if isinstance(value, kind))
    return ", ".join(sorted(set(re.findall(r"(\w+)\(", rules))))
