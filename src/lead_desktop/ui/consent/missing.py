"""What a consent still lacks before it can be signed, in sentences (42 CFR 2.31)."""

from collections.abc import Sequence

from lead_desktop.domain.base import Problem, notes
from lead_desktop.domain.consent import Consent
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.problems import sentence


def missing_words(lacking: Sequence[Problem]) -> str:
    """Return a sentence that names every element still open, then one for each that is not as the rule asks."""
    open_yet = dict.fromkeys(_(notes(Consent)[_field(one)].label) for one in lacking if one.code == "needed")
    told = [_("Before it can be signed it still needs: {what}.").format(what=", ".join(open_yet))] if open_yet else []
    told += dict.fromkeys(sentence(one) for one in lacking if one.code != "needed")
    return " ".join(told)


def _field(problem: Problem) -> str:
    return problem.field.partition(".")[0]
