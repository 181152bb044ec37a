"""Recipes: networks with settings of which it has been measured how well they learn.

The digits: two convolutions, two poolings and one dense layer on the middle 24 × 24 pixels, 5 epochs of the 8,000
training digits, each time shifted by up to one pixel, with AdamW and a learning rate that falls along half a cosine.
Right of the 2,000 test digits after that, over the seeds 0 to 9: see `tests/bench/digits.py`.

The tale: a gated recurrent layer of 64 units reads eight places of it side by side, 16 characters a step, carrying its
state from step to step, with Adam and a learning rate that falls along half a cosine. After 2 epochs it foresees what
was held out with a loss of 1.64 nats a character; a trigram model has 1.83: see `tests/nets/test_character_model.py`.
"""

from nets.datasets import digits, text
from nets.layers.conv import Conv2D
from nets.layers.dense import Dense
from nets.layers.embedding import OneHot
from nets.layers.flatten import Flatten
from nets.layers.gru import GRU
from nets.layers.pool import MaxPool
from nets.network import Network
from nets.optimizers import AdamW
from nets.schedules import Cosine
from nets.training.trainer import Trainer

DIGITS_SIDE = 24
DIGITS_EPOCHS = 5
BATCH_SIZE = 20
SHIFT = 1

TEXT_EPOCHS = 2
STREAMS = 8
CHUNK = 16


def digits_network(seed: int = 0) -> Network:
    """(24, 24, 1) -> (10,) logits, 5,994 parameters."""
    layers = [
        Conv2D(8, 5, padding="same"),
        "relu",
        MaxPool(2),
        Conv2D(16, 5, padding="same"),
        "relu",
        MaxPool(3),
        Flatten(),
        Dense(10),
    ]
    return Network(layers, (DIGITS_SIDE, DIGITS_SIDE, 1), seed=seed)


def digits_trainer(seed: int = 0) -> Trainer:
    """The run of that network; the seed is that of its weights, and of the order and the shifts of the samples.

    Raises DataError if the digits are not there.
    """
    train, test = digits.load((digits.SIDE - DIGITS_SIDE) // 2 - SHIFT)
    return Trainer(
        digits_network(seed),
        train=train,
        test=test,
        loss="softmax cross-entropy",
        seed=seed,
        shift=SHIFT,
        batch_size=BATCH_SIZE,
        optimizer=AdamW(decay=0.1),
        learning_rate=0.008,
        schedule=Cosine(DIGITS_EPOCHS * len(train) // BATCH_SIZE),
    )


def text_network(characters: int, seed: int = 0) -> Network:
    """(16,) codes of an alphabet -> (16, characters) logits for the next ones; 22,567 parameters for 39 characters."""
    layers = [OneHot(characters), GRU(64, sequence=True, carry=True), Dense(characters)]
    return Network(layers, (CHUNK,), seed=seed)


def text_trainer(tale: text.Text, seed: int = 0) -> Trainer:
    """The run of that network on the training part of a text; the seed is that of its weights.

    Raises DataError for a text of fewer than 144 characters.
    """
    x, y = (codes.reshape(-1, CHUNK) for codes in text.streams(tale.train, STREAMS, CHUNK))
    return Trainer(
        text_network(len(tale.alphabet), seed),
        train=(x, y),
        loss="softmax cross-entropy",
        seed=seed,
        shuffle=False,
        carry=True,
        batch_size=STREAMS,
        optimizer="adam",
        learning_rate=0.015,
        schedule=Cosine(TEXT_EPOCHS * len(x) // STREAMS),
        clip_norm=1.0,
    )
