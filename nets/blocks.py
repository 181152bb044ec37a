"""Blocks: a network as people count its layers, each layer with weights together with the activation that follows it.

    Conv2D ─► BatchNorm ─► "relu" ─► MaxPool ─► Flatten ─► Dense ─► "tanh" ─► Dense
    └───── hidden layer 1 ─────┘                           └hidden layer 2┘   output

Textbooks write a = f(z) for such a block, z for what the activation gets and a for what it gives. Here every step of it
is a layer of its own, and this is the one place that says which of them belong together.
"""

from collections.abc import Sequence
from typing import NamedTuple

from nets.layers.activation import Activation
from nets.layers.base import Layer
from nets.network import Network

OUTPUT = "output"


class Block(NamedTuple):
    """A layer with weights, and what follows it before the next layer with weights.

    place        the layer's number in `network.layers`, counted from 0
    layer        the layer with weights
    z, a         where z and a stand in the `values` of a `Pass` or of `Gradients`, which begin with the samples
    activation   the activation's name; 'linear' if there is none, and then a is z
    title        what people call it: 'hidden layer 2', or 'output' for the last one
    """

    place: int
    layer: Layer
    z: int
    a: int
    activation: str
    title: str


def has_weights(layer: Layer) -> bool:
    """Whether it has weights, which regularisers draw towards zero; the scale of a normalisation is not one."""
    return bool(layer.penalised and layer.parameters)


def blocks_of(network: Network) -> tuple[Block, ...]:
    """All blocks, in order. A layer that is used twice makes two; layers before the first weights belong to none."""
    places = [place for place, layer in enumerate(network.layers) if has_weights(layer)]
    ends = [*places[1:], len(network.layers)][: len(places)]
    return tuple(
        Block(place, network.layers[place], *followers(network, place, end), title(number, len(places)))
        for number, (place, end) in enumerate(zip(places, ends, strict=True), 1)
    )


def followers(network: Network, place: int, end: int) -> tuple[int, int, str]:
    """z, a and the activation's name for the layer at `place`, with `end` the place of the next layer with weights.

    Without an activation, z is what the layer gives, or a normalisation right after it.
    """
    for after in range(place + 1, end):
        layer = network.layers[after]
        if isinstance(layer, Activation):
            return after, after + 1, layer.function
    normal = place + 1 < end and network.layers[place + 1].normalises
    z = place + 2 if normal else place + 1
    return z, z, "linear"


def title(number: int, count: int) -> str:
    """What people call block `number` of `count`, counted from 1."""
    return OUTPUT if number == count else f"hidden layer {number}"


def title_at(network: Network, place: int) -> str:
    """The title of the block to which the layer at `place` belongs; 'input' before the first one."""
    return next((block.title for block in reversed(blocks_of(network)) if block.place <= place), "input")


def spoken(title: str) -> str:
    """A title as it stands in a sentence: 'hidden layer 2', 'the output'."""
    return title if title.startswith("hidden") else f"the {title}"


def spoken_together(titles: Sequence[str]) -> str:
    """Titles of hidden layers, from the first on, as they stand in a sentence: 'hidden layers 2 to 4 and 6'."""
    numbers = [int(title.rpartition(" ")[2]) for title in titles]
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    said = [
        words
        for each in stretches
        for words in ([f"{each[0]} to {each[-1]}"] if len(each) > 2 else [str(number) for number in each])
    ]
    listed = " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
    return f"hidden layer{'s' if len(numbers) > 1 else ''} {listed}"
