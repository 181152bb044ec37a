"""A run as JSON, for other programs and for coming back: settings, network with its numbers, data, losses.

    {"format": "glassbox-run", "version": 1, "address": "v=2&dataset=…&step=340", "caption": "…",
     "counters": {"step": 340, …}, "inputs": {…}, "loss": "…", "network": {…}, "weights": {"dense 1/weights": [[…]], …},
     "memory": {…}, "metrics": {"step": […], …},
     "data": {"task": "…", "classes": 2, "training": {"x": […], "y": […]}, "test": …}}

`network` is what `nets.export.to_json` gives, `weights` are (inputs, units), `memory` is what the optimizer remembers,
and data are points as they are, before `inputs`. Numbers have as many digits as tell a float32 from all others.
"""

import json
import re
from itertools import accumulate
from typing import Any

import numpy as np

from nets import datasets
from nets.arrays import Array
from nets.export import to_json
from nets.export.files import arrays_of, fill
from nets.training.history import Checkpoint
from playground.core.address import Place, read
from playground.core.curve import Losses
from playground.core.files.source import FileProblemError, Source, check_finite
from playground.core.keepsake import COUNTERS, LOSSES, Standing
from playground.core.run import Run
from playground.core.settings import Settings

FORMAT, VERSION = "glassbox-run", 1
KEYS = (
    "format", "version", "address", "caption", "counters", "inputs", "loss", "network", "weights", "memory", "metrics",
    "data",
)  # fmt: skip
METRICS = ("step", "epoch", "training loss", "test loss", "training accuracy", "test accuracy")
DEEPEST = 20
NEAR = 1e-4
"""So far two points may lie apart that the same settings have made on two machines."""


def to_text(of: Source) -> str:
    """The JSON text; raises FileProblemError for a network whose numbers are not finite."""
    check_finite(of)
    run, moment = of.run, of.run.trainer.checkpoint()
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "address": of.address,
            "caption": of.caption,
            "counters": {name: getattr(moment, name) for name in COUNTERS},
            "inputs": run.inputs.to_dict(),
            "loss": run.trainer.loss.name,
            "network": json.loads(to_json(run.network)),
            "weights": {name: plain(array) for name, array in arrays_of(run.network).items()},
            "memory": {name: plain(vector) for name, vector in moment.memory.items()},
            "metrics": dict(zip(METRICS, columns(of.losses), strict=True)),
            "data": described(run.training, run.test),
        },
        allow_nan=False,
    )


def described(training: datasets.Dataset, test: datasets.Dataset) -> dict[str, Any]:
    """The points of both sets, and what is to be learned about each."""
    sets = {"training": training, "test": test}
    points = {name: {"x": plain(each.x), "y": plain(each.y)} for name, each in sets.items()}
    return {"task": training.task, "classes": training.classes, **points}


def columns(losses: Losses) -> list[list[float | None]]:
    """The columns of `METRICS`, None for what is no number."""
    rows = losses.to_array()
    return [[value if np.isfinite(value) else None for value in column] for column in rows.T.tolist()]


def plain(array: Array) -> Any:
    """Nested lists with as few digits as bring the same numbers back."""
    if array.ndim > 1:
        return [plain(row) for row in array]
    return [float(str(value)) for value in array]


def from_text(text: bytes, kind: type[Settings]) -> tuple[Place, Standing]:
    """Where the run of a JSON text stands; raises FileProblemError for any other text."""
    data = parsed(text)
    try:
        place, problems = read(data["address"], kind)
        if problems:
            raise FileProblemError(f"the address in this file cannot be used: {'; '.join(problems)}")
        run = place.settings.run()
        check_data(data["data"], run)
        return place, standing(data, place, run)
    except FileProblemError:
        raise
    except Exception as error:  # whatever a text may hold in place of numbers
        raise FileProblemError("a part of this file is missing, or holds other numbers than it should") from error


def parsed(text: bytes) -> dict[str, Any]:
    """The JSON object of a run; raises FileProblemError."""
    steps = (1 if bracket in b"[{" else -1 for bracket in re.findall(rb"[\[\]{}]", text))
    if max(accumulate(steps), default=0) > DEEPEST:
        raise FileProblemError("this JSON is nested too deeply to be a run")
    try:
        data = json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise FileProblemError("this JSON is damaged or cut off") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FileProblemError("this JSON is of something else: its “format” is not “glassbox-run”")
    if data.get("version") != VERSION:
        raise FileProblemError(f"this file has version {data.get('version')!r:.20}, and this page knows {VERSION}")
    if missing := [key for key in KEYS if key not in data]:
        raise FileProblemError(f"this file is not whole: it has no {', '.join(missing)}")
    return data


def refuse(name: str) -> None:
    """NaN and infinity are no JSON."""
    raise ValueError(f"{name} is no number")


def check_data(data: dict[str, Any], run: Run) -> None:
    """Raises FileProblemError unless the points are those that the settings make."""
    own = described(run.training, run.test)
    for name in ("training", "test"):
        for part in ("x", "y"):
            theirs, ours = numbers(data[name][part]), numbers(own[name][part])
            if theirs.shape != ours.shape or not np.allclose(theirs, ours, rtol=0, atol=NEAR):
                raise FileProblemError(
                    "the points in this file are not those that its settings make, so its run cannot go on here"
                )


def standing(data: dict[str, Any], place: Place, run: Run) -> Standing:
    """The numbers of the file, as a keepsake holds them."""
    if data["network"] != json.loads(to_json(run.network)):
        raise FileProblemError("the network in this file is not the one that its settings make")
    fill(run.network, {name: numbers(values).astype(np.float32) for name, values in data["weights"].items()})
    now: Checkpoint = run.trainer.checkpoint()
    memory = {f"memory {name}": numbers(values).astype(np.float32) for name, values in data["memory"].items()}
    metrics = np.array([numbers(data["metrics"][name]) for name in METRICS])
    if any(not np.isfinite(array).all() for array in memory.values()):
        raise FileProblemError("what the optimizer remembers in this file is not finite")
    counters = {name: whole(data["counters"][name]) for name in COUNTERS}
    if counters["step"] != place.step:
        raise FileProblemError(f"this file stands at step {counters['step']}, and its address at step {place.step}")
    arrays = {LOSSES: metrics.T.copy(), "parameters": now.parameters, "state": now.state}
    return Standing(counters, arrays | memory)


def numbers(values: Any) -> Array:
    """Nested lists of numbers, None for what is no number; raises ValueError or TypeError for anything else."""
    array = np.array(values, np.float64)
    if array.dtype != np.float64:
        raise TypeError("numbers are wanted")
    return array


def whole(value: Any) -> int:
    """A counter; raises FileProblemError for what is none."""
    if type(value) is not int or not 0 <= value < 2**31:
        raise FileProblemError(f"a counter in this file is {value!r:.40}")
    return value
