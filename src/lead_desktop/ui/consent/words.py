"""A consent in plain words: who may be told what, until when, how it was signed, and how it ended."""

from datetime import date

from lead_desktop.casework.consents import ConsentLine
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.clocks import days_left
from lead_desktop.domain.consent import Consent, Recipient
from lead_desktop.i18n import gettext as _, ngettext, show_date
from lead_desktop.ui.people.words import code_words, state_words

_TONES = {"active": "good", "draft": "info", "deficient": "warn"}


def state_pill(line: ConsentLine) -> tuple[str, str]:
    """Return the words and the tone of a consent's state; one whose end is near is watched."""
    if line.ends_soon:
        return _("Ends soon"), "warn"
    return state_words("consent", line.state), _TONES.get(line.state, "neutral")


def recipient_words(one: Recipient) -> str:
    """Return in one line what an organisation may be told."""
    said = [code_words("consent_category", code) for code in one.categories if code != "other"]
    said += [one.other] if one.other and "other" in one.categories else []
    whom = f"{one.name} ({one.attention})" if one.attention else one.name or ""
    return f"{whom}: {' · '.join(said)}"


def until_words(line: ConsentLine, today: date) -> str:
    """Return until when a consent holds; with the days that are left where it is in force."""
    consent = line.kept.record
    parts = []
    if consent.expires_on:
        parts.append(_("Until {date}").format(date=show_date(consent.expires_on)))
        if line.state == "active":
            parts.append(ngettext("{n} day left", "{n} days left", days_left(consent.expires_on, today)))
    if consent.expires_event:
        parts.append(_("Ends when: {event}").format(event=consent.expires_event))
    return " · ".join(parts) or _("Without an end of its own")


def opened_words(line: ConsentLine) -> tuple[str, ...]:
    """Return what a consent opens today, one sentence for each organisation and kind."""
    return tuple(
        (_("{name} can get share cards.") if where is Compartment.CARD else _("{name} sees the held charge.")).format(
            name=name
        )
        for name, where, _until in dict.fromkeys(line.opens)
    )


def signed_words(consent: Consent) -> str:
    """Return when and how a consent was signed; blank before."""
    if consent.signed_at is None or not consent.signature_kind:
        return ""
    parts = [
        _("Signed {date}").format(date=show_date(consent.signed_at.date())),
        code_words("consent_signature", consent.signature_kind),
        consent.paper_words or "",
    ]
    return " · ".join(one for one in parts if one)


def ended_words(consent: Consent) -> str:
    """Return who took a consent back, when and how; blank for one that was not."""
    if consent.revoked_at is None:
        return ""
    parts = [
        _("Taken back {date}").format(date=show_date(consent.revoked_at.date())),
        consent.revoked_by_name or code_words("consent_signer", consent.revoked_by),
        code_words("consent_revoked_how", consent.revoked_how),
    ]
    return " · ".join(one for one in parts if one)
