"""Addresses: where a run stands, in one line of text that can be sent to somebody else.

    v=2&dataset=spiral&…&log=120:learning_rate:0.1,300:batch_size:5&step=500

Version 1 had neither log nor step. What cannot be used stays at its default, and a sentence says so.
"""

from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_plus

from nets.training.log import Change
from nets.training.places import is_place
from playground.core.declare import INTEGER, MOST_STEPS, RefusedError
from playground.core.settings import Settings

VERSION = 2
MOST_CHANGES = 1000
MOST_PARTS = 100
MOST_PROBLEMS = 4
LONGEST = 40
"""Letters of what somebody wrote that are repeated to them."""


class Place(NamedTuple):
    """Where a run stands: the settings that it began with, what was changed on the way, and how many steps it made."""

    settings: Settings
    log: tuple[Change, ...] = ()
    step: int = 0

    @property
    def present(self) -> Settings:
        """The settings in force at the step."""
        changed = {each.name: each.value for each in self.log if each.step <= self.step and not each.is_edit}
        return self.settings.replace(**changed)

    def write(self) -> str:
        """The place as an address carries it after ``#``; what is empty, and is so at first, has no place in it."""
        parts = {"v": str(VERSION)}
        declared = self.settings.declared()
        texts = {name: declared[name].write(value) for name, value in self.settings.values.items()}
        parts |= {name: text for name, text in texts.items() if text or declared[name].default}
        if self.log:
            entry = self.settings.entry
            parts["log"] = ",".join(f"{step}:{name}:{entry(name).write(value)}" for step, name, value in self.log)
        if self.step:
            parts["step"] = str(self.step)
        return "&".join(f"{name}={quote(text, safe=',^:')}" for name, text in parts.items())


def is_address(fragment: str) -> bool:
    """Whether a fragment speaks of settings at all; others belong to links within the page."""
    return "=" in fragment


def read(fragment: str, kind: type[Settings]) -> tuple[Place, list[str]]:
    """The place that an address of such a run names, and a sentence for every part of it that could not be used."""
    settings, log, step, problems = kind(), (), 0, []
    parts = [part for part in fragment.lstrip("#").split("&") if part]
    pairs = [[unquote_plus(piece) for piece in part.split("=", 1)] for part in parts[:MOST_PARTS]]
    pairs.sort(key=lambda pair: pair[0] == "log")  # what it may name depends on all settings
    for name, text in ((*pair, "")[:2] for pair in pairs):
        try:
            if name == "v":
                _check_version(text)
            elif name == "log":
                log = _read_log(text, settings)
            elif name == "step":
                step = _read_step(text)
            elif name in kind.declared():
                settings = settings.replace(**{name: kind.declared()[name].read(text)})
            else:
                problems.append(f"“{shortened(name)}” is not a setting")
        except ValueError as error:
            words = str(error) if isinstance(error, AddressError) else f"cannot be “{shortened(text)}”"
            reason = f": {error}" if isinstance(error, RefusedError) else ""
            said = "version" if name == "v" else name.replace("_", " ")
            problems.append(f"{said} {words}{reason}")
    problems += [f"{name} {words}" for name, words in settings.lacking.items()]
    settings = settings.replace(**{name: kind.declared()[name].default for name in settings.lacking})
    if len(parts) > MOST_PARTS:
        problems.append("the rest of the address was not read")
    return Place(settings, log, step), summed_up(problems)


class AddressError(ValueError):
    """A part of an address that cannot be used; the message goes on after the part's name."""


def summed_up(problems: list[str]) -> list[str]:
    """The first few problems, and how many more there are."""
    more = len(problems) - MOST_PROBLEMS
    return problems if more <= 0 else [*problems[:MOST_PROBLEMS], f"and {more} more"]


def shortened(text: str) -> str:
    """A text that fits into a sentence."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _check_version(text: str) -> None:
    if not INTEGER.fullmatch(text) or int(text) < 1:
        raise ValueError(text)
    if int(text) > VERSION:
        raise AddressError(f"{int(text)} is of a newer Glassbox: some of the link may not be understood")


def _read_step(text: str) -> int:
    if not INTEGER.fullmatch(text) or not 0 <= int(text) <= MOST_STEPS:
        raise ValueError(text)
    return int(text)


def _read_log(text: str, settings: Settings) -> tuple[Change, ...]:
    """Changes in order of their steps; raises ValueError if any is impossible, for what follows is another run then."""
    entries = text.split(",") if text else []
    if len(entries) > MOST_CHANGES:
        raise AddressError(f"is longer than {MOST_CHANGES} changes")
    changes: list[Change] = []
    for entry in entries:
        step, _, rest = entry.partition(":")
        name, _, value = rest.partition(":")
        changes.append(Change(_read_step(step), name, _read_entry(name, value, settings)))
    if any(later.step < earlier.step for earlier, later in pairwise(changes)):
        raise AddressError("is not in the order of its steps")
    return tuple(changes)


def _read_entry(name: str, text: str, settings: Settings) -> Any:
    try:
        declared = settings.entry(name)
    except KeyError as error:
        raise AddressError(f"cannot change “{shortened(name)}”") from error
    value = declared.read(text)
    return value if is_place(name) else getattr(settings.replace(**{name: value}), name)
