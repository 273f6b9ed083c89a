"""The intake assessment: taken over as many sittings as it takes, any section in any order (domain 2.5, 1.7 D)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.base import Problem, Record
from lead_desktop.domain.catalogue import INTAKE_SECTIONS
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.checks import problems
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.intake import Intake, SectionState
from lead_desktop.domain.person import Person
from lead_desktop.domain.referral import ReferralTrack
from lead_desktop.errors import LeadError, NotFound, StillOpen
from lead_desktop.i18n import N_
from lead_desktop.store.writing import Writing


class SectionsOpen(LeadError):
    """Sections that an intake cannot do without still have open questions."""

    code = "sections_open"
    message = N_("A few questions are still open. They can be answered with “prefers not to answer”.")

    def __init__(self, found: Mapping[str, tuple[Problem, ...]]) -> None:
        """Keep the problems by section."""
        super().__init__()
        self.sections = dict(found)


@dataclass(frozen=True, slots=True)
class IntakeFile:
    """An intake with the sections this worker may hold; `states` has a state for each section begun."""

    intake: Kept[Intake]
    parts: Mapping[str, Kept[Record]]
    states: Mapping[str, str]
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Completed:
    """What completing an intake did: on time or not, for each held charge."""

    saved: Saved
    conditions_met: int
    after_deadline: int


def sections(desk: Desk, person: str) -> tuple[str, ...]:
    """Return the sections that the worker's role may take with a person, in reading order."""
    return tuple(name for name, kind in INTAKE_SECTIONS.items() if desk.may("edit", kind, person=person))


def open_intake(desk: Desk, person: str) -> IntakeFile | None:
    """Return a person's current intake, or None when none was begun."""
    desk.allow("read", Intake, person=person)
    held = desk.reading.of_person(Intake, person)
    if not held:
        return None
    desk.note_view(Intake, held[-1].rid)
    return _file(desk, held[-1])


def start_intake(desk: Desk, person: str, referral: str = "") -> IntakeFile:
    """Begin an intake; one that waits already is returned instead."""
    desk.allow("create", Intake)
    found = open_intake(desk, person)
    if found is None:
        with desk.writing("intake.start", person) as work:
            work.create(Intake(person=person, referral=referral or None, started_at=desk.clock.now()), client=person)
        found = open_intake(desk, person)
    if found is None:
        raise NotFound
    return found


def open_section(desk: Desk, file: IntakeFile, section: str) -> Opened[Record] | None:
    """Open a section for editing; None when nothing was written in it yet."""
    kind = INTAKE_SECTIONS[section]
    desk.allow("edit", kind, person=file.intake.record.person or "")
    held = file.parts.get(section)
    return desk.reading.open(kind, held.rid) if held else None


def save_section(
    desk: Desk, file: IntakeFile, section: str, change: tuple[Opened[Record] | None, Record, str], draft: str = ""
) -> Saved | None:
    """Save a section as (as it was opened, as it is now, its state): `started`, `done` or `skipped`.

    The section and the intake's header are one transaction. Level D only is asked; completeness comes at the end.
    """
    before, after, state = change
    person = file.intake.record.person or ""
    desk.allow("edit", INTAKE_SECTIONS[section], person=person)
    check(desk, after)
    with desk.writing(f"intake.{section}", file.intake.rid) as work:
        header = desk.reading.open(Intake, file.intake.rid)
        if isinstance(after, Intake):
            work.edit(header, _with_state(after, section, state))
        else:
            _write_part(work, before, after, file)
            work.edit(header, _with_state(header.record, section, state))
        if draft:
            work.discard_draft(draft)
        if header.record.status == "not_started":
            _begin_track(desk, work, header.record.referral, person)
    return work.saved


def _write_part(work: Writing, before: Opened[Record] | None, after: Record, file: IntakeFile) -> None:
    if before is not None:
        work.edit(before, after)
        return
    person = file.intake.record.person or ""
    links = {"person": person, "intake": file.intake.rid}
    work.create(
        after.with_(**{name: value for name, value in links.items() if name in type(after).model_fields}), client=person
    )


def _with_state(header: Intake, section: str, state: str) -> Intake:
    others = tuple(one for one in header.sections if one.key != section)
    status = "partial" if header.status == "not_started" else header.status
    return header.with_(sections=(*others, SectionState(key=section, state=state)), status=status)


