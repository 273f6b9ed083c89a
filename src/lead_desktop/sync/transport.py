"""The hub over HTTPS: pinned, signed both ways, limits on all that comes back (security 3.10, numbers 76 to 82).

The only module of the desk that opens a way to the network.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from lead_desktop.clock import Clock
from lead_desktop.store.standing import Device
from lead_desktop.sync.pinned import PinnedContext, causes, fault_of
from lead_desktop.wire import signing
from lead_desktop.wire.codec import CONTENT_TYPE, MAX_BYTES, packed, unpacked
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.fingerprint import fingerprint
from lead_desktop.wire.hub_api import HubTrouble, NotTheHub, Refused
from lead_desktop.wire.letters import to_bytes, to_text
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import (
    ChunkBody,
    Health,
    Message,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Refusal,
    ResumeAnswer,
    ResumeRequest,
)

M = TypeVar("M", bound=Message)

MAX_ANSWER = 8 * 1024 * 1024
"""Bytes of one answer as it travels."""
MAX_CHUNK = 64 * 1024 * 1024
"""Bytes of a chunk once unpacked."""
MAX_REFUSAL = 16 * 1024
WAIT_S = 30.0
"""Seconds without a byte before a connection counts as lost."""
WHOLE_MS = 180_000
"""Milliseconds that one answer may take altogether."""
_ON_THE_WAY = (502, 503, 504)
"""What stands between laptop and hub says this in its own words when the hub is away."""


@dataclass(frozen=True, slots=True)
class HubPlace:
    """Where the hub is and how it is known.

    url: `https://host:port`. pins: as on the enrolment slip (sync.pinned). answers: the raw Ed25519 key that its
    answers are signed with; empty until it came with the first answer to an enrolment.
    """

    url: str
    pins: tuple[str, ...]
    answers: bytes = b""


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """This laptop to the hub: its id, and the key that signs what it asks."""

    uid: str
    key: Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class _Heard:
    """An answer as it came, not believed yet; asked: the signature of the request that it answers, as text."""

    asked: str
    status: int
    kind: str
    body: bytes
    signature: str
    nonce: str


class HttpHub:
    """The hub, asked over HTTPS. One connection is kept open; for one thread at a time."""

    def __init__(self, place: HubPlace, device: DeviceKey, clock: Clock) -> None:
        """Prepare; nothing is sent yet."""
        self._place = place
        self._device = device
        self._clock = clock
        self._nonce = ""
        self._client = httpx.Client(
            base_url=place.url,
            verify=PinnedContext(place.pins),
            timeout=WAIT_S,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept-Encoding": "identity", "User-Agent": "lead-desktop"},
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def health(self) -> Health:
        """Ask whether the hub is there."""
        heard = self._exchange("GET", "/v1/health", b"", {})
        answer = self._read(heard, Health)
        self._nonce = answer.nonce
        return answer

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Bring a code and public keys, or ask again how the enrolment stands; signed with the very key it brings.

        The six words that an administrator compares are reckoned here too: words for other keys are not shown.
        """
        heard = self._signed("POST", "/v1/enrol", packed(request))
        answer = self._read(heard, EnrolAnswer)
        words = fingerprint(to_bytes(request.sign), to_bytes(request.seal))
        if answer.fingerprint != words or not _is_signed(heard, self._place.answers or to_bytes(answer.hub_sign)):
            raise NotTheHub
        return answer

    def push(self, request: PushRequest) -> PushAnswer:
        """Send operations."""
        return self._ask("/v1/push", request, PushAnswer)

    def pull(self, request: PullRequest) -> PullAnswer:
        """Fetch scope changes and entries."""
        return self._ask("/v1/pull", request, PullAnswer)

    def resume(self, request: ResumeRequest) -> ResumeAnswer:
        """Ask what the hub knows after its timeline changed."""
        return self._ask("/v1/resume", request, ResumeAnswer)

    def chunk(self, sha: str) -> ChunkBody:
        """Fetch one part of a first sync."""
        return self._read(self._signed("GET", f"/v1/chunk/{sha}", b""), ChunkBody, MAX_CHUNK)

    def _ask(self, path: str, request: Message, model: type[M]) -> M:
        return self._read(self._signed("POST", path, packed(request)), model)

    def _signed(self, method: Literal["GET", "POST"], path: str, body: bytes) -> _Heard:
        """Send a signed request; once more with a fresh nonce when the hub found this one too old."""
        for _ in range(2):
            nonce = self._nonce or self.health().nonce
            asked = to_text(self._device.key.sign(signing.request(method, path, body, nonce)))
            names = (signing.DEVICE, signing.NONCE, signing.SIGNATURE)
            heard = self._exchange(method, path, body, dict(zip(names, (self._device.uid, nonce, asked), strict=True)))
            self._nonce = heard.nonce
            if heard.status != httpx.codes.UNAUTHORIZED or not heard.nonce or _refusal(heard).err != "nonce":
                break
        return heard

    def _exchange(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> _Heard:
        """Send one request and take the answer in as bytes, never more than is allowed."""
        told = {"Content-Type": CONTENT_TYPE, **headers} if method == "POST" else dict(headers)
        begun = False
        try:
            with self._client.stream(method, path, content=body or None, headers=told) as response:
                begun = True
                return self._heard(response, headers.get(signing.SIGNATURE, ""))
        except httpx.RemoteProtocolError as error:
            # A connection that ends early is a fault of the way; bytes that are no HTTP come from something else.
            # The latter have a third error behind them, that of the library which reads HTTP.
            if begun or len(list(causes(error))) < 3:
                raise HubTrouble from None
            raise NotTheHub from None
        except (httpx.TransportError, OSError) as error:
            raise fault_of(error) from None

    def _heard(self, response: httpx.Response, asked: str) -> _Heard:
        told = response.headers
        kind = told.get("Content-Type", "").partition(";")[0].strip().lower()
        body = self._taken_in(response)
        signature, nonce = told.get(signing.SIGNATURE, ""), told.get(signing.NONCE, "")
        return _Heard(asked, response.status_code, kind, body, signature, nonce)

    def _taken_in(self, response: httpx.Response) -> bytes:
        """Read a body as it travels, without unpacking what its headers claim it to be."""
        begun, parts, size = self._clock.boot_ms(), [], 0
        for part in response.iter_raw():
            size += len(part)
            if size > MAX_ANSWER:
                raise NotTheHub
            if self._clock.boot_ms() - begun > WHOLE_MS:
                raise HubTrouble
            parts.append(part)
        return b"".join(parts)

    def _read(self, heard: _Heard, model: type[M], limit: int = MAX_BYTES) -> M:
        """Believe an answer: signed by the hub for this very request, and of the shape that was asked for."""
        if heard.status != httpx.codes.OK:
            raise self._refused(heard)
        if heard.kind != CONTENT_TYPE or not self._is_the_hubs(heard):
            raise NotTheHub
        try:
            return unpacked(heard.body, model, limit)
        except MalformedMessage:
            raise NotTheHub from None

    def _refused(self, heard: _Heard) -> HubTrouble | Refused:
        """Return what an answer other than 200 means: the hub's own refusal, or something on the way to it."""
        if heard.status in _ON_THE_WAY and heard.kind != "application/json":
            return HubTrouble()
        refusal = _refusal(heard)
        if not self._is_the_hubs(heard):
            return NotTheHub()
        return HubTrouble() if refusal.err in ("busy", "away") else Refused(refusal)

    def _is_the_hubs(self, heard: _Heard) -> bool:
        """Hold an answer against the hub's key; before that is known, the pinned connection stands for it."""
        return not self._place.answers or _is_signed(heard, self._place.answers)


def https(device: Device, clock: Clock) -> HttpHub:
    """Return the hub of a device as its slip says."""
    place = HubPlace(device.url, (device.pin,), bytes.fromhex(device.hub_sign))
    return HttpHub(place, DeviceKey(device.uid, device.sign_key), clock)


def _is_signed(heard: _Heard, key: bytes) -> bool:
    return signing.holds(key, heard.signature, signing.answer(heard.asked, heard.status, heard.body))


def _refusal(heard: _Heard) -> Refusal:
    if heard.kind != "application/json" or len(heard.body) > MAX_REFUSAL:
        raise NotTheHub
    try:
        return Refusal.model_validate_json(heard.body)
    except ValidationError:
        raise NotTheHub from None
