"""What the list of people says of itself: how many are shown, and why nobody is."""

from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.people.search import MOST_FOUND, Found, Wish


def count_words(found: Found | None) -> str:
    """Return the line that says how many people are shown, of what."""
    if found is None:
        return ""
    if not found.wish.text.strip():
        return ngettext("{n} person", "{n} people", found.count)
    if found.count > MOST_FOUND:
        return _("The first {n} are shown. Type more to find fewer.").format(n=MOST_FOUND)
    return ngettext("{n} person found", "{n} people found", found.count)


def empty_words(wish: Wish, *, may_add: bool) -> tuple[str, str, str]:
    """Return sentence, hint and button of the page without rows; no button where nothing can be done."""
    if wish.text.strip():
        return (
            _("Nobody found for “{text}”.").format(text=wish.text.strip()),
            _("Try fewer letters, another name, the number, a phone or a birth date."),
            _("Show everybody"),
        )
    if wish.status:
        return _("Nobody has this status right now."), "", _("Show everybody")
    if may_add:
        return (
            _("Nobody is here yet."),
            _("People come in through a referral, or you add them here."),
            _("Add a person"),
        )
    return _("Nobody is here yet."), "", ""
