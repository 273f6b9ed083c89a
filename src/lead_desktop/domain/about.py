"""The base of records that concern one person, and small rules that several record types share."""

from typing import TypeVar

from lead_desktop.domain.base import Part, Record, Sensitivity, field
from lead_desktop.i18n import N_

P = TypeVar("P", bound=Part)


class AboutPerson(Record):
    """A record about a person: it names them by the id of their Person record."""

    person: str | None = field(900, N_("Person"), Sensitivity.S0, ref="person")


def none_if_empty(part: P | None) -> P | None:
    """Return None for a part of which nothing was filled in, so that an emptied name is no name."""
    if part is None or all(value is None or value == () for value in part.model_dump().values()):
        return None
    return part


class IntakePart(AboutPerson):
    """One section of an intake assessment: a record of one compartment, named by its intake (domain 2.5)."""

    intake: str | None = field(899, N_("Intake"), Sensitivity.S0, ref="intake")
