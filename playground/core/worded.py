"""Settings of a trainer in a page's own words: what a person changes is written into the log as the person says it.

A page may have two settings for what the trainer has in one, or a name for what is an object there. Said in the page's
words, a change stands in a log and an address as it was made, and can be shown again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nets.errors import SettingError
from nets.training.settings import Settings

Words = Mapping[str, Any]
"""Values by the names of a page's settings."""


@dataclass(frozen=True)
class Worded(Settings):
    """A trainer's settings that follow from a page's.

    words     those of the page
    meaning   gives the trainer's own for them, by name
    """

    words: Words = field(default_factory=dict)
    meaning: Callable[[Words], dict[str, Any]] = field(default=dict, compare=False)

    @classmethod
    def of(cls, words: Words, meaning: Callable[[Words], dict[str, Any]]) -> "Worded":
        """The settings that these words mean; raises SettingError for what is impossible."""
        return cls(**meaning(words), words=words, meaning=meaning)

    def said(self) -> dict[str, Any]:
        """The words."""
        return dict(self.words)

    def replace(self, **changes: Any) -> Settings:
        """The same but for some words; raises SettingError, also for what is no word of the page."""
        if unknown := changes.keys() - self.words.keys():
            known = ", ".join(self.words)
            raise SettingError(f"{', '.join(sorted(unknown))} cannot change in a run; what can: {known}")
        return Worded.of({**self.words, **changes}, self.meaning)
