"""A way to a database that a test can close and open again, while the server itself goes on."""

import socket
from contextlib import suppress
from threading import Thread


class Proxy:
    """Passes every byte between its own port and another one, while it is open."""

    def __init__(self, port: int, to: int) -> None:
        self.port, self.to = port, to
        self.listener: socket.socket | None = None
        self.passing: list[socket.socket] = []
        self.open()

    def open(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        Thread(target=self.accept, args=[self.listener], daemon=True).start()

    def close(self) -> None:
        """Refuse whoever comes and cut off whoever is there."""
        assert self.listener is not None
        for each in [self.listener, *self.passing]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self.passing.clear()

    def accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
                self.passing += [near, far]
                for one, other in [(near, far), (far, near)]:
                    Thread(target=self.carry, args=[one, other], daemon=True).start()

    @staticmethod
    def carry(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(65_536):
                other.sendall(piece)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)
