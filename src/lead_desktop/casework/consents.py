"""Consents: begun, signed, relied on, taken back. What one opens is asked of the record anew at each use (2.31(c))."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lead_desktop.casework.checks import Incomplete, check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.base import Problem
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.checks import problems
from lead_desktop.domain.consent import Consent, Opening, ends_at, hash_of, opens, terms_hash
from lead_desktop.domain.consent_text import FormText, form_text, patient_notice
from lead_desktop.domain.person import Person
from lead_desktop.domain.states import can
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.store.writing import Writing

SIGNING = (
    "signature_kind", "strokes", "typed_name", "paper_words", "signed_at", "language_of_form", "witness", "interpreter",
    "read_aloud", "copy_given", "notice_method", "notice_received",
)  # fmt: skip
"""What is filled in when it is signed, and not before."""
_MADE = ("signature_hash", "text", "text_version", "text_hash", "terms_hash", "notice_version", "status")
"""What the act of signing puts in by itself."""
_CARRIED_ON = (
    "consent_type", "discloser", "recipients", "intermediaries", "purposes", "purpose_words", "charge", "signer",
    "signer_name",
)  # fmt: skip
AHEAD = timedelta(minutes=5)
"""How far ahead of this clock another laptop's may be: what was signed there just now is in force here (domain 7)."""
_ORDER = ("active", "draft", "deficient", "expired", "superseded", "revoked")


class NotADraft(LeadError):
    """A consent that was signed, or taken back, meanwhile."""

    code = "consent_not_a_draft"
    message = N_("This consent was signed or taken back meanwhile. Please look at it again.")


class WordsChanged(LeadError):
    """The consent changed between showing its words and signing them."""

    code = "consent_words_changed"
    message = N_("This consent was changed while it was read. Please show it again before it is signed.")


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent as it stands at a moment: its state, what it opens, whether its end is near.

    lacks: of one that is not signed yet, what still has to be said before it can be.
    """

    kept: Kept[Consent]
    state: str
    opens: tuple[Opening, ...]
    ends_soon: bool
    lacks: tuple[Problem, ...] = ()


def consents_of(desk: Desk, person: str) -> tuple[ConsentLine, ...]:
    """Return a person's consents as they stand now: in force first, newest first. Raises NotAllowed."""
    desk.allow("read", Consent, person=person)
    held = desk.reading.of_person(Consent, person)
    if held:
        desk.note_view(Consent, person)
    lines = [_line(desk, one) for one in reversed(held)]
    return tuple(sorted(lines, key=lambda one: _ORDER.index(one.state)))


def state_of(consent: Consent, now: datetime) -> str:
    """Return the state a consent is in at a moment: one in force ends with its day, or lacks something (2.31(c))."""
    ends = ends_at(consent)
    if consent.revoked_at is not None:
        return "revoked"
    if consent.status != "active":
        return consent.status or "deficient"
    if ends is not None and ends <= now:
        return "expired"
    return "deficient" if problems(consent, now=now + AHEAD, complete=True) else "active"


def read_consent(desk: Desk, rid: str) -> Kept[Consent]:
    """Return one consent; the reading is written to the audit chain. Raises NotFound, NotAllowed."""
    kept = desk.reading.get(Consent, rid)
    desk.allow("read", Consent, person=kept.record.person or "", own=_is_own(desk, kept))
    desk.note_view(Consent, rid)
    return kept


def fresh(desk: Desk, person: str, language: str) -> Consent:
    """Return a consent to begin with: who shares it, who signs, the held charge where there is one only."""
    charges = desk.reading.of_person(DivertedCharge, person) if desk.may("read", DivertedCharge, person=person) else ()
    return Consent(
        person=person, consent_type="part2_named", discloser=desk.worker.agency or desk.programme.name, signer="self",
        language_of_form=language, charge=charges[0].rid if len(charges) == 1 else None,
    )  # fmt: skip


def renewed(desk: Desk, old: Consent, rid: str) -> Consent:
    """Return a consent to begin with that says what another one says, and takes its place once it is signed."""
    kept = {name: getattr(old, name) for name in _CARRIED_ON}
    return fresh(desk, old.person or "", old.language_of_form or "en").with_(**kept, replaces=rid)


def begin(desk: Desk, person: str, consent: Consent, *, draft: str = "") -> Saved:
    """Write a consent down before it is signed; it opens nothing yet. Raises NotAllowed, Incomplete."""
    desk.allow("create", Consent)
    check(desk, consent)
    with desk.writing("consent.begin", person) as work:
        work.create(consent.with_(person=person, status="draft"), client=person)
        _drop(work, draft)
    return done(work.saved)


def open_consent(desk: Desk, rid: str) -> Opened[Consent]:
    """Open a consent that is not signed yet for changing it. Raises NotFound, NotAllowed, NotADraft."""
    kept = desk.reading.get(Consent, rid)
    desk.allow("edit", Consent, person=kept.record.person or "", own=_is_own(desk, kept))
    if state_of(kept.record, desk.clock.now()) != "draft":
        raise NotADraft
    return desk.reading.open(Consent, rid)


def change(desk: Desk, opened: Opened[Consent], after: Consent, *, draft: str = "") -> Saved | None:
    """Change what is not signed yet; None when nothing differs. Raises as `open_consent`, and Incomplete."""
    open_consent(desk, opened.rid)
    check(desk, after)
    with desk.writing("consent.change", opened.rid) as work:
        work.edit(opened, after)
        _drop(work, draft)
    return work.saved


