"""What the directory says of places and offers, in the language of the screens where it was written in it."""

from datetime import date

from lead_desktop.casework.directory import Place
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import gettext as _, language, show_date


def said(record: Provider | Offer, name: str) -> str:
    """Return a text of a record in the language of the screens, or else as it was written."""
    spanish = getattr(record, f"{name}_es", None) if language() == "es" else None
    return str(spanish or getattr(record, name) or "")


def codes_said(list_name: str, codes: tuple[str, ...] | frozenset[str]) -> list[str]:
    """Return the words of codes in the order of their list."""
    return [one.label(language()) for one in code_list(list_name).codes if one.code in codes]


def checked_words(provider: Provider, today: date) -> str:
    """Say when a place was checked last, and that it is time to look again."""
    if provider.checked_on is None:
        return _("Never checked")
    day = show_date(provider.checked_on)
    return _("{day}, look again").format(day=day) if provider.stale(today) else day


def checked_tone(provider: Provider, today: date) -> str:
    """Return the tone of that: calm while it is fresh."""
    return "warn" if provider.stale(today) else "good"


def kinds_words(place: Place) -> str:
    """Say what there is at a place."""
    return ", ".join(codes_said("modality_group", place.kinds))
