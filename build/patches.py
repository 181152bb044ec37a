"""Lines of the pinned libraries that are changed in the page's copy.

`PATCHES` take out what costs a start far more than it gives; they leave what a program can observe of the library
alone, apart from what their reasons say. `HOOKS` let Python be started from a memory, and do nothing without one. Each
is applied to the text of the pinned version and to no other: when it does not fit exactly once, the build stops.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class PatchError(Exception):
    """A library is not the one that a patch was written for."""


@dataclass(frozen=True)
class Patch:
    """Exchanges `old`, which stands exactly once in `file`, for `new`."""

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
"""Files below site-packages."""

RUNTIME = "pyodide.asm.mjs"
HOOKS = (
    Patch(
        RUNTIME,
        "var getEmptyTableSlot=()=>{if(",
        "var getEmptyTableSlot=()=>{if(Module.snapshot?.nextSlot)return Module.snapshot.nextSlot();if(",
        "A function of a library must get the very number by which the memory knows it.",
    ),
    Patch(
        RUNTIME,
        "var setWasmTableEntry=(idx,func)=>{wasmTable.set",
        "var setWasmTableEntry=(idx,func)=>{Module.snapshot?.onSlot?.(idx,func);wasmTable.set",
        "Which number each function got.",
    ),
    Patch(
        RUNTIME,
        "var memoryBase=metadata.memorySize?alignMemory(getMemory(metadata.memorySize+memAlign),memAlign):0;",
        "var allocate=()=>metadata.memorySize?alignMemory(getMemory(metadata.memorySize+memAlign),memAlign):0;"
        "var memoryBase=Module.snapshot?.place?Module.snapshot.place(libName,allocate):allocate();",
        "A library must lie where it lay: its data and its functions have their addresses built in.",
    ),
    Patch(
        RUNTIME,
        "if(init){if(runtimeInitialized){init()}else{addOnPostCtor(init)}}return moduleExports}",
        "if(init){if(runtimeInitialized){init()}else{addOnPostCtor(init)}}"
        "Module.snapshot?.placed?.(libName);return moduleExports}",
        "A library is ready: what comes next belongs to another.",
    ),
    Patch(
        RUNTIME,
        "wasmExports=await (createWasm());run();",
        "wasmExports=await (createWasm());if(Module.snapshot)Module.snapshot.inside={LDSO,newDSO,"
        "loadWebAssemblyModule,growMemory,"
        "wasmTable,wasmMemory,freeTableIndexes,setSlot(index,func){getFunctionAddress(func);setWasmTableEntry(index,func);"
        "functionsInTableMap.set(func,index)}};run();",
        "What saves and restores a memory needs of the runtime's own variables.",
    ),
)
"""A file of Pyodide's own."""


def apply(folder: Path, patches: tuple[Patch, ...]) -> None:
    """Patches the sources in a folder; raises PatchError when one does not fit."""
    for patch in patches:
        path = folder / patch.file
        text = path.read_text(encoding="utf-8")
        if text.count(patch.old) != 1:
            raise PatchError(f"a patch of {patch.file} fits {text.count(patch.old)} times, not once: {patch.old}")
        path.write_text(text.replace(patch.old, patch.new), encoding="utf-8", newline="\n")
