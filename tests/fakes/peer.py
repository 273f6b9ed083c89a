"""Something that listens on this computer and answers as a test says: as the hub would, or as nobody should."""

import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.wire import signing
from lead_desktop.wire.codec import CONTENT_TYPE, packed
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import Health, Message, Refusal

HUB_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@dataclass(frozen=True)
class Heard:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def http(status: int, kind: str, body: bytes, **headers: str) -> bytes:
    """An answer in bytes; names of headers with _ for -."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def signed(heard: Heard, message: Message, status: int = 200, key: Ed25519PrivateKey = HUB_KEY) -> bytes:
    """What the hub would say."""
    refused = isinstance(message, Refusal)
    body = message.model_dump_json().encode() if refused else packed(message)
    asked = heard.headers.get(signing.SIGNATURE.lower(), "")
    mark = to_text(key.sign(signing.answer(asked, status, body)))
    return http(
        status, "application/json" if refused else CONTENT_TYPE, body, Lead_Signature=mark, Lead_Nonce="bm9uY2U"
    )


def healthy(heard: Heard) -> bytes:
    """The hub's answer to the question whether it is there."""
    return signed(heard, Health(epoch="e", now=1, nonce="bm9uY2U", min_sv=1))


class Peer:
    """Listens on a free port while the test runs; `heard` is what came in."""

    def __init__(self, answer: Callable[[Heard], bytes], certificate: tuple[Path, Path] | None, **tls: ssl.TLSVersion):
        self.heard: list[Heard] = []
        self._answer = answer
        self._tls = self._context(certificate, **tls) if certificate else None
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        if self._door.fileno() >= 0:
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for one in list(self._open):
            one.close()
        self._thread.join(5)

    def _context(self, certificate: tuple[Path, Path], **tls: ssl.TLSVersion) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        for name, version in tls.items():
            setattr(context, name, version)
        context.load_cert_chain(*certificate)
        return context

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(plain,), daemon=True).start()

    def _one(self, plain: socket.socket) -> None:
        plain.settimeout(5)
        self._open.add(plain)
        try:
            with self._tls.wrap_socket(plain, server_side=True) if self._tls else plain as stream:
                self._open.add(stream)
                self._talk(stream)
        except OSError:
            plain.close()

    def _talk(self, stream: socket.socket) -> None:
        if not self._tls and stream.recv(1, socket.MSG_PEEK) == b"\x16":
            # TLS is spoken to somebody who speaks plain HTTP only.
            stream.sendall(self._answer(Heard("?", "?", {}, b"")))
            return
        with stream.makefile("rb") as read:
            while (heard := _heard(read)) is not None:
                self.heard.append(heard)
                answer = self._answer(heard)
                stream.sendall(answer)
                if b"Content-Length" not in answer or not _whole(answer):
                    return


def _whole(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    size = head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
    return size.isdigit() and len(body) == int(size)


def _heard(read) -> Heard | None:  # a buffered reader of a socket
    first = read.readline().decode("latin-1").split()
    if len(first) < 2:
        return None
    headers = {}
    while line := read.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Heard(first[0], first[1], headers, read.read(int(headers.get("content-length", 0))))
