"""A small neural-network engine in plain NumPy, made to be read."""

from nets import datasets, features, losses, optimizers, probes
from nets.evaluation import Evaluation
from nets.layers import Dense, Layer
from nets.network import Network
from nets.trainer import Trainer

__all__ = [
    "Dense",
    "Evaluation",
    "Layer",
    "Network",
    "Trainer",
    "datasets",
    "features",
    "losses",
    "optimizers",
    "probes",
]
