"""The clocks of domain 1.8: defaults, floors and sources; days left until a deadline; who counts as active."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from lead_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class ClockSetting:
    """One clock: the settings field that holds it, its default and lowest value, and where the number comes from."""

    field: str
    label: str
    default: int
    floor: int
    source: str
    choices: tuple[int, ...] = ()


_SETTINGS = (
    ClockSetting("handoff_target_minutes", N_("Minutes from call to meeting"), 30, 5, "LEAD National Support Bureau"),
    ClockSetting("outreach_hours", N_("Hours to the first outreach"), 72, 1, "PAD Atlanta"),
    ClockSetting(
        "intake_window_days",
        N_("Days for the intake"),
        30,
        1,
        "Santa Fe 7 to 30; California PC 1001.87 up to 30; Clackamas 14",
        (7, 14, 30),
    ),
    ClockSetting("look_back_months", N_("Months to look back for a social contact"), 24, 1, "California PC 1001.87"),
    ClockSetting("active_contact_days", N_("Days between contacts to stay active"), 90, 7, "own default"),
    ClockSetting("plan_review_days", N_("Days to the next look at the plan"), 90, 7, "own default, only offered"),
    ClockSetting("consent_reminder_days", N_("Days of notice before a consent ends"), 30, 1, "42 CFR 2.31(a)(7)"),
)
SETTINGS: Mapping[str, ClockSetting] = MappingProxyType({one.field: one for one in _SETTINGS})
"""Every clock that a programme can set, by the field of the Programme record that holds it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days that do not count, both ends included; still running while `until` is None."""

    since: date
    until: date | None = None


def intake_deadline(
    referred_at: datetime, window_days: int, pauses: Iterable[Span] = (), today: date | None = None
) -> date:
    """Return the last day for the intake: the day of the referral, the window, and the days it was paused.

    The day is that of the place where the referral was made, as its UTC offset says. Days that two pauses share
    are counted once; only pauses that begin on or before the deadline as it then stands move it. A pause counts
    up to `today`, or in full when that is not given; one that still runs then counts not at all.
    """
    deadline = referred_at.date() + timedelta(days=window_days)
    counted_to = referred_at.date()
    for pause in sorted(pauses, key=lambda one: one.since):
        last = min(pause.until or today or date.min, today or date.max)
        first = max(pause.since, counted_to + timedelta(days=1))
        if pause.since <= deadline and first <= last:
            deadline += last - first + timedelta(days=1)
            counted_to = last
    return deadline


def days_left(deadline: date, today: date) -> int:
    """Return how many days are left; 0 on the last day, negative when it has passed."""
    return (deadline - today).days


def engagement_status(
    status: str, last_two_way: date | None, today: date, *, active_days: int, enrolled_on: date | None = None
) -> str:
    """Return the engagement status that contacts and the calendar give (domain 1.7 B).

    Only active and quiet follow the calendar: without a two-way contact in `active_days`, counted from the
    enrolment while there was none, somebody active becomes quiet, and a contact makes them active again. Every
    other state is a person's choice or a fact and stays until somebody records a change.
    """
    if status not in ("enrolled_active", "enrolled_quiet"):
        return status
    latest = max((one for one in (last_two_way, enrolled_on) if one is not None), default=None)
    if latest is None or (today - latest).days > active_days:
        return "enrolled_quiet"
    return "enrolled_active"


def after_contact(status: str, contact_on: date, today: date, *, active_days: int) -> str:
    """Return the status after a two-way contact: one recorded contact brings anybody enrolled back to active.

    Somebody not enrolled yet stays where they are: an intake makes a participant, not a contact. A contact
    keyed late does not count as recent. Nobody comes back from `deceased`.
    """
    not_enrolled = ("referred", "outreach", "screened", "deceased")
    if status in not_enrolled or (today - contact_on).days > active_days:
        return status
    return "enrolled_active"
