"""Layers: one kind a file, each a forward and a backward in plain NumPy."""

from typing import TYPE_CHECKING

from nets.lazy import lazy

if TYPE_CHECKING:
    from nets.layers.activation import Activation
    from nets.layers.base import Layer
    from nets.layers.conv import Conv2D
    from nets.layers.dense import Dense
    from nets.layers.dropout import Dropout
    from nets.layers.embedding import Embedding, OneHot
    from nets.layers.flatten import Flatten
    from nets.layers.gru import GRU
    from nets.layers.kinds import KINDS, register
    from nets.layers.lstm import LSTM
    from nets.layers.mode import INFERENCE, Mode
    from nets.layers.norm import BatchNorm
    from nets.layers.pool import GlobalMeanPool, MaxPool, MeanPool
    from nets.layers.recurrent import Recurrent
    from nets.layers.rnn import SimpleRNN
else:
    __all__, __getattr__, __dir__ = lazy(
        __name__,
        {
            "nets.layers.activation": ["Activation"],
            "nets.layers.base": ["Layer"],
            "nets.layers.conv": ["Conv2D"],
            "nets.layers.dense": ["Dense"],
            "nets.layers.dropout": ["Dropout"],
            "nets.layers.embedding": ["Embedding", "OneHot"],
            "nets.layers.flatten": ["Flatten"],
            "nets.layers.gru": ["GRU"],
            "nets.layers.kinds": ["KINDS", "register"],
            "nets.layers.lstm": ["LSTM"],
            "nets.layers.mode": ["INFERENCE", "Mode"],
            "nets.layers.norm": ["BatchNorm"],
            "nets.layers.pool": ["GlobalMeanPool", "MaxPool", "MeanPool"],
            "nets.layers.recurrent": ["Recurrent"],
            "nets.layers.rnn": ["SimpleRNN"],
        },
    )
