"""A print with somebody's data: it asks what for, is written down before it leaves, and waits for what allows it."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from lead_desktop import i18n
from lead_desktop.casework import disclosures
from lead_desktop.casework.disclosures import Leaving
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.store.faults import DiskFull
from lead_desktop.ui.printing.dialog import Outlets
from lead_desktop.ui.printing.person_print import Paper, PersonPrint
from lead_desktop.ui.widgets.banner import Banner
from tests.fakes.consents import OFFICE, signed
from tests.fakes.desks import walk_in
from tests.ui.desk_screens import laptop  # noqa: F401 - a fixture
from tests.ui.test_printing import Answers, PaperTray
from tests.unit.reports import papers


@dataclass
class Print:
    """One preview of a person's plan, and where it can go."""

    dialog: PersonPrint
    tray: PaperTray
    wait: object = field(repr=False, default=None)

    def choose(self, purpose: str) -> None:
        purposes = self.dialog.purpose.purposes
        purposes.set_value(purpose)
        purposes.changed.emit(purpose)

    def press(self, name: str) -> None:
        self.dialog.findChild(QPushButton, name).click()

    def may(self) -> bool:
        return self.dialog.findChild(QPushButton, "printPages").isEnabled()


@pytest.fixture
def luz(laptop) -> str:  # noqa: F811
    return walk_in(laptop.desk)


@pytest.fixture
def shown(laptop, luz, qtbot):  # noqa: F811
    def make(printer: PaperTray | None = None, where: Answers | None = None) -> Print:
        tray = printer or PaperTray()
        leaving = Leaving(luz, "plan", ("needs_goals_summary",), luz)
        dialog = PersonPrint(laptop.tools, Paper(papers.plan, "en", leaving), None, Outlets(tray, where or Answers()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: bool(dialog.digest()))
        laptop.settle()
        return Print(dialog, tray)

    return make


def kept(laptop, luz) -> list[tuple[str | None, str | None]]:  # noqa: F811
    return [(one.record.purpose, one.record.recipient) for one in disclosures.shared_of(laptop.desk, luz)]


def test_for_the_person_one_press_prints_and_writes_down(shown, laptop, luz, qtbot):  # noqa: F811
    made = shown()
    assert made.may()
    with qtbot.waitSignal(made.dialog.handed_out):
        made.press("printPages")
    assert kept(laptop, luz) == [("person", None)]
    assert len(made.tray.pages) == 3


def test_a_partner_can_be_chosen_only_where_a_consent_lets_it(shown, laptop, luz, qtbot):  # noqa: F811
    made = shown()
    made.choose("partner")
    assert not made.may()
    assert "No consent in force does that now." in made.dialog.purpose.help.text()
    made.dialog.reject()
    signed(laptop.desk, luz)
    made = shown()
    made.choose("partner")
    assert made.may()
    assert [made.dialog.purpose.to.itemText(at) for at in range(made.dialog.purpose.to.count())] == [OFFICE]
    with qtbot.waitSignal(made.dialog.handed_out):
        made.press("printPages")
    assert kept(laptop, luz) == [("partner", OFFICE)]


@pytest.mark.survives(60)
def test_for_a_court_nothing_can_be_printed_and_the_way_to_answer_stands_there(shown, laptop, luz, qtbot):  # noqa: F811
    signed(laptop.desk, luz)
    made = shown()
    made.choose("legal")
    assert not made.may()
    assert not made.dialog.findChild(QPushButton, "savePdf").isEnabled()
    assert "A subpoena is not enough." in made.dialog.purpose.help.text()
    with qtbot.waitSignal(made.dialog.playbook_requested):
        made.press("openPlaybook")
    assert kept(laptop, luz) == []


def test_in_an_emergency_it_asks_who_is_told_and_why(shown, laptop, luz, qtbot):  # noqa: F811
    made = shown()
    made.choose("emergency")
    assert not made.may()
    for name, text in (("recipient", "St. Vincent"), ("why", "Not waking up")):
        made.dialog.findChild(QLineEdit, f"emergency_{name}").setText(text)
    assert made.may()
    with qtbot.waitSignal(made.dialog.handed_out):
        made.press("printPages")
    assert kept(laptop, luz) == [("emergency", "St. Vincent")]


@pytest.mark.survives(61)
def test_a_printer_that_is_gone_leaves_no_entry_in_the_list_but_two_in_the_book(shown, laptop, luz, qtbot):  # noqa: F811
    made = shown(PaperTray(broken=True))
    made.press("printPages")
    qtbot.waitUntil(lambda: "printer did not take" in made.dialog.findChild(Banner).message())
    laptop.settle()
    assert kept(laptop, luz) == []
    assert len(laptop.desk.reading.of_person(Disclosure, luz)) == 2
    assert made.may()


@pytest.mark.survives(59)
def test_a_place_that_is_gone_gets_no_file_and_the_list_says_nothing(shown, laptop, luz, qtbot, tmp_path):  # noqa: F811
    made = shown(where=Answers(tmp_path / "gone" / "copy.pdf"))
    made.press("savePdf")
    qtbot.waitUntil(lambda: "not there any more" in made.dialog.findChild(Banner).message())
    laptop.settle()
    assert kept(laptop, luz) == []


def test_what_cannot_be_written_down_does_not_leave(shown, laptop, qtbot, tmp_path, monkeypatch):  # noqa: F811
    def full(*_args: object) -> None:
        raise DiskFull

    made = shown(where=Answers(tmp_path / "copy.pdf"))
    monkeypatch.setattr(laptop.desk, "allow", full)
    made.press("savePdf")
    qtbot.waitUntil(lambda: bool(made.dialog.findChild(Banner).message()))
    assert list(Path(tmp_path).glob("*.pdf")) == []


def test_the_question_follows_the_language(shown, laptop):  # noqa: F811
    made = shown()
    i18n.set_language("es")
    made.dialog.purpose.retranslate()
    assert made.dialog.purpose.purposes.accessibleName() == "¿Para qué es?"
    assert "copia" in made.dialog.purpose.help.text()
