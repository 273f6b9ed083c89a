"""Rounds that come on a stick: the same path as over the network, the answer as a file for the way back (sync 3.15).

A bundle that comes twice, late or out of order is what push and pull know already: duplicates and gaps.
"""

from dataclasses import dataclass

from psycopg import Connection

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.hub import orders
from lead_desktop.hub.authority import Authority
from lead_desktop.hub.core import Core
from lead_desktop.hub.database import Database
from lead_desktop.hub.devices import Device, find_device
from lead_desktop.hub.gate import refusal
from lead_desktop.hub.notices import tell
from lead_desktop.hub.sequencer import note_event
from lead_desktop.ids import new_id
from lead_desktop.wire.bundle import BundleHeader, PushBundle, ReplyBundle, header_of, opened, sealed
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import ChunkBody, PullAnswer, PullRequest, PushAnswer, Refusal

LATE = "late"
_ALLOWED = ("active", "draining", "suspended")


@dataclass(frozen=True, slots=True)
class Carried:
    """Takes bundles in."""

    core: Core
    database: Database
    authority: Authority
    clock: Clock

    def take_in(self, data: bytes, way: str) -> bytes:
        """Do what a bundle asks and return the bundle that answers it; way: how it came, as a code.

        By the way LATE an administrator brings what a laptop sealed before it was wiped: all of it waits in quarantine
        for a person to decide (number 81). By any other way a stopped laptop gets its last words only.

        Raises MalformedMessage for what is no whole bundle to this hub from this device, Refused for an unknown one.
        """
        header = header_of(data)
        with self.database.owning() as connection:
            caller, seal = _sender(connection, header)
            body = opened(data, PushBundle, caller.sign, self.authority.sealing)
            self._log(connection, header, caller, way)
            last_words = None if caller.state in _ALLOWED else _last_words(connection, caller)
        late = way == LATE and bool(last_words)
        if last_words and not late:
            reply = ReplyBundle(to=header.bundle, refusal=last_words)
        else:
            reply = self._done(caller, header, body.model_copy(update={"pull": None}) if late else body, late=late)
        back = header.model_copy(update={"kind": "reply", "bundle": new_id(self.clock), "at": utc_ms(self.clock.now())})
        return sealed(back, reply, self.authority.answers, seal)

    def _done(self, caller: Device, header: BundleHeader, body: PushBundle, *, late: bool = False) -> ReplyBundle:
        pushed: list[PushAnswer] = []
        try:
            pushed.extend(self.core.push(caller, push, late=late) for push in body.pushes)
            pull = self._pulled(caller, body.pull) if body.pull else None
        except Refused as told:
            if told.refusal.err == "fork" and caller.state != "suspended":
                with self.database.owning() as connection:
                    tell(connection, self.clock, "fork", caller.dev)
            return ReplyBundle(to=header.bundle, pushed=tuple(pushed), refusal=told.refusal)
        return ReplyBundle(to=header.bundle, pushed=tuple(pushed), pull=pull, chunks=self._chunks(caller, pull))

    def _pulled(self, caller: Device, request: PullRequest) -> PullAnswer:
        answer = self.core.pull(caller, request)
        with self.database.owning() as connection:
            ordered = orders.waiting(connection, caller.dev, request.counter)
        return answer.model_copy(update={"orders": ordered})

    def _chunks(self, caller: Device, pull: PullAnswer | None) -> dict[str, ChunkBody]:
        named = [chunk.sha for fill in pull.fill for chunk in fill.chunks] if pull else []
        return {sha: self.core.chunk(caller, sha) for sha in named}

    def _log(self, connection: Connection, header: BundleHeader, caller: Device, way: str) -> None:
        facts = {"bundle": header.bundle, "dev": caller.dev, "first": header.first, "last": header.last, "way": way}
        note_event(connection, "bundle", facts, utc_ms(self.clock.now()))


def _sender(connection: Connection, header: BundleHeader) -> tuple[Device, bytes]:
    caller = find_device(connection, header.uid)
    row = connection.execute("SELECT seal_pk FROM device WHERE uid::text = %s", (header.uid,)).fetchone()
    if caller is None or row is None:
        raise refusal("unknown")
    if header.kind != "push":
        raise MalformedMessage("bundle")
    return caller, bytes(row[0])


def _last_words(connection: Connection, caller: Device) -> Refusal:
    order = orders.wipe_of(connection, caller.dev) if caller.state == "revoked" else None
    return Refusal(err="wiped" if caller.state == "wiped" else "revoked", order=order)
