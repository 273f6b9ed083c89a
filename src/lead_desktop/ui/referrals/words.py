"""Referrals in words: kinds, states and times as lists and pages say them, and names while others look on."""

from datetime import datetime

from lead_desktop.casework.reached import Reached
from lead_desktop.domain.states import machine
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import gettext as _, language, show_time

_TONES = {
    "submitted": "info", "screening": "info", "presumptively_ineligible": "warn", "overridden": "info",
    "not_accepted_capacity": "warn", "accepted": "good", "handoff_done": "good", "outreach_open": "info",
    "unable_to_locate": "warn", "intake_started": "info", "intake_completed": "good", "lapsed_window": "warn",
}  # fmt: skip


def code_words(name: str, code: str | None) -> str:
    """Return the words of a code of a list; empty where there is none."""
    listed = code_list(name)
    return listed.find(code).label(language()) if code and listed.has(code) else ""


def status_words(status: str) -> str:
    """Return where a referral stands on the care side; empty for what is no state."""
    held = machine("referral")
    return held.find(status).label(language()) if held.has(status) else ""


def reached_words(how_far: Reached) -> str:
    """Return how far a referral has come, where no more is told."""
    return {
        Reached.KEPT: _("Saved here, not sent yet"), Reached.SENT: _("Sent"), Reached.RECEIVED: _("Received"),
    }[how_far]  # fmt: skip


def reached_tone(how_far: Reached) -> str:
    """Return the tone of its pill."""
    return {Reached.KEPT: "neutral", Reached.SENT: "info", Reached.RECEIVED: "good"}[how_far]


def status_tone(status: str) -> str:
    """Return the tone of a state's pill."""
    return _TONES.get(status, "neutral")


def moment_words(moment: datetime | None) -> str:
    """Write a moment, or nothing."""
    return show_time(moment) if moment else ""


def initials(name: str) -> str:
    """Return the first letters of a name, for when others can see the screen."""
    return " ".join(f"{word[0]}." for word in name.split() if word)


def name_words(name: str, *, private: bool) -> str:
    """Return a name as the screen may show it now."""
    if not name:
        return _("Name not known")
    return initials(name) if private else name
