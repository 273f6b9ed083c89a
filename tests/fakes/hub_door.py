"""A hub that listens on this computer for one test, and laptops that ask it."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lead_desktop.clock import Clock
from lead_desktop.hub.authority import Authority
from lead_desktop.hub.devices import Device
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.patience import PatientProtocol
from lead_desktop.hub.running import Parts, server
from lead_desktop.hub.settings import Settings
from lead_desktop.sync.transport import DeviceKey, HttpHub, HubPlace
from lead_desktop.wire.enrolling import EnrolRequest, PersonKeysOf
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import (
    ChunkBody,
    Health,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    ResumeAnswer,
    ResumeRequest,
)


@dataclass
class QuietCore:
    """A heart that takes everything and has nothing to say; `asked` is what came to it."""

    asked: list = field(default_factory=list)
    fault: Exception | None = None
    hub: Hub | None = None

    def health(self, nonce: str) -> Health:
        return self.hub.health(nonce) if self.hub else Health(epoch="e", now=1, nonce=nonce, min_sv=1)

    def _take(self, caller: Device, request) -> None:
        if self.fault is not None:
            raise self.fault
        self.asked.append((caller.dev, request))

    def push(self, caller: Device, request: PushRequest) -> PushAnswer:
        self._take(caller, request)
        return PushAnswer(epoch=request.epoch, now=1, acked=request.first + len(request.ops) - 1, results=())

    def pull(self, caller: Device, request: PullRequest) -> PullAnswer:
        self._take(caller, request)
        return PullAnswer(epoch=request.epoch, now=1, scur=0, to=0, head=0, more=False, min_sv=1)

    def resume(self, caller: Device, request: ResumeRequest) -> ResumeAnswer:
        self._take(caller, request)
        return ResumeAnswer(epoch=request.epoch, acked=0, chain="", head=0)

    def chunk(self, caller: Device, sha: str) -> ChunkBody:
        self._take(caller, sha)
        return ChunkBody(as_of=1, records=())


@contextmanager
def listening(parts: Parts, authority: Authority, http: type[PatientProtocol] = PatientProtocol) -> Iterator[int]:
    """Let a hub listen; its port."""
    running = server(parts.application(), authority, Settings(listen="127.0.0.1", port=0), http)
    thread = threading.Thread(target=lambda: asyncio.run(running.serve()), daemon=True)
    thread.start()
    end = time.monotonic() + 10
    while not running.started and thread.is_alive() and time.monotonic() < end:
        time.sleep(0.005)
    try:
        yield running.servers[0].sockets[0].getsockname()[1]
    finally:
        running.should_exit = running.force_exit = True
        thread.join(10)


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


class Laptop:
    """A laptop's keys, its person, and what it asks a hub."""

    def __init__(self, number: int, name: str = "Ana Pacheco", role: str = "outreach", side: str = "care") -> None:
        self.uid = f"0198f3aa-0000-7000-8000-{number:012d}"
        self.sign, self.seal = Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP384R1())
        self.person = PersonKeysOf(
            user=f"0198f3bb-0000-7000-8000-{number:012d}", name=name, role=role,
            sign=to_text(Ed25519PrivateKey.generate().public_key().public_bytes_raw()), seal=to_text(point(self.seal)),
        )  # fmt: skip
        self.side = side
        self._open: list[HttpHub] = []

    def at(self, port: int, pin: str, clock: Clock, answers: bytes = b"") -> HttpHub:
        """The hub as this laptop reaches it."""
        place = HubPlace(f"https://127.0.0.1:{port}", (pin,), answers)
        self._open.append(HttpHub(place, DeviceKey(self.uid, self.sign), clock))
        return self._open[-1]

    def request(self, code: str, **changes: object) -> EnrolRequest:
        """What it says to come in."""
        told = EnrolRequest(
            code=code, uid=self.uid, sign=to_text(self.sign.public_key().public_bytes_raw()),
            seal=to_text(point(self.seal)), side=self.side, sv=1, people=(self.person,),
        )  # fmt: skip
        return told.model_copy(update=changes)

    def close(self) -> None:
        for one in self._open:
            one.close()
