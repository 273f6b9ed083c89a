"""Hand-offs in words: the steps, where each stands, and how long it took."""

from collections.abc import Mapping

from lead_desktop.domain.handoff import NOBODY_CAME, Handoff
from lead_desktop.i18n import N_, gettext as _, ngettext
from lead_desktop.ui.people.words import code_words

STEP_WORDS: Mapping[str, str] = {
    "officer_called_at": N_("The call came"),
    "cm_answered_at": N_("I answered"),
    "cm_arrived_at": N_("I am there"),
    "custody_released_at": N_("Released from custody"),
    "handoff_done_at": N_("We have been introduced"),
}
"""What a tap says, by the step."""
_NEXT: Mapping[str, str] = {
    "officer_called_at": N_("Waits for the call"),
    "cm_answered_at": N_("To be answered"),
    "cm_arrived_at": N_("On the way"),
    "custody_released_at": N_("There, not released yet"),
    "handoff_done_at": N_("There, not introduced yet"),
}
_TONES: Mapping[str, str] = {
    "connected": "good", NOBODY_CAME: "warn", "person_left": "neutral", "person_declined": "neutral",
    "medical_transport": "info", "booked_anyway": "neutral", "other": "neutral",
}  # fmt: skip


def stands_words(record: Handoff) -> str:
    """Return where a hand-off stands: what came of it, else what comes next."""
    if record.result:
        return code_words("handoff_result", record.result)
    step = record.next_step()
    return _(_NEXT[step]) if step else _("Introduced, to be finished")


def stands_tone(record: Handoff) -> str:
    """Return the tone of that: nothing that came of a hand-off is a fault."""
    return _TONES.get(record.result or "", "info")


def minutes_words(minutes: int | None) -> str:
    """Return minutes in words; blank where they are not known."""
    return "" if minutes is None else ngettext("{n} minute", "{n} minutes", minutes)
