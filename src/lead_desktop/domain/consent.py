"""Consent to share information, element by element of 42 CFR 2.31 as amended in 2024 (domain 2.4, 3.2, 3.3).

A consent is signed once and then only closed: what was agreed never changes, and whoever agrees to something else
signs anew. What it opens is asked of `opens`, anew each time, and never read from a note that somebody made of it.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import StringConstraints

from lead_desktop.clock import utc_ms
from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Row, Sensitivity, field, when
from lead_desktop.domain.checks import problems
from lead_desktop.domain.dates import Day, Moment
from lead_desktop.domain.signature import Strokes
from lead_desktop.domain.text import Line, LongText, Name, folded
from lead_desktop.i18n import N_
from lead_desktop.ids import Scope, scope_of

_S = Sensitivity
_L = Level
DISCLOSING = (
    "part2_named", "part2_tpo", "part2_cjs_235", "part2_counseling_notes", "part2_proceedings", "hmis_coc",
    "research_eval", "photo_voice",
)  # fmt: skip
"""Types under which something is disclosed; taking part alone discloses nothing."""
INTAKE_DONE = "intake_done_yes_no"
_COURT_SIDE = ("prosecutor", "court")
"""Who may make taking part a condition of a charge (42 CFR 2.35)."""
_OFFICIAL = ("police", "sheriff", "prosecutor", "court", "jail")
"""Who is never a recipient for treatment, payment and operations."""
_COUNSEL = ("prosecutor", "defender")

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hex."""


class Recipient(Row):
    """One organisation that may be told, by its own name, and what it may be told (2.31(a)(3), (4))."""

    name: Name = field(1, N_("Organization"), _S.S3, _L.DRAFT)
    kind: str | None = field(2, N_("Kind of organization"), _S.S3, _L.COMPLETE, codes="agency_kind")
    attention: Name = field(3, N_("Person there"), _S.S3)
    categories: tuple[str, ...] = field(
        4, N_("What may be shared"), _S.S3, _L.COMPLETE, default=(), codes="consent_category"
    )
    other: Line = field(5, N_("What else"), _S.S3, when=when("categories", "other"))


