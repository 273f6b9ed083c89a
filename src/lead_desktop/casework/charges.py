"""The held charge as an object of its own: its time, more time, what the prosecutor decided (domain 1.2, 1.7 C).

Reasons of pauses stand in the intake and are shown only to who may read that; the charge itself never says why.
"""

from dataclasses import dataclass
from datetime import date

from lead_desktop.casework.checks import Incomplete, check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.intake import IntakeFile, open_intake
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.base import Problem
from lead_desktop.domain.charge import DivertedCharge, Extension
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.person import Person
from lead_desktop.domain.states import can
from lead_desktop.errors import NotFound, StillOpen

WAITING = "held_pending_intake"
PASSED = "window_lapsed"
BY_HAND = ("not_filed", "filed", "rejected_by_prosecutor", WAITING)
"""Where a person may take a charge; that the condition is met is said by the intake alone."""
DECIDED = ("not_filed", "filed", "rejected_by_prosecutor")


@dataclass(frozen=True, slots=True)
class ChargeFile:
    """One charge as its page shows it. intake: None where the role reads none. due: as it stands today.

    reasons: why the time was paused, by the key of the pause; empty for who may not read the intake.
    """

    charge: Kept[DivertedCharge]
    name: str
    intake: IntakeFile | None
    due: date | None
    reasons: dict[str, str]
    may_edit: bool

    @property
    def waits(self) -> bool:
        """Tell whether the intake is still awaited."""
        return self.charge.record.status == WAITING


def open_charge(desk: Desk, rid: str) -> ChargeFile:
    """Open a charge; the reading is written to the audit chain. Raises NotFound, NotAllowed."""
    held = desk.reading.get(DivertedCharge, rid)
    person = held.record.person or ""
    desk.allow("read", DivertedCharge, person=person)
    desk.note_view(DivertedCharge, rid)
    intake = open_intake(desk, person) if desk.may("read", Intake, person=person) else None
    reasons = {one.key: one.reason or "" for one in intake.intake.record.pauses} if intake else {}
    return ChargeFile(
        held, _name(desk, person), intake, held.record.due_on(desk.clock.now().date()), reasons,
        may_edit=desk.may("edit", DivertedCharge, person=person),
    )  # fmt: skip


def extend(desk: Desk, rid: str, extension: Extension) -> Saved:
    """Give the intake more days, as the prosecutor agreed; every charge of the same referral keeps its own time.

    A charge whose time had passed waits again when the new last day is still to come; where the intake was done
    meanwhile and is in time now, the condition is met. Raises NotAllowed, Incomplete, StillOpen.
    """
    opened = open_for_decision(desk, rid)
    held, now = opened.record, desk.clock.now()
    if held.status not in (WAITING, PASSED):
        raise StillOpen
    _check(extension, now.date())
    after = held.with_(extensions=(*held.extensions, extension))
    after = after.with_(deadline=after.due_on(now.date()))
    status = _after_more_time(after, now.date())
    if status != held.status:
        after = after.with_(status=status, status_at=now)
    check(desk, after)
    with desk.writing("charge.extend", rid) as work:
        work.edit(opened, after)
    return done(work.saved)


def open_for_decision(desk: Desk, rid: str) -> Opened[DivertedCharge]:
    """Open a charge for what the prosecutor said."""
    opened = desk.reading.open(DivertedCharge, rid)
    desk.allow("edit", DivertedCharge, person=opened.record.person or "")
    return opened


def record_decision(
    desk: Desk, opened: Opened[DivertedCharge], after: DivertedCharge, *, draft: str = ""
) -> Saved | None:
    """Write down what the prosecutor said or decided; who does not agree leaves the charge with that status.

    A decision has its day: today, unless another was given. Nothing of the intake changes. Raises NotAllowed,
    StillOpen for a way the machine does not have or that is not taken by hand, Incomplete.
    """
    desk.allow("edit", DivertedCharge, person=opened.record.person or "")
    old, now = opened.record.status, desk.clock.now()
    if after.review == "rejected" and old == after.status and can("charge", old, "rejected_by_prosecutor"):
        after = after.with_(status="rejected_by_prosecutor")
    if after.status != old:
        if after.status not in BY_HAND or not can("charge", old, after.status or ""):
            raise StillOpen
        after = after.with_(status_at=now)
    if after.status in DECIDED and after.decided_on is None:
        after = after.with_(decided_on=now.date())
    check(desk, after)
    with desk.writing("charge.decide", opened.rid) as work:
        work.edit(opened, after)
        if draft:
            work.discard_draft(draft)
    return work.saved


def _after_more_time(charge: DivertedCharge, today: date) -> str:
    due = charge.due_on(today)
    if charge.condition_met_at is not None:
        return "condition_met" if charge.days_late() == 0 else PASSED
    return WAITING if due is None or today <= due else charge.status or PASSED


def _check(extension: Extension, today: date) -> None:
    """Raise Incomplete for an extension without its days, or one that was agreed on in the future."""
    found = [Problem(name, "needed") for name in ("days", "agreed_on") if getattr(extension, name) is None]
    if extension.agreed_on is not None and extension.agreed_on > today:
        found.append(Problem("agreed_on", "in_future"))
    if found:
        raise Incomplete(found)


def _name(desk: Desk, person: str) -> str:
    try:
        return desk.reading.get(Person, person).record.shown_name() if desk.may("read", Person, person=person) else ""
    except NotFound:
        return ""
