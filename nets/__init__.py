"""A small neural-network engine in plain NumPy, made to be read.

    dataset ─► features ─► Network ─► Trainer
                              ▲          │
                            probes ◄─────┘

Read `layers/dense`, `losses`, `optimizers` and `training/plain` first: that is all there is (`layers/mode` says how a
pass behaves, `seeds` where random numbers come from). `network` and `passes` are the chain rule, `training/trainer`
remembers what it did, and `fast/` makes the same plain code quick. `attribution`, `diagnosis`, `export`, `projection`,
`synthesis`, `recipes` and `characters` are imported by themselves. What stands here is loaded when it is first used
(`lazy`).
"""

from typing import TYPE_CHECKING

from nets.lazy import lazy

if TYPE_CHECKING:
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
else:
    __all__, __getattr__, __dir__ = lazy(
        __name__,
        {
            "nets": ["activations", "datasets", "features", "losses", "optimizers", "probes", "schedules"],
            "nets.layers": [
                "GRU",
                "LSTM",
                "Activation",
                "BatchNorm",
                "Conv2D",
                "Dense",
                "Dropout",
                "Embedding",
                "Flatten",
                "GlobalMeanPool",
                "Layer",
                "MaxPool",
                "MeanPool",
                "Mode",
                "OneHot",
                "SimpleRNN",
            ],
            "nets.network": ["Network"],
            "nets.training.evaluation": ["Evaluation"],
            "nets.training.trainer": ["Trainer"],
        },
    )
