"""A small neural-network engine in plain NumPy, made to be read.

    dataset ─► features ─► Network ─► Trainer
                              ▲          │
                            probes ◄─────┘

Read `layers/dense`, `losses`, `optimizers` and `training/plain` first: that is all there is (`layers/mode` says how a
pass behaves, `seeds` where random numbers come from). `network` and `passes` are the chain rule, `training/trainer`
remembers what it did, and `fast/` makes the same plain code quick. `diagnosis`, `export`, `recipes` and `characters`
are imported by themselves.
"""

from nets import activations, datasets, features, losses, optimizers, probes, schedules
from nets.layers import (
    GRU,
    LSTM,
    Activation,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalMeanPool,
    Layer,
    MaxPool,
    MeanPool,
    Mode,
    OneHot,
    SimpleRNN,
)
from nets.network import Network
from nets.training.evaluation import Evaluation
from nets.training.trainer import Trainer

__all__ = [
    "GRU",
    "LSTM",
    "Activation",
    "BatchNorm",
    "Conv2D",
    "Dense",
    "Dropout",
    "Embedding",
    "Evaluation",
    "Flatten",
    "GlobalMeanPool",
    "Layer",
    "MaxPool",
    "MeanPool",
    "Mode",
    "Network",
    "OneHot",
    "SimpleRNN",
    "Trainer",
    "activations",
    "datasets",
    "features",
    "losses",
    "optimizers",
    "probes",
    "schedules",
]
