"""Handing a participant to another worker, and whose people are whose; nobody is without somebody unseen (domain 1.9).

What goes along: everything that is written about the person, for it is the person's and not the worker's. What stays:
half-typed drafts, on the laptop and with the worker who typed them, and sealed counselling notes, which their author
alone reads (domain 3.7); a supervisor opens one only with a reason that is recorded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lead_desktop.casework.caseload import check_room
from lead_desktop.casework.checks import check
from lead_desktop.casework.contacts import open_engagement
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Draft, Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.assignment import COUNTED, Assignment
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.engagement import INACTIVE, Engagement
from lead_desktop.domain.permissions import may
from lead_desktop.domain.person import Person
from lead_desktop.domain.programme import User
from lead_desktop.errors import NotFound

NOBODY = ""
"""In place of a worker's id: people with whom nobody works who is here now."""
_PAUSED = tuple(one for one in INACTIVE if one not in ("transferred", "withdrew", "closed_program"))


@dataclass(frozen=True, slots=True)
class Carried:
    """One participant of a caseload; `left`: the worker who had them and is not here now, by name."""

    rid: str
    name: str
    number: str
    status: str
    last_contact: date | None
    left: str = ""


def hand_over(
    desk: Desk, person: str, assignment: Assignment, *, opened: Opened[Engagement] | None = None, draft: str = ""
) -> Saved:
    """Give a participant to another worker; the record of it and the change are one transaction.

    `opened` is what the page showed, so that two hand-overs made apart are both kept until somebody chooses. Raises
    NotAllowed, NotFound, Incomplete, NotTakingPeople, CaseloadFull.
    """
    desk.allow("edit", Engagement, person=person)
    desk.allow("create", Assignment)
    before = opened or open_engagement(desk, person)
    if before is None:
        raise NotFound
    after = assignment.with_(
        person=person, from_worker=before.record.case_manager, at=desk.clock.now(), decided_by=desk.worker.id
    )
    check(desk, after, complete=True)
    check_room(desk, after.to_worker or "", after.over_limit)
    with desk.writing("assignment.hand_over", person) as work:
        work.edit(before, before.record.with_(case_manager=after.to_worker))
        work.create(after, client=person)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def handed(desk: Desk, person: str) -> tuple[Kept[Assignment], ...]:
    """Return who worked with a participant since when, newest first."""
    desk.allow("read", Assignment, person=person)
    return tuple(reversed(desk.reading.of_person(Assignment, person)))


def holder(desk: Desk, person: str) -> str:
    """Return the worker who is with a participant now; blank for nobody."""
    held = desk.reading.of_person(Engagement, person)
    return (held[-1].record.case_manager or "") if held else ""


def carried(desk: Desk, worker: str) -> tuple[Carried, ...]:
    """Return the participants of a worker, or with NOBODY those whose worker is not here now, by name.

    Another's caseload is for roles that may look through everybody. Raises NotAllowed.
    """
    desk.allow("read", Engagement, own=worker in (NOBODY, desk.worker.id))
    users: Mapping[str, User] = {one.rid: one.record for one in desk.reading.of_type(User)}
    held = desk.reading.of_type(Engagement, *COUNTED, *(_PAUSED if worker == NOBODY else ()))
    mine = [one.record for one in held if _carries(one.record, worker, users) and _may_see(desk, one.record)]
    return tuple(sorted(_rows(desk, mine, users), key=lambda one: one.name.casefold()))


def drafts_about(desk: Desk, person: str) -> tuple[Draft, ...]:
    """Return the worker's own half-typed forms about a person on this laptop: they do not go along."""
    return tuple(one for one in desk.drafts.of(desk.worker.id) if one.subject == person and _is_form(one))


def may_set_here(desk: Desk) -> bool:
    """Tell whether the worker may note that somebody does not work here any more, or is here again."""
    return may(desk.worker.role, "edit", User.NAME, own=False)


def set_here(desk: Desk, worker: str, *, here: bool) -> Saved | None:
    """Note that a worker is here, or is not here any more; their people then stand among those without a worker."""
    desk.allow("edit", User)
    opened = desk.reading.open(User, worker)
    with desk.writing("user.here" if here else "user.left", worker) as work:
        work.edit(opened, opened.record.with_(active=here))
    return work.saved


def _is_form(draft: Draft) -> bool:
    return not draft.form.startswith("_")


def _carries(record: Engagement, worker: str, users: Mapping[str, User]) -> bool:
    if worker != NOBODY:
        return record.case_manager == worker
    holder = users.get(record.case_manager or "")
    return record.case_manager is None or (holder is not None and holder.active is False)


def _may_see(desk: Desk, record: Engagement) -> bool:
    return desk.may("read", Engagement, own=record.case_manager in (None, desk.worker.id))


def _rows(desk: Desk, held: list[Engagement], users: Mapping[str, User]) -> Iterable[Carried]:
    last = desk.reading.latest(Contact, [one.person or "" for one in held], "at")
    for one in held:
        person = one.person or ""
        try:
            who = desk.reading.get(Person, person).record
        except NotFound:
            continue
        at, holder = last.get(person), users.get(one.case_manager or "")
        yield Carried(
            person, who.shown_name(), who.participant_number or "", one.status or "",
            datetime.fromisoformat(at).date() if at else None,
            left=(holder.name or "") if holder is not None and holder.active is False else "",
        )  # fmt: skip
