"""Program at a glance on the screen: numbers, definitions, tables, and who may look."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lead_desktop import i18n
from lead_desktop.casework.desk import Desk
from lead_desktop.store.faults import DiskTrouble
from lead_desktop.store.records import Reading
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.glance.page import GlanceScreen, may_look
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.bar_chart import BarChart
from lead_desktop.ui.widgets.list_table import ListTable
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk
from tests.fakes.sample import open_filled


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = open_filled(tmp_path_factory.mktemp("glance-page"))
    yield opened.desk
    opened.desk.close()


class _Faulty(Reading):
    def of_type(self, *_args: object, **_more: object) -> NoReturn:
        raise DiskTrouble


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def shown(qtbot: QtBot, desk: Desk, jobs: Jobs) -> GlanceScreen:
    screen = GlanceScreen(Tools(desk, jobs, Needs(desk.clock)))
    qtbot.addWidget(screen)
    screen.resize(1060, 900)
    screen.show()
    screen.refresh()
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()
    return screen


def words(screen: GlanceScreen) -> list[str]:
    return [one.text() for one in screen.findChildren(QLabel) if one.isVisibleTo(screen)]


def test_the_numbers_of_the_published_page_stand_on_the_screen(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    found = words(shown(qtbot, desk, jobs))
    assert {"105", "87", "84", "67", "26", "25"} <= set(found)
    assert "55 %, 46 of 84" in found
    assert "As of" in " ".join(found)


def test_every_bar_says_its_name_its_number_and_how_it_is_counted(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    screen = shown(qtbot, desk, jobs)
    bars = screen.findChildren(BarChart)
    heard = {one.accessibleName(): one.accessibleDescription() for one in bars if one.accessibleName()}
    assert heard["Came by social contact"].startswith("55 %, 46 of 84. The first referral")
    assert heard["Referred"].startswith("105. Everyone")
    assert len(heard) == 29


def test_behind_each_chart_there_is_a_table_with_the_same_numbers(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    screen = shown(qtbot, desk, jobs)
    switches = [one for one in screen.findChildren(QPushButton) if one.objectName().startswith("switch_")]
    assert [one.text() for one in switches] == ["Show as a table"] * 4
    for switch in switches:
        switch.click()
    assert [one.text() for one in switches] == ["Show as a chart"] * 4
    tables = [one for one in screen.findChildren(ListTable) if one.isVisibleTo(screen)]
    assert len(tables) == 4
    model = tables[0].model()
    assert [model.index(0, column).data() for column in range(2)] == ["Referred", "105"]
    assert [tables[2].model().index(1, column).data() for column in range(3)] == [
        "Came by social contact",
        "55 %",
        "46 of 84",
    ]
    switches[0].click()
    assert switches[0].text() == "Show as a table"


def test_the_page_speaks_the_other_language_at_once(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    screen = shown(qtbot, desk, jobs)
    i18n.set_language("es")
    QApplication.sendEvent(screen, QEvent(QEvent.Type.LanguageChange))
    QApplication.processEvents()
    found = words(screen)
    assert i18n.gettext("Referred") in found
    assert "Referred" not in found
    assert "105" in found


def test_a_fault_while_counting_is_said_and_what_was_counted_stays(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    screen = shown(qtbot, desk, jobs)
    usual, desk.reading = desk.reading, _Faulty(desk.vault.reader)
    try:
        screen.refresh()
        qtbot.waitUntil(lambda: not jobs.busy())
    finally:
        desk.reading = usual
    found = words(screen)
    assert DiskTrouble().words() in found
    assert "105" in found
    screen.refresh()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert DiskTrouble().words() not in words(screen)


def test_a_new_program_shows_a_sentence_and_no_empty_charts(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "v", StandingClock(), role="supervisor")
    found = words(shown(qtbot, desk, jobs))
    assert "Nobody was referred yet." in found
    assert not {"0", "–"} & set(found)
    desk.close()


@pytest.mark.parametrize(
    ("role", "looks"),
    [
        ("supervisor", True), ("project_manager", True), ("outreach", True), ("case_manager", True), ("peer", False),
        ("data_entry", False),
    ],
)  # fmt: skip
def test_who_may_look_is_what_the_matrix_says_of_reports(desk: Desk, role: str, looks: bool) -> None:
    with as_role(desk, role):
        assert may_look(desk) is looks


def test_outreach_sees_no_figure_of_records_it_does_not_hold(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    with as_role(desk, "outreach"):
        screen = shown(qtbot, desk, jobs)
    heard = {one.accessibleName(): one.accessibleDescription() for one in screen.findChildren(BarChart)}
    assert heard["Hepatitis C"].startswith("–. ")
    assert heard["Has Medicaid"].startswith("85 %")


def test_a_case_manager_sees_their_own_caseload(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    with as_role(desk, "case_manager"):
        assert "Nobody was referred yet." in words(shown(qtbot, desk, jobs))
