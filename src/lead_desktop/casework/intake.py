"""The intake assessment: taken over as many sittings as it takes, any section in any order (domain 2.5, 1.7 D)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.casework.standing import note_change
from lead_desktop.domain.base import Problem, Record, Unanswered, notes
from lead_desktop.domain.catalogue import INTAKE_SECTIONS
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.checks import problems
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.intake import Intake, SectionState
from lead_desktop.domain.person import Person
from lead_desktop.domain.referral import ReferralTrack
from lead_desktop.domain.states import can
from lead_desktop.errors import LeadError, StillOpen
from lead_desktop.i18n import N_
from lead_desktop.store.writing import Writing

PRIVATE = ("protected", "violence")
"""Sections that are asked only when the person wishes to tell: they are never counted as missing."""
_KEPT_APART = ("sections", "status", "started_at", "completed_at", "pauses", "worker")
"""Fields of the header that its form never changes, whatever it held when it was opened."""
_FROM_ELSEWHERE = ("referral",)
"""Needed fields that nobody types in an intake: they come with it, or there is nothing to name."""


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
    """An intake with the sections this worker may hold; `states` has a state for each section begun.

    charges: the held charges this worker may see. deadline: the nearest one that still waits, pauses counted.
    """

    intake: Kept[Intake]
    parts: Mapping[str, Kept[Record]]
    states: Mapping[str, str]
    deadline: date | None
    charges: tuple[Kept[DivertedCharge], ...] = ()

    @property
    def person(self) -> str:
        """Return whose intake it is."""
        return self.intake.record.person or ""


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
    held = desk.reading.of_person(Intake, person)
    if not held:
        fresh = Intake(
            person=person, referral=referral or None, started_at=desk.clock.now(), worker=str(desk.worker.id)
        )
        with desk.writing("intake.start", person) as work:
            work.create(fresh, client=person)
        held = desk.reading.of_person(Intake, person)
    return _file(desk, held[-1])


def open_section(desk: Desk, file: IntakeFile, section: str) -> Opened[Record] | None:
    """Open a section for editing; None when nothing was written in it yet."""
    kind = INTAKE_SECTIONS[section]
    desk.allow("edit", kind, person=file.person)
    held = file.parts.get(section)
    return desk.reading.open(kind, held.rid) if held else None


def fresh_section(file: IntakeFile, section: str) -> Record:
    """Return the record of a section in which nothing was written yet, linked to what it belongs to."""
    kind, referral = INTAKE_SECTIONS[section], file.intake.record.referral
    charge = next((one.rid for one in file.charges if one.record.referral == referral), None)
    links = {"person": file.person, "intake": file.intake.rid, "referral": referral, "charge": charge}
    return kind.model_validate({name: value for name, value in links.items() if name in kind.model_fields})


def reveal_section(desk: Desk, file: IntakeFile, section: str) -> None:
    """Write to the audit chain that a masked section was asked for."""
    kind = INTAKE_SECTIONS[section]
    desk.allow("read", kind, person=file.person)
    held = file.parts.get(section)
    desk.note(f"{kind.NAME}.reveal", held.rid if held else file.intake.rid)


def save_section(
    desk: Desk, file: IntakeFile, section: str, change: tuple[Opened[Record] | None, Record, str], draft: str = ""
) -> Saved | None:
    """Save a section as (as it was opened, as it is now, its state): `partial`, `done` or `skipped`.

    The section and the intake's header are one transaction. Level D only is asked; completeness comes at the end.
    A completed intake is brought up to date by it.
    """
    before, after, state = change
    desk.allow("edit", INTAKE_SECTIONS[section], person=file.person)
    check(desk, after)
    with desk.writing(f"intake.{section}", file.intake.rid) as work:
        header = desk.reading.open(Intake, file.intake.rid)
        _write_part(work, before or _summary(header, after), after, file)
        _set_state(desk, work, header, section, state)
        if draft:
            work.discard_draft(draft)
    return work.saved


def skip_section(desk: Desk, file: IntakeFile, section: str) -> Saved | None:
    """Leave a section for now; what was written in it before stays."""
    desk.allow("edit", INTAKE_SECTIONS[section], person=file.person)
    with desk.writing(f"intake.{section}", file.intake.rid) as work:
        _set_state(desk, work, desk.reading.open(Intake, file.intake.rid), section, "skipped")
    return work.saved


def prefer_not(desk: Desk, file: IntakeFile, section: str, field: str) -> Saved | None:
    """Answer one question with "prefers not to answer", which is an answer like any other (domain 2.0)."""
    opened = open_section(desk, file, section)
    record = opened.record if opened else fresh_section(file, section)
    note, value = notes(type(record))[field], getattr(record, field)
    if note.codes and not isinstance(value, tuple):
        after = record.with_(**{field: "9"})
    else:
        others = tuple(one for one in record.unanswered if one.key != field)
        after = record.with_(unanswered=(*others, Unanswered(key=field, code="9")))
    return save_section(desk, file, section, (opened, after, file.states.get(section) or "partial"))


def open_questions(desk: Desk, file: IntakeFile) -> Mapping[str, tuple[Problem, ...]]:
    """Return what a complete intake still needs, by section; skipped sections need nothing but a name."""
    now, found = desk.clock.now(), {}
    for section in sections(desk, file.person):
        held = file.parts.get(section)
        record = held.record if held else fresh_section(file, section)
        asked = problems(record, now=now, complete=True)
        missing = tuple(one for one in asked if one.field not in _FROM_ELSEWHERE)
        if missing and (section == "identity" or file.states.get(section) != "skipped"):
            found[section] = missing
    return found


def complete_intake(desk: Desk, file: IntakeFile) -> Completed:
    """Complete an intake: held charges meet their condition, the person is enrolled, the referral says so.

    An intake completed after its window keeps every fact; the charge then says when, and the prosecutor decides
    (domain 1.7 C). Raises StillOpen, SectionsOpen.
    """
    desk.allow("edit", Intake, person=file.person)
    if not can("intake", file.intake.record.status, "completed") or file.intake.record.status == "completed":
        raise StillOpen
    missing = open_questions(desk, file)
    if missing:
        raise SectionsOpen(missing)
    now = desk.clock.now()
    on_time = late = 0
    with desk.writing("intake.complete", file.intake.rid) as work:
        header = desk.reading.open(Intake, file.intake.rid)
        work.edit(header, header.record.with_(status="completed", completed_at=now))
        for charge in desk.reading.of_person(DivertedCharge, file.person):
            met = _meet_condition(desk, work, charge, now)
            on_time += met == "condition_met"
            late += met == "window_lapsed"
        _enrol(desk, work, file.person, now)
        _move_track(desk, work, header.record, "intake_completed")
    return Completed(done(work.saved), on_time, late)


def _write_part(work: Writing, before: Opened[Record] | None, after: Record, file: IntakeFile) -> None:
    if before is None:
        links = {"person": file.person, "intake": file.intake.rid}
        own = {name: value for name, value in links.items() if name in type(after).model_fields}
        work.create(after.with_(**own), client=file.person)
    elif isinstance(after, Intake):
        work.edit(before, after.with_(**{name: getattr(before.record, name) for name in _KEPT_APART}))
    else:
        work.edit(before, after)


def _summary(header: Opened[Intake], after: Record) -> Opened[Record] | None:
    """Return the header as what a summary was opened from; None for other sections, which begin as new records."""
    return header if isinstance(after, Intake) else None


def _set_state(desk: Desk, work: Writing, header: Opened[Intake], section: str, state: str) -> None:
    """Note in the header how far a section is; whose first section it is, has begun."""
    held = header.record
    others = tuple(one for one in held.sections if one.key != section)
    status = {"not_started": "partial", "completed": "updated"}.get(held.status or "", held.status)
    worker = held.worker or str(desk.worker.id)
    work.edit(
        header, held.with_(sections=(*others, SectionState(key=section, state=state)), status=status, worker=worker)
    )
    if held.status == "not_started":
        _move_track(desk, work, held, "intake_started")


def _move_track(desk: Desk, work: Writing, header: Intake, status: str) -> None:
    """Note on the referral's track that its intake has begun, or is done; a track that has no such way stays."""
    for track in desk.reading.under(ReferralTrack, header.referral) if header.referral else ():
        old = track.record.status
        if old != status and (can("referral", old, status) or can("referral", old, "intake_started")):
            opened = desk.reading.open(ReferralTrack, track.rid)
            now = desk.clock.now()
            work.edit(opened, opened.record.with_(status=status, status_at=now, person=header.person))