class Consent(AboutPerson):
    """What a person agreed to share: with whom, what, what for and until when; and whether that still holds."""

    TYPE: ClassVar[int] = 50
    NAME: ClassVar[str] = "consent"
    LABEL: ClassVar[str] = N_("Consent to share information")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CONSENT

    consent_type: str | None = field(
        1, N_("Kind of consent"), _S.S3, _L.DRAFT, codes="consent_type", merge=Merge.IMMUTABLE
    )
    discloser: Name = field(2, N_("Who shares it"), _S.S0, _L.COMPLETE, when=when("consent_type", *DISCLOSING))
    recipients: tuple[Recipient, ...] = field(
        3, N_("With whom"), _S.S3, _L.COMPLETE, default=(), merge=Merge.SET, when=when("consent_type", *DISCLOSING),
        help=N_("Each organization by its own name. Nobody else is included."),
    )  # fmt: skip
    intermediaries: tuple[str, ...] = field(
        4, N_("Members, if a data exchange passes it on"), _S.S0, default=(), merge=Merge.SET
    )
    purposes: tuple[str, ...] = field(
        5, N_("What for"), _S.S3, _L.COMPLETE, default=(), codes="consent_purpose", merge=Merge.SET,
        when=when("consent_type", *DISCLOSING),
    )  # fmt: skip
    purpose_words: Line = field(6, N_("What for, in words"), _S.S3)
    charge: str | None = field(
        7, N_("Held charge"), _S.S0, _L.COMPLETE, ref="diverted_charge", when=when("consent_type", "part2_cjs_235")
    )
    right_to_revoke_explained: bool | None = field(
        8, N_("It was said that this can be stopped at any time, and how"), _S.S3, _L.COMPLETE
    )
    expires_on: Day | None = field(9, N_("Ends on"), _S.S3)
    expires_event: Line = field(10, N_("Or ends when"), _S.S3)
    tpo_redisclosure_statement: bool | None = field(
        11, N_("It was said that receivers may pass it on"), _S.S3, _L.COMPLETE, when=when("consent_type", "part2_tpo")
    )
    refusal_consequences_statement: bool | None = field(
        12, N_("It was said what follows without it"), _S.S3, _L.COMPLETE, when=when("consent_type", "part2_tpo")
    )
    signature_kind: str | None = field(13, N_("How it was signed"), _S.S1, _L.COMPLETE, codes="consent_signature")
    signature_hash: Digest | None = field(14, N_("Fingerprint of the signature"), _S.S1)
    signer: str | None = field(15, N_("Signed by"), _S.S1, _L.COMPLETE, codes="consent_signer")
    signer_name: Name = field(
        16, N_("Name of who signed"), _S.S1, _L.COMPLETE, when=when("signer", "guardian", "representative")
    )
    signed_at: Moment | None = field(17, N_("Signed"), _S.S3, _L.COMPLETE, past=True)
    language_of_form: str | None = field(18, N_("Language of the form"), _S.S3, _L.COMPLETE, codes="interface_language")
    interpreter: Name = field(19, N_("Interpreter"), _S.S3)
    read_aloud: bool | None = field(20, N_("Read aloud"), _S.S3)
    copy_given: bool | None = field(21, N_("Copy given"), _S.S3)
    witness: str | None = field(22, N_("Who saw it signed"), _S.S3, _L.RECOMMENDED, ref="user")
    text_version: Name = field(23, N_("Version of the text"), _S.S0, _L.COMPLETE, merge=Merge.IMMUTABLE)
    text_hash: Digest | None = field(24, N_("Fingerprint of the text"), _S.S0, _L.COMPLETE, merge=Merge.IMMUTABLE)
    terms_hash: Digest | None = field(
        25, N_("Fingerprint of what was agreed"), _S.S0, _L.COMPLETE, merge=Merge.IMMUTABLE
    )
    status: str | None = field(
        26, N_("Status"), _S.S3, _L.DRAFT, default="draft", machine="consent", merge=Merge.STATUS
    )
    revoked_at: Moment | None = field(27, N_("Taken back"), _S.S3, past=True, when=when("status", "revoked"))
    revoked_how: str | None = field(
        28, N_("How it was taken back"), _S.S3, codes="consent_revoked_how", when=when("status", "revoked")
    )
    revocation_recorded_by: str | None = field(
        29, N_("Written down by"), _S.S3, ref="user", when=when("status", "revoked")
    )
    notified: tuple[str, ...] = field(
        30, N_("Who was told"), _S.S3, default=(), merge=Merge.SET, when=when("status", "revoked")
    )
    replaces: str | None = field(31, N_("Takes the place of"), _S.S0, ref="consent", merge=Merge.IMMUTABLE)
    text: LongText = field(32, N_("Text that was signed"), _S.S3, merge=Merge.IMMUTABLE)
    strokes: Strokes | None = field(
        33, N_("Drawn signature"), _S.S1, _L.COMPLETE, merge=Merge.IMMUTABLE, when=when("signature_kind", "drawn")
    )
    typed_name: Name = field(
        34, N_("Name typed as signature"), _S.S1, _L.COMPLETE, merge=Merge.IMMUTABLE,
        when=when("signature_kind", "typed"),
    )  # fmt: skip
    paper_words: Line = field(
        35,
        N_("What paper, and where it is kept"),
        _S.S3,
        _L.RECOMMENDED,
        when=when("signature_kind", "signed_on_paper"),
    )
    notice_version: Name = field(36, N_("Version of the privacy notice"), _S.S0)
    notice_method: str | None = field(37, N_("Privacy notice given"), _S.S3, codes="consent_notice_method")
    notice_received: bool | None = field(38, N_("The person says they received it"), _S.S3)
    revoked_by: str | None = field(
        39, N_("Who took it back"), _S.S3, codes="consent_signer", when=when("status", "revoked")
    )
    revoked_by_name: Name = field(
        40, N_("Name of who took it back"), _S.S1, when=when("revoked_by", "guardian", "representative")
    )

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:
        """Return what 42 CFR 2.31 asks beyond fields that are filled in; a code for "not answered" never will do."""
        return tuple(_beyond(self)) if complete else ()


class Opening(NamedTuple):
    """What a consent opens: an organisation by name, a compartment, and the end in ms UTC if there is one."""

    recipient: str
    compartment: Compartment
    not_after: int | None


def opens(consent: Consent, now: datetime, ahead: timedelta = timedelta()) -> tuple[Opening, ...]:
    """Return what a consent opens to which organisation at a moment: share cards, and the held charge to counsel.

    Nothing when it is not in force, has ended, lacks an element or is not what was signed (2.31(c)); all of it is
    looked at each time, since a consent may have come from another laptop. Sealed notes are never opened.
    ahead: how far ahead of `now` the clock may have been by which it was signed.
    """
    ends = ends_at(consent)
    not_yet = consent.signed_at is None or consent.signed_at > now + ahead
    if consent.status != "active" or consent.revoked_at or not_yet or (ends is not None and ends <= now):
        return ()
    if problems(consent, now=now + ahead, complete=True):
        return ()
    until = None if ends is None else utc_ms(ends)
    return tuple(
        Opening(one.name or "", where, until)
        for one in consent.recipients
        for where in _opened_to(consent.consent_type, one)
    )


