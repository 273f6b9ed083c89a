"""Pictures of screening, caseloads, hand-overs: `python -m tests.ui.screening.pictures` writes to out/screening."""

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

import tests.conftest  # noqa: F401 - no screen, one scale
from lead_desktop.casework import charges, handoffs, intake, pauses
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.referrals import decide, submit_referral
from lead_desktop.casework.roster import add_shift
from lead_desktop.domain.charge import DivertedCharge, Extension
from lead_desktop.domain.intake import Pause
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.domain.programme import User
from lead_desktop.domain.referral import CriterionCheck, Referral
from lead_desktop.domain.roster import RosterShift
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, pages_for, tools_for
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.session import Session
from lead_desktop.ui.theme import Theme
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk
from tests.ui.start_parts import ChosenFiles
from tests.unit.casework.test_referrals import choose
from tests.unit.casework.test_story import a_referral

OUT = Path("out/screening")
LOOKS = {
    "en-light": ("en", "light", 1280, 820, 100), "en-dark": ("en", "dark", 1280, 820, 100),
    "es-light": ("es", "light", 1280, 820, 100), "es-small": ("es", "light", 1024, 700, 100),
    "es-small-150": ("es", "light", 1024, 700, 150),
}  # fmt: skip
NAMES = (("Ana", "Trujillo"), ("Marco", "Baca"), ("Núria", "Quintana de la Cruz"), ("Jim", "Yazzie"))
CHECKS = (
    CriterionCheck(key="adult", result="ok"), CriterionCheck(key="history", result="not_ok"),
    CriterionCheck(key="catchment", result="unknown"),
    CriterionCheck(key="amenable", result="override", reason="Asked for it herself"),
)  # fmt: skip


class PictureWindow:
    """A session with its window on a real desk, without a hub."""

    def __init__(self, folder: Path, role: str = "project_manager") -> None:
        self.clock, self.jobs = StandingClock(), Jobs()
        self.desk = make_desk(folder / "v", self.clock, role, caseload_notice=2, caseload_limit=3, pauses_agreed=True)
        self.appearance = Appearance(QApplication.instance(), folder)  # type: ignore[arg-type]
        self.tools = tools_for(self.desk, self.jobs)
        self.window = None
        self.session = None

    def open(self) -> None:
        from lead_desktop.casework.opening import NOTHING_MISSING, Opening

        opening = Opening(self.desk, NOTHING_MISSING, unclean=False, recovery_code="")
        pages = pages_for(self.tools, Handles(self.appearance, ChosenFiles(), print, print), sample=False)
        self.session = Session(opening, self.tools, pages, self.appearance)
        self.window = self.session.window
        self.session.start()
        self.settle()

    def settle(self) -> None:
        for _each in range(3):
            while self.jobs.busy():
                QApplication.processEvents()
            QTest.qWait(20)

    def go(self, kind: str, what: object = None) -> Screen:
        assert self.window.go(kind, what), kind
        self.settle()
        return self.window.front()

    def shoot(self, name: str, then: Callable[[Screen], object] = id) -> None:
        """Take the page in front in every look; `then` is done on it each time."""
        for look, (language, theme, width, height, size) in LOOKS.items():
            self.appearance.change(language=language, theme=theme, text_size=size)
            self.window.resize(width, height)
            self.settle()
            self.window.front().refresh()
            self.settle()
            then(self.window.front())
            self.settle()
            self.window.grab().save(str(OUT / f"{name}-{look}.png"))
        self.appearance.change(language="en", theme="light", text_size=100)


def scrolled(part: float) -> Callable[[Screen], object]:
    """Scroll a page down by a part of its height."""

    def act(screen: Screen) -> None:
        for area in screen.findChildren(QScrollArea):
            bar = area.verticalScrollBar()
            bar.setValue(int(bar.maximum() * part))

    return act


def sent(desk: Desk, clock: StandingClock, at: int, days: int, **values: object) -> str:
    first, last = NAMES[at]
    referral = a_referral(
        clock, referred_at=clock.now() - timedelta(days=days), person_name=PersonName(first=first, last=last), **values
    )
    return submit_referral(desk, referral).rids[0]


def workers_of(desk: Desk) -> list[str]:
    with desk.writing("user.add") as work:
        return [
            work.create(User(name=name, role=role))
            for name, role in (("Dolores Quintana", "case_manager"), ("Ben Archuleta", "case_manager"),
                               ("Marisa Tsosie", "outreach"))
        ]  # fmt: skip


def fill(desk: Desk, clock: StandingClock) -> tuple[str, list[str]]:
    """Four referrals wait, three workers have people."""
    staff = workers_of(desk)
    for at, worker in enumerate((staff[0],) * 3 + (staff[1],) * 2):
        rid = sent(desk, clock, at % 4, 10)
        decide(desk, rid, choose(desk, rid, "accepted", assigned_to=worker))
    soon = sent(desk, clock, 0, 28, criteria=CHECKS, criteria_version="default 2025-06")
    sent(desk, clock, 1, 3)
    sent(desk, clock, 2, 5, referral_type="community", wants_feedback=False)
    later = sent(desk, clock, 3, 12, referral_type="community")
    decide(desk, later, choose(desk, later, "not_accepted_capacity"))
    return soon, staff


