"""A convolution's kernel, slid over what it sees in other steps than the network's: what would its map be?"""

from dataclasses import dataclass

from nets import Conv2D, Network, probes
from nets.arrays import Array
from nets.layers.mode import INFERENCE
from playground.core.digits.run import DigitsRun, Stage


@dataclass(eq=False)
class Sliding:
    """How a person wants the kernel to move; None: as in the network.

    stride   pixels from one place to the next
    padded   whether there are zeros around the image
    """

    stride: int | None = None
    padded: bool | None = None

    @property
    def is_other(self) -> bool:
        """Whether anything is wanted otherwise."""
        return self.stride is not None or self.padded is not None


class Slid:
    """All maps of a convolution, made in steps of its own or in others, and what each number of them sees.

    seen     what the convolution gets of a sample, (H, W, C)
    is_own   whether these are the network's own steps, after all
    """

    def __init__(self, run: DigitsRun, stage: Stage, seen: Array, sliding: Sliding) -> None:
        assert stage.weights is not None
        real = run.network.layers[stage.weights]
        assert isinstance(real, Conv2D)
        stride = real.stride[0] if sliding.stride is None else sliding.stride
        padding = real.padding if sliding.padded is None else ("same" if sliding.padded else "valid")
        self._alone = Network([Conv2D(real.filters, real.kernel, stride, padding)], seen.shape, dtype=run.network.dtype)
        for name, value in self._alone.layers[0].parameters.items():
            value[...] = real.parameters[name]
        self._seen = seen
        maps = self._alone.forward(seen[None])
        for after in run.network.layers[stage.weights + 1 : stage.layer + 1]:
            maps, _ = after.forward(maps, INFERENCE)
        self.maps: Array = maps[0]
        self.stride, self.padded = stride, padding == "same"
        self.is_own = (stride, padding) == (real.stride[0], real.padding)

    def reading(self, unit: int, row: int, column: int) -> probes.WindowReading:
        """How one number of a map comes about."""
        return probes.Window(self._alone, 0, unit, row, column).read(self._seen)

    def box(self, row: int, column: int) -> tuple[int, int, int, int]:
        """What it sees, as far as there is an image: first row, last row + 1, first column, last column + 1."""
        box = probes.receptive_field(self._alone, 0, (row, column))[0]
        assert box is not None
        (top, bottom), (left, right) = box.rows, box.columns
        return top, bottom, left, right
