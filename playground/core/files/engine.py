"""The engine's own sources as one archive, for whoever runs it elsewhere.

In the page Python is compiled; the texts are those that the Engine page shows, and come when one of them is opened.
"""

import io
import zipfile
from pathlib import Path

import nets

TEXTS = Path("/lib/glassbox/sources")
"""Where texts lie in the page, see `build/sources.py`."""
FOLDERS = ("nets", "nets/datasets", "nets/fast", "nets/layers", "nets/training")
"""What a run needs; `build/pages.py` names the same."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def archive() -> bytes:
    """A .zip of the sources that is the same whenever it is made."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sources().items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def sources() -> dict[str, bytes]:
    """The text of every file by its path, 'nets/losses.py'; raises OSError if they are not to be had now."""
    root = root_of_texts()
    paths = [path for folder in FOLDERS for path in sorted((root / folder).glob("*.py"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def root_of_texts() -> Path:
    """The folder above the sources: to open the first of them brings them all."""
    try:
        (TEXTS / "nets" / "network.py").read_bytes()
    except FileNotFoundError:
        return Path(nets.__path__[0]).parent
    return TEXTS
