"""A method as a page can list it: what it is called, how its picture is read, where it comes from, and the call."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from nets.attribution.target import Attribution, Unit
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Source(NamedTuple):
    """Where a method was published."""

    authors: str
    title: str
    year: int


class Method(NamedTuple):
    """A method, which is called as its function: (network, x, unit, layer=None, settings of its own).

    name      under which it stands in METHODS
    title     what people call it
    reading   one sentence on how to read its picture
    source    where it was published
    explain   the function; its own settings are keywords, each with a first value
    """

    name: str
    title: str
    reading: str
    source: Source
    explain: Callable[..., Attribution]

    def __call__(
        self, network: Network, x: "ArrayLike", unit: Unit, layer: int | None = None, **settings: Any
    ) -> Attribution:
        """The attribution for x (N, *input_shape); raises as the function does."""
        return self.explain(network, x, unit, layer, **settings)
