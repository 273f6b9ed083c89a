"""The hub's core in one object without state of its own: several may serve one database."""

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.hub.chunks import fetch_part
from lead_desktop.hub.database import Database
from lead_desktop.hub.devices import Device, device_numbered, note_resumed
from lead_desktop.hub.pull import MIN_SV, pull
from lead_desktop.hub.push import push
from lead_desktop.hub.scopes import are_overdue, close_overdue
from lead_desktop.hub.sequencer import read_position
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import (
    ChunkBody,
    Health,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Refusal,
    ResumeAnswer,
    ResumeRequest,
)


class Hub:
    """What devices ask for. Every call may raise wire.hub_api.Refused; the caller has checked who asks."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Serve a database by a clock."""
        self.database = database
        self.clock = clock

    def health(self, nonce: str) -> Health:
        """Tell the timeline and the time, with a nonce for signing from whoever makes them."""
        with self.database.owning() as connection:
            epoch = read_position(connection).epoch
        return Health(epoch=epoch, now=utc_ms(self.clock.now()), nonce=nonce, min_sv=MIN_SV)

    def push(self, caller: Device, request: PushRequest, *, late: bool = False) -> PushAnswer:
        """Take in operations; late: of a device that was stopped since, for a person to decide about."""
        return push(self.database, self.clock, caller.dev, request, late=late)

    def pull(self, caller: Device, request: PullRequest) -> PullAnswer:
        """Say what changed."""
        return pull(self.database, self.clock, caller.dev, request)

    def resume(self, caller: Device, request: ResumeRequest) -> ResumeAnswer:
        """Say what this timeline knows of a device that comes from another one (sync 3.12)."""
        if request.dev != caller.dev:
            raise Refused(Refusal(err="malformed"))
        with self.database.serving(caller.dev, "pull") as connection:
            device = device_numbered(connection, caller.dev)
            position = read_position(connection)
            if request.epoch != position.epoch:
                note_resumed(connection, caller.dev, request.last)
        chain = to_text(device.chain)
        return ResumeAnswer(epoch=position.epoch, acked=device.acked, chain=chain, head=position.seq)

    def chunk(self, caller: Device, sha: str) -> ChunkBody:
        """Return a part of a first sync, without what was revoked since."""
        now_ms = utc_ms(self.clock.now())
        with self.database.serving(caller.dev, "pull") as connection:
            device_numbered(connection, caller.dev)
            if are_overdue(connection, now_ms):
                close_overdue(connection, now_ms)
            return fetch_part(connection, caller.dev, sha)
