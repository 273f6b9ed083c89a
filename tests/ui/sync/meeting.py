"""A window on a real vault that meets a small hub, with a colleague's laptop beside it."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lead_desktop.casework.desk import TYPES, Desk
from lead_desktop.domain.base import Merge, notes
from lead_desktop.domain.person import Person
from lead_desktop.store.ledger import Tail, note_tail, read_tail
from lead_desktop.store.standing import Device, Standing, keep_device, keep_standing, read_standing
from lead_desktop.store.wiping import Wiping
from lead_desktop.sync import joining
from lead_desktop.sync.bench import Bench
from lead_desktop.sync.link import HubLink
from lead_desktop.sync.schedule import Schedule
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, pages_for, tools_for
from lead_desktop.ui.session import Session
from lead_desktop.ui.sync.runner import Runner
from lead_desktop.wire.enrolling import EnrolAnswer
from lead_desktop.wire.hub_api import HubApi
from lead_desktop.wire.letters import to_text
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import HUB_KEY, HUB_SEAL
from tests.fakes.small_hub import SmallDesk, SmallHub
from tests.ui.start_parts import ChosenFiles, door, wish

WORDS = "babab dibod fogof hujuk kilal momim"
SETS = frozenset(
    (kind.TYPE, note.fid) for kind in TYPES.values() for note in notes(kind).values() if note.merge is Merge.SET
)


class Always:
    """Steps for a round without a window."""

    def stopped(self) -> bool:
        return False

    def outside(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()


def small_hub() -> SmallHub:
    return SmallHub(sets=SETS)


class HubAtDoor(SmallDesk):
    """The small hub as a laptop reaches it before it is let in: it answers an enrolment as it is told to."""

    state = "pending"
    refusal: Exception | None = None

    def enrol(self, request: object) -> EnrolAnswer:
        self.cut("before enrol")
        if self.refusal is not None:
            raise self.refusal
        self.hub.at(self.dev)
        key = to_text(HUB_KEY.public_key().public_bytes_raw())
        return EnrolAnswer(
            state=self.state, dev=self.dev if self.state == "active" else 0, fingerprint=WORDS, epoch=self.hub.epoch,
            hub_sign=key, hub_seal=key, stream="main",
        )  # type: ignore[arg-type] # fmt: skip


def enrolled(desk: Desk, dev: int) -> None:
    """Let a laptop be known to the hub, by hand; what it holds already is left as it is."""
    keys = desk.vault.person
    with desk.writer.receiving() as connection:
        held = Device(
            f"uid-{dev}", keys.sign.private_bytes_raw().hex(), f"{12345 + dev:x}", url="https://hub.casa.example:8443",
            hub_sign=HUB_KEY.public_key().public_bytes_raw().hex(), hub_seal=point(HUB_SEAL).hex(),
            fingerprint=WORDS, state="active",
        )  # fmt: skip
        keep_device(connection, held)
        keep_standing(connection, Standing(epoch="epoch-1"))
        tail = read_tail(connection)
        note_tail(connection, replace(tail, dev=dev))
        for table in ("head", "elem"):
            connection.execute(f"UPDATE {table} SET dev = ? WHERE dev = 0", (dev,))


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def link_of(desk: Desk, hub: HubApi) -> HubLink:
    bench = Bench(desk.vault, desk.writer, desk.clock, TYPES, desk.author, Wiping(desk.vault))
    worker = desk.worker
    return HubLink(bench, joining.Person(worker.id, worker.name, worker.role, worker.side), lambda _device: hub)


def two_values(desk: Desk, person: str) -> None:
    """Let a colleague have written another nickname and another legal name while apart, as if both had arrived."""
    values = {"name_used": "Marquitos", "legal_name": {"first": "Marco", "last": "Baca y Vigil"}}
    with desk.writer.receiving() as connection:
        scope = f"{person}/{Person.COMPARTMENT}"
        for at, (name, value) in enumerate(values.items()):
            fid = notes(Person)[name].fid
            connection.execute(
                "INSERT INTO head(rid, fid, dev, dseq, v, hlc, seq, actor, scope, wall) VALUES(?, ?, 3, ?, ?, 1, ?, ?,"
                " ?, ?)",
                (person, fid, at + 1, json.dumps(value), at + 1, desk.worker.id, scope, 1_795_500_000_000),
            )
            connection.execute(
                "INSERT OR IGNORE INTO head(rid, fid, dev, dseq, v, hlc, seq, actor, scope) VALUES(?, ?, 7, 9999, ?,"
                " 2, NULL, ?, ?)",
                (person, fid, json.dumps(None if name == "legal_name" else "Marco"), desk.worker.id, scope),
            )
            connection.execute("INSERT OR IGNORE INTO clash VALUES(?, ?, ?, ?)", (person, fid, Person.TYPE, scope))


class Colleague:
    """Another laptop of the same program, without a window."""

    def __init__(self, folder: Path, hub: SmallHub, dev: int, role: str = "supervisor") -> None:
        self.clock = StandingClock()
        self.desk = door(folder / f"colleague-{dev}", self.clock).set_up(wish(role)).desk
        enrolled(self.desk, dev)
        self.link = link_of(self.desk, hub.at(dev))

    def sync(self) -> None:
        self.link.round(lambda _told: None, Always())

    def close(self) -> None:
        self.desk.close()


class MeetingWindow:
    """The whole window of somebody whose laptop has a hub, or asks to have one."""

    def __init__(self, qtbot: QtBot, folder: Path, hub: SmallHub, *, dev: int = 7, joined: bool = True) -> None:
        self.qtbot, self.hub = qtbot, hub
        self.clock, self.jobs, self.files = StandingClock(), Jobs(), ChosenFiles()
        opened = door(folder / "mine", self.clock).set_up(wish("supervisor"))
        self.desk = opened.desk
        if joined:
            enrolled(self.desk, dev)
        hub.at(dev)
        self.door = HubAtDoor(hub, dev)
        self.appearance = Appearance(QApplication.instance(), folder)  # type: ignore[arg-type]
        tools = tools_for(self.desk, self.jobs)
        self.runner = Runner(tools, link_of(self.desk, self.door), Schedule(self.clock, lambda: 0.5))
        handles = Handles(self.appearance, self.files, print, print, self.runner)
        self.session = Session(opened, tools, pages_for(tools, handles, sample=False), self.appearance, self.runner)
        self.window = self.session.window
        self.session.start()
        self.runner._timer.stop()
        self.session.records.stop()
        self.session.quiet.stop()
        self.window.activateWindow()
        self.settle()

    @property
    def state(self) -> str:
        return self.session.sync.state.text()  # type: ignore[union-attr]

    def cut(self, at: str, error: Callable[[], Exception]) -> None:
        """Let the network fail at a place."""

        def cut(where: str) -> None:
            if where == at:
                raise error()

        self.door.cut = cut

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.jobs.busy(), timeout=20_000)
            QTest.qWait(5)
        self.runner._timer.stop()

    def sync(self) -> None:
        self.runner.begin()
        self.settle()

    def front(self):
        return self.window.front()

    def go(self, kind: str, what: str | None = None):
        assert self.window.go(kind, what)
        self.settle()
        return self.window.front()

    def child(self, name: str, kind: type = object):
        from PySide6.QtWidgets import QWidget

        found = self.window.findChild(QWidget, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        from PySide6.QtWidgets import QPushButton

        found = [one for one in self.window.findChildren(QPushButton, name) if one.isVisible()]
        assert found, name
        found[0].click()
        self.settle()

    def texts(self) -> str:
        from PySide6.QtWidgets import QLabel, QPushButton

        front = self.window.front()
        shown = [*front.findChildren(QLabel), *front.findChildren(QPushButton)]
        return "\n".join(one.text() for one in shown if one.isVisible())

    def close(self) -> None:
        self.session.end("quit")
        self.appearance.theme.choose("light")
        self.appearance.theme.resize(100)
        self.session.close_window()


def trouble_of(desk: Desk) -> str:
    return read_standing(desk.vault.reader).trouble


__all__ = ["Colleague", "MeetingWindow", "Tail", "enrolled", "small_hub", "trouble_of"]
