"""Desks that join a real hub in the same process: whoever asks is let in at once."""

from lead_desktop.casework.desk import TYPES, Desk
from lead_desktop.clock import Clock, utc_ms
from lead_desktop.hub.authority import Authority
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.joining import NewDevice, NewPerson, add_device
from lead_desktop.store.landing import Landed
from lead_desktop.store.wiping import Wiping
from lead_desktop.sync import joining
from lead_desktop.sync.bench import Bench, Progress, Round
from lead_desktop.sync.engine import Engine
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.letters import to_bytes, to_text
from tests.fakes.desk_at import DeskAt
from tests.fakes.desks_meeting import HUB_KEY, HUB_SEAL


class OpenDoor(DeskAt):
    """The hub to one laptop, with a door that nobody guards."""

    def __init__(self, hub: Hub, uid: str, clock: Clock, agency: str, keys: Authority | None) -> None:
        super().__init__(hub, uid)
        self.hub, self.clock, self.agency = hub, clock, agency
        self.answers = keys.answers if keys else HUB_KEY
        self.sealing = keys.sealing if keys else HUB_SEAL

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        people = tuple(
            NewPerson(one.user, one.name, one.role, request.side, self.agency, to_bytes(one.sign), to_bytes(one.seal))
            for one in request.people
        )
        new = NewDevice(request.uid, request.side, to_bytes(request.sign), to_bytes(request.seal), people)
        with self.hub.database.owning() as connection:
            dev = add_device(connection, new, utc_ms(self.clock.now()))
        hub_seal = joining._point(self.sealing.public_key())
        return EnrolAnswer(
            state="active", dev=dev, fingerprint="a b c d e f", epoch=self.health().epoch, stream="main",
            hub_sign=to_text(self.answers.public_key().public_bytes_raw()), hub_seal=to_text(hub_seal),
        )  # fmt: skip


class Joined:
    """A desk and its way to the hub."""

    def __init__(self, desk: Desk, hub: Hub, agency: str = "", keys: Authority | None = None) -> None:
        self.desk = desk
        self.bench = Bench(desk.vault, desk.writer, desk.clock, TYPES, desk.author, Wiping(desk.vault))
        device = joining.begin(self.bench, "https://hub", "pin", "CODE")
        self.door = OpenDoor(hub, device.uid, desk.clock, agency, keys)
        who = joining.Person(desk.worker.id, desk.worker.name, desk.worker.role, desk.worker.side)
        self.device = joining.ask(self.bench, self.door, who)

    def sync(self) -> Round:
        return Engine(self.door, self.bench).round(_nothing, lambda: False)

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self.desk.vault.reader.execute(sql, values).fetchall()


def _nothing(_progress: Progress, _landed: Landed) -> None:
    pass