def screening(made: PictureWindow) -> None:
    made.open()
    made.go("screening")
    made.shoot("screening-empty")
    soon, staff = fill(made.desk, made.clock)
    made.go("screening")
    made.shoot("screening")
    screen = made.go("referral", soon)
    made.shoot("decision")
    made.shoot("decision-below", scrolled(0.45))
    made.window.go("caseloads", staff[0])
    made.settle()
    made.shoot("caseload")
    rid = screen and made.window.front()._shown.people[0].rid
    made.go("hand_over", rid)
    made.shoot("hand-over")
    made.shoot("hand-over-missing", lambda one: one._box.try_to_save())
    with as_role(made.desk, "project_manager"):
        made.go("caseloads", staff[0]).here.click()
    made.settle()
    made.go("caseloads", "")
    made.shoot("caseload-without")


def handoff(made: PictureWindow) -> None:
    made.open()
    made.go("handoffs")
    made.shoot("handoffs-empty")
    made.go("on_call")
    made.shoot("on-call-empty")
    staff = workers_of(made.desk)
    now = made.clock.now()
    for at, worker in enumerate(staff):
        starts = now + timedelta(hours=24 * at - 2)
        add_shift(made.desk, RosterShift(
            worker=worker, starts_at=starts, ends_at=starts + timedelta(hours=10 + at), phone=f"505-555-01{at}7",
            place="backup" if at == 2 else "first", area="Southside" if at else None,
        ))  # fmt: skip
    add_shift(made.desk, RosterShift(worker=staff[1], starts_at=now - timedelta(hours=1),
              ends_at=now + timedelta(hours=5), phone="505-555-0199", place="backup"))  # fmt: skip
    made.go("on_call")
    made.shoot("on-call")
    made.go("shift", "new")
    made.shoot("shift")
    rid = sent(made.desk, made.clock, 1, 0)
    calls = [handoffs.begin(made.desk).rids[0] for _each in range(3)]
    for call, values in zip(calls, (
        {"result": "no_cm_available", "mode": "delayed", "why_nobody": "outside_hours", "instead": ("card_given",)},
        {"result": "connected", "mode": "in_person_scene", "next_plan": "Coffee", "consent_to_contact": True,
         "handoff_done_at": now},
        {"result": "person_left", "mode": "in_person_scene", "instead": ("nothing",)},
    ), strict=True):  # fmt: skip
        pair = handoffs.open_for_change(made.desk, call)
        handoffs.save_handoff(made.desk, pair, (pair[0].record.with_(**values), None))
    call = handoffs.begin(made.desk, rid).rids[0]
    made.clock.advance(timedelta(minutes=4))
    handoffs.tap(made.desk, call, "cm_answered_at")
    made.go("handoffs")
    made.shoot("handoffs")
    made.go("handoff", call)
    made.shoot("handoff")
    made.shoot("handoff-nobody", lambda one: one.nobody.click())
    alone = handoffs.begin(made.desk).rids[0]
    sent(made.desk, made.clock, 2, 0)
    made.go("handoff", alone)
    made.shoot("handoff-alone")
    screen = made.go("new_referral")
    screen.received.show_for(made.desk.reading.get(Referral, rid).record)
    screen.stack.setCurrentWidget(screen.received)
    made.shoot("received", lambda one: one.stack.setCurrentWidget(one.received))


def charge(made: PictureWindow) -> None:
    made.open()
    rid = sent(made.desk, made.clock, 1, 0)
    decide(made.desk, rid, choose(made.desk, rid, "accepted", assigned_to=workers_of(made.desk)[0]))
    person = made.desk.reading.of_type(Person)[0].rid
    rid = made.desk.reading.of_person(DivertedCharge, person)[0].rid
    made.go("charge", rid)
    made.shoot("charge")
    made.go("charge", rid).more.click()
    made.shoot("charge-more-time", lambda one: one.more_time.save.click())
    today = made.clock.now().date()
    charges.extend(made.desk, rid, Extension(key="e", days=2, agreed_on=today))
    with as_role(made.desk, "supervisor"):
        file = intake.start_intake(made.desk, person)
        pauses.pause_deadline(made.desk, file, Pause(key="p", since=today, until=today, reason="hospital"))
    made.go("charge_decision", rid)
    made.shoot("charge-decision")
    opened = charges.open_for_decision(made.desk, rid)
    charges.record_decision(made.desk, opened, opened.record.with_(
        review="accepted", prosecutor_office="First Judicial District"))  # fmt: skip
    made.clock.set_wall(made.clock.now() + timedelta(days=40))
    made.go("charge", rid)
    made.shoot("charge-over")
    opened = charges.open_for_decision(made.desk, rid)
    with made.desk.writing("test.late") as work:
        work.edit(opened, opened.record.with_(status="window_lapsed", condition_met_at=made.clock.now()))
    opened = charges.open_for_decision(made.desk, rid)
    charges.record_decision(made.desk, opened, opened.record.with_(status="not_filed"))
    made.go("charge", rid)
    made.shoot("charge-late")


CHAPTERS = {"screening": screening, "handoff": handoff, "charge": charge}


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["pictures", "-style", "fusion"])
    Theme("light").apply(app)  # type: ignore[arg-type]
    for name in sys.argv[1:] or CHAPTERS:
        with tempfile.TemporaryDirectory() as folder:
            made = PictureWindow(Path(folder))
            CHAPTERS[name](made)
            made.session.end("quit")
            made.session.close_window()


if __name__ == "__main__":
    main()
