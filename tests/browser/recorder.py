"""A proxy that serves nothing and remembers who was asked for: requests to another host end here, workers' included."""

import re
import socketserver
import threading


class Recorder(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine until closed; `asked` holds the request lines."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Refuse)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """What a browser is told to use as its proxy."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Refuse(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        line = self.rfile.readline().decode(errors="replace").strip()
        if re.match(r"[A-Z]+ ", line):
            assert isinstance(self.server, Recorder)
            self.server.asked.append(line)
        self.wfile.write(b"HTTP/1.1 502 No other host\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
