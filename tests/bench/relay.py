"""A relay between browser and server that counts what passes: every byte counts, whoever in the page asked for it."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Relay(socketserver.ThreadingTCPServer):
    """Forwards connections to the server at `address` and counts the bytes that come back."""

    daemon_threads = True

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.received = 0
        super().__init__(("127.0.0.1", 0), _Forward)

    @property
    def address(self) -> str:
        """What the browser opens instead."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Forward(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Relay)
        with socket.create_connection(self.server.target) as server:
            threading.Thread(target=_copy, args=(self.request, server), daemon=True).start()
            for count in _chunks(server, self.request):
                self.server.received += count


def _copy(source: socket.socket, target: socket.socket) -> None:
    for _ in _chunks(source, target):
        pass


def _chunks(source: socket.socket, target: socket.socket) -> Iterator[int]:
    """Copy until one side closes; yields the size of every piece."""
    try:
        while piece := source.recv(1 << 16):
            target.sendall(piece)
            yield len(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


@contextmanager
def counted(address: str) -> Iterator[Relay]:
    """A relay to `address`, running while the context lasts."""
    with Relay(address) as relay:
        threading.Thread(target=relay.serve_forever, daemon=True).start()
        yield relay
        relay.shutdown()
