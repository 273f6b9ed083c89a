"""What the page of a person shows, read in one go on the working thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lead_desktop.casework import legal, notes, overdoses, people, safety, services, supplies
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept
from lead_desktop.casework.notes import NoteThread
from lead_desktop.casework.people import PersonFile
from lead_desktop.casework.timeline import Happening, timeline
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.contact import Contact, CounsellingNote, SafetyFlag
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.engagement import ENROLLED, INACTIVE, Engagement
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.legal import LegalMatter
from lead_desktop.domain.overdose import Overdose
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.service import AnyService
from lead_desktop.domain.supply import Supply


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the worker's role may do here; what it may not is not shown."""

    contact: bool
    intake: bool
    plan: bool
    edit: bool
    status: bool
    charges: bool
    contacts: bool
    supplies: bool = False
    service: bool = False
    settle: bool = False
    seal: bool = False
    overdose: bool = False
    legal: bool = False
    add_legal: bool = False
    consents: bool = False
    disclosures: bool = False


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person's file with what happened, the notes, the workers' names and what the worker may do."""

    file: PersonFile
    happened: tuple[Happening, ...]
    threads: tuple[NoteThread, ...]
    workers: Mapping[str, str]
    may: Abilities
    today: date
    services: tuple[Kept[AnyService], ...] = ()
    supplies: tuple[Kept[Supply], ...] = ()
    safety: tuple[Kept[SafetyFlag], ...] = ()
    overdoses: tuple[Kept[Overdose], ...] = ()
    matters: tuple[Kept[LegalMatter], ...] = ()

    @property
    def status(self) -> str:
        """Return the engagement status, or an empty text where none may be read."""
        return (self.file.engagement.record.status if self.file.engagement else None) or ""

    @property
    def can_come_back(self) -> bool:
        """Tell whether one recorded contact leads back to active: somebody enrolled who is paused or not reached."""
        held = self.file.engagement
        return (
            self.may.contact
            and held is not None
            and held.record.enrolled_on is not None
            and self.status in (*INACTIVE, *ENROLLED)
            and self.status != "enrolled_active"
        )


def read_view(desk: Desk, person: str) -> PersonView:
    """Read what a person's page shows; the reading is written to the audit chain. Raises NotFound, NotAllowed."""
    file = people.open_file(desk, person)
    return PersonView(
        file=file,
        happened=timeline(desk, file),
        threads=notes.threads(desk, notes.notes_of(desk, person)),
        workers=people.workers(desk),
        may=Abilities(
            contact=desk.may("create", Contact),
            intake=desk.may("read", Intake, person=person),
            plan=desk.may("read", Plan, person=person),
            edit=desk.may("edit", Person, person=person),
            status=desk.may("edit", Engagement, person=person),
            charges=desk.may("read", DivertedCharge, person=person),
            contacts=desk.may("read", Contact, person=person),
            supplies=desk.may("create", Supply),
            service=bool(services.kinds_of(desk)),
            settle=desk.may("edit", SafetyFlag, person=person),
            seal=desk.may("create", CounsellingNote),
            overdose=desk.may("create", Overdose),
            legal=desk.may("read", LegalMatter, person=person),
            add_legal=desk.may("create", LegalMatter),
            consents=desk.may("read", Consent, person=person),
            disclosures=desk.may("read", Disclosure, person=person),
        ),
        today=desk.clock.now().date(),
        services=services.services_of(desk, person),
        supplies=supplies.supplies_of(desk, person),
        safety=safety.open_flags(desk, person),
        overdoses=overdoses.overdoses_of(desk, person),
        matters=legal.matters_of(desk, person),
    )
