"""The layers, one kind a file."""

from nets.layers.base import Layer
from nets.layers.dense import Dense

__all__ = ['Dense', 'Layer']