def discard(desk: Desk, rid: str) -> Saved:
    """Take away a consent that was never signed. Raises as `open_consent`."""
    opened = open_consent(desk, rid)
    with desk.writing("consent.discard", rid) as work:
        work.remove(opened)
    return done(work.saved)


def missing(desk: Desk, consent: Consent) -> tuple[Problem, ...]:
    """Return what still has to be said before a consent can be signed: every element but the signature itself."""
    later = {*SIGNING, *_MADE}
    found = problems(consent, now=desk.clock.now(), complete=True)
    return tuple(one for one in found if one.field.partition(".")[0] not in later)


def words_to_sign(desk: Desk, consent: Consent, language: str) -> FormText:
    """Return the text of a consent as the person reads and signs it in a language."""
    name = named_outside(desk.reading.get(Person, consent.person or "").record)
    programme = desk.programme
    reach = " · ".join(one for one in (programme.name, programme.outreach_phone) if one)
    return form_text(consent, name, reach, language)


def named_outside(person: Person) -> str:
    """Return the name under which a person stands on papers and cards: the legal one where it is known.

    What somebody goes by among those who care for them is not told outside by itself.
    """
    return person.legal_name.full() if person.legal_name else person.shown_name()


def sign(desk: Desk, rid: str, signature: Mapping[str, object], *, shown: str = "", draft: str = "") -> Saved:
    """Put a consent in force: its signature, the text that was signed, and the fingerprints of both and of the terms.

    signature: values of the fields in SIGNING. shown: the fingerprint of the text that was on the screen; where that
    is not what the consent says now, nothing is signed. Raises WordsChanged, Incomplete, and as `open_consent`.
    """
    opened = open_consent(desk, rid)
    now = desk.clock.now()
    given = {name: value for name, value in signature.items() if name in SIGNING}
    signed = opened.record.with_(**{"signed_at": now, "witness": desk.worker.id, **given})
    words = words_to_sign(desk, signed, signed.language_of_form or "en")
    if shown and shown != words.digest:
        raise WordsChanged
    mark = {"drawn": signed.strokes, "typed": signed.typed_name}.get(signed.signature_kind or "")
    signed = signed.with_(
        signature_hash=hash_of(mark) if mark else None, text=words.text, text_version=words.version,
        text_hash=words.digest, notice_version=patient_notice("en").version if signed.notice_method else None,
    )  # fmt: skip
    signed = signed.with_(terms_hash=terms_hash(signed), status="active")
    _check_whole(desk, signed)
    with desk.writing("consent.sign", rid) as work:
        work.edit(opened, signed)
        _supersede(desk, work, signed)
        _drop(work, draft)
    return done(work.saved)


def open_to_revoke(desk: Desk, rid: str) -> Opened[Consent]:
    """Open a consent to take it back: by anybody who may write consents down, whoever cares for the person."""
    desk.allow("create", Consent)
    return desk.reading.open(Consent, rid)


def revoke(desk: Desk, opened: Opened[Consent], after: Consent, *, draft: str = "") -> Saved | None:
    """Write down that a consent was taken back: from this moment it opens nothing, on any laptop once it hears of it.

    after: says who took it back and how. Raises NotAllowed, Incomplete, NotADraft when it was taken back before.
    """
    desk.allow("create", Consent)
    held = desk.reading.get(Consent, opened.rid).record
    if held.status == "revoked" or not can("consent", held.status, "revoked"):
        raise NotADraft
    blank = [Problem(name, "needed") for name in ("revoked_by", "revoked_how") if getattr(after, name) is None]
    if blank:
        raise Incomplete(blank)
    over = {name: getattr(after, name) for name in ("revoked_by", "revoked_by_name", "revoked_how")}
    now = desk.clock.now()
    ended = opened.record.with_(**over, status="revoked", revoked_at=now, revocation_recorded_by=desk.worker.id)
    check(desk, ended)
    with desk.writing("consent.revoke", opened.rid) as work:
        work.edit(opened, ended)
        _drop(work, draft)
    return work.saved


def note_print(desk: Desk, rid: str, how: str) -> None:
    """Write that a consent's paper was handed out: how, and a fingerprint of the paper."""
    desk.note("consent.print", rid, how)


def _line(desk: Desk, kept: Kept[Consent]) -> ConsentLine:
    now, consent = desk.clock.now(), kept.record
    state = state_of(consent, now)
    notice = timedelta(days=desk.programme.consent_reminder_days or 30)
    soon = state == "active" and consent.expires_on is not None and consent.expires_on - now.date() <= notice
    return ConsentLine(
        kept, state, opens(consent, now, AHEAD), soon, missing(desk, consent) if state == "draft" else ()
    )


def _check_whole(desk: Desk, signed: Consent) -> None:
    """Raise Incomplete unless every element is there; of a paper, also which one it is."""
    found = list(problems(signed, now=desk.clock.now(), complete=True))
    if signed.signature_kind == "signed_on_paper" and not signed.paper_words:
        found.append(Problem("paper_words", "needed"))
    ends = ends_at(signed)
    if ends is not None and ends <= desk.clock.now():
        found.append(Problem("expires_on", "already_over"))
    if found:
        raise Incomplete(found)


def _supersede(desk: Desk, work: Writing, signed: Consent) -> None:
    """Close the consent whose place a new one takes, in the same transaction."""
    if signed.replaces:
        old = desk.reading.open(Consent, signed.replaces)
        if can("consent", old.record.status, "superseded"):
            work.edit(old, old.record.with_(status="superseded"))


def _is_own(desk: Desk, kept: Kept[Consent]) -> bool:
    return kept.created_by == desk.worker.id


def _drop(work: Writing, draft: str) -> None:
    if draft:
        work.discard_draft(draft)
