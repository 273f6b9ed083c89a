"""A form with every kind of field, shown and ready for keys."""

import gettext

import pytest
from pytestqt.qtbot import QtBot

from lead_desktop import i18n
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.record_form import RecordForm
from tests.fakes.clock import StandingClock
from tests.ui.forms.sample import LAYOUT, People, Sample


@pytest.fixture
def needs() -> Needs:
    """A clock that stands and two people."""
    return Needs(StandingClock(), People())


@pytest.fixture
def page(qtbot: QtBot, needs: Needs) -> FormPage:
    """A page with the sample form, shown with the focus on its first field."""
    made = FormPage({"sample": RecordForm(Sample, LAYOUT, needs)})
    qtbot.addWidget(made)
    made.resize(1000, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.forms["sample"].focus_field("name")
    return made


@pytest.fixture
def form(page: FormPage) -> RecordForm[Sample]:
    """The sample form on its page."""
    return page.forms["sample"]


class Pseudo(gettext.NullTranslations):
    """A language that marks each word and is a third longer, as Spanish can be."""

    def gettext(self, message: str) -> str:
        return f"[{message}{'~' * (len(message) // 3)}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def switch_to_pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch to the marked language, with the Spanish labels of code lists."""
    monkeypatch.setattr(i18n, "_current", Pseudo())
    monkeypatch.setattr(i18n, "_language", "es")
