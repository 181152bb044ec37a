"""The run of the digits page: the images, the network and the trainer that its settings stand for."""

from collections.abc import Generator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from nets import Activation, BatchNorm, Dense, Dropout, Evaluation, Flatten, Layer, Network, Trainer
from nets.arrays import Shape
from nets.datasets import Dataset, digits, shifts
from nets.optimizers import AdamW
from playground.core.digits.blocks import CLASSES, SIDE, WORDS, Block
from playground.core.digits.settings import DigitsSettings
from playground.core.run import NOTHING, Run

MARGIN = (digits.SIDE - SIDE) // 2
DECAY = 0.1
LOSS = "softmax cross-entropy"
TRAINING, TEST = 8000, 2000
"""Images of either kind."""
TRAINING_SAMPLES = 500
"""Images of the training set on which its loss is measured: all 8,000 would take seconds."""


@lru_cache(maxsize=1)
def images(shift: int) -> tuple[Dataset, Dataset]:
    """Training and test images with a margin for shifts; raises DataError if they are not there."""
    return digits.load(MARGIN - shift)


class Stage(NamedTuple):
    """Something that a sample passes and that is shown: the image, a block, or the ten answers.

    title    what people call it
    kind     'image', a kind of block, or 'answer'
    layer    the number of the layer whose output it is; -1 for the image
    weights  the number of the layer whose weights it has; None if it has none
    """

    title: str
    kind: str
    layer: int
    weights: int | None


class DigitsRun(Run):
    """A convolutional network that learns to read digits."""

    def __init__(self, settings: DigitsSettings) -> None:
        self.settings, self.own = settings, NOTHING
        layers, self.stages = built(settings)
        self.network = Network(layers, (SIDE, SIDE, 1), seed=settings.seed)
        train, test = images(settings.shift)
        self.test = replace(test, x=shifts.centre(test.x, settings.shift))
        self.trainer = Trainer(
            self.network,
            train=train,
            test=self.test,
            loss=LOSS,
            seed=settings.seed,
            shift=settings.shift,
            optimizer=AdamW(decay=DECAY),
            learning_rate=settings.learning_rate,
            batch_size=settings.batch_size,
        )

    def shape(self, stage: int) -> Shape:
        """The shape of what a stage shows: (H, W, C), or (units,)."""
        layer = self.stages[stage].layer
        return self.network.input_shape if layer < 0 else self.network.layers[layer].shape

    def evaluating(self) -> Generator[float, None, Evaluation]:
        """All test images, and as many training images as tell how well those are known."""
        return self.trainer.evaluating(TRAINING_SAMPLES)


def built(settings: DigitsSettings) -> tuple[list[Layer], list[Stage]]:
    """The layers of a network, and what of it is shown."""
    layers: list[Layer] = []
    stages = [Stage("Image", "image", -1, None)]
    numbers: dict[str, int] = {}
    flat = False
    for block in map(Block.read, settings.blocks):
        if block.kind == "d" and not flat:
            layers.append(Flatten())
            flat = True
        weights = len(layers) if block.kind in "cd" else None
        layers.append(block.layer)
        if weights is not None:
            layers += [BatchNorm()] * (settings.norm == "yes") + [Activation(settings.activation)]
        numbers[block.kind] = numbers.get(block.kind, 0) + 1
        stages.append(Stage(f"{WORDS[block.kind]} {numbers[block.kind]}", block.kind, len(layers) - 1, weights))
    layers += [] if flat else [Flatten()]
    layers += [Dropout(settings.dropout / 100)] * (settings.dropout > 0)
    layers.append(Dense(CLASSES))
    stages.append(Stage("Answer", "answer", len(layers) - 1, len(layers) - 1))
    return layers, stages
