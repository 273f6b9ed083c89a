"""The page of what was shared: read, written down by hand, printed for the person."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QWidget

from lead_desktop import i18n
from lead_desktop.casework import disclosures
from lead_desktop.casework.disclosures import Ground, Leaving
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.ui.disclosures.my_record_page import MyRecordScreen
from lead_desktop.ui.disclosures.page import DisclosuresScreen
from tests.fakes.desks import as_role, walk_in
from tests.ui.desk_screens import laptop  # noqa: F401 - a fixture


@pytest.fixture
def luz(laptop) -> str:  # noqa: F811
    return walk_in(laptop.desk)


@pytest.fixture
def screen(laptop, luz) -> DisclosuresScreen:  # noqa: F811
    made = DisclosuresScreen(laptop.tools)
    laptop.show(made, luz)
    return made


def press(screen: QWidget, name: str) -> None:
    screen.findChild(QPushButton, name).click()


def told(laptop, luz) -> None:  # noqa: F811
    leaving = Leaving(luz, "plan", ("needs_goals_summary",), luz)
    disclosures.let_go(laptop.desk, leaving, Ground(), "print", "ab" * 32)
    entry = disclosures.begun(laptop.desk).with_(basis="emergency", recipient="St. Vincent", why="Not waking up")
    disclosures.write_down(laptop.desk, luz, entry)


def cells(screen: DisclosuresScreen, row: int) -> list[str]:
    rows = screen.list.rows
    return [rows.columns[at].text(rows.record(row)) for at in range(rows.columnCount())]


def test_an_empty_list_says_so_and_a_full_one_says_to_whom_what_and_why(screen, laptop, luz):  # noqa: F811
    assert screen.list.currentIndex() == 1
    told(laptop, luz)
    screen.refresh()
    laptop.settle()
    QAbstractItemModelTester(screen.list.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, screen)
    found = {cells(screen, at)[1]: cells(screen, at)[2:] for at in range(2)}
    assert found["St. Vincent"] == ["Something said", "Medical emergency", "Medical emergency"]
    assert found["The person"] == ["Plan", "For the person", "The person's own copy"]
    i18n.set_language("es")
    assert "La persona" in {cells(screen, at)[1] for at in range(2)}


def test_something_said_is_written_down_by_hand_and_a_half_typed_entry_waits(screen, laptop, luz):  # noqa: F811
    press(screen, "writeShared")
    form = screen.stack.form.form
    form.load(disclosures.begun(laptop.desk).with_(basis="emergency", recipient="911"))
    screen.stack.form.try_to_save()
    assert screen.stack.form is not None
    form.load(disclosures.begun(laptop.desk).with_(basis="emergency", recipient="911", why="Chest pain"))
    screen.stack.form.try_to_save()
    laptop.settle()
    assert screen.stack.form is None
    assert [one.record.recipient for one in disclosures.shared_of(laptop.desk, luz)] == ["911"]
    assert laptop.said == [("It is written down.", False)]


@pytest.mark.survives(60)
def test_a_consent_that_does_not_cover_it_is_said_at_the_form(screen, laptop, luz):  # noqa: F811
    press(screen, "writeShared")
    box = screen.stack.form
    entry = disclosures.begun(laptop.desk).with_(
        basis="consent", recipient="County Jail", categories=("health_summary",)
    )
    box.form.load(entry)
    box.try_to_save()
    laptop.settle()
    assert "No consent in force" in box.trouble.message()
    assert laptop.desk.reading.of_person(Disclosure, luz) == ()


def test_the_list_is_printed_for_the_person_and_stands_in_the_next_one(screen, laptop, luz):  # noqa: F811
    told(laptop, luz)
    press(screen, "printShared")
    laptop.settle()
    preview = screen.findChild(QWidget, "printPreview")
    laptop.qtbot.waitUntil(lambda: bool(preview.digest()), timeout=20_000)
    laptop.settle()
    preview.let_go("file", lambda: None)
    laptop.settle()
    assert "accounting" in {one.record.what for one in disclosures.shared_of(laptop.desk, luz)}
    preview._busy = False
    preview.reject()


def test_the_record_begins_with_what_is_usual_and_leaves_as_the_parts_that_were_chosen(laptop, luz):  # noqa: F811
    with as_role(laptop.desk, "supervisor"):
        made = MyRecordScreen(laptop.tools)
        laptop.show(made, luz)
        assert made.chosen() == ("identity", "plan", "consents", "contacts", "services", "shared")
        for part in ("plan", "consents", "contacts", "services", "shared", "identity"):
            made.boxes[part].setChecked(False)
        assert not made.see.isEnabled()
        made.boxes["contacts"].setChecked(True)
        press(made, "seeMyRecord")
        laptop.settle()
        preview = made.findChild(QWidget, "printPreview")
        laptop.qtbot.waitUntil(lambda: bool(preview.digest()), timeout=20_000)
        preview.let_go("file", lambda: None)
        laptop.settle()
        entry = disclosures.shared_of(laptop.desk, luz)[0].record
        assert (entry.what, entry.categories, entry.basis) == ("my_record", ("attendance_contacts",), "own_copy")
        preview._busy = False
        preview.reject()


def test_a_role_sees_only_the_parts_that_it_may_read(laptop, luz):  # noqa: F811
    with as_role(laptop.desk, "outreach"):
        made = MyRecordScreen(laptop.tools)
        laptop.show(made, luz)
        assert made.boxes["treatment"].isHidden()
        made.boxes["treatment"].setChecked(True)
        assert "treatment" not in made.chosen()
        i18n.set_language("es")
        made.retranslate()
        assert made.boxes["plan"].text() == "El plan"


def test_who_may_not_write_sees_no_button_for_it(laptop, luz):  # noqa: F811
    with as_role(laptop.desk, "auditor"):
        made = DisclosuresScreen(laptop.tools)
        laptop.show(made, luz)
        assert not made.write.isVisible()
        assert "does not include this" in made.trouble.message()
