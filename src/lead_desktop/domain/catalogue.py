"""Every record type there is, by name and by number; the only place that knows them all."""

from collections.abc import Mapping
from types import MappingProxyType

from lead_desktop.domain.base import Record
from lead_desktop.domain.person import Demographics, Person, Whereabouts
from lead_desktop.domain.plan import Goal, Plan, Step, SudGoal, SudStep
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.referral import Referral, ReferralStatus, ReferralTrack
from lead_desktop.errors import LeadError


class UnknownRecordType(LeadError):
    """A record type that this version does not have: it was made by a newer one."""

    code = "unknown_record_type"


_TYPES: tuple[type[Record], ...] = (
    Referral, ReferralStatus, ReferralTrack,
    Person, Demographics, Whereabouts,
    Plan, Goal, SudGoal, Step, SudStep,
    User, Programme,
)  # fmt: skip

RECORD_TYPES: Mapping[str, type[Record]] = MappingProxyType({one.NAME: one for one in _TYPES})
_BY_NUMBER: Mapping[int, type[Record]] = MappingProxyType({one.TYPE: one for one in _TYPES})


def by_type(number: int) -> type[Record]:
    """Return a record type by its permanent number; raises UnknownRecordType."""
    try:
        return _BY_NUMBER[number]
    except KeyError:
        raise UnknownRecordType from None
