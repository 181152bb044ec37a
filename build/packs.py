"""Packs: many small files as one, gzipped, named after its content, and the same bytes for the same input.

A pack is the length of its index (4 bytes, little-endian), the index as JSON [[path, offset, size], …], and the files.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import PurePosixPath

from cache import Cache

Files = dict[str, bytes]
FINGERPRINT = 12


def pack(files: Files) -> bytes:
    """The pack of files by absolute path in the page, sorted by path."""
    index, bodies, offset = [], [], 0
    for path in sorted(files):
        index.append([path, offset, len(files[path])])
        bodies.append(files[path])
        offset += len(files[path])
    head = json.dumps(index, separators=(",", ":")).encode()
    return b"".join([len(head).to_bytes(4, "little"), head, *bodies])


def unpack(data: bytes) -> Files:
    """The files of a pack."""
    start = 4 + int.from_bytes(data[:4], "little")
    return {path: data[start + o : start + o + size] for path, o, size in json.loads(data[4:start])}


def fingerprinted(name: str, data: bytes) -> str:
    """`name` with a hash of the content before its last suffix: page.mjs becomes page-0123456789ab.mjs."""
    path = PurePosixPath(name)
    return path.with_stem(f"{path.stem}-{hashlib.sha256(data).hexdigest()[:FINGERPRINT]}").as_posix()


def integrity(data: bytes) -> str:
    """The whole hash of a file: SHA-256, whose first digits stand in its name."""
    return hashlib.sha256(data).hexdigest()


def compressed(data: bytes, cache: Cache) -> bytes:
    """`data` gzipped as small as gzip can; remembered in the cache, since that takes seconds."""
    folder = cache.made / "gzip"
    folder.mkdir(exist_ok=True)
    kept = folder / hashlib.sha256(data).hexdigest()
    if kept.is_file():
        result = kept.read_bytes()
        try:
            if gzip.decompress(result) == data:
                os.utime(kept)
                return result
        except (OSError, EOFError):
            kept.unlink()
    result = gzip.compress(data, compresslevel=9, mtime=0)
    partial = kept.with_name(f"{kept.name}.{os.getpid()}.part")
    partial.write_bytes(result)
    partial.replace(kept)
    return result
