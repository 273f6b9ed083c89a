"""How far a referral has come, for who made it and is told no more (rulings; domain 3.4)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.referral import ReferralStatus
from lead_desktop.store.outgoing import waiting_among


class Reached(StrEnum):
    """Kept on this laptop and not sent yet, sent to the hub, or received by the program."""

    KEPT = "kept"
    SENT = "sent"
    RECEIVED = "received"


def reached(desk: Desk, referrals: Sequence[str]) -> Mapping[str, Reached]:
    """Return how far each of some referrals has come, by their ids."""
    received = {one.record.referral for one in desk.reading.of_type(ReferralStatus)}
    kept = waiting_among(desk.vault.reader, referrals)
    return {
        rid: Reached.RECEIVED if rid in received else Reached.KEPT if rid in kept else Reached.SENT for rid in referrals
    }
