"""Which of the settings that are out of sight are not at their defaults."""

from collections.abc import Mapping
from typing import Any

from bokeh.models import ColumnDataSource

from playground.core.frame import Frame, Measure
from playground.views.face import Columns, View


class Further(View):
    """A text: ``further`` says how many settings of each group were changed; None, if none of them is to be shown."""

    every = 0.1

    def __init__(self, texts: ColumnDataSource, groups: Mapping[str, tuple[str, ...]]) -> None:
        self.sources = {"texts": texts}
        self._groups = groups

    def needs(self, passing: bool) -> tuple[Measure[Any], ...]:
        """Nothing beside the settings."""
        del passing
        return ()

    def columns(self, frame: Frame) -> Columns:
        """By the names of the groups."""
        settings, declared = frame.settings, frame.settings.declared()
        changed = {
            group: sum(getattr(settings, name) != declared[name].default for name in names if name not in settings.idle)
            for group, names in self._groups.items()
        }
        gone = {group: None for group, names in self._groups.items() if set(names) <= {*settings.hide}}
        return {"texts": {"further": [changed | gone]}}
