"""Pauses of the intake's deadline, where the site has agreed on them with the prosecutor (domain 1.7 D).

The reason stands in the intake. The held charge only says that days do not count, for its record may go to the
prosecutor's office.
"""

from datetime import date

from lead_desktop.casework.checks import Incomplete, check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.intake import IntakeFile
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.base import Problem
from lead_desktop.domain.charge import DivertedCharge, PauseSpan
from lead_desktop.domain.intake import Intake, Pause
from lead_desktop.errors import LeadError, NotFound
from lead_desktop.i18n import N_
from lead_desktop.store.writing import Writing


class PausesNotAgreed(LeadError):
    """The site has no agreement with the prosecutor about pauses."""

    code = "pauses_not_agreed"
    message = N_("This program has not agreed with the prosecutor that the time for the intake can be paused.")


def may_pause(desk: Desk, file: IntakeFile) -> bool:
    """Tell whether the worker may pause the deadline now: it is agreed, a charge waits, and the role includes it."""
    allowed = all(desk.may("edit", kind, person=file.person) for kind in (Intake, DivertedCharge))
    return bool(desk.programme.pauses_agreed) and allowed and bool(_waiting(file))


def running_pause(file: IntakeFile) -> Pause | None:
    """Return the pause that runs now, if one does."""
    return next((one for one in file.intake.record.pauses if one.until is None), None)


def pause_deadline(desk: Desk, file: IntakeFile, pause: Pause) -> Saved:
    """Stop the clock of every charge that waits; raises PausesNotAgreed, NotAllowed, Incomplete."""
    _allow(desk, file)
    _check_days(desk, pause)
    after = file.intake.record.with_(pauses=(*file.intake.record.pauses, pause))
    check(desk, after)
    with desk.writing("intake.pause", file.intake.rid) as work:
        work.edit(desk.reading.open(Intake, file.intake.rid), after)
        for charge in _waiting(file):
            _set_spans(desk, work, charge, (*charge.record.pauses, _span(pause)))
    return done(work.saved)


def end_pause(desk: Desk, file: IntakeFile, until: date) -> Saved:
    """Let the clock run again after the day `until`; raises NotFound when no pause runs."""
    _allow(desk, file)
    held = running_pause(file)
    if held is None:
        raise NotFound
    ended = held.model_copy(update={"until": until})
    _check_days(desk, ended)
    kept = tuple(one for one in file.intake.record.pauses if one.key != held.key)
    with desk.writing("intake.resume", file.intake.rid) as work:
        work.edit(desk.reading.open(Intake, file.intake.rid), file.intake.record.with_(pauses=(*kept, ended)))
        for charge in _waiting(file):
            others = tuple(one for one in charge.record.pauses if one.key != held.key)
            _set_spans(desk, work, charge, (*others, _span(ended)))
    return done(work.saved)


def _allow(desk: Desk, file: IntakeFile) -> None:
    desk.allow("edit", Intake, person=file.person)
    desk.allow("edit", DivertedCharge, person=file.person)
    if not desk.programme.pauses_agreed:
        raise PausesNotAgreed


def _check_days(desk: Desk, pause: Pause) -> None:
    """Raise Incomplete for a pause that begins in the future or ends before it began."""
    if pause.since is None or pause.since > desk.clock.now().date():
        raise Incomplete([Problem("since", "needed" if pause.since is None else "in_future")])
    if pause.until is not None and pause.until < pause.since:
        raise Incomplete([Problem("until", "ends_before_start")])


def _waiting(file: IntakeFile) -> tuple[Kept[DivertedCharge], ...]:
    return tuple(one for one in file.charges if one.record.status == "held_pending_intake")


def _span(pause: Pause) -> PauseSpan:
    return PauseSpan(key=pause.key, since=pause.since, until=pause.until)


def _set_spans(desk: Desk, work: Writing, charge: Kept[DivertedCharge], spans: tuple[PauseSpan, ...]) -> None:
    opened = desk.reading.open(DivertedCharge, charge.rid)
    after = opened.record.with_(pauses=spans)
    work.edit(opened, after.with_(deadline=after.due_on(desk.clock.now().date())))
