"""A wire between laptops and a hub that cuts at any byte, delays, or leads to a sign-in page instead (proof plan 5)."""

import random
import socket
import threading
import time
from collections import Counter
from contextlib import suppress

PAGE = b"<html><body>Sign in to use this network</body></html>"
PORTAL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)
FAULTS = ("fine", "fine", "fine", "cut", "cut", "delay", "portal")
MOST = 30_000
"""Bytes, both ways together, within which a connection that is to be cut is cut: a hand-shake takes some 3,000."""


class BadWire:
    """Listens on a port of its own and carries bytes to another; `told` counts what it did to connections."""

    def __init__(self, port: int, dice: random.Random, told: Counter[str]) -> None:
        self._to, self._dice, self._told = port, dice, told
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listening.close()
        for one in self._open:
            one.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                fault = self._dice.choice(FAULTS)
                self._told[f"connections, {fault}"] += 1
                threading.Thread(target=self._carry, args=(near, fault), daemon=True).start()

    def _carry(self, near: socket.socket, fault: str) -> None:
        if fault == "portal":
            with suppress(OSError), near:
                near.recv(4096)
                near.sendall(PORTAL)
            return
        try:
            far = socket.create_connection(("127.0.0.1", self._to), timeout=5)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        self._open += (near, far)
        line = _Line(self._dice.randrange(MOST) if fault == "cut" else None, 0.05 if fault == "delay" else 0.0)
        for one, other in ((near, far), (far, near)):
            threading.Thread(target=line.pump, args=(one, other), daemon=True).start()


class _Line:
    """One connection. left: bytes until it is cut, if it is; wait: seconds before each piece goes on."""

    def __init__(self, left: int | None, wait: float) -> None:
        self._left, self._wait = left, wait

    def pump(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(4096):
                time.sleep(self._wait)
                if self._left is not None:
                    data, self._left = data[: self._left], max(0, self._left - len(data))
                other.sendall(data)
                if self._left == 0:
                    break
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
