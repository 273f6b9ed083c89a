"""Which side a laptop is for, in plain words, and which roles work on each."""

from dataclasses import dataclass

from lead_desktop.domain.permissions import roles_of_side
from lead_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class Side:
    """One answer to whom the laptop is for: a code of ours, its words, the sides of the matrix it covers."""

    code: str
    label: str
    meaning: str
    covers: tuple[str, ...]

    def roles(self) -> tuple[str, ...]:
        """Return the roles to choose from, as codes of the list `role`."""
        return tuple(role for side in self.covers for role in roles_of_side(side))


SIDES = (
    Side(
        "care",
        N_("Care team"),
        N_("Case managers, outreach, peers and supervisors. Holds referrals, intakes, plans and contacts."),
        ("care",),
    ),
    Side(
        "law",
        N_("Police and prosecution"),
        N_("Officers, police liaisons and the liaison prosecutor. Sends referrals; never holds anything about health."),
        ("law",),
    ),
    Side(
        "program",
        N_("Program office"),
        N_("Administration, privacy, audit and public defense. Holds settings and what each role may see."),
        ("programme", "defence"),
    ),
)
