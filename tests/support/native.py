"""The playground on a server, as the README starts it for people who change it."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.environment import ROOT


@dataclass
class Server:
    """A running `panel serve`."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    address: str = ""

    def cpu_seconds(self) -> float:
        """Seconds of a processor that the server has used."""
        told = Path(f"/proc/{self.process.pid}/stat")
        if told.exists():
            user, system = told.read_text().rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / 100
        spent = subprocess.check_output(["ps", "-o", "time=", "-p", str(self.process.pid)], text=True).strip()
        return sum(float(part) * unit for part, unit in zip(reversed(spent.split(":")), (1, 60, 3600), strict=False))


@contextmanager
def served_natively(*options: str) -> Iterator[Server]:
    """Serve the working copy on a free port while the context lasts."""
    command = [sys.executable, "-m", "panel", "serve", "playground/app.py", "--static-dirs", "web=playground/web"]
    with subprocess.Popen(
        [*command, "--port", "0", *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        server = Server(process)
        try:
            for line in process.stdout or ():
                server.lines.append(line)
                if found := re.search(r"running at: (http://\S+)", line):
                    server.address = found[1]
                    break
            if not server.address:
                raise RuntimeError("panel serve did not start: " + "".join(server.lines))
            threading.Thread(target=lambda: server.lines.extend(process.stdout or ()), daemon=True).start()
            yield server
        finally:
            process.kill()
