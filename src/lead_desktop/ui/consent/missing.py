"""What a consent still lacks before it can be signed, in one sentence (42 CFR 2.31)."""

from collections.abc import Sequence

from lead_desktop.domain.base import Problem, notes
from lead_desktop.domain.consent import Consent
from lead_desktop.i18n import gettext as _


def missing_words(lacking: Sequence[Problem]) -> str:
    """Return a sentence that names every element that is still open."""
    labels = dict.fromkeys(_(notes(Consent)[one.field.partition(".")[0]].label) for one in lacking)
    return _("Before it can be signed it still needs: {what}. Choose “Change”.").format(what=", ".join(labels))
