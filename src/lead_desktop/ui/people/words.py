"""Codes and states as people read them: never a raw code on the screen."""

from lead_desktop.domain.states import machine
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import language

_TONES = {
    "enrolled_active": "good", "outreach": "info", "screened": "info", "referred": "info", "enrolled_quiet": "warn",
    "condition_met": "good", "not_filed": "good", "held_pending_intake": "info", "window_lapsed": "warn",
    "filed": "warn", "completed": "good", "updated": "good", "partial": "info",
}  # fmt: skip


def state_words(name: str, code: str | None) -> str:
    """Return the words of a state of a machine; blank for none and for a state this version does not have."""
    states = machine(name)
    return states.find(code).label(language()) if code and states.has(code) else ""


def tone(code: str | None) -> str:
    """Return the tone of a state's pill: calm for every pause, for none of them is a fault."""
    return _TONES.get(code or "", "neutral")


def code_words(list_name: str, code: str | None) -> str:
    """Return the words of a code; blank for none and for a code this version does not have."""
    listed = code_list(list_name)
    return listed.find(code).label(language()) if code and listed.has(code) else ""


def initials(name: str) -> str:
    """Return the initials of a name, for the privacy view."""
    return " ".join(f"{word[0]}." for word in name.split())
