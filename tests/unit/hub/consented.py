"""Consents as tests sign them."""

from datetime import timedelta

from lead_desktop.domain.base import Merge, notes
from lead_desktop.domain.consent import Consent, Recipient, terms_hash


def signed_consent(person, office, clock):
    """A whole consent of 42 CFR 2.31 about a person to one office, in force, for about half a year."""
    draft = Consent(
        person=person, consent_type="part2_named", discloser="LEAD", purposes=("care_coordination",),
        recipients=(Recipient(key="a", name=office, kind="defender", categories=("participation_status",)),),
        right_to_revoke_explained=True, expires_on=(clock.now() + timedelta(days=180)).date(),
        signature_kind="signed_on_paper", signer="self", signed_at=clock.now(), language_of_form="en",
        text_version="2026-11", text_hash="0" * 64,
    )  # fmt: skip
    return draft.with_(terms_hash=terms_hash(draft), status="active")


def as_fields(record):
    """The first values of a record as a `new` operation carries them."""
    said = notes(type(record))
    held = record.model_dump(mode="json", exclude_defaults=True)
    return {
        said[name].fid: {one["key"] if isinstance(one, dict) else one: one for one in value}
        if said[name].merge is Merge.SET
        else value
        for name, value in held.items()
    }
