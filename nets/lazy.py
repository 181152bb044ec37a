"""Packages whose names are imported when they are first asked for: whoever uses one layer does not load all of them.

Python asks a module's own `__getattr__` for a name that is not there (PEP 562); that of `lazy` imports the module which
defines it. A package says its names twice, since a type checker reads imports and runs nothing:

    if TYPE_CHECKING:
        from nets.layers.dense import Dense
    else:
        __all__, __getattr__, __dir__ = lazy(__name__, {"nets.layers.dense": ["Dense"]})
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def lazy(
    package: str, names: Mapping[str, Sequence[str]]
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """`__all__`, `__getattr__` and `__dir__` of a package.

    names   by the module that defines them; under the package's own name stand modules inside it
    """
    homes = {name: home for home, listed in names.items() for name in listed}
    content = vars(sys.modules[package])

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=sys.modules[package])
        home = homes[name]
        found = import_module(f"{home}.{name}") if home == package else getattr(import_module(home), name)
        return content.setdefault(name, found)  # the next time it is there

    def listing() -> list[str]:
        return sorted({*content, *homes})

    return sorted(homes), find, listing
