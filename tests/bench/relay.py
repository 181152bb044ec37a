"""A relay between browser and server that counts what passes: every byte counts, whoever in the page asked for it."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Relay(socketserver.ThreadingTCPServer):
    """Forwards connections to the server at `address` and counts the bytes that come back."""

    daemon_threads = True

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.received = 0
        self._counting = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Forward)

    @property
    def address(self) -> str:
        """What the browser opens instead."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def count(self, size: int) -> None:
        """Add what one of the connections is about to pass on."""
        with self._counting:
            self.received += size


class _Forward(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Relay)
        with socket.create_connection(self.server.target) as server:
            threading.Thread(target=_copy, args=(self.request, server), daemon=True).start()
            _copy(server, self.request, self.server.count)


def _copy(source: socket.socket, target: socket.socket, count: Callable[[int], None] = lambda _: None) -> None:
    """Copy until one side closes. What is passed on has been counted: whoever holds a byte finds it in the sum."""
    try:
        while piece := source.recv(1 << 16):
            count(len(piece))
            target.sendall(piece)
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
