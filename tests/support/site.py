"""The built site, served by the build's own server in a process of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.environment import ROOT

SITE = ROOT / "dist" / "site"


@contextmanager
def served(folder: Path = SITE) -> Iterator[str]:
    """Serve `folder` on a free port while the context lasts; gives the address, ending in a slash."""
    command = [sys.executable, "-u", str(ROOT / "build" / "serve.py"), "--port", "0", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            yield _address(server)
        finally:
            server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    said = []
    for line in server.stdout or ():
        said.append(line)
        if found := re.search(r"http://[\w.]+:\d+/", line):
            return found[0]
    raise RuntimeError("the server ended without saying its address:\n" + "".join(said))