def _begin_track(desk: Desk, work: Writing, referral: str | None, person: str) -> None:
    """Note on the referral's track that its intake has begun."""
    if not referral:
        return
    for track in desk.reading.under(ReferralTrack, referral):
        if track.record.status in ("accepted", "handoff_done", "outreach_open", "unable_to_locate"):
            opened = desk.reading.open(ReferralTrack, track.rid)
            now = desk.clock.now()
            work.edit(opened, track.record.with_(status="intake_started", status_at=now, person=person))


def open_questions(desk: Desk, file: IntakeFile) -> Mapping[str, tuple[Problem, ...]]:
    """Return what a complete intake still needs, by section; skipped sections need nothing but a name."""
    now, found = desk.clock.now(), {}
    for section in sections(desk, file.intake.record.person or ""):
        kind = INTAKE_SECTIONS[section]
        held = file.parts.get(section)
        record = held.record if held else kind()
        missing = problems(record, now=now, complete=True)
        if missing and (section == "identity" or file.states.get(section) != "skipped"):
            found[section] = missing
    return found


def complete_intake(desk: Desk, file: IntakeFile) -> Completed:
    """Complete an intake: held charges meet their condition, the person is enrolled, the referral says so.

    An intake completed after its window keeps every fact; the charge then says when, and the prosecutor decides
    (domain 1.7 C). Raises SectionsOpen, StillOpen.
    """
    desk.allow("edit", Intake, person=file.intake.record.person or "")
    missing = open_questions(desk, file)
    if missing:
        raise SectionsOpen(missing)
    if file.intake.record.status not in ("not_started", "partial"):
        raise StillOpen
    now = desk.clock.now()
    person = file.intake.record.person or ""
    on_time = late = 0
    with desk.writing("intake.complete", file.intake.rid) as work:
        header = desk.reading.open(Intake, file.intake.rid)
        work.edit(header, header.record.with_(status="completed", completed_at=now))
        for charge in desk.reading.of_person(DivertedCharge, person):
            met = _meet_condition(desk, work, charge, now)
            on_time += met == "condition_met"
            late += met == "window_lapsed"
        _enrol(desk, work, person, now)
        _complete_track(desk, work, header.record.referral, now)
    return Completed(done(work.saved), on_time, late)


def _meet_condition(desk: Desk, work: Writing, charge: Kept[DivertedCharge], now: datetime) -> str:
    held = charge.record
    if held.status not in ("held_pending_intake", "window_lapsed"):
        return ""
    on_time = held.status == "held_pending_intake" and (held.deadline is None or now.date() <= held.deadline)
    status = "condition_met" if on_time else "window_lapsed"
    opened = desk.reading.open(DivertedCharge, charge.rid)
    work.edit(opened, held.with_(status=status, status_at=now, condition_met_at=now))
    return status


def _enrol(desk: Desk, work: Writing, person: str, now: datetime) -> None:
    for engagement in desk.reading.of_person(Engagement, person)[-1:]:
        opened = desk.reading.open(Engagement, engagement.rid)
        enrolled_on = engagement.record.enrolled_on or now.date()
        work.edit(opened, engagement.record.with_(status="enrolled_active", status_at=now, enrolled_on=enrolled_on))


def _complete_track(desk: Desk, work: Writing, referral: str | None, now: datetime) -> None:
    for track in desk.reading.under(ReferralTrack, referral) if referral else ():
        opened = desk.reading.open(ReferralTrack, track.rid)
        work.edit(opened, track.record.with_(status="intake_completed", status_at=now))


def _file(desk: Desk, intake: Kept[Intake]) -> IntakeFile:
    person = intake.record.person or ""
    parts: dict[str, Kept[Record]] = {}
    header: Kept[Record] = intake
    for section in sections(desk, person):
        kind = INTAKE_SECTIONS[section]
        if kind is Intake:
            parts[section] = header
        elif kind is Person:
            parts[section] = desk.reading.get(kind, person)
        else:
            held = _latest(desk, kind, person, intake.rid)
            if held is not None:
                parts[section] = held
    states = {one.key: one.state or "started" for one in intake.record.sections}
    charges = desk.reading.of_person(DivertedCharge, person) if desk.may("read", DivertedCharge, person=person) else ()
    waiting = [one.record.deadline for one in charges if one.record.status == "held_pending_intake"]
    return IntakeFile(intake, parts, states, min((one for one in waiting if one), default=None))


def _latest(desk: Desk, kind: type[Record], person: str, intake: str) -> Kept[Record] | None:
    """Return the section's record of this intake; who a person is (demographics) is one for all intakes."""
    held = desk.reading.of_person(kind, person)
    own = [one for one in held if getattr(one.record, "intake", intake) in (intake, None)]
    return own[-1] if own else None
