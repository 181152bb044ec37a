"""The libraries, imported with less work: what a start can do without, and nothing that a page would miss.

Each function leaves its library complete. What is said here about the insides of the libraries is true of the versions
in ``WRITTEN_FOR`` and was looked up there: another version is refused until somebody has looked again.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

WRITTEN_FOR = {"bokeh": "3.9.2", "panel": "1.9.4", "holoviews": "1.23.2"}
PANDAS_NAMES = ("read_csv", "read_json", "Timestamp", "Timedelta", "Period", "NaT", "DataFrame", "Series")


class LibraryError(RuntimeError):
    """A library is not the one whose private parts are known here."""


def _check(name: str) -> None:
    """Raises LibraryError if an imported library has another version than the one that was looked at."""
    version = getattr(sys.modules[name], "__version__", None)
    if version != WRITTEN_FOR[name]:
        raise LibraryError(
            f"playground/link was written for {name} {WRITTEN_FOR[name]} and found {version}: look whether the private "
            "names in lean.py and in the serializer still mean the same, run their tests, and change WRITTEN_FOR"
        )


@contextmanager
def pandas_stand_in() -> Iterator[None]:
    """While Panel is imported, a hollow pandas: Panel patches two readers of it, which nobody here calls.

    Afterwards it is gone, so that whoever truly asks for pandas gets the real one.
    """
    if "pandas" in sys.modules:
        yield
        return
    hollow = ModuleType("pandas")
    hollow.__spec__ = ModuleSpec("pandas", None)
    for name in PANDAS_NAMES:
        setattr(hollow, name, type(name, (), {"__module__": "pandas"}))
    sys.modules["pandas"] = hollow
    try:
        yield
    finally:
        del sys.modules["pandas"]


def import_bokeh() -> None:
    """Bokeh's models and plots; what it works out about a class anew for every property of every object, only once."""
    importlib.import_module("bokeh.plotting")
    _check("bokeh")
    has_props = importlib.import_module("bokeh.core.has_props").HasProps
    descriptor = importlib.import_module("bokeh.core.property.descriptors").PropertyDescriptor

    has_props._overridden_defaults = classmethod(cache(has_props._overridden_defaults.__func__))
    unstable = cache(lambda prop, cls: prop.property._may_have_unstable_default() or _overridden_unstable(prop, cls))
    descriptor.has_unstable_default = lambda self, obj: unstable(self, type(obj))


def _overridden_unstable(prop: Any, cls: Any) -> bool:
    """True if a class itself (not its bases) gives the property a default that is made anew each time."""
    return prop.is_unstable(cls.__overridden_defaults__.get(prop.name, None))


def import_panel() -> None:
    """Panel, without pandas."""
    with pandas_stand_in():
        importlib.import_module("panel")
    _check("panel")


def import_holoviews() -> None:
    """HoloViews with its Bokeh backend; data may be tables of pandas once somebody has imported pandas.

    HoloViews itself would import pandas for the first element that is made, to ask whether its data are such a table.
    """
    importlib.import_module("holoviews.plotting.bokeh")
    _check("holoviews")
    tables = importlib.import_module("holoviews.core.data.pandas").PandasInterface
    tables.loaded = classmethod(lambda _: "pandas" in sys.modules)
