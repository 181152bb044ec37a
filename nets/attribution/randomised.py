"""A sanity check: a method that explains what a network learned has to change its picture when that is forgotten.

Adebayo, Gilmer, Muelly, Goodfellow, Hardt and Kim, "Sanity checks for saliency maps" (2018), sec. 3: weights are drawn
anew, layer after layer from the top (cascading) or all at once, and the pictures are compared by rank correlation. Near
1, the picture did not depend on the weights: it shows the image, whatever the network knows. Methods that multiply by
the image are near 1 without signs wherever most pixels are black: all their pictures are 0 there.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from nets.arrays import Array
from nets.attribution.methods import named
from nets.attribution.ranks import rank_correlation
from nets.attribution.target import Target, Unit, generator
from nets.errors import SettingError
from nets.layers.base import Layer
from nets.network import Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Sanity(NamedTuple):
    """Pictures of a network that forgets, in K steps.

    steps      K names: what was drawn anew in each step, on top of the steps before
    original   (N, *input_shape), the picture of the network as it is
    pictures   (K, N, *input_shape), those after each step
    signed     (K, N), rank correlation of each with the original
    absolute   (K, N), the same without signs: of how much pixels mattered, not in which direction
    """

    steps: tuple[str, ...]
    original: Array
    pictures: Array
    signed: Array
    absolute: Array


def sanity(
    network: Network,
    x: "ArrayLike",
    unit: Unit,
    layer: int | None = None,
    *,
    method: str,
    cascading: bool = True,
    seed: int = 0,
    **settings: Any,
) -> Sanity:
    """The pictures of a method for x (N, *input_shape), as layers up to the unit's forget what they learned.

    method      a name of `METHODS`, and `settings` its settings
    cascading   from the top, one more layer in each step; else one step, all layers at once
    seed        of the new weights

    The network stays as it is: a copy forgets. Raises UnknownNameError for another method, SettingError if no layer
    learns, and as the method does.
    """
    explain = named(method)
    original = explain(network, x, unit, layer, **settings).picture
    names, pictures = [], []
    for name, other in forgetful(Target(network.copy(), x, unit, layer), cascading, seed):
        names.append(name)
        pictures.append(explain(other, x, unit, layer, **settings).picture)
    return Sanity(
        tuple(names),
        original,
        np.array(pictures),
        np.array([rank_correlation(original, picture) for picture in pictures]),
        np.array([rank_correlation(abs(original), abs(picture)) for picture in pictures]),
    )


def forgetful(target: Target, cascading: bool = True, seed: int = 0) -> Iterator[tuple[str, Network]]:
    """The network of `target` after each step, and what was drawn anew in it; it is one network, changed in place."""
    learning = [each for each in dict.fromkeys(reversed(target.layers)) if each.parameters]
    if not learning:
        raise SettingError(f"there is nothing to forget as far as {target.layers[-1].name}: no layer learns")
    for together in [[each] for each in learning] if cascading else [learning]:
        for each in together:
            forget(each, seed, target.layers.index(each))
        yield together[0].name if cascading else "all layers", target.network


def forget(layer: Layer, seed: int, place: int) -> None:
    """Draw a layer's parameters anew, and begin its state again, in place."""
    for name, value in (layer.initial_parameters(generator(seed, place)) | layer.initial_state()).items():
        getattr(layer, name)[...] = value
