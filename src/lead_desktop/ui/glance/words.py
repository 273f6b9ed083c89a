"""How the figures of the page are written, in the language of now."""

from lead_desktop.i18n import gettext as _
from lead_desktop.reports.glance import Figure


def value_words(figure: Figure) -> str:
    """Return a figure as it is read on a chart: `67`, `55 %`, `26`; a dash when there is none."""
    if figure.value is None:
        return "–"
    if figure.unit == "percent":
        return _("{number} %").format(number=round(figure.value))
    return str(round(figure.value))


def people_words(figure: Figure) -> str:
    """Return the people behind a share: `46 of 84`; empty for other figures."""
    if figure.count is None or figure.of is None:
        return ""
    return _("{count} of {of}").format(count=figure.count, of=figure.of)


def definition_words(figure: Figure) -> str:
    """Return how a figure is counted, and why it is open when it is."""
    words = _(figure.definition)
    if figure.value is None:
        return words + " " + _("Nobody to count yet, or your role does not count this.")
    return words
