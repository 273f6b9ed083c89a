"""Caseloads in words: how many people, and whether there is room."""

from collections.abc import Mapping

from lead_desktop.casework.caseload import Load
from lead_desktop.i18n import N_, gettext as _, ngettext
from lead_desktop.ui.people.words import code_words

_TONES: Mapping[str, str] = {"free": "good", "many": "warn", "full": "bad"}
_STANDING: Mapping[str, str] = {"free": N_("Room for more"), "many": N_("Nearly full"), "full": N_("Full")}


def worker_words(load: Load) -> str:
    """Return a worker's name and role in one line."""
    return " · ".join(one for one in (load.name, code_words("role", load.role)) if one)


def load_words(load: Load) -> str:
    """Return how many people a worker is with, and whether there is room."""
    people = ngettext("{n} person", "{n} people", load.people)
    return f"{people} · {_(_STANDING[load.standing])}"


def load_tone(load: Load) -> str:
    """Return the tone of a caseload's pill."""
    return _TONES[load.standing]
