"""A person's own record: all of it that they may have, part by part as they choose (45 CFR 164.524, domain 4.8).

Notes of workers are never in it, sealed ones least of all; whoever wants those asks the privacy officer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lead_desktop.casework.consents import consents_of
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.disclosures import Leaving, accounting
from lead_desktop.casework.plans import GoalCard, PlanBoard, plan_board
from lead_desktop.casework.services import services_of
from lead_desktop.casework.supplies import supplies_of
from lead_desktop.domain.base import Record
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Plan, SudGoal
from lead_desktop.domain.service import AnyService, Service
from lead_desktop.domain.supply import Supply
from lead_desktop.errors import NotAllowed

PARTS: Mapping[str, tuple[str, ...]] = {
    "identity": ("identity_contact",),
    "plan": ("needs_goals_summary",),
    "consents": ("participation_status",),
    "contacts": ("attendance_contacts",),
    "services": ("barriers_resources",),
    "treatment": ("sud_treatment_status",),
    "supplies": ("sud_treatment_status",),
    "shared": ("other",),
}
"""Every part in its order, each with what it speaks of (code list consent_category)."""
ASKED_FOR = ("treatment", "supplies")
"""Parts that are in it only if the person wishes so."""


@dataclass(frozen=True, slots=True)
class MyRecord:
    """What was read of the parts that were chosen; what was not chosen is empty."""

    person: Person
    parts: tuple[str, ...]
    plan: Plan | None = None
    goals: tuple[GoalCard, ...] = ()
    consents: tuple[Consent, ...] = ()
    contacts: tuple[Contact, ...] = ()
    services: tuple[AnyService, ...] = ()
    supplies: tuple[Supply, ...] = ()
    shared: tuple[Disclosure, ...] = field(default=())


def parts_for(desk: Desk, person: str) -> tuple[str, ...]:
    """Return the parts that the worker may read of a person. Raises NotAllowed for who may not read the person."""
    desk.allow("read", Person, person=person)
    needs: Mapping[str, type[Record]] = {
        "identity": Person, "plan": Plan, "consents": Consent, "contacts": Contact, "treatment": SudGoal,
        "supplies": Supply, "shared": Disclosure,
    }  # fmt: skip
    return tuple(one for one in PARTS if one not in needs or desk.may("read", needs[one], person=person))


def read_my_record(desk: Desk, person: str, parts: tuple[str, ...]) -> MyRecord:
    """Read the parts chosen; the reading is written to the audit chain. Raises NotAllowed, NotFound."""
    if not set(parts) <= set(parts_for(desk, person)):
        raise NotAllowed
    held = desk.reading.get(Person, person).record
    desk.note_view(Person, person)
    apart = "treatment" in parts
    board = plan_board(desk, person) if "plan" in parts else None
    lines = consents_of(desk, person) if "consents" in parts else ()
    contacts = desk.reading.of_person(Contact, person) if "contacts" in parts else ()
    services = services_of(desk, person) if "services" in parts else ()
    return MyRecord(
        person=held,
        parts=parts,
        plan=board.plan.record if board else None,
        goals=_goals(board, apart=apart),
        consents=tuple(one.kept.record for one in lines if one.state == "active"),
        contacts=tuple(sorted((one.record for one in contacts), key=lambda one: str(one.at), reverse=True)),
        services=tuple(one.record for one in services if apart or type(one.record) is Service),
        supplies=tuple(one.record for one in supplies_of(desk, person)) if "supplies" in parts else (),
        shared=tuple(one.record for one in accounting(desk, person)) if "shared" in parts else (),
    )


def leaving(person: str, parts: tuple[str, ...]) -> Leaving:
    """Return what leaves with these parts."""
    speaks_of = dict.fromkeys(one for part in parts for one in PARTS[part])
    return Leaving(person, "my_record", tuple(speaks_of), person)


def _goals(board: PlanBoard | None, *, apart: bool) -> tuple[GoalCard, ...]:
    every = board.goals if board else ()
    return tuple(one for one in every if apart or not isinstance(one.goal.record, SudGoal))
