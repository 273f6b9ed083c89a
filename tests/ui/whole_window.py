"""The whole window on a real desk, every kind of page with something on it, and what stands on it measured."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from lead_desktop.casework import contacts, directory, handoffs, intake, plans, referrals, services, supplies
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.contact import Contact, Note
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.domain.plan import Goal, Plan, Step
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.service import Service
from lead_desktop.domain.supply import NaloxoneLot, NaloxoneMove
from lead_desktop.sync.schedule import Schedule
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, pages_for, tools_for
from lead_desktop.ui.session import Session
from lead_desktop.ui.sync.runner import Runner
from tests.fakes.clock import StandingClock
from tests.fakes.consents import signed_and_shared
from tests.fakes.desks import bring_in, set_up_alike
from tests.ui.start_parts import ChosenFiles, door, wish
from tests.ui.sync.meeting import HubAtDoor, enrolled, link_of, small_hub, two_values

MOST_SECONDS = 20
_MOST_STOPS = 400
SLACK = 1
"""Pixels by which Qt itself rounds."""


@dataclass(frozen=True)
class Place:
    """One page as a person finds it: its kind, what it shows, and what is pressed when it is there."""

    name: str
    kind: str
    what: str | None = None
    then: Callable[[QWidget], object] | None = None


class WholeWindow:
    """A session with its window, as after unlock."""

    def __init__(self, folder: Path, role: str) -> None:
        self.clock = StandingClock()
        self.jobs = Jobs()
        opened = set_up_alike(door(folder, self.clock).folder, wish(role), self.clock)
        self.desk = opened.desk
        self.person, self.waiting = ("", "")
        self.place = self.call = self.charge = ""
        if role == "supervisor":
            self.person, self.waiting = fill(opened.desk, self.clock)
            self.place = fill_directory(opened.desk)
            self.call = handoffs.begin(opened.desk).rids[0]
            self.charge = opened.desk.reading.of_person(DivertedCharge, self.person)[0].rid
        self.appearance = Appearance(QApplication.instance(), folder)  # type: ignore[arg-type]
        tools = tools_for(opened.desk, self.jobs)
        hub = small_hub()
        hub.at(7)
        if self.person:
            enrolled(self.desk, 7)
            two_values(self.desk, self.person)
        runner = Runner(tools, link_of(self.desk, HubAtDoor(hub, 7)), Schedule(self.clock, lambda: 0.5))
        pages = pages_for(tools, Handles(self.appearance, ChosenFiles(), print, print, runner), sample=True)
        self.session = Session(opened, tools, pages, self.appearance, runner)
        self.window = self.session.window
        self.session.start(sample=True)
        runner._timer.stop()
        self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        """Wait until everything is answered and laid out."""
        for _ in range(4):
            until = time.monotonic() + MOST_SECONDS
            while self.jobs.busy():
                QApplication.processEvents()
                assert time.monotonic() < until
            QTest.qWait(10)  # layouts that follow layouts
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]

    def close(self) -> None:
        self.settle()
        self.session.end("quit")
        self.appearance.changed.disconnect()
        self.session.close_window()

    def places(self, *, short: bool = False) -> list[Place]:
        """Return every page of the role, people's pages with each of their tabs and forms.

        `short`: of the intake, whose parts are all forms of one kind, only the longest.
        """
        parts = [key for key in self.sections() if key == "identity" or not short]
        there = [
            Place("today", "today"), Place("people", "people"), Place("people, adding", "people", None, _begin_adding),
            Place("people, looking up", "people", None, _press("look_up_button")),
            *(Place(f"person, tab {at}", "person", self.person, _tab(at)) for at in range(7)),
            Place("person, edit", "person", self.person, _press("edit_person_button")),
            Place("person, status", "person", self.person, _press("change_status_button")),
            Place("person, service", "person", self.person, _press("record_service")),
            Place("person, overdose", "person", self.person, _press("record_overdose")),
            Place("person, legal", "person", self.person, _press("add_legal")),
            Place("contact", "contact", self.person),
            Place("disclosures", "disclosures", self.person),
            Place("disclosures, writing", "disclosures", self.person, _press("writeShared")),
            Place("their record", "my_record", self.person),
            Place("blank", "blank"), Place("asked", "asked"), Place("registers", "requests"),
            Place("registers, writing", "requests", None, _press("writeEntry")),
            Place("supplies", "supplies"), Place("supplies for somebody", "person_supplies", self.person),
            Place("naloxone", "naloxone"), Place("naloxone, came", "naloxone", None, _press("naloxone_in")),
            *(Place(f"intake, {key}", "intake", self.person, _section(key)) for key in parts),
            Place("plan", "plan", self.person),
            Place("consents", "consents", self.person),
            Place("consents, new", "consents", self.person, _press("newConsent")),
            Place("shared", "shared"),
            Place("new referral", "new_referral"), Place("referrals", "referrals"),
            Place("referral", "referral", self.waiting), Place("glance", "glance"), Place("settings", "settings"),
            Place("screening", "screening"), Place("caseloads", "caseloads"),
            Place("hand over", "hand_over", self.person), Place("hand-offs", "handoffs"),
            Place("hand-off", "handoff", self.call), Place("on call", "on_call"),
            Place("charge", "charge", self.charge),
            Place("charge, more time", "charge", self.charge, _press("charge_more_time")),
            Place("charge, said", "charge_decision", self.charge),
            Place("directory", "directory"),
            Place("directory, adding", "directory", None, _press("add_place") if self.place else None),
            Place("place", "provider", self.place),
            Place("place, change", "provider", self.place, _press("change_place")),
            Place("place, offer", "provider", self.place, _press("add_offer")), Place("catalogue", "catalogue"),
            Place("lessons", "learn"), Place("lesson", "lesson", "cycle"), Place("principles", "lesson", "principles"),
            Place("words", "words"), Place("words, adding", "words", None, _press("add_word")),
            Place("help", "help"), Place("sync", "sync"), Place("join", "join"), Place("conflicts", "conflicts"),
            Place("conflicts, anew", "conflicts", None, _press("writeAnew") if self.person else None),
        ]  # fmt: skip
        return [one for one in there if self.window.has(one.kind) and one.what != ""]

    def sections(self) -> tuple[str, ...]:
        """Return the parts of the intake that the role may fill in."""
        return intake.sections(self.desk, self.person) if self.person else ()

    def visit(self, place: Place) -> QWidget:
        """Go to a page and do there what it says."""
        self.window.go("help")
        assert self.window.go(place.kind, place.what), place.name
        self.settle()
        self.window.activateWindow()
        front = self.window.front()
        assert front is not None
        if place.then is not None:
            place.then(front)
            self.settle()
        return front


def fill(desk: Desk, clock: StandingClock) -> tuple[str, str]:
    """Bring in a participant with a contact, an intake that is begun and a plan; one more referral waits."""
    person = bring_in(desk, clock)
    contact = Contact(at=clock.now(), minutes=20, kind="substantive", mode="in_person", place_kind="office")
    contacts.record_contact(desk, person, contact, Note(text="Coffee and the next steps."))
    services.record_service(
        desk, person, Service(service="state_id", how="warm_referral", requested_on=clock.now().date())
    )
    lot = NaloxoneLot(product="nasal_4", number="4DX8821", expires_on=clock.now().date())
    supplies.receive(desk, lot, NaloxoneMove(kind="received", boxes=12, at=clock.now()))
    intake.start_intake(desk, person)
    plans.start_plan(desk, person, Plan(started_on=clock.now().date(), statement="A door of my own"))
    board = plans.plan_board(desk, person)
    assert board is not None
    made = plans.add_goal(desk, person, Goal(domain="docs", plan=board.plan.rid, in_their_words="My papers back"))
    goal = desk.reading.get(Goal, made.rids[0])
    plans.add_step(desk, goal, Step(what="Ask for the birth certificate", who="together"))
    signed_and_shared(desk, person)
    sent = referrals.submit_referral(desk, desk.reading.of_type(Referral)[0].record)
    return person, sent.rids[0]


def fill_directory(desk: Desk) -> str:
    """Bring in a place that offers something; return its id."""
    offer = Offer(name="Beds", name_es="Camas", everyday=("shelter",), easy=("pets", "no_id"), who="Anybody", places=12)
    place = Provider(name="Casa Esperanza", about="A place for the night.", phone="505-555-0147", source_id="casa")
    directory.bring_in(desk, [(place, (offer,))])
    return str(directory.directory(desk)[0].kept.rid)


def _begin_adding(front: QWidget) -> None:
    front.begin_adding()  # type: ignore[attr-defined]


def _press(name: str) -> Callable[[QWidget], object]:
    def press(front: QWidget) -> None:
        front.findChild(QPushButton, name).click()  # type: ignore[union-attr]

    return press


def _tab(at: int) -> Callable[[QWidget], object]:
    def show(front: QWidget) -> None:
        front.tabs.setCurrentIndex(at)  # type: ignore[attr-defined]

    return show


def _section(key: str) -> Callable[[QWidget], object]:
    def show(front: QWidget) -> None:
        front.sections.go_to(key)  # type: ignore[attr-defined]

    return show


def seen(root: QWidget) -> Iterator[QWidget]:
    """Every widget that is shown, those further down a scrolled page too."""
    yield from (one for one in root.findChildren(QWidget) if one.isVisible())


def stops(root: QWidget) -> list[QWidget]:
    """Every control at which the keyboard can stop."""
    return [
        one
        for one in seen(root)
        if one.isEnabled() and one.focusPolicy().value & 0x1 and one.focusProxy() is None
    ]  # fmt: skip


def walk() -> set[QWidget]:
    """Press Tab until the focus is where it began; return every widget it stood on."""
    reached: list[QWidget] = []
    for _ in range(_MOST_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in reached:
            break
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return set(reached)


def missed(root: QWidget, reached: set[QWidget]) -> Iterator[str]:
    """Every control that Tab did not come to; of choices that exclude each other one is enough, arrows do the rest."""
    for one in stops(root):
        if one in reached or (isinstance(one.parentWidget(), QComboBox) and one.parentWidget() in reached):
            continue
        if isinstance(one, QAbstractButton):
            group = one.group()
            others = group.buttons() if group is not None else one.parentWidget().findChildren(type(one))
            if (one.autoExclusive() or group is not None) and reached & set(others):
                continue
        yield called(one)


def heard(widget: QWidget, what: QAccessible.Text = QAccessible.Text.Name) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(what).strip() if found is not None else ""


def heard_around(widget: QWidget, outside: QWidget) -> str:
    """What is heard on the way to a control: its name, its label's, and those of the groups up to `outside`."""
    found = QAccessible.queryAccessibleInterface(widget)
    labels = [one.text(QAccessible.Text.Name) for one, _how in found.relations(QAccessible.RelationFlag.Label)]
    groups, one = [], widget
    while one is not None and one is not outside.parentWidget():
        groups.append(one.accessibleName())
        one = one.parentWidget()
    return " ".join([heard(widget), *labels, *groups])


