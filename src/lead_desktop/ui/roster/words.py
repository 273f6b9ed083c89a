"""Shifts in words: when they are and until when."""

from datetime import datetime

from lead_desktop.i18n import gettext as _, show_date, show_time


def clock_words(moment: datetime) -> str:
    """Return the time of day, such as 08:30."""
    return f"{moment:%H:%M}"


def until_words(ends_at: datetime, now: datetime) -> str:
    """Return until when somebody is on call: the time alone where it is today."""
    when = clock_words(ends_at) if ends_at.date() == now.date() else show_time(ends_at)
    return _("until {when}").format(when=when)


def span_words(starts_at: datetime, ends_at: datetime) -> str:
    """Return a shift in one line, the day said once where it is one day."""
    if starts_at.date() == ends_at.date():
        return f"{show_date(starts_at.date())}, {clock_words(starts_at)}–{clock_words(ends_at)}"
    return f"{show_time(starts_at)} – {show_time(ends_at)}"
