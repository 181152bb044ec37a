"""Rows of blocks: an address writes and reads them, and what cannot be is refused with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets import Network
from playground.core.digits.blocks import (
    MOST_BLOCKS,
    MOST_PRODUCTS,
    SIDE,
    Block,
    ImpossibleError,
    check,
    products,
    shapes,
)
from playground.core.digits.run import built
from playground.core.digits.settings import DEFAULT, DigitsSettings

CONVOLUTIONS = st.builds(Block, st.just("c"), st.integers(1, 32), st.integers(1, 7), st.integers(1, 7), st.booleans())
POOLS = st.builds(Block, st.sampled_from("ma"), st.just(0), st.integers(2, 7), st.integers(1, 7), st.just(False))
DENSE = st.integers(1, 64).map(lambda units: Block("d", units))
BLOCKS = st.one_of(CONVOLUTIONS, POOLS, DENSE)


def blocks(text):
    return [Block.read(each) for each in text.split(",")]


@given(BLOCKS)
def test_what_is_written_is_read(block):
    assert Block.read(str(block)) == block


@pytest.mark.parametrize(
    "text", ["", "c", "c8", "c8x", "8x5", "c8x5s1", "m2s2", "m2p", "d32s2", "d", "c08x5", "x2", "c8x5pp"]
)
def test_what_is_no_block_is_refused(text):
    with pytest.raises(ImpossibleError, match="is no block"):
        Block.read(text)


@pytest.mark.parametrize("text", [",".join(DEFAULT), "c4x3,a2,c8x3s2p,m2s1,d20", "d16,d8", "c32x1,m7"])
def test_shapes_and_products_are_those_of_the_network(text):
    row = blocks(text)
    check(row)
    layers, stages = built(DigitsSettings(blocks=text.split(",")))
    network = Network(layers, (SIDE, SIDE, 1))
    found = list(shapes(row))
    assert found[0] == (SIDE, SIDE, 1)
    assert [network.layers[stage.layer].shape for stage in stages[1:-1]] == found[1:]
    counted = 0
    for layer in network.layers:
        weights = layer.parameters.get("weights")
        if weights is not None:
            places = layer.shape[0] * layer.shape[1] if len(layer.shape) == 3 else 1
            counted += places * weights.size
    assert products(row) == counted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("d8,c8x3", "block 2 looks at images, but a dense block before it has left none"),
        ("m5,m5", "larger than the image it gets"),
        ("c8x5,c40x5", "block 2 has 1 to 32 maps"),
        ("d65", "block 1 has 1 to 64 neurons"),
        ("c8x9", "windows are 1 to 7 pixels wide"),
        ("m1", "windows are 2 to 7 pixels wide"),
        ("c32x7p,c32x7p", f"the page stays quick up to {MOST_PRODUCTS:,}"),
        (",".join(["c1x1"] * (MOST_BLOCKS + 1)), f"room for {MOST_BLOCKS} blocks"),
    ],
)
def test_what_cannot_be_says_why(text, reason):
    with pytest.raises(ImpossibleError, match=reason):
        check(blocks(text))
    with pytest.raises(ImpossibleError, match=reason):
        DigitsSettings(blocks=text.split(","))


@given(st.lists(BLOCKS, max_size=5))
def test_what_is_not_refused_can_be_trained(row):
    try:
        check(row)
    except ImpossibleError:
        return
    layers, stages = built(DigitsSettings(blocks=list(map(str, row)), norm="yes", dropout=25))
    network = Network(layers, (SIDE, SIDE, 1))
    assert network.shape == (10,)
    assert len(stages) == len(row) + 2
