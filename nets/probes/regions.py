"""Decision regions: what every unit of a network answers at every point of a square of the input space."""

from collections.abc import Sequence

import numpy as np

from nets import features
from nets.network import Network, Pass
from nets.tape import Array


class Regions:
    """Evaluates all units over a grid in one pass.

    network         a network whose input are features of points in the plane
    feature_names   those features, in the network's order
    resolution      grid points along each side, R
    extent          half the side of the square: from -extent to extent in x₁ and x₂
    """

    def __init__(
        self, network: Network, feature_names: Sequence[str], resolution: int = 48, extent: float = 6.0
    ) -> None:
        self.axis = np.linspace(-extent, extent, resolution)
        x1, x2 = np.meshgrid(self.axis, self.axis)
        inputs = network.checked(features.expand(np.stack([x1.ravel(), x2.ravel()], axis=1), feature_names))
        self._pass = Pass(network, len(inputs), training=False)
        self._pass.inputs.value[...] = inputs
        grids = [np.empty((size, resolution, resolution), network.parameters.dtype) for size in self._sizes()]
        grids[0].reshape(len(grids[0]), -1)[...] = inputs.T
        self._grids = tuple(grids)

    def measure(self) -> tuple[Array, ...]:
        """One array (units, R, R) for the features and one for each layer; row 0 has the lowest x₂.

        The arrays are the probe's own buffers: the next call overwrites them.
        """
        self._pass.tape.play_forward()
        for grid, signal in zip(self._grids[1:], self._pass.outputs, strict=True):
            grid.reshape(len(grid), -1)[...] = signal.value.T  # (units, R*R)
        return self._grids

    def _sizes(self) -> list[int]:
        return [self._pass.inputs.shape[0], *(signal.shape[0] for signal in self._pass.outputs)]
