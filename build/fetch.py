"""Brings locked files into the cache, whatever place has them, and says plainly when none does."""

from __future__ import annotations

from pathlib import Path

from cache import OVERRIDE, Cache, fault
from lock import Locked, Npm, Pip, Place
from places import PlaceError, Places, Say


class FetchError(Exception):
    """A file could not be had; the message names it, each place tried, and what to do."""


def _error(entry: Locked, tried: list[tuple[str, str]], cache: Cache) -> FetchError:
    lines = [f"cannot get {entry.file} ({entry.name} {entry.version}, {entry.size / 1e6:.1f} MB). Tried:"]
    lines += [f"  - {place}: {why}" for place, why in tried]
    lines.append("Check the network (and pip's and npm's proxy or mirror settings) and run the build again, or put the")
    lines.append(f"file, with sha256 {entry.sha256}, at")
    lines.append(f"  {cache.path(entry)}")
    lines.append(f"({OVERRIDE} chooses another cache folder.)")
    return FetchError("\n".join(lines))


def _order(places: tuple[Place, ...], got: Places) -> list[Place]:
    """A package that is here already goes first: its bytes cost nothing."""
    return sorted(places, key=lambda place: not (isinstance(place, (Npm, Pip)) and got.has_package(place)))


class Fetcher:
    """Verified files by entry. `places` fetches, the hash decides."""

    def __init__(self, cache: Cache, places: Places, say: Say) -> None:
        self.cache = cache
        self.places = places
        self.say = say

    def get(self, entry: Locked) -> Path:
        """The verified file in the cache; raises FetchError when no place has it."""
        path, wrong = self.cache.find(entry)
        if path is not None:
            return path
        if wrong:
            self.say(f"{entry.file} in the cache is damaged ({wrong}); fetching it again")
        tried: list[tuple[str, str]] = []
        for place in _order(entry.places, self.places):
            try:
                copy = self.places.fetch(place, entry)
            except PlaceError as error:
                tried.append((str(place), str(error)))
                continue
            wrong = fault(copy, entry)
            if not wrong:
                self.say(f"{entry.file}  {entry.size / 1e6:.1f} MB  from {place}")
                return self.cache.store(copy, entry)
            copy.unlink()
            tried.append((str(place), f"the wrong bytes: {wrong}"))
        raise _error(entry, tried, self.cache)

    def get_all(self, entries: list[Locked]) -> dict[str, Path]:
        """Every file by its file name."""
        return {entry.file: self.get(entry) for entry in entries}
