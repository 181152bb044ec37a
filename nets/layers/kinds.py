"""All kinds of layers by the word that files have for them: it is here that a file's layers become layers again."""

from nets.errors import SettingError
from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.layers.conv import Conv2D
from nets.layers.dense import Dense
from nets.layers.dropout import Dropout
from nets.layers.embedding import Embedding, OneHot
from nets.layers.flatten import Flatten
from nets.layers.gru import GRU
from nets.layers.lstm import LSTM
from nets.layers.norm import BatchNorm
from nets.layers.pool import GlobalMeanPool, MaxPool, MeanPool
from nets.layers.rnn import SimpleRNN

KINDS: dict[str, type[Layer]] = {}


def register(layer: type[Layer]) -> type[Layer]:
    """Make a kind of layer known to files, under its `kind`; returns it, so that it can stand above a class.

    Raises SettingError if another class has that kind already.
    """
    if KINDS.get(layer.kind, layer) is not layer:
        raise SettingError(f"there is a layer of the kind {layer.kind!r} already: {KINDS[layer.kind].__name__}")
    KINDS[layer.kind] = layer
    return layer


for _layer in (Dense, Activation, Conv2D, MaxPool, MeanPool, GlobalMeanPool, Flatten, Dropout, BatchNorm):
    register(_layer)
for _layer in (SimpleRNN, GRU, LSTM, OneHot, Embedding):
    register(_layer)
