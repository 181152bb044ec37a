"""A small neural-network engine in plain NumPy, made to be read.

    dataset ─► features ─► Network ─► Trainer
                              ▲          │
                            probes ◄─────┘

Read `layers/dense`, `losses`, `optimizers` and `training/plain` first: that is all there is (`layers/mode` says how a
pass behaves, `seeds` where random numbers come from). `network` and `passes` are the chain rule, `training/trainer`
remembers what it did, and `fast/` makes the same plain code quick. `diagnosis`, `export`, `recipes` and `characters`
are imported by themselves. What stands here is loaded when it is first used (`lazy`).
"""

from typing import TYPE_CHECKING

from nets.lazy import lazy

if TYPE_CHECKING:
    from nets import activations, datasets, features, losses, optimizers, probes, schedules
    from nets.layers.activation import Activation
    from nets.layers.base import Layer
    from nets.layers.conv import Conv2D
    from nets.layers.dense import Dense
    from nets.layers.dropout import Dropout
    from nets.layers.embedding import Embedding, OneHot
    from nets.layers.flatten import Flatten
    from nets.layers.gru import GRU
    from nets.layers.lstm import LSTM
    from nets.layers.mode import Mode
    from nets.layers.norm import BatchNorm
    from nets.layers.pool import GlobalMeanPool, MaxPool, MeanPool
    from nets.layers.rnn import SimpleRNN
    from nets.network import Network
    from nets.training.evaluation import Evaluation
    from nets.training.trainer import Trainer
else:
    __all__, __getattr__, __dir__ = lazy(
        __name__,
        {
            "nets": ["activations", "datasets", "features", "losses", "optimizers", "probes", "schedules"],
            "nets.layers.activation": ["Activation"],
            "nets.layers.base": ["Layer"],
            "nets.layers.conv": ["Conv2D"],
            "nets.layers.dense": ["Dense"],
            "nets.layers.dropout": ["Dropout"],
            "nets.layers.embedding": ["Embedding", "OneHot"],
            "nets.layers.flatten": ["Flatten"],
            "nets.layers.gru": ["GRU"],
            "nets.layers.lstm": ["LSTM"],
            "nets.layers.mode": ["Mode"],
            "nets.layers.norm": ["BatchNorm"],
            "nets.layers.pool": ["GlobalMeanPool", "MaxPool", "MeanPool"],
            "nets.layers.rnn": ["SimpleRNN"],
            "nets.network": ["Network"],
            "nets.training.evaluation": ["Evaluation"],
            "nets.training.trainer": ["Trainer"],
        },
    )
