"""What to be careful about: prompts when it is seen, a banner while it is open, and a form for what was done."""

from collections.abc import Iterable
from functools import partial

from lead_desktop.casework import safety
from lead_desktop.casework.kept import Kept, Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.contact import SafetyFlag
from lead_desktop.domain.overdose import Overdose
from lead_desktop.i18n import N_, gettext as _, show_time
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.person.layouts import SETTLE
from lead_desktop.ui.tools import Tools

_PROMPTS = {
    "overdose_risk_today": N_(
        "Is naloxone at hand, and does somebody nearby know how to use it? Nobody has to be alone: who could be there, "
        "or on the phone?"
    ),
    "suicide_risk": N_(
        "Ask plainly, listen, and stay. Call or text 988 together; 911 when life is in danger now. Tell your "
        "supervisor today."
    ),
    "violence_risk": N_("Is everybody safe where they are now, you too? Leave if not. Who else has to know today?"),
    "wellness_check_asked": N_("Who goes, and when? Somebody whom the person knows comes first."),
    "weather_risk": N_("Where will the person be tonight? Shelter, a blanket, water: what can be brought?"),
}
"""What helps at each sign, in the order of the list."""


def prompts(flags: Iterable[str]) -> str:
    """Return what helps with everything that was ticked, one line each."""
    ticked = set(flags)
    lines = [_(words) for code, words in _PROMPTS.items() if code in ticked]
    return "\n".join([*lines, _("F2 shows the crisis card.")]) if lines else ""


def open_words(held: Iterable[Kept[SafetyFlag]], overdoses: Iterable[Kept[Overdose]]) -> str:
    """Return what is open for somebody and since when; blank when nothing is."""
    waits = [by for one in overdoses if (by := one.record.follow_up_by()) is not None]
    said = [_("After an overdose: look in until {when}").format(when=show_time(by)) for by in waits]
    for one in held:
        what = ", ".join(code_words("safety_flag", code) for code in one.record.flags if code != "none")
        seen = show_time(one.record.seen_at) if one.record.seen_at else ""
        said.append(_("{what}, seen {when}").format(what=what, when=seen))
    return " · ".join(said)


class SettlePanel(FormBox):
    """What was done about the newest sign; it is not open any more then."""

    def __init__(self, tools: Tools, opened: Opened[SafetyFlag]) -> None:
        """Open one sign."""
        self._opened = opened
        self.form: RecordForm[SafetyFlag] = RecordForm(SafetyFlag, SETTLE, tools.needs)
        self.form.load(opened.record)
        place = DraftPlace("settle", opened.record.person or "", Compartment.SAFETY)
        super().__init__(tools, place, FormPage({"safety": self.form}), self._act)
        self.setObjectName("settle_safety")
        self.retranslate(N_("Save what was done"))
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(safety.settle, self._tools.desk, self._opened, record.what_was_done or "", draft=draft)
