"""Services and resources provided (domain 2.8): what it was, how, and how it turned out.

A class that depends on the value is fixed at creation: what concerns safer use is a harm reduction record, what
concerns treatment of substance use a substance use record, everything else a record of casework.
"""

from collections.abc import Mapping
from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Sensitivity, field
from lead_desktop.domain.dates import Day
from lead_desktop.domain.text import Name
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
_COST_HELP = N_("In whole dollars.")


class Service(AboutPerson):
    """A service that says nothing about substance use."""

    TYPE: ClassVar[int] = 73
    NAME: ClassVar[str] = "service"
    LABEL: ClassVar[str] = N_("Service")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    service: str | None = field(1, N_("What"), _S.S3, _L.DRAFT, codes="service", merge=Merge.IMMUTABLE)
    how: str | None = field(2, N_("How"), _S.S3, _L.DRAFT, codes="service_how")
    provider: Name = field(3, N_("Who provides it"), _S.S3)
    requested_on: Day | None = field(4, N_("Asked for on"), _S.S3, _L.DRAFT, past=True)
    connected_on: Day | None = field(5, N_("Connected on"), _S.S3, past=True)
    outcome: str | None = field(6, N_("How it turned out"), _S.S3, codes="service_outcome", default="waiting")
    quantity: int | None = field(7, N_("How many"), _S.S3, ge=1, le=9999)
    cost: int | None = field(8, N_("Cost"), _S.S3, ge=0, le=100_000, help=_COST_HELP)
    fund_source: str | None = field(9, N_("Paid from"), _S.S3, codes="fund_source")
    contact: str | None = field(10, N_("Contact"), _S.S0, ref="contact")

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of a draft as well
        """Nobody is connected before it was asked for."""
        return in_order(self)


class UseRelatedService(AboutPerson):
    """The fields of Service where it says something about substance use (S5); a subclass says which services."""

    service: str | None = field(1, N_("What"), _S.S5, _L.DRAFT, merge=Merge.IMMUTABLE)
    how: str | None = field(2, N_("How"), _S.S5, _L.DRAFT, codes="service_how")
    provider: Name = field(3, N_("Who provides it"), _S.S5)
    requested_on: Day | None = field(4, N_("Asked for on"), _S.S5, _L.DRAFT, past=True)
    connected_on: Day | None = field(5, N_("Connected on"), _S.S5, past=True)
    outcome: str | None = field(6, N_("How it turned out"), _S.S5, codes="service_outcome", default="waiting")
    quantity: int | None = field(7, N_("How many"), _S.S5, ge=1, le=9999)
    cost: int | None = field(8, N_("Cost"), _S.S5, ge=0, le=100_000, help=_COST_HELP)
    fund_source: str | None = field(9, N_("Paid from"), _S.S5, codes="fund_source")
    contact: str | None = field(10, N_("Contact"), _S.S0, ref="contact")

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of a draft as well
        """Nobody is connected before it was asked for."""
        return in_order(self)


class HarmReductionService(UseRelatedService):
    """A service about safer use."""

    TYPE: ClassVar[int] = 74
    NAME: ClassVar[str] = "harm_reduction_service"
    LABEL: ClassVar[str] = N_("Service")
    COMPARTMENT: ClassVar[Compartment] = Compartment.HARM_REDUCTION

    service: str | None = field(1, N_("What"), _S.S5, _L.DRAFT, codes="service_harm_reduction", merge=Merge.IMMUTABLE)


class SudService(UseRelatedService):
    """A service for substance use (42 CFR Part 2)."""

    TYPE: ClassVar[int] = 75
    NAME: ClassVar[str] = "sud_service"
    LABEL: ClassVar[str] = N_("Service")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SUD

    service: str | None = field(1, N_("What"), _S.S5, _L.DRAFT, codes="service_sud", merge=Merge.IMMUTABLE)


AnyService = Service | HarmReductionService | SudService
SERVICES: Mapping[str, type[AnyService]] = {
    "general": Service, "harm_reduction": HarmReductionService, "sud": SudService,
}  # fmt: skip
"""The record type of each kind of service; which one it is cannot change any more."""


def in_order(held: Service | UseRelatedService) -> tuple[Problem, ...]:
    """Return a problem when somebody was connected before it was asked for."""
    if held.requested_on and held.connected_on and held.connected_on < held.requested_on:
        return (Problem("connected_on", "ends_before_start"),)
    return ()
