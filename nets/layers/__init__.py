"""The layers, one kind a file."""

from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.layers.conv import Conv2D
from nets.layers.dense import Dense
from nets.layers.dropout import Dropout
from nets.layers.flatten import Flatten
from nets.layers.norm import BatchNorm
from nets.layers.pool import MaxPool, MeanPool

KINDS: dict[str, type[Layer]] = {
    layer.kind: layer for layer in (Dense, Conv2D, MaxPool, MeanPool, Flatten, Activation, Dropout, BatchNorm)
}

__all__ = ["KINDS", "Activation", "BatchNorm", "Conv2D", "Dense", "Dropout", "Flatten", "Layer", "MaxPool", "MeanPool"]
