"""Share cards: made under one live consent for one organisation, shown to it, and over with either (domain 2.13)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lead_desktop.casework.checks import check
from lead_desktop.casework.consents import AHEAD, named_outside, read_consent
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.consent import INTAKE_DONE, Consent, card_scope, ends_at
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.permissions import may
from lead_desktop.domain.person import Person
from lead_desktop.domain.share_card import ShareCard, is_backed, is_shown_to, may_be_told
from lead_desktop.errors import LeadError, NotAllowed, NotFound
from lead_desktop.i18n import N_

DAYS = 14
"""How long a card stays with a partner unless its consent ends before (domain 2.13)."""
NOTICE_VERSION = "2024-04-16"
"""Version of the notice of 42 CFR 2.32 that goes with a card (resources/paper/notices.json)."""
_STANDING = {
    "enrolled_active": "engaged",
    "inactive_stable": "doing_well",
    "inactive_choice": "paused",
    "inactive_away": "paused",
}


class NotConsented(LeadError):
    """Something that no consent in force lets this organisation be told."""

    code = "not_consented"
    message = N_("No consent in force lets this organization be told this. Nothing was shared.")


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card as the care team sees it: whether the partner it is for is still shown it."""

    kept: Kept[ShareCard]
    live: bool


def fresh_card(desk: Desk, rid: str, recipient: str) -> ShareCard:
    """Return a card to begin with, for one organisation under a consent: all it may speak of. Raises NotConsented."""
    consent = read_consent(desk, rid).record
    person = consent.person or ""
    named = next((one for one in consent.recipients if one.name == recipient), None)
    now = desk.clock.now()
    if named is None or not may_be_told(consent, recipient, named.categories, now, AHEAD):
        raise NotConsented
    held = desk.reading.get(Person, person).record
    engagement = desk.reading.of_person(Engagement, person)
    status = engagement[-1].record.status if engagement else None
    card = ShareCard(
        person=person, consent=rid, recipient=recipient, person_name=named_outside(held),
        number=held.participant_number, standing=_STANDING.get(status or "", "reaching_out"),
        categories=named.categories, expires_at=_until(consent, now), notice_version=NOTICE_VERSION,
    )  # fmt: skip
    return card.with_(**_intake(desk, person, named.categories))


def share(desk: Desk, card: ShareCard, *, draft: str = "") -> Saved:
    """Share a card with the organisation it is for. The consent is looked at anew. Raises NotConsented, Incomplete."""
    desk.allow("create", ShareCard)
    consent = read_consent(desk, card.consent or "").record
    now = desk.clock.now()
    person = consent.person or ""
    whole = card.with_(person=person, notice_version=NOTICE_VERSION, expires_at=_until(consent, now))
    if INTAKE_DONE not in whole.categories:
        whole = whole.with_(intake_done=None, intake_done_on=None)
    if not is_backed(whole, card.consent or "", consent, now, AHEAD):
        desk.note("share_card.share", card.consent or "", outcome="denied")
        raise NotConsented
    check(desk, whole, complete=True)
    scope = card_scope(card.consent or "", card.recipient or "")
    with desk.writing("share_card.share", card.consent or "") as work:
        work.create(whole, client=scope.partition("/")[0])
        if draft:
            work.discard_draft(draft)
    return done(work.saved)


def cards_of(desk: Desk, person: str) -> tuple[CardLine, ...]:
    """Return the cards made of a person, newest first, each with whether it is still shown to whom it is for."""
    if not desk.may("read", ShareCard, person=person):
        return ()
    now = desk.clock.now()
    return tuple(
        CardLine(one, _lives(desk, one.record, now)) for one in reversed(desk.reading.of_person(ShareCard, person))
    )


def withdraw(desk: Desk, rid: str) -> Saved:
    """Take a card away from the organisation it is for; the consent stays."""
    opened = desk.reading.open(ShareCard, rid)
    desk.allow("remove", ShareCard, person=opened.record.person or "")
    with desk.writing("share_card.withdraw", rid) as work:
        work.remove(opened)
    return done(work.saved)


def may_be_shown_cards(desk: Desk) -> bool:
    """Tell whether the worker is of an organisation that gets cards, and not of the team that writes them."""
    return may(desk.worker.role, "card", ShareCard.NAME, own=False)


def shared_with_us(desk: Desk) -> tuple[Kept[ShareCard], ...]:
    """Return the cards that the worker's own organisation is shown now, the soonest to end first. Raises NotAllowed.

    A consent that is over takes its cards off this laptop at the next contact with the hub; one whose day has come is
    not shown meanwhile either.
    """
    if not may_be_shown_cards(desk):
        raise NotAllowed
    now, found = desk.clock.now(), []
    for kept in desk.reading.of_type(ShareCard):
        if is_shown_to(kept.record, desk.worker.agency, now):
            desk.note_view(ShareCard, kept.rid)
            found.append(kept)
    return tuple(sorted(found, key=lambda one: (one.record.expires_at or now, one.rid)))


def _lives(desk: Desk, card: ShareCard, now: datetime) -> bool:
    try:
        consent = desk.reading.get(Consent, card.consent or "").record
    except NotFound:
        return False
    return is_backed(card, card.consent or "", consent, now, AHEAD) and is_shown_to(card, card.recipient or "", now)


def _until(consent: Consent, now: datetime) -> datetime:
    """Return when a card is over: in some days, and never after its consent."""
    usual = (now + timedelta(days=DAYS)).replace(hour=23, minute=59, second=0, microsecond=0)
    ends = ends_at(consent)
    return usual if ends is None else min(usual, ends)


def _intake(desk: Desk, person: str, categories: tuple[str, ...]) -> dict[str, object]:
    """Return whether and when the intake was done, where the consent covers that and the worker may read it."""
    if INTAKE_DONE not in categories or not desk.may("read", Intake, person=person):
        return {}
    days = [one.record.completed_at.date() for one in desk.reading.of_person(Intake, person) if one.record.completed_at]
    return {"intake_done": bool(days), "intake_done_on": min(days) if days else None}
