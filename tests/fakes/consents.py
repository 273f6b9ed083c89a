"""Consents and cards as a worker makes them on a real desk."""

from datetime import timedelta

from lead_desktop.casework import cards, consents
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.consent import Consent, Recipient
from lead_desktop.ids import RecordId

POLICE, OFFICE = "Santa Fe Police", "District Attorney"


def named(desk: Desk, person: str, **changes: object) -> Consent:
    """A consent to two partners that lacks only its signature."""
    recipients = (
        Recipient(key="a", name=POLICE, kind="police", categories=("participation_status",)),
        Recipient(
            key="b", name=OFFICE, kind="prosecutor", categories=("needs_goals_summary", "intake_done_yes_no")
        ),
    )  # fmt: skip
    return consents.fresh(desk, person, "en").with_(
        **{
            "recipients": recipients, "purposes": ("care_coordination",), "right_to_revoke_explained": True,
            "expires_on": (desk.clock.now() + timedelta(days=90)).date(), **changes,
        }
    )  # fmt: skip


def drafted(desk: Desk, person: str, **changes: object) -> RecordId:
    """Begin a consent; return its id."""
    return consents.begin(desk, person, named(desk, person, **changes)).rids[0]


def signed(desk: Desk, person: str, **changes: object) -> RecordId:
    """Begin a consent and sign it by a typed name; return its id."""
    rid = drafted(desk, person, **changes)
    consents.sign(desk, rid, {"signature_kind": "typed", "typed_name": "M. Baca", "language_of_form": "en"})
    return rid


def taken_back(desk: Desk, rid: str) -> None:
    """Take a consent back."""
    opened = consents.open_to_revoke(desk, rid)
    consents.revoke(desk, opened, opened.record.with_(revoked_by="self", revoked_how="in_person"))


def card(desk: Desk, rid: str, recipient: str, words: str = "Comes to breakfast every Wednesday") -> RecordId:
    """Share a card under a consent; return its id."""
    fresh = cards.fresh_card(desk, rid, recipient)
    return cards.share(desk, fresh.with_(headline=words)).rids[0]


def signed_and_shared(desk: Desk, person: str) -> None:
    """One consent in force with a card, one that waits for its signature, one taken back."""
    card(desk, signed(desk, person), POLICE)
    drafted(desk, person)
    taken_back(desk, signed(desk, person))
