"""Requests for records by police, courts, lawyers and others, and the court orders that were read (domain 3.4, 3.8).

A subpoena is not enough, nor is a warrant by itself: for a proceeding it takes the person's own consent for it, or an
order of a court under 42 CFR 2.61 to 2.67 that somebody who answers for privacy has read.
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Sensitivity, field, when
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.text import Line, Name, folded
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
_ONCE = Merge.IMMUTABLE


class RecordRequest(AboutPerson):
    """Who asked for what, on what paper, until when, and what was answered."""

    TYPE: ClassVar[int] = 101
    NAME: ClassVar[str] = "record_request"
    LABEL: ClassVar[str] = N_("Request for records")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CONSENT

    came_at: Moment | None = field(1, N_("When it came"), _S.S3, _L.DRAFT, past=True)
    asked_by: Name = field(2, N_("Name of who asked"), _S.S3)
    asker: str | None = field(3, N_("Who asked"), _S.S3, _L.DRAFT, codes="request_asker")
    organization: Name = field(4, N_("Office or court"), _S.S3)
    reach: Name = field(5, N_("How to reach them"), _S.S3)
    paper: str | None = field(6, N_("On what paper"), _S.S3, _L.DRAFT, codes="request_paper")
    wanted: Line = field(7, N_("What they ask for"), _S.S3, _L.DRAFT)
    answer_by: Day | None = field(8, N_("They want an answer by"), _S.S3)
    answer: str | None = field(9, N_("What was answered"), _S.S3, codes="request_answer")
    answered_at: Moment | None = field(10, N_("Answered"), _S.S3, past=True)
    answer_words: Line = field(11, N_("In words"), _S.S3)


class OrderCheck(AboutPerson):
    """An order of a court, read by whoever answers for privacy: what it lets whom have, until when."""

    TYPE: ClassVar[int] = 102
    NAME: ClassVar[str] = "order_check"
    LABEL: ClassVar[str] = N_("Order that was read")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CONSENT

    request: str | None = field(1, N_("Request for records"), _S.S0, _L.DRAFT, ref="record_request", merge=_ONCE)
    court: Name = field(2, N_("Which court"), _S.S3, _L.DRAFT, merge=_ONCE)
    number: Name = field(3, N_("Number of the order"), _S.S3, _L.DRAFT, merge=_ONCE)
    names_records: bool | None = field(
        4, N_("The order itself names these records"), _S.S3, _L.DRAFT, merge=_ONCE,
        help=N_("Under 42 CFR 2.61 to 2.67. A subpoena or a warrant does not."),
    )  # fmt: skip
    recipient: Name = field(5, N_("Who may have them"), _S.S3, _L.DRAFT, merge=_ONCE)
    categories: tuple[str, ...] = field(
        6, N_("What it covers"), _S.S3, _L.DRAFT, default=(), codes="consent_category", merge=Merge.SET
    )
    until: Day | None = field(7, N_("It holds until"), _S.S3, _L.DRAFT, merge=_ONCE)

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of every order
        """An order that does not name these records allows nothing."""
        return (Problem("names_records", "not_this_order"),) if self.names_records is False else ()


class Restriction(AboutPerson):
    """Somebody asked that something is not shared, or not with somebody (42 CFR 2.26)."""

    TYPE: ClassVar[int] = 103
    NAME: ClassVar[str] = "restriction"
    LABEL: ClassVar[str] = N_("Asked not to share")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CONSENT

    asked_on: Day | None = field(1, N_("Asked on"), _S.S3, _L.DRAFT, past=True)
    recipient: Name = field(2, N_("Not with"), _S.S3, help=N_("By its own name. Left open, it means nobody at all."))
    categories: tuple[str, ...] = field(
        3, N_("Not this"), _S.S3, default=(), codes="consent_category", merge=Merge.SET,
        help=N_("Nothing chosen means everything."),
    )  # fmt: skip
    words: Line = field(4, N_("In the person's words"), _S.S3, own_words=True)
    answer: str | None = field(5, N_("Answer"), _S.S3, _L.DRAFT, codes="restriction_answer", default="open")
    reason: Line = field(6, N_("Why not"), _S.S3, _L.DRAFT, when=when("answer", "not_agreed"))
    answered_on: Day | None = field(
        7, N_("Answered on"), _S.S3, past=True, when=when("answer", "agreed", "not_agreed", "ended")
    )

    def holds(self) -> bool:
        """Tell whether it stands in the way: it is agreed, or nobody has answered yet."""
        return self.answer in ("open", "agreed")

    def forbids(self, recipient: str, categories: Iterable[str]) -> bool:
        """Tell whether something that speaks of these things may not go to an organisation because of it."""
        whom = self.recipient is None or folded(self.recipient) == folded(recipient)
        what = not self.categories or bool(set(self.categories) & set(categories))
        return self.holds() and whom and what


def covers(order: OrderCheck, recipient: str, categories: Iterable[str], today: date) -> bool:
    """Tell whether an order that was read lets a paper go to an organisation on a day."""
    asked = set(categories)
    lasting = order.until is not None and order.until >= today
    return (
        lasting
        and order.names_records is True
        and bool(asked)
        and asked <= set(order.categories)
        and bool(folded(recipient))
        and folded(order.recipient or "") == folded(recipient)
    )