def called(widget: QWidget) -> str:
    """Say which widget it is, for whoever mends it."""
    path, one = [], widget
    while one is not None and len(path) < 5:
        path.append(one.objectName() or type(one).__name__)
        one = one.parentWidget()
    text = getattr(widget, "text", None)
    return " < ".join(path) + (f" “{text()}”" if callable(text) and isinstance(text(), str) else "")


def clipped(root: QWidget) -> Iterator[str]:
    """Every text for which there is not enough room, and that no tooltip says in full."""
    for one in seen(root):
        if isinstance(one, QScrollArea) and one.horizontalScrollBar().maximum() > 0:
            yield f"sideways by {one.horizontalScrollBar().maximum()}: {called(one)}"
        if one.toolTip() or not isinstance(one, QLabel | QPushButton | QCheckBox | QRadioButton) or not one.text():
            continue
        need, has = one.sizeHint(), one.size()
        if isinstance(one, QLabel) and one.wordWrap():
            if one.heightForWidth(has.width()) > has.height() + SLACK:
                yield f"height {has.height()} of {one.heightForWidth(has.width())}: {called(one)}"
        elif need.width() > has.width() + SLACK:
            yield f"width {has.width()} of {need.width()}: {called(one)}"
        elif need.height() > has.height() + SLACK and isinstance(one, QLabel):
            yield f"height {has.height()} of {need.height()}: {called(one)}"
        yield from _cut(one)


def _cut(one: QWidget) -> Iterator[str]:
    """A text that stands outside of what holds it."""
    parent = one.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QScrollArea):
        return
    right = one.mapTo(parent, QPoint(one.width(), 0)).x()
    if right > parent.width() + SLACK:
        yield f"out of its place by {right - parent.width()}: {called(one)}"