def ends_at(consent: Consent) -> datetime | None:
    """Return when a consent ends by its date: with that day, where it was signed; None without a date."""
    if consent.expires_on is None or consent.signed_at is None:
        return None
    return datetime.combine(consent.expires_on + timedelta(days=1), time(), consent.signed_at.tzinfo)


def terms_hash(consent: Consent) -> str:
    """Return the fingerprint of what is agreed, so that nothing can be added to it after the signature."""
    held = consent.model_dump(mode="json", include=set(_TERMS))
    said = {name: _sorted(value) for name, value in held.items()}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def hash_of(text: str) -> str:
    """Return the fingerprint of a text or of a signature: SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def card_scope(consent: str, recipient: str) -> Scope:
    """Name the scope of the share cards that one organisation gets under one consent; no other has a part in it."""
    return scope_of(str(uuid.uuid5(uuid.UUID(consent), folded(recipient))), Compartment.CARD)


_TERMS = (
    "person", "consent_type", "discloser", "recipients", "intermediaries", "purposes", "purpose_words", "charge",
    "expires_on", "expires_event", "right_to_revoke_explained", "tpo_redisclosure_statement",
    "refusal_consequences_statement", "signature_kind", "signer", "signer_name", "signed_at", "language_of_form",
    "text_version", "text_hash",
)  # fmt: skip


_TOLD = ("right_to_revoke_explained", "tpo_redisclosure_statement", "refusal_consequences_statement")


def _sorted(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return sorted(value, key=lambda one: json.dumps(one, sort_keys=True)) if isinstance(value, list) else value


def _beyond(consent: Consent) -> Iterator[Problem]:
    unanswered = {one.key for one in consent.unanswered}
    yield from (Problem(name, "needed") for name in (*_TERMS, "terms_hash") if name in unanswered)
    yield from (Problem(name, "needed") for name in _TOLD if getattr(consent, name) is False)
    if consent.person is None:
        yield Problem("person", "needed")
    yield from _end_and_signature(consent)
    for place, recipient in enumerate(consent.recipients):
        yield from _against(consent.consent_type, recipient, place)
    if consent.terms_hash is not None and consent.terms_hash != terms_hash(consent):
        yield Problem("terms_hash", "changed_since_signed")


def _end_and_signature(consent: Consent) -> Iterator[Problem]:
    """Yield what 2.31(a)(7) and (8) ask; only treatment, payment and operations may have no end."""
    no_end = consent.consent_type in ("part2_tpo", "participation")
    if consent.expires_on is None and consent.expires_event is None and not no_end:
        yield Problem("expires_on", "needed")
    if consent.signature_kind == "verbal_documented" and consent.consent_type != "participation":
        yield Problem("signature_kind", "must_be_signed")
    signed = {"drawn": consent.strokes, "typed": consent.typed_name}.get(consent.signature_kind or "")
    if signed is not None and consent.signature_hash != hash_of(signed):
        yield Problem("signature_hash", "changed_since_signed")
    if consent.text is not None and consent.text_hash != hash_of(consent.text):
        yield Problem("text", "changed_since_signed")


def _against(kind: str | None, recipient: Recipient, place: int) -> Iterator[Problem]:
    """Yield what a type of consent does not allow to a recipient (domain 2.4, "cannot do")."""
    if "other" in recipient.categories and recipient.other is None:
        yield Problem(f"recipients.{place}.other", "needed")
    if kind == "part2_cjs_235" and (recipient.kind not in _COURT_SIDE or recipient.categories != (INTAKE_DONE,)):
        yield Problem(f"recipients.{place}.categories", "intake_done_only")
    if kind == "part2_tpo" and recipient.kind in _OFFICIAL:
        yield Problem(f"recipients.{place}.kind", "not_for_treatment")


def _opened_to(kind: str | None, recipient: Recipient) -> tuple[Compartment, ...]:
    if kind == "part2_cjs_235":
        return (Compartment.CHARGE,)
    if kind == "part2_tpo":
        return (Compartment.CARD,)
    if kind != "part2_named":
        return ()
    if INTAKE_DONE in recipient.categories and recipient.kind in _COUNSEL:
        return (Compartment.CARD, Compartment.CHARGE)
    return (Compartment.CARD,)
