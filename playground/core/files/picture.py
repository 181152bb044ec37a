"""What a picture (PNG) says beside its pixels: texts, each in a chunk of its own.

A chunk is its length, four letters, so many bytes, and a checksum of four (PNG, third edition, 5.3). The page writes
the address of a run into the first one behind the header, so that nothing is looked for behind the pixels.
"""

from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
AROUND = 12
"""Bytes of a chunk beside its content: length, letters and checksum."""


def texts(stored: bytes) -> bytes:
    """All texts before the pixels, a line each, as keyword, a zero and words; empty for what is no such picture."""
    return b"\n".join(content for kind, content in chunks(stored) if kind == b"tEXt")


def chunks(stored: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of every chunk before the pixels, as far as they are whole."""
    place = len(PNG) if stored.startswith(PNG) else len(stored)
    while place + AROUND <= len(stored):
        length, kind = int.from_bytes(stored[place : place + 4]), stored[place + 4 : place + 8]
        if kind == b"IDAT" or place + AROUND + length > len(stored):
            return
        yield kind, stored[place + 8 : place + 8 + length]
        place += AROUND + length