def _meet_condition(desk: Desk, work: Writing, charge: Kept[DivertedCharge], now: datetime) -> str:
    held = charge.record
    if held.status not in ("held_pending_intake", "window_lapsed"):
        return ""
    due = held.due_on(now.date())
    on_time = held.status == "held_pending_intake" and (due is None or now.date() <= due)
    status = "condition_met" if on_time else "window_lapsed"
    opened = desk.reading.open(DivertedCharge, charge.rid)
    work.edit(opened, held.with_(status=status, status_at=now, condition_met_at=now))
    return status


def _enrol(desk: Desk, work: Writing, person: str, now: datetime) -> None:
    """Make somebody a participant; who is one already stays as they are, and nobody comes back from the dead."""
    held = desk.reading.of_person(Engagement, person)
    if not held:
        fresh = Engagement(person=person, status="enrolled_active", status_at=now, enrolled_on=now.date())
        work.create(fresh, client=person)
        note_change(desk, work, None, fresh, "intake")
    elif can("engagement", held[-1].record.status, "enrolled_active"):
        opened = desk.reading.open(Engagement, held[-1].rid)
        old = opened.record
        since = old.status_at if old.status == "enrolled_active" else now
        enrolled_on = old.enrolled_on or now.date()
        after = old.with_(status="enrolled_active", status_at=since, enrolled_on=enrolled_on, reason=None)
        work.edit(opened, after)
        note_change(desk, work, old, after, "intake")


def _file(desk: Desk, intake: Kept[Intake]) -> IntakeFile:
    person = intake.record.person or ""
    parts: dict[str, Kept[Record]] = {}
    for section in sections(desk, person):
        held = _part(desk, section, intake)
        if held is not None:
            parts[section] = held
    states = {one.key: one.state or "partial" for one in intake.record.sections}
    charges = desk.reading.of_person(DivertedCharge, person) if desk.may("read", DivertedCharge, person=person) else ()
    today = desk.clock.now().date()
    due = [one.record.due_on(today) for one in charges if one.record.status == "held_pending_intake"]
    return IntakeFile(intake, parts, states, min((one for one in due if one), default=None), charges)


def _part(desk: Desk, section: str, intake: Kept[Intake]) -> Kept[Record] | None:
    """Return the section's record of this intake; who a person is (demographics) is one for all intakes."""
    kind, person = INTAKE_SECTIONS[section], intake.record.person or ""
    if kind is Person:
        return desk.reading.get(kind, person)
    if kind is Intake:
        return desk.reading.get(kind, intake.rid)
    held = desk.reading.of_person(kind, person)
    own = [one for one in held if getattr(one.record, "intake", intake.rid) in (intake.rid, None)]
    return own[-1] if own else None
