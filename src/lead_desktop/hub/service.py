"""What is done behind the hub's door for each path: who asks is checked, counted, answered (security 3.10, 3.11)."""

from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.clock import Clock
from lead_desktop.hub import enrolment, orders
from lead_desktop.hub.admitting import move
from lead_desktop.hub.carried import Carried
from lead_desktop.hub.core import Core
from lead_desktop.hub.database import Database
from lead_desktop.hub.devices import Device, find_device
from lead_desktop.hub.gate import Asked, Nonces, check_signature, refusal
from lead_desktop.hub.limits import Buckets, Rate
from lead_desktop.hub.notices import tell
from lead_desktop.hub.replies import Reply, good
from lead_desktop.hub.server import Desk
from lead_desktop.hub.settings import Settings
from lead_desktop.hub.welcome import Welcome
from lead_desktop.wire.codec import packed, unpacked
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import PullRequest, PushRequest, Refusal, ResumeRequest

_MINUTE = 60_000
_HOUR = 60 * _MINUTE
_CHUNK = "/v1/chunk/"
_PULL = "/v1/pull"


class Limits:
    """The buckets of one hub process (numbers 71, 74)."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """Fill them."""
        self.requests = Buckets(Rate(settings.requests_per_minute, _MINUTE), clock)
        self.chunks = Buckets(Rate(settings.chunks_per_minute, _MINUTE), clock)
        self.bytes = Buckets(Rate(settings.megabytes_per_minute << 20, _MINUTE), clock)
        self.codes = Buckets(Rate(settings.enrolments_per_hour, _HOUR), clock)
        self.refusals = Buckets(Rate(settings.refusals_per_minute, _MINUTE), clock)


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that answer requests."""

    core: Core
    database: Database
    nonces: Nonces
    limits: Limits
    welcome: Welcome
    carried: Carried
    clock: Clock

    def desk(self) -> Desk:
        """Return the work behind each path."""
        return Desk(self.health, self.enrol, self.push, self.pull, self.resume, self.chunk, self.bundle)

    def health(self, _asked: Asked) -> Reply:
        """Say that the hub is there."""
        return good(packed(self.core.health(self.nonces.fresh())))

    def enrol(self, asked: Asked) -> Reply:
        """Try a code, or say how an enrolment stands."""
        return good(packed(self.welcome.enrol(asked, self.limits.codes)))

    def push(self, asked: Asked) -> Reply:
        """Take operations in. A clone is suspended by the heart; here an administrator is told of it."""
        caller = self._admitted(asked)
        try:
            return good(packed(self.core.push(caller, unpacked(asked.body, PushRequest))))
        except Refused as told:
            if told.refusal.err == "fork" and caller.state != "suspended":
                self._tell("fork", caller.dev)
            raise

    def pull(self, asked: Asked) -> Reply:
        """Give scope changes, entries and orders out."""
        caller = self._admitted(asked)
        request = unpacked(asked.body, PullRequest)
        answer = self.core.pull(caller, request)
        with self.database.owning() as connection:
            ordered = orders.waiting(connection, caller.dev, request.counter)
        return good(packed(answer.model_copy(update={"orders": ordered}) if ordered else answer))

    def resume(self, asked: Asked) -> Reply:
        """Say what is known of a device after the timeline changed."""
        caller = self._admitted(asked)
        return good(packed(self.core.resume(caller, unpacked(asked.body, ResumeRequest))))

    def chunk(self, asked: Asked) -> Reply:
        """Give a part of a first sync out."""
        caller = self._admitted(asked)
        return good(packed(self.core.chunk(caller, asked.path.removeprefix(_CHUNK))))

    def bundle(self, asked: Asked) -> Reply:
        """Take in a round that somebody carried; it proves itself, whoever brings it."""
        if wait := self.limits.refusals.spent(asked.address):
            raise refusal("too_many", wait)
        try:
            return good(self.carried.take_in(asked.body, "online"))
        except (Refused, MalformedMessage):
            self.limits.refusals.wait_ms(asked.address)
            raise

    def _admitted(self, asked: Asked) -> Device:
        """Return who asks, once the signature holds, the device may ask, and has not asked too often."""
        if wait := self.limits.refusals.spent(asked.address):
            raise refusal("too_many", wait)
        try:
            caller = self._known(asked)
        except Refused as told:
            if told.refusal.err != "nonce":
                self.limits.refusals.wait_ms(asked.address)
            raise
        chunk = asked.path.startswith(_CHUNK)
        bucket = self.limits.chunks if chunk else self.limits.requests
        wait = bucket.wait_ms(caller.uid) or self.limits.bytes.wait_ms(caller.uid, len(asked.body))
        if wait:
            raise refusal("too_many", wait)
        return caller

    def _known(self, asked: Asked) -> Device:
        with self.database.owning() as connection:
            caller = find_device(connection, asked.device)
            if caller is None:
                raise refusal("pending" if enrolment.is_pending(connection, asked.device) else "unknown")
            check_signature(asked, caller.sign, self.nonces)
            if caller.state in ("active", "draining", "suspended"):
                return caller
            told = self._farewell(connection, caller, asked)
        raise Refused(told)

    def _farewell(self, connection: Connection, caller: Device, asked: Asked) -> Refusal:
        """Say that a device may not come in any more, with the order to wipe itself while that is not done."""
        order = orders.wipe_of(connection, caller.dev)
        if caller.state == "wiped" or order is None:
            return Refusal(err="wiped" if caller.state == "wiped" else "revoked")
        if asked.path == _PULL and unpacked(asked.body, PullRequest).counter >= order.counter:
            move(connection, caller.dev, "wiped", self.clock)
            tell(connection, self.clock, "wipe_done", caller.dev)
            return Refusal(err="wiped")
        return Refusal(err="revoked", order=order)

    def _tell(self, code: str, dev: int) -> None:
        with self.database.owning() as connection:
            tell(connection, self.clock, code, dev)
