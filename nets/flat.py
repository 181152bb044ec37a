"""Many named arrays in one flat vector, each a view of its part."""

from typing import Any

import numpy as np

from nets.arrays import Array, Shape

Named = dict[str, Array]


class Flat:
    """Arrays by layer and name, one after the other in one vector; `vector` is (P,)."""

    def __init__(self, arrays: dict[str, Named], dtype: Any) -> None:
        self._places: dict[str, dict[str, tuple[slice, Shape]]] = {}
        start = 0
        for layer, named in arrays.items():
            self._places[layer] = {}
            for name, array in named.items():
                end = start + np.size(array)
                self._places[layer][name] = slice(start, end), np.shape(array)
                start = end
        self.vector = np.zeros(start, dtype)
        for layer, named in arrays.items():
            for name, view in self.parts(layer).items():
                view[...] = named[name]

    def parts(self, layer: str, vector: Array | None = None) -> Named:
        """The arrays of one layer, as views of the vector, or of another vector laid out as this one is."""
        vector = self.vector if vector is None else vector
        return {name: vector[place].reshape(shape) for name, (place, shape) in self._places.get(layer, {}).items()}
