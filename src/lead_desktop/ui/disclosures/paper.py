"""The list of what was shared, for the person: in their language first."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from lead_desktop.casework import disclosures
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.disclosures import Leaving
from lead_desktop.domain.person import Person
from lead_desktop.reports.paper.accounting import AccountingSheet, accounting_list
from lead_desktop.reports.paper.sheet import Printing
from lead_desktop.ui.printing.person_print import Paper, PersonPrint
from lead_desktop.ui.tools import Tools

SPANISH = "367"
"""Code of the language in hud.preferred_language."""


@dataclass(frozen=True, slots=True)
class ListRead:
    """What is printed, read in one go."""

    person: Person
    sheet: AccountingSheet


def read_list(desk: Desk, person: str) -> ListRead:
    """Read what somebody is given who asks with whom we shared what. Raises NotFound, NotAllowed."""
    held = desk.reading.get(Person, person).record
    entries = tuple(one.record for one in disclosures.accounting(desk, person))
    first, last = days(desk)
    return ListRead(held, AccountingSheet(held.shown_name(), held.participant_number or "", entries, first, last))


def days(desk: Desk) -> tuple[date, date]:
    """Return the first and the last day of a list printed today."""
    today = desk.clock.now().date()
    return today.replace(year=today.year - disclosures.YEARS, day=min(today.day, 28)), today


def preview(tools: Tools, rid: str, read: ListRead, parent: QWidget) -> PersonPrint:
    """Open the preview of the list."""
    desk = tools.desk
    make = partial(_make, read.sheet, partial(Printing, at=desk.clock.now(), role=desk.worker.role))
    spanish = read.person.preferred_language == SPANISH
    leaving = Leaving(rid, "accounting", (), rid)  # says what others were told: for the person alone
    shown = PersonPrint(tools, Paper(make, "es" if spanish else "en", leaving), parent)
    shown.open()
    return shown


def _make(sheet: AccountingSheet, printing: partial[Printing], language: str) -> bytes:
    return accounting_list(sheet, printing(language))
