"""What leaves about somebody, written down by the act that lets it go; and the list that they may ask for.

Nothing goes to anybody else without what allows it, and that is looked at anew each time (domain 3.2, 3.7, 3.8).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lead_desktop.casework.cards import NOTICE_VERSION, NotConsented, share
from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.plans import done
from lead_desktop.casework.registers import orders_for, restrictions_of
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.disclosure import BY_CONSENT, INSIDE, PROCEEDINGS, PURPOSES, Disclosure, lets, named_by
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.domain.text import folded
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_

YEARS = 3
"""How far back the list reaches that somebody is given (42 CFR 2.25)."""
_BASIS = {"person": "own_copy", "program": "internal", "partner": "consent", "emergency": "emergency"}
_KINDS: Mapping[str, tuple[str, ...]] = {"partner": BY_CONSENT, "legal": (PROCEEDINGS,)}


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is about to leave: of whom, which paper (code list disclosure_what), what it speaks of, of which record."""

    person: str
    what: str
    categories: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a person says it is for, and what allows it."""

    purpose: str = "person"
    recipient: str = ""
    attention: str = ""
    why: str = ""
    consent: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """An organisation to which a paper may go, and the consent or the order that lets it."""

    recipient: str
    consent: str = ""
    order: str = ""


class Restricted(LeadError):
    """The person asked that this is not shared."""

    code = "restricted"
    message = N_("The person asked that this is not shared. Please look at what they asked before anything leaves.")


def may_note(desk: Desk) -> bool:
    """Tell whether what this worker hands out belongs into the program's list: on the care side it does."""
    return desk.may("create", Disclosure)


def ways(desk: Desk, leaving: Leaving, purpose: str) -> tuple[Way, ...]:
    """Return to whom a paper may go for a purpose: under consents and orders as they stand now, if not restricted."""
    now, kinds = desk.clock.now(), _KINDS.get(purpose, ())
    found = [
        Way(name, consent=kept.rid)
        for kept in _consents(desk, leaving.person)
        for name in named_by(kept.record, kinds, leaving.categories, now)
        if not is_restricted(desk, leaving, name)
    ]
    if purpose == "legal":
        orders = orders_for(desk, leaving.person, leaving.categories)
        found += [Way(one.record.recipient or "", order=one.rid) for one in orders]
    return tuple(found)


def is_restricted(desk: Desk, leaving: Leaving, recipient: str) -> bool:
    """Tell whether the person asked that such a paper does not go to an organisation (42 CFR 2.26)."""
    held = restrictions_of(desk, leaving.person)
    return any(one.record.forbids(recipient, leaving.categories) for one in held)


def let_go(desk: Desk, leaving: Leaving, ground: Ground, how: str, digest: str) -> Saved:
    """Write down that a paper leaves, before it does. Raises NotAllowed, NotConsented, Incomplete.

    how: `print` or `file`. digest: SHA-256 of the PDF in hex.
    """
    desk.allow("create", Disclosure)
    if ground.purpose in _KINDS:
        _must_be_let(desk, leaving, ground, how)
    entry = Disclosure(
        person=leaving.person or None, at=desk.clock.now(), what=leaving.what, how=how, purpose=ground.purpose,
        basis="court_order" if ground.order else _BASIS.get(ground.purpose, "consent"),
        recipient=ground.recipient, attention=ground.attention,
        categories=leaving.categories, why=ground.why, consent=ground.consent or None, order=ground.order or None,
        notice_version=None if ground.purpose in INSIDE else NOTICE_VERSION, digest=digest[:16],
    )  # fmt: skip
    check(desk, entry)
    with desk.writing(f"{leaving.what}.print", leaving.about, f"{how} {digest[:16]}") as work:
        work.create(entry, client=leaving.person)
    return done(work.saved)


def stayed(desk: Desk, saved: Saved) -> Saved:
    """Write down that something did not leave in the end, as when the printer was gone: it was tried, no more."""
    entry = desk.reading.get(Disclosure, saved.rids[0])
    with desk.writing("disclosure.stayed", entry.rid) as work:
        work.create(entry.record.with_(cancels=entry.rid), client=entry.record.person or "")
    return done(work.saved)


