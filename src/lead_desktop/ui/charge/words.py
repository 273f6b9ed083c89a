"""What happened with a held charge, a line each: never why a pause was, except to who reads the intake."""

from collections.abc import Iterator
from datetime import date

from lead_desktop.casework.charges import PASSED, ChargeFile
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.i18n import gettext as _, ngettext, show_date
from lead_desktop.ui.people.words import code_words, state_words

Line = tuple[str, str, str]  # icon, its colour, words


def charge_words(record: DivertedCharge) -> str:
    """Return the charge as it is called."""
    return record.description or record.statute_other or code_words("nm_statute", record.statute)


def lines(file: ChargeFile, today: date) -> Iterator[Line]:
    """Yield what happened, in the order of time as far as that is known."""
    record = file.charge.record
    if record.held_since is not None:
        days = ngettext("{n} day for the intake", "{n} days for the intake", record.window_days or 0)
        since = show_date(record.held_since.date())
        yield "scale", "accent_text", _("Held since {date}, with {days}").format(date=since, days=days)
    yield from _time(file)
    if file.waits and file.due is not None:
        yield "hourglass", "accent_text", _("Intake by {date}").format(date=show_date(file.due))
    yield from _intake(record, today)
    yield from _prosecutor(record)


def _time(file: ChargeFile) -> Iterator[Line]:
    for one in file.charge.record.pauses:
        until = show_date(one.until) if one.until else _("now")
        words = _("Paused from {since} to {until}").format(since=show_date(one.since) if one.since else "", until=until)
        why = code_words("pause_reason", file.reasons.get(one.key))
        yield "pause", "muted", f"{words}: {why}" if why else words
    for more in file.charge.record.extensions:
        days = ngettext("{n} day more", "{n} days more", more.days or 0)
        on = show_date(more.agreed_on) if more.agreed_on else ""
        yield "calendar", "muted", _("{days}, agreed on {date}").format(days=days, date=on)


def _intake(record: DivertedCharge, today: date) -> Iterator[Line]:
    done, late = record.condition_met_at, record.days_late()
    if done is not None and late:
        days = ngettext("{n} day", "{n} days", late)
        words = _("The intake was done on {date}, {days} after its time. Every answer is kept. The prosecutor decides.")
        yield "clipboard-list", "warn", words.format(date=show_date(done.date()), days=days)
    elif done is not None:
        yield "check-check", "good", _("The intake was done in time, on {date}").format(date=show_date(done.date()))
    elif record.status == PASSED:
        yield "clock", "warn", _("The time passed without an intake. The person can still join at any time.")
    elif (due := record.due_on(today)) is not None and due < today and record.status == "held_pending_intake":
        yield "clock", "warn", _("The time is over, and nobody noted it yet. The person can still join at any time.")


def _prosecutor(record: DivertedCharge) -> Iterator[Line]:
    if record.review in ("accepted", "rejected"):
        said = code_words("prosecutor_review", record.review)
        words = " · ".join(one for one in (record.prosecutor_office or _("Prosecutor"), said) if one)
        yield "scale", "muted", f"{words}: {record.review_reason}" if record.review_reason else words
    if record.decided_on is not None:
        status = state_words("charge", record.status)
        yield "flag", "accent_text", _("{status}, on {date}").format(status=status, date=show_date(record.decided_on))
