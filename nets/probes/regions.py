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
        run = Pass(network, len(inputs), training=False)
        run.inputs.value[...] = inputs
        self._tape = run.tape
        self._grids = tuple(
            signal.value.T.reshape(-1, resolution, resolution, copy=False) for signal in (run.inputs, *run.outputs)
        )

    def measure(self) -> tuple[Array, ...]:
        """One array (units, R, R) for the features and one for each layer; row 0 has the lowest x₂.

        The arrays are views of the pass's own buffers, in which each unit's answers lie together already: nothing is
        copied, and the next call overwrites them.
        """
        self._tape.play_forward()
        return self._grids
