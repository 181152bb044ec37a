"""Runs in Pyodide: turns every .py below a folder into a .pyc beside it and removes the source.

The .pyc are of the unchecked-hash kind (PEP 552): no time and no path of this machine is in them, and the import
system does not look for a source to compare them with.
"""

import marshal
from importlib.util import MAGIC_NUMBER
from pathlib import Path

UNCHECKED = (0b01).to_bytes(4, "little") + bytes(8)


def compile_tree(folder: str, inside: str, optimize: int) -> None:
    """Compiles `folder`, whose files will lie at `inside` in the page.

    A file that is not Python of this version (a template, say) stays as it is.
    """
    for path in sorted(Path(folder).rglob("*.py")):
        try:
            name = f"{inside}/{path.relative_to(folder).as_posix()}"
            code = compile(path.read_bytes(), name, "exec", dont_inherit=True, optimize=optimize)
        except (SyntaxError, ValueError):
            continue
        path.with_suffix(".pyc").write_bytes(MAGIC_NUMBER + UNCHECKED + marshal.dumps(code))
        path.unlink()
