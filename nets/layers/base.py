"""What a layer is: its settings, its shapes, and two short methods.

    class Scale(Layer):
        kind = "scale"

        def initial_parameters(self, random):
            return {"factor": np.ones(self.input_shape)}

        def forward(self, x, mode):                     # (N, D) -> (N, D), and what the way back needs
            return x * self.factor, x

        def backward(self, d, x):                       # dL/dy -> dL/dx, and the gradients of the parameters
            return d * self.factor, {"factor": (d * x).sum(axis=0)}

That is a whole layer; one whose samples change their shape also has `output_shape`. It works in every network, trainer
and probe; `register` makes it known to files as well. What the way back needs belongs into what `forward` gives beside
its answer, not into attributes, and looks at the data (a branch, a float) make it slow: it is played plainly then.
"""

import inspect
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nets.arrays import Array, Shape
from nets.errors import SettingError
from nets.flat import Named
from nets.layers.mode import Mode


class Layer:
    """One step from an array to the next.

    kind          the word for the class in names and files
    penalised     the names of the parameters that regularisers draw towards zero: its weights. Probes, too, take the
                  layers that have some for the network's layers, and all others for what stands between them
    normalises    whether it is a normalisation, which belongs to the weighted sum that it follows
    input_shape   shape of one sample that comes in; it is known before anything else is asked
    shape         shape of one sample that goes out
    name          kind and number, as in 'dense 2'
    parameters    all that is learned, by name; views
    state         what is kept without being learned by gradients, by name; views

    A network gives every parameter and every state array a place in its flat vectors and makes it an attribute of the
    layer under its own name: `layer.weights` is a view, and writing to it changes the network.
    """

    kind: ClassVar[str] = "layer"
    penalised: ClassVar[tuple[str, ...]] = ()
    normalises: ClassVar[bool] = False
    input_shape: Shape = ()
    shape: Shape = ()
    name: str = ""
    parameters: Named = MappingProxyType({})  # pyright: ignore[reportAssignmentType]
    state: Named = MappingProxyType({})  # pyright: ignore[reportAssignmentType]

    def output_shape(self, input_shape: Shape, /) -> Shape:
        """The shape of one sample that goes out; raises ShapeError for samples that the layer cannot take."""
        return input_shape

    def check(self, x: Array, /) -> None:
        """Raises DataError for samples from outside that the layer cannot take, though they have the right shape."""

    def initial_parameters(self, _random: np.random.Generator, /) -> Named:
        """The first values of all that is learned, by name; `input_shape` and `shape` are known."""
        return {}

    def initial_state(self) -> Named:
        """The first values of what is kept without being learned by gradients, by name."""
        return {}

    def forward(self, x: Array, _mode: Mode, /) -> tuple[Array, Any]:
        """(N, *input_shape) -> (N, *shape), and what the way back needs; pure in x, the mode and the parameters."""
        return x, None

    def backward(self, d: Array, _cache: Any, /) -> tuple[Array, Named]:
        """dL/dy (N, *shape) -> dL/dx (N, *input_shape), and dL/dp of each parameter p by name."""
        return d, {}

    @property
    def label(self) -> str:
        """What people call the layer; its name adds a number."""
        return self.kind

    @property
    def largest_of(self) -> tuple[int, int] | None:
        """Size and stride of the windows of which it gives the largest numbers; None if it does another thing."""
        return None

    def attach(self, parameters: Named, state: Named) -> None:
        """Make views of the network's vectors attributes; raises SettingError for names that mean something else."""
        for name, view in (parameters | state).items():
            if hasattr(Layer, name):
                raise SettingError(
                    f"{self.name} calls an array {name!r}, which is a layer's own word: take another name"
                )
            setattr(self, name, view)
        self.parameters, self.state = parameters, state

    def settings(self) -> dict[str, Any]:
        """The arguments that make the same layer again, as JSON can hold them.

        As it stands here: of every argument of the constructor, the attribute of the same name.
        """
        if type(self).__init__ is object.__init__:
            return {}
        arguments = list(inspect.signature(type(self).__init__).parameters)[1:]
        return {name: getattr(self, name) for name in arguments}
