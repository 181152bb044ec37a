"""Runs in Pyodide: turns every .py below a folder into a .pyc beside it and removes the source.

The .pyc are of the unchecked-hash kind (PEP 552): no time and no path of this machine is in them, and the import
system does not look for a source to compare them with.
"""

import marshal
import os
from importlib.util import MAGIC_NUMBER

UNCHECKED = (0b01).to_bytes(4, "little") + bytes(8)


def compile_tree(folder: str, inside: str, optimize: int) -> int:
    """Compiles `folder`, whose files will lie at `inside` in the page; the number of files that were compiled.

    A file that is not Python of this version (a template, say) stays as it is.
    """
    count = 0
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            if file.endswith(".py"):
                path = os.path.join(parent, file)
                count += _compile(path, inside + path[len(folder) :], optimize)
    return count


def _compile(path: str, name: str, optimize: int) -> int:
    with open(path, "rb") as stream:
        source = stream.read()
    try:
        code = compile(source, name, "exec", dont_inherit=True, optimize=optimize)
    except (SyntaxError, ValueError):
        return 0
    with open(path + "c", "wb") as out:
        out.write(MAGIC_NUMBER + UNCHECKED + marshal.dumps(code))
    os.unlink(path)
    return 1
