"""What is said of sending and receiving: short in the frame, whole sentences on the page, never a code."""

from collections.abc import Mapping
from typing import NamedTuple

from lead_desktop.casework.syncing import Standing
from lead_desktop.i18n import N_, gettext as _, ngettext
from lead_desktop.sync.told import Told

_SENTENCES: Mapping[str, str] = {
    "no_network": N_("No network. Your work is safe on this laptop and is sent when there is a connection."),
    "hub_unreachable": N_(
        "The hub cannot be reached. Your work is safe on this laptop and is sent when the hub answers again."
    ),
    "not_the_hub": N_(
        "No connection to the hub: something else answered, such as the sign-in page of a public network."
    ),
    "hub_identity_changed": N_(
        "The hub shows a different identity than the one this laptop was enrolled with. Nothing was sent. "
        "Please tell your administrator."
    ),
    "no_longer_allowed": N_("This laptop is no longer allowed to connect to the hub. Ask your administrator."),
    "must_update": N_("This program is too old to receive from the hub. What you entered was sent. Please update."),
    "must_enrol_anew": N_(
        "The hub does not recognise this laptop's count of changes, as happens after a restored backup. Your work is "
        "safe here. Ask your administrator for a new enrolment code."
    ),
    "hub_refused": N_("The hub did not accept this laptop's message. Your work is safe on this laptop."),
}
_OTHER = N_("The last try did not end well. Your work is safe on this laptop, and it is tried again by itself.")
_SHORT: Mapping[str, tuple[str, str, str]] = {
    "no_network": ("cloud-off", "muted", N_("No network")),
    "hub_unreachable": ("cloud-off", "warn", N_("Hub unreachable")),
    "not_the_hub": ("cloud-off", "warn", N_("Hub unreachable")),
    "hub_identity_changed": ("shield", "bad", N_("Not our hub")),
    "no_longer_allowed": ("lock", "bad", N_("Laptop not allowed")),
    "must_update": ("download", "warn", N_("Update needed")),
    "must_enrol_anew": ("key-round", "bad", N_("Must join again")),
}
_REASONS: Mapping[str, str] = {
    "role": N_("The hub found that this role may not do this."),
    "not_own": N_("The hub found that only the person who wrote this may change it."),
    "scope": N_("This laptop was not allowed to hold this person's records any more when it was sent."),
    "refused": N_("Somebody at the hub looked at it and did not take it in. It stays here as you wrote it."),
    "draining": N_("This laptop is being retired, so a person looks at everything it sends."),
    "signature": N_("The hub could not make sure who wrote this."),
    "destroyed": N_("The record was removed for good before this arrived."),
    "schema": N_("It was written by a newer version of the program than the hub knows."),
    "unknown_type": N_("It was written by a newer version of the program than the hub knows."),
    "unknown_field": N_("It was written by a newer version of the program than the hub knows."),
    "unknown_record": N_("The hub does not know the record that this belongs to."),
    "too_large": N_("It is larger than the hub takes."),
}
_REASON = N_("The hub could not read this as it was sent.")


class StateWords(NamedTuple):
    """Icon, the token of its colour, and words."""

    icon: str
    color: str
    words: str


def state_words(standing: Standing, now: Told | None) -> StateWords:
    """Return the state in a few words, for the frame of the window."""
    if not standing.joined:
        pending = StateWords("hourglass", "warn", _("Waits for the administrator"))
        return pending if standing.pending else StateWords("laptop", "muted", _("Not joined to a hub"))
    if now is not None:
        return StateWords("refresh-cw", "accent_text", doing_words(now))
    said = _resting(standing)
    to_see = standing.conflicts + standing.set_aside
    if to_see and not standing.trouble:
        words = ngettext("{n} needs a person", "{n} need a person", to_see)
        return StateWords("triangle-alert", "warn", f"{said.words} · {words}")
    return said


def _resting(standing: Standing) -> StateWords:
    waits = waiting_words(standing.waiting) if standing.waiting else ""
    if standing.trouble:
        icon, color, words = _SHORT.get(standing.trouble, ("cloud-off", "warn", N_("Not sent yet")))
        return StateWords(icon, color, " · ".join(one for one in (_(words), waits) if one))
    if standing.waiting:
        return StateWords("upload", "muted", waits)
    if standing.arriving or not standing.first_done:
        return StateWords("download", "accent_text", _("Records are arriving"))
    return StateWords("circle-check", "good", _("Everything is sent"))


def waiting_words(count: int) -> str:
    """Return how many changes wait."""
    return ngettext("{n} change waits", "{n} changes wait", count)


def doing_words(now: Told) -> str:
    """Return what a round does now, counted where the number is known."""
    counted = _("{n} of {all}").format(n=f"{now.done:,}", all=f"{now.total:,}") if now.total else ""
    doing = {"sending": _("Sending"), "receiving": _("Receiving"), "filling": _("Records are arriving")}[now.stage]
    return f"{doing}: {counted}" if counted else f"{doing} …"


def trouble_words(standing: Standing) -> str:
    """Return the sentence of what keeps this laptop from its hub; blank when nothing does."""
    if standing.trouble:
        return _(_SENTENCES.get(standing.trouble, _OTHER))
    if standing.retiring:
        return _("This laptop is being retired. What waits here is still sent; nothing new arrives.")
    return clock_words(standing.days_apart) if standing.days_apart else ""


def clock_words(days: int) -> str:
    """Return what is said where the clocks of laptop and hub are whole days apart."""
    return ngettext(
        "The clocks of this laptop and the hub are {n} day apart. Please look at the date here; if it is right, tell "
        "your administrator. Nothing is lost.",
        "The clocks of this laptop and the hub are {n} days apart. Please look at the date here; if it is right, tell "
        "your administrator. Nothing is lost.",
        days,
    )


def reason_words(code: str) -> str:
    """Return why the hub keeps a change aside."""
    return _(_REASONS.get(code, _REASON))


def arriving_words(standing: Standing) -> str:
    """Return what a page says while not everything is here."""
    words = _("Records are still arriving, so lists and numbers are not complete yet.")
    if standing.expected_records:
        counted = _("{n} of {all} are here.").format(
            n=f"{standing.arrived_records:,}", all=f"{standing.expected_records:,}"
        )
        return f"{words} {counted}"
    return words
