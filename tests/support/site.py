"""The built site, served by the build's own server."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.environment import ROOT

SITE = ROOT / "dist" / "site"


@contextmanager
def served(folder: Path = SITE, prefix: str = "/") -> Iterator[str]:
    """Serve `folder` on a free port while the context lasts; gives the address, which ends in `prefix`."""
    command = [sys.executable, str(ROOT / "tests" / "support" / "serve.py"), str(folder), prefix]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().strip() if server.stdout else ""
            if not address:
                raise RuntimeError("the build's server did not start; its message is above")
            yield address
        finally:
            server.kill()
