"""Reads a QR code that is whole: of error correction M, in one segment of bytes, as ISO/IEC 18004 has it."""

from collections.abc import Iterator

BLOCKS = {
    4: (32,) * 2,
    5: (43,) * 2,
    6: (27,) * 4,
    7: (31,) * 4,
    8: (38,) * 2 + (39,) * 2,
    9: (36,) * 3 + (37,) * 2,
    10: (43,) * 4 + (44,),
    11: (50,) + (51,) * 4,
    12: (36,) * 6 + (37,) * 2,
    13: (37,) * 8 + (38,),
    14: (40,) * 4 + (41,) * 5,
    15: (41,) * 5 + (42,) * 5,
    16: (45,) * 7 + (46,) * 3,
    17: (46,) * 10 + (47,),
    18: (43,) * 9 + (44,) * 4,
    19: (44,) * 3 + (45,) * 11,
    20: (41,) * 3 + (42,) * 13,
}
"""By version: how many bytes of data each block has. They are sent in turns, one of each."""
ALIGNED = {
    4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46),
    10: (6, 28, 50), 11: (6, 30, 54), 12: (6, 32, 58), 13: (6, 34, 62), 14: (6, 26, 46, 66), 15: (6, 26, 48, 70),
    16: (6, 26, 50, 74), 17: (6, 30, 54, 78), 18: (6, 30, 56, 82), 19: (6, 30, 58, 86), 20: (6, 34, 62, 90),
}  # fmt: skip
"""By version: the rows and columns at whose crossings small squares stand."""
MASKS = (
    lambda y, x: (y + x) % 2, lambda y, _: y % 2, lambda _, x: x % 3, lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2, lambda y, x: y * x % 2 + y * x % 3, lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)  # fmt: skip
"""Where these are 0, a module was turned over."""
FORMAT_MASK = 0b10101


def text_of(dark: set[tuple[int, int]], side: int) -> str:
    """The text of the code of `side` modules, of which those at these (row, column) are dark."""
    version = (side - 17) // 4
    level_and_mask = sum(((8, x) in dark) << (4 - x) for x in range(5)) ^ FORMAT_MASK
    assert level_and_mask >> 3 == 0, "this is not error correction M"
    mask = MASKS[level_and_mask & 7]
    bits = [((y, x) in dark) ^ (mask(y, x) == 0) for y, x in _places(version, side)]
    sent = [_number(bits[i : i + 8]) for i in range(0, len(bits) - 7, 8)]
    data = _in_order(sent, BLOCKS[version])
    found = [bool(byte >> i & 1) for byte in data for i in range(7, -1, -1)]
    assert _number(found[:4]) == 0b0100, "this is not a segment of bytes"
    start = 12 if version < 10 else 20
    count = _number(found[4:start])
    return bytes(_number(found[start + 8 * i : start + 8 * i + 8]) for i in range(count)).decode()


def _places(version: int, side: int) -> Iterator[tuple[int, int]]:
    """The modules of data in their order: up and down in pairs of columns, from the right."""
    pairs = [(x, x - 1) for x in (*range(side - 1, 6, -2), 5, 3, 1)]
    for number, pair in enumerate(pairs):
        for row in range(side):
            y = row if number % 2 else side - 1 - row
            yield from ((y, x) for x in pair if not _is_pattern(y, x, version, side))


def _is_pattern(y: int, x: int, version: int, side: int) -> bool:
    far = side - 1
    corners = (y < 9 and x < 9) or (y < 9 and x > far - 8) or (y > far - 8 and x < 9)
    told = version >= 7 and ((y < 6 and x > far - 11) or (x < 6 and y > far - 11))
    near = [(cy, cx) for cy in ALIGNED[version] for cx in ALIGNED[version] if abs(cy - y) <= 2 and abs(cx - x) <= 2]
    squares = [each for each in near if each not in ((6, 6), (6, far - 6), (far - 6, 6))]
    return corners or told or y == 6 or x == 6 or bool(squares)


def _in_order(sent: list[int], sizes: tuple[int, ...]) -> list[int]:
    blocks: list[list[int]] = [[] for _ in sizes]
    taken = iter(sent)
    for turn in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if turn < size:
                block.append(next(taken))
    return [byte for block in blocks for byte in block]


def _number(bits: list[bool]) -> int:
    return int("".join(str(int(bit)) for bit in bits), 2)
