"""What a run is at one moment, as bytes: kept outside of Python, it brings the run back when this Python is lost.

Four bytes that prove the rest (CRC-32), four of length, a head as JSON, and the bytes of all arrays. Settings travel as
an address, data do not: they follow from the settings.
"""

import json
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from nets import Trainer
from nets.arrays import Array
from nets.training.history import Checkpoint
from playground.core.address import Place, read
from playground.core.curve import Losses
from playground.core.declare import LIVE
from playground.core.settings import Settings

if TYPE_CHECKING:
    from playground.core.experiment import Experiment


class Standing(NamedTuple):
    """The numbers of a checkpoint: counters and arrays by name."""

    counters: dict[str, int]
    arrays: dict[str, Array]

    @property
    def step(self) -> int:
        """The step at which they were."""
        return self.counters["step"]

    @property
    def losses(self) -> Losses:
        """The evaluations until then."""
        return Losses.of_array(self.arrays[LOSSES])

    def checkpoint(self, trainer: Trainer, settings: Settings) -> Checkpoint:
        """The checkpoint of a trainer that was built from the same settings; `settings` are in force there.

        Raises ValueError, or KeyError, for numbers that are not of such a trainer.
        """
        live = trainer.settings.replace(**settings.part(LIVE))
        now = trainer.checkpoint()
        kept = {name: self._like(name, getattr(now, name)) for name in ("parameters", "state")}
        memory = {name: self._like(f"memory {name}", now.parameters) for name in live.rule.remembers}
        counters = {name: int(self.counters[name]) for name in COUNTERS}
        if min(counters.values()) < 0:
            raise ValueError(f"a run does not count below zero: {counters}")
        if counters["position"] >= len(trainer.samples[0]):
            raise ValueError(f"an epoch has no sample {counters['position']}")
        return now._replace(settings=live, memory=memory, **counters, **kept)

    def _like(self, name: str, present: Array) -> Array:
        kept = self.arrays[name]
        if (kept.dtype, kept.shape) != (present.dtype, present.shape):
            raise ValueError(f"{name} are {kept.dtype}, {kept.shape}, and not {present.dtype}, {present.shape}")
        return kept


def of(experiment: "Experiment") -> bytes:
    """Where a run stands, or the original of one with own code."""
    trainer = experiment.original.trainer
    place = experiment.place._replace(step=trainer.step_number)
    return to_bytes(place, trainer.checkpoint(), experiment.original_losses)


def together(kept: dict[str, bytes]) -> bytes:
    """Several keepsakes as one, by name."""
    return _with_head({name: len(each) for name, each in kept.items()}, kept.values())


def apart(kept: bytes) -> dict[str, bytes]:
    """What `together` was given; raises ValueError for bytes that are damaged."""
    sizes, start = _head(kept)
    parts = {}
    for name, size in sizes.items():
        parts[name] = kept[start : start + size]
        start += size
    return parts


def is_whole(stored: bytes) -> bool:
    """Whether these bytes are a keepsake, of whatever kind, and not damaged: their proof may be any four bytes."""
    return len(stored) > 8 and zlib.crc32(stored[4:]) == int.from_bytes(stored[:4], "little")


LOSSES = "losses"
NESTED = 200
COUNTERS = ("step", "epoch", "position", "began")


def to_bytes(place: Place, checkpoint: Checkpoint, losses: Losses) -> bytes:
    """A place, the numbers there, and the losses until then."""
    arrays = {LOSSES: losses.to_array(), "parameters": checkpoint.parameters, "state": checkpoint.state}
    arrays |= {f"memory {name}": vector for name, vector in checkpoint.memory.items()}
    head = {
        "place": place.write(),
        "counters": {name: getattr(checkpoint, name) for name in COUNTERS},
        "arrays": {name: [str(array.dtype), array.size] for name, array in arrays.items()},
    }
    return _with_head(head, (array.tobytes() for array in arrays.values()))


def from_bytes(kept: bytes, kind: type[Settings]) -> tuple[Place, Standing]:
    """What `to_bytes` was given, for a run of such settings; raises ValueError for bytes that are damaged."""
    head, start = _head(kept)
    arrays = {}
    for name, (dtype, size) in head["arrays"].items():
        arrays[name] = np.frombuffer(kept, dtype, size, start)
        start += arrays[name].nbytes
    place, problems = read(head["place"], kind)
    standing = Standing(head["counters"], arrays)
    if problems or standing.step != place.step:
        raise ValueError(f"{place.write()} is not where step {standing.step} is: {problems}")
    return place, standing


def _with_head(head: dict[str, Any], parts: Iterable[bytes]) -> bytes:
    text = json.dumps(head).encode()
    rest = b"".join([len(text).to_bytes(4, "little"), text, *parts])
    return zlib.crc32(rest).to_bytes(4, "little") + rest


def _head(kept: bytes) -> tuple[dict[str, Any], int]:
    """The head, and where the rest begins."""
    if not is_whole(kept):
        raise ValueError("these bytes are not those that were kept")
    length = int.from_bytes(kept[4:8], "little")
    text = kept[8 : 8 + length]
    if text.count(b"[") + text.count(b"{") > NESTED:
        raise ValueError("no head has so many parts: reading it could overflow the stack")
    return json.loads(text), 8 + length
