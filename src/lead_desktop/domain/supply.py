"""Supplies handed out and naloxone on the shelf (domain 2.8, 2.11, 4.6): counted, never explained.

Nothing here asks why somebody wants something. A person may be named, go by a code of their own, or be nobody in
particular: a round at a drop-in table has no link to anyone.
"""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Record, Row, Sensitivity, field, when
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.text import Name, Remark
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
ANONYMOUS, CODED, NAMED = "anonymous", "coded", "named"
MOST = 999
"""The most of one thing that one round can hold."""
OUT = frozenset({"given", "passed_on", "expired", "lost"})
"""Kinds of movement that take naloxone off the shelf."""


class GivenRow(Row):
    """How many of one thing; `key` is the thing's code, so that one thing stands once."""

    item: str | None = field(1, N_("What"), _S.S5, _L.DRAFT, codes="supply_item")
    count: int | None = field(2, N_("How many"), _S.S5, _L.DRAFT, ge=1, le=MOST)


class Supply(AboutPerson):
    """One round: what one person took along, and syringes brought back."""

    TYPE: ClassVar[int] = 70
    NAME: ClassVar[str] = "supply"
    LABEL: ClassVar[str] = N_("Supplies")
    COMPARTMENT: ClassVar[Compartment] = Compartment.HARM_REDUCTION

    at: Moment | None = field(1, N_("Date and time"), _S.S5, _L.DRAFT, past=True)
    whom: str | None = field(2, N_("For whom"), _S.S5, _L.DRAFT, codes="supply_for", default=ANONYMOUS)
    code: Name = field(
        3, N_("Code"), _S.S5, _L.DRAFT, when=when("whom", CODED),
        help=N_("The person's own code from a harm reduction program, or one they choose."),
    )  # fmt: skip
    items: tuple[GivenRow, ...] = field(4, N_("Given"), _S.S5, default=(), merge=Merge.SET)
    returned: int | None = field(5, N_("Syringes brought back"), _S.S5, ge=0, le=9999)

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of a draft as well
        """A round holds something, and names somebody only when it is for somebody."""
        found = []
        if not self.items and not self.returned:
            found.append(Problem("items", "needed"))
        if (self.whom == NAMED) != (self.person is not None):
            found.append(Problem("whom", "needed"))
        return tuple(found)

    def things(self) -> int:
        """Return how many things were given."""
        return sum(one.count or 0 for one in self.items)

    def count_of(self, item: str) -> int:
        """Return how many of one thing were given."""
        return sum(one.count or 0 for one in self.items if one.item == item)


class NaloxoneLot(Record):
    """A lot of naloxone: what stands on its boxes. How many are left follows from its movements."""

    TYPE: ClassVar[int] = 71
    NAME: ClassVar[str] = "naloxone_lot"
    LABEL: ClassVar[str] = N_("Naloxone lot")
    COMPARTMENT: ClassVar[Compartment] = Compartment.HARM_REDUCTION

    product: str | None = field(1, N_("Product"), _S.S0, _L.DRAFT, codes="naloxone_product")
    number: Name = field(2, N_("Lot number"), _S.S0, _L.DRAFT, help=N_("As it stands on the box."))
    expires_on: Day | None = field(3, N_("Good until"), _S.S0, _L.DRAFT)


class NaloxoneMove(Record):
    """Boxes that came, went, or were counted; two laptops' movements add up, so a lot has no balance of its own."""

    TYPE: ClassVar[int] = 72
    NAME: ClassVar[str] = "naloxone_move"
    LABEL: ClassVar[str] = N_("Naloxone in or out")
    COMPARTMENT: ClassVar[Compartment] = Compartment.HARM_REDUCTION

    lot: str | None = field(1, N_("Lot"), _S.S0, _L.DRAFT, ref="naloxone_lot", merge=Merge.IMMUTABLE)
    kind: str | None = field(2, N_("What happened"), _S.S0, _L.DRAFT, codes="naloxone_move", default="received")
    boxes: int | None = field(3, N_("Boxes"), _S.S0, _L.DRAFT, ge=-9999, le=9999)
    at: Moment | None = field(4, N_("Date and time"), _S.S0, _L.DRAFT, past=True)
    supply: str | None = field(5, N_("Round"), _S.S0, ref="supply", merge=Merge.IMMUTABLE)
    note: Remark = field(6, N_("From where, or where to"), _S.S0)

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of a draft as well
        """Only a count on the shelf may take away by a negative number or find nothing."""
        if self.kind != "counted" and self.boxes is not None and self.boxes < 1:
            return (Problem("boxes", "greater_than_equal", {"ge": 1}),)
        return ()

    def change(self) -> int:
        """Return what it adds to its lot: less than nothing for what went."""
        boxes = self.boxes or 0
        return -boxes if self.kind in OUT else boxes
