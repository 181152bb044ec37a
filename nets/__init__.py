"""A small neural-network engine in plain NumPy, made to be read.

    dataset ─► features ─► Network ─► Trainer
                              ▲          │
                            probes ◄─────┘

Read `tape` first (how a pass through a network is written down), then `layers/dense`, `network`, `losses`, `trainer`.
"""

from nets import activations, datasets, features, losses, optimizers, probes, schedules
from nets.evaluation import Evaluation
from nets.layers import Activation, BatchNorm, Conv2D, Dense, Dropout, Flatten, Layer, MaxPool, MeanPool
from nets.network import Network
from nets.trainer import Trainer

__all__ = [
    "Activation",
    "BatchNorm",
    "Conv2D",
    "Dense",
    "Dropout",
    "Evaluation",
    "Flatten",
    "Layer",
    "MaxPool",
    "MeanPool",
    "Network",
    "Trainer",
    "activations",
    "datasets",
    "features",
    "losses",
    "optimizers",
    "probes",
    "schedules",
]
