"""The queue in words: what the criteria ask to be looked at, and for how long a referral waits."""

from lead_desktop.casework.screening_queue import NO_PLACE, Waiting
from lead_desktop.i18n import gettext as _, ngettext


def criteria_words(one: Waiting) -> str:
    """Return what the criteria ask to be looked at, in a few words."""
    if one.unfit:
        return ngettext("{n} to look at", "{n} to look at", one.unfit)
    if one.unknown or not one.fits:
        return _("Some not known")
    return _("All fit")


def criteria_tone(one: Waiting) -> str:
    """Return the tone of that."""
    if one.unfit:
        return "warn"
    return "info" if one.unknown or not one.fits else "good"


def waits_words(one: Waiting) -> str:
    """Return for how long a referral waits."""
    if one.status == NO_PLACE:
        return _("For a free place")
    return ngettext("{n} day", "{n} days", one.days) if one.days else _("Since today")
