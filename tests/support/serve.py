"""Serve FOLDER below PREFIX with the build's own server, and print the address. Run by `tests.support.site`.

A process of its own, because ending it ends every connection: what works afterwards works without a server.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "build"))

from server import address, make_server

folder, prefix = Path(sys.argv[1]), sys.argv[2]
with make_server(folder, 0, prefix) as server:
    print(address(server, prefix), flush=True)
    server.serve_forever()