def share_card(desk: Desk, card: ShareCard, *, draft: str = "") -> Saved:
    """Share a card and write it down, both or neither. Raises as `cards.share`."""
    if is_restricted(desk, Leaving(card.person or "", "share_card", card.categories), card.recipient or ""):
        desk.note("share_card.share", card.consent or "", outcome="denied")
        raise Restricted
    with desk.together():
        saved = share(desk, card, draft=draft)
        made = desk.reading.get(ShareCard, saved.rids[0]).record
        entry = Disclosure(
            person=made.person, at=desk.clock.now(), what="share_card", how="card", purpose="partner", basis="consent",
            recipient=made.recipient, categories=made.categories, consent=made.consent,
            notice_version=made.notice_version,
        )  # fmt: skip
        with desk.writing("disclosure.write", saved.rids[0]) as work:
            work.create(entry, client=made.person or "")
    return saved


def begun(desk: Desk) -> Disclosure:
    """Return an entry to begin with: said just now."""
    now = desk.clock.now().replace(second=0, microsecond=0)
    return Disclosure(at=now, what="spoken", how="spoken", purpose="partner")


def write_down(desk: Desk, person: str, entry: Disclosure, *, draft: str = "") -> Saved:
    """Write down what was told, sent or handed over in another way. Raises NotAllowed, NotConsented, Incomplete."""
    desk.allow("create", Disclosure)
    purpose = PURPOSES.get(entry.basis or "", "law")
    whole = entry.with_(person=person, purpose=purpose, notice_version=None if purpose in INSIDE else NOTICE_VERSION)
    if whole.basis in ("consent", "court_order"):
        whole = _as_let(desk, whole)
    check(desk, whole)
    with desk.writing("disclosure.write", person) as work:
        work.create(whole, client=person)
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def shared_of(desk: Desk, person: str) -> tuple[Kept[Disclosure], ...]:
    """Return what left about a person, newest first; what stayed in the end is not in it. Raises NotAllowed."""
    desk.allow("read", Disclosure, person=person)
    held = desk.reading.of_person(Disclosure, person)
    if held:
        desk.note_view(Disclosure, person)
    stayed_here = {one.record.cancels for one in held}
    left = [one for one in held if one.rid not in stayed_here and one.record.cancels is None]
    return tuple(sorted(left, key=lambda one: (_when(desk, one), one.rid), reverse=True))


def accounting(desk: Desk, person: str) -> tuple[Kept[Disclosure], ...]:
    """Return what somebody is given who asks with whom we shared what: the last three years, newest first."""
    now = desk.clock.now()
    since = now.replace(year=now.year - YEARS, day=min(now.day, 28))
    return tuple(
        one for one in shared_of(desk, person) if one.record.purpose != "program" and _when(desk, one) >= since
    )


def _must_be_let(desk: Desk, leaving: Leaving, ground: Ground, how: str) -> None:
    """Raise NotConsented unless the consent or order that is named lets it go to whom is named, or Restricted."""
    named = Way(ground.recipient, ground.consent, ground.order)
    if named in ways(desk, leaving, ground.purpose):
        return
    desk.note(f"{leaving.what}.{how}", leaving.about, outcome="denied")
    if not ground.order and _is_let(desk, leaving, ground):
        raise Restricted
    raise NotConsented


def _is_let(desk: Desk, leaving: Leaving, ground: Ground) -> bool:
    """Tell whether the consent that is named lets it, whatever restrictions there are."""
    return any(
        kept.rid == ground.consent
        and kept.record.consent_type in _KINDS[ground.purpose]
        and lets(kept.record, ground.recipient, leaving.categories, desk.clock.now())
        for kept in _consents(desk, leaving.person)
    )


def _as_let(desk: Desk, entry: Disclosure) -> Disclosure:
    """Return an entry with the consent or the order that lets it; raises NotConsented where none does."""
    leaving = Leaving(entry.person or "", entry.what or "", entry.categories)
    for purpose in _KINDS:
        for way in ways(desk, leaving, purpose):
            fits = bool(way.order) == (entry.basis == "court_order")
            if fits and folded(way.recipient) == folded(entry.recipient or ""):
                return entry.with_(consent=way.consent or None, order=way.order or None, purpose=purpose)
    desk.note("disclosure.write", entry.person or "", outcome="denied")
    raise NotConsented


def _consents(desk: Desk, person: str) -> Iterator[Kept[Consent]]:
    if person and desk.may("read", Consent, person=person):
        yield from desk.reading.of_person(Consent, person)


def _when(desk: Desk, one: Kept[Disclosure]) -> datetime:
    return one.record.at or desk.clock.now()
