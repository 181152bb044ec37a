"""A run as a file: where it stands, with all that its next steps depend on beside its data.

The file is a network's (see `files`), and can be loaded as one. It also holds `run`, a JSON text with settings, step,
epoch and position, what the optimizer remembers, "memory/mean" (P,), and what recurrent layers carry, "carried/0".
"""

import io
import json
from typing import Any

import numpy as np

from nets.errors import FileError, NetsError
from nets.export.architecture import to_json
from nets.export.files import VERSION, Content, File, arrays_of, fill, put, read
from nets.training.history import Checkpoint
from nets.training.settings import Settings
from nets.training.trainer import Trainer

COUNTS = ("step", "epoch", "position", "began")


def save_run(trainer: Trainer, file: File) -> None:
    """Write network, settings, position and the optimizer's memory; raises ExportError as `save` does, or OSError.

    The data are not in it, nor what came before: neither log nor branches.
    """
    moment = trainer.checkpoint()
    run = {name: getattr(moment, name) for name in COUNTS} | {"settings": moment.settings.to_json()}
    everything: dict[str, Any] = {
        "version": VERSION,
        "architecture": to_json(trainer.network),
        "run": json.dumps(run),
        **arrays_of(trainer.network),
        **{f"memory/{name}": vector for name, vector in moment.memory.items()},
        **{f"carried/{number}": array for number, array in enumerate(moment.carried)},
    }
    written = io.BytesIO()
    np.savez(written, **everything)
    put(written.getvalue(), file)


def load_run(trainer: Trainer, file: File) -> None:
    """Go on where the run in a file stood, with the data of `trainer`, as a new run that begins there.

    With the same data and seed, the same bits follow as in the run that was saved. Raises FileError, changing nothing,
    if the file cannot be read, is damaged, holds no run, or the run of another network.
    """
    content = read(file)
    run, memory, carried, weights = parts(content)
    other = trainer.network.copy()
    fill(other, weights)
    try:
        settings = Settings.from_json(run["settings"])
        step, epoch, position, began = (int(run[name]) for name in COUNTS)
    except (NetsError, KeyError, TypeError, ValueError) as error:
        raise FileError(f"this file holds no run, or a damaged one: {error!r}") from error
    now = trainer.checkpoint()
    shapes = [array.shape for array in carried], [array.shape for array in now.carried]
    if min(step, epoch, position, began) < 0 or position >= len(trainer.samples[0]) or shapes[0] != shapes[1]:
        raise FileError(f"this run stands at sample {position} of its epoch {epoch}; it was made with other data")
    names = settings.rule.remembers
    if memory.keys() != set(names) or any(vector.shape != now.parameters.shape for vector in memory.values()):
        raise FileError(
            f"the optimizer {settings.rule.name!r} remembers {', '.join(names) or 'nothing'}: not in the file"
        )
    moment = step, epoch, position, began, settings, now.data
    trainer.resume(Checkpoint(*moment, other.parameters.copy(), other.state.copy(), memory, tuple(carried)))


def parts(content: Content) -> tuple[dict[str, Any], dict[str, np.ndarray], list[np.ndarray], dict[str, np.ndarray]]:
    """The run's numbers, memory, what is carried, and the network's arrays; raises FileError."""
    weights, memory, carried = dict(content.arrays), {}, {}
    text = weights.pop("run", None)
    if content.version != VERSION or text is None or text.dtype.kind != "U" or text.ndim:
        raise FileError("this file holds a network, but no run of it")
    for name in sorted(weights):
        kind, _, rest = name.partition("/")
        if kind in ("memory", "carried"):
            array = weights.pop(name)
            if array.dtype.kind != "f" or not np.isfinite(array).all():
                raise FileError(f"{name} should be an array of finite floating-point numbers")
            (memory if kind == "memory" else carried)[rest] = array
    try:
        run = json.loads(text.item())
    except json.JSONDecodeError as error:
        raise FileError(f"the numbers of this run are damaged: {error}") from error
    if not isinstance(run, dict):
        raise FileError("the numbers of this run are damaged")
    if carried.keys() != {str(number) for number in range(len(carried))}:
        raise FileError(f"of what layers carry, this file has {', '.join(carried)}: some are missing")
    return run, memory, [carried[str(number)] for number in range(len(carried))], weights
