"""Lines of the pinned libraries that are changed in the page's copy: they cost a start far more than they give.

Every patch leaves what a program can observe of the library alone, apart from what its reason says. It is applied to
the text of the pinned version and to no other: when it does not fit exactly once, the build stops.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class PatchError(Exception):
    """A library is not the one that a patch was written for."""


@dataclass(frozen=True)
class Patch:
    """Exchanges `old`, which stands exactly once in `file` (below site-packages), for `new`."""

    file: str
    old: str
    new: str
    reason: str


PATCHES = (
    Patch(
        "param/parameterized.py",
        "supers = classlist(mcs)[::-1]",
        "supers = [cls for cls in classlist(mcs)[::-1] if param_name in cls.__dict__]",
        "A parameter inherits from the classes that define it; the others were asked again for every slot.",
    ),
    Patch(
        "bokeh/model/model.py",
        "parameters = [x[0] for x in  cls.parameters()]",
        "pass",
        "Signatures of some 450 models, which only an editor or a manual would show: a third of Bokeh's import.",
    ),
    Patch(
        "bokeh/model/model.py",
        "            cls.__init__.__signature__ = Signature(parameters=parameters)\n",
        "",
        "The other half of the patch above.",
    ),
    Patch("panel/io/cache.py", "import unittest.mock\n", "", "A test library, to hash a mock, which no page has."),
    Patch("panel/io/cache.py", "    unittest.mock.Mock : lambda obj: _int_to_bytes(id(obj)),\n", "", "As above."),
    Patch(
        "panel/pane/vtk/vtk.py",
        "from urllib.request import urlopen\n",
        "def urlopen(url):\n    from urllib.request import urlopen\n    return urlopen(url)\n",
        "A web client that a browser does not let out, loaded only by whoever tries it.",
    ),
    Patch(
        "panel/io/pyodide.py",
        "_dict_converter = pyodide.code.run_js(",
        "_dict_converter = (lambda text: lambda entries: pyodide.code.run_js(text)(entries))(",
        "JavaScript out of a text, which the policy of the page forbids: tried only when somebody needs it.",
    ),
)


def apply(packages: Path, patches: tuple[Patch, ...] = PATCHES) -> None:
    """Patches the sources in a site-packages folder; raises PatchError when one does not fit."""
    for patch in patches:
        path = packages / patch.file
        text = path.read_text(encoding="utf-8")
        if text.count(patch.old) != 1:
            raise PatchError(f"a patch of {patch.file} fits {text.count(patch.old)} times, not once: {patch.old}")
        path.write_text(text.replace(patch.old, patch.new), encoding="utf-8", newline="\n")
