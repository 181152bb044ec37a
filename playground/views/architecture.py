"""The network as a row of sections, drawn to scale by the page, with the numbers that a report needs beside it."""

from math import isfinite
from typing import Any

from bokeh.models import ColumnDataSource

from nets.arrays import Shape
from playground.core.digits.architecture import Architecture, Section
from playground.core.digits.blocks import WORDS
from playground.core.digits.run import DECAY, LOSS, TEST, TRAINING
from playground.core.frame import Frame, Measure
from playground.core.measures import Scores
from playground.views.face import Columns, View
from playground.views.words import percent

PIECES = {
    "conv": "convolution", "max pool": "max pool", "mean pool": "mean pool", "dense": "weighted sums",
    "flatten": "all in one row", "batch norm": "batch norm", "dropout": "dropout",
}  # fmt: skip


class Drawing(View):
    """The sections, and a caption."""

    place = "drawing"

    def __init__(self, texts: ColumnDataSource) -> None:
        self.sources = {"texts": texts}

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """The network, and how good it is."""
        del passing
        return Architecture(), Scores()

    def columns(self, frame: Frame) -> Columns:
        """A record for each section, and one text."""
        sections = frame[Architecture()]
        scored = frame[Scores()]
        accuracy = float("nan") if scored is None else scored.evaluation.test_accuracy
        words = frame.settings.declared()["activation"].words
        records = [record(section, words) for section in sections]
        return {"texts": {"sections": [records], "caption": [caption(frame, sections, accuracy)]}}


def record(section: Section, activations: dict[str, str]) -> dict[str, Any]:
    """What the page's script takes."""
    block = section.block
    return {
        "title": section.title,
        "kind": section.kind,
        "shape": list(section.shape),
        "size": size(section.shape),
        "parameters": f"{section.parameters:,} parameters" if section.parameters else "",
        "way": way(section),
        "pieces": [
            {
                "title": activations.get(piece.label) or PIECES[piece.label],
                "size": size(piece.shape),
                "parameters": f"{piece.parameters:,} parameters" if piece.parameters else "nothing to learn",
            }
            for piece in section.pieces
        ],
        "block": None if block is None else block._asdict(),
    }


def size(shape: Shape) -> str:
    """A shape in words, maps first."""
    return " × ".join(map(str, (shape[-1], *shape[:-1])))


def way(section: Section) -> str:
    """How one comes there from the section before."""
    block = section.block
    if block is None or not block.window:
        return ""
    padded = ", zeros around" if block.padded else ""
    apart = f", {block.stride} apart" if block.stride > 1 else ""
    return f"{block.window} × {block.window}{apart}{padded}"


def caption(frame: Frame, sections: tuple[Section, ...], accuracy: float) -> str:
    """Everything that somebody needs to train the same network, in sentences."""
    settings = frame.settings
    parts = [described(section) for section in sections if section.block is not None]
    total = sum(section.parameters for section in sections)
    activation = settings.declared()["activation"].words[settings.activation]
    norm = "batch norm" if settings.norm == "yes" else "no normalisation"
    dropout = f"dropout {settings.dropout} %" if settings.dropout else "no dropout"
    measured = f"; test accuracy {percent(accuracy)} on {TEST:,} other images" if isfinite(accuracy) else ""
    images, rate = settings.batch_size, settings.declared()["learning_rate"].words[settings.learning_rate]
    return (
        f"A network for handwritten digits: 24 × 24 pixels; {'; '.join([*parts, 'ten answers'])}; "
        f"{', '.join([activation, norm, dropout])}. {total:,} parameters. "
        f"Trained on {TRAINING:,} images of MNIST, each shifted by up to {settings.shift} px, for "
        f"{frame.step:,} steps of {images} images ({frame.epoch} whole epochs), to make the {LOSS} small, with AdamW, "
        f"learning rate {rate}, weight decay {DECAY:g}, seed {settings.seed}{measured}."
    )


def described(section: Section) -> str:
    """A block in a few words."""
    assert section.block is not None
    if section.kind == "d":
        return f"{section.shape[0]} neurons"
    maps = f"{section.shape[2]} maps, " if section.kind == "c" else ""
    return f"{WORDS[section.kind].lower()} ({maps}{way(section)})"
