"""One number of a convolution with all its arithmetic: the window it saw, the kernel over it, and their products."""

from typing import NamedTuple

import numpy as np

from nets.arrays import Array
from nets.errors import SettingError, UnknownNameError, is_whole
from nets.layers.conv import Conv2D
from nets.network import Network
from nets.probes.receptive import first_box, seen_by


class WindowReading(NamedTuple):
    """total = Σ window · kernel + bias.

    window     (K, L, C), what was seen; zeros where the window reaches beyond the image
    inside     (K, L), where it does not
    kernel     (K, L, C), the weights of this map
    products   (K, L, C), window · kernel
    sums       (C,), of the products of each input channel
    bias       one number
    total      what the convolution gives there: Σ sums + bias, but for rounding the layer's own output
    """

    window: Array
    inside: Array
    kernel: Array
    products: Array
    sums: Array
    bias: float
    total: float


class Window:
    """Looks at map number `unit`, at a row and a column, of the convolution at place `layer` of `network.layers`.

    All are counted from 0. Raises UnknownNameError if there is no such layer or map, SettingError if no such place.
    """

    def __init__(self, network: Network, layer: int, unit: int, row: int, column: int) -> None:
        found = {place: each for place, each in enumerate(network.layers) if isinstance(each, Conv2D)}
        if layer not in found:
            raise UnknownNameError("convolution", layer, map(str, found))
        self._layer = found[layer]
        if not is_whole(unit) or not 0 <= unit < self._layer.filters:
            raise UnknownNameError("map", unit, map(str, range(self._layer.filters)))
        box = seen_by(self._layer, first_box(self._layer, (row, column)))
        if box is None:
            raise SettingError(f"{self._layer.name} does not look at an image")
        self._network, self._place, self._unit, self._box = network, layer, unit, box

    def measure(self, x: Array) -> WindowReading:
        """The numbers for one sample x, (*input_shape); raises ShapeError, DataError."""
        return self.read(self._network.run(np.asarray(x)[None]).values[self._place][0])

    def read(self, image: Array) -> WindowReading:
        """The numbers for what the convolution got of a sample, (H, W, C)."""
        rows, columns, (whole_rows, whole_columns) = self._box
        window = np.zeros((*self._layer.kernel, image.shape[2]), image.dtype)
        inside = np.zeros(self._layer.kernel, bool)
        here = (
            slice(rows.start - whole_rows.start, rows.stop - whole_rows.start),
            slice(columns.start - whole_columns.start, columns.stop - whole_columns.start),
        )
        window[here] = image[slice(*rows), slice(*columns)]
        inside[here] = True
        kernel = self._layer.weights[..., self._unit].copy()  # (K, L, C)
        products = window * kernel
        sums = products.sum(axis=(0, 1))  # (C,)
        bias = float(self._layer.biases[self._unit])
        return WindowReading(window, inside, kernel, products, sums, bias, float(sums.sum()) + bias)
