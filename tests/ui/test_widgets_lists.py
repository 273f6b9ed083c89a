import gc
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lead_desktop.i18n import N_
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.rows import TONE, Column, Rows
from lead_desktop.ui.widgets.section_list import SECTION, Section, SectionList, SectionModel
from tests.ui.hearing import heard


@dataclass(frozen=True)
class Someone:
    name: str
    tone: str = "good"


PEOPLE = [Someone("Rosa Alarid"), Someone("<b>Luis</b> & sons", "warn"), Someone("Núria Sandoval")]
COLUMNS = [
    Column(N_("Person"), lambda one: one.name, style="strong", icon=lambda _one: "user-round"),
    Column(N_("Status"), lambda one: one.tone.title(), 140, tone=lambda one: one.tone),
]
SECTIONS = [Section("me", "About me", "done"), Section("home", "Where I stay", "started"), Section("health", "Health")]


@pytest.fixture
def rows(qtmodeltester):
    made = Rows(COLUMNS)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show_records(PEOPLE)
    qtmodeltester.check(made)
    return made


@pytest.fixture
def table(qtbot, rows):
    made = ListTable(rows, "People")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


@pytest.fixture
def sections(qtbot):
    made = SectionList("Sections")
    qtbot.addWidget(made)
    made.show_sections(SECTIONS)
    made.resize(260, 300)
    made.show()
    return made


def test_rows_can_be_replaced_and_emptied(rows):
    rows.show_records(PEOPLE[:1])
    assert rows.rowCount() == 1
    rows.show_records([])
    assert rows.rowCount() == 0
    assert rows.columnCount() == 2


def test_a_cell_is_heard_with_its_column(rows):
    index = rows.index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Person: <b>Luis</b> & sons"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "<qt>&lt;b&gt;Luis&lt;/b&gt; &amp; sons</qt>"
    assert rows.index(1, 1).data(TONE) == "warn"


def test_every_row_has_our_height_and_follows_the_text_size(theme, table):
    assert table.rowHeight(0) == 42
    theme.resize(150)
    assert table.rowHeight(0) == 63


def test_the_first_column_takes_the_room_left(table):
    assert table.columnWidth(1) == 140
    assert table.columnWidth(0) > 400


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_record_one_stands_on(qtbot, table, key):
    table.enter()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, key)
    assert told.args == [PEOPLE[1]]


def test_enter_on_an_empty_table_opens_nothing(qtbot, table, rows):
    rows.show_records([])
    table.enter()
    with qtbot.assertNotEmitted(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_a_double_click_opens(qtbot, table, rows):
    where = table.visualRect(rows.index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == [PEOPLE[2]]


def test_home_and_end_go_to_the_first_and_last_row(qtbot, table):
    table.enter()
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_record() == PEOPLE[2]
    with qtbot.waitSignal(table.chosen) as told:
        qtbot.keyClick(table, Qt.Key.Key_Home)
    assert told.args == [PEOPLE[0]]


def test_tab_leaves_the_table(qtbot, rows):
    page, table = QWidget(), ListTable(rows, "People")
    qtbot.addWidget(page)
    layout, after = QVBoxLayout(page), QLineEdit()
    layout.addWidget(table)
    layout.addWidget(after)
    page.show()
    page.activateWindow()
    table.enter()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert page.focusWidget() is after


def test_the_row_under_the_pointer_is_tinted(table, rows):
    def move_to(row):
        where = QPointF(table.visualRect(rows.index(row, 0)).center())
        none = Qt.MouseButton.NoButton
        table.mouseMoveEvent(
            QMouseEvent(QEvent.Type.MouseMove, where, where, none, none, Qt.KeyboardModifier.NoModifier)
        )

    before = table.grab().toImage()
    move_to(1)
    assert table.grab().toImage() != before
    table.leaveEvent(QEvent(QEvent.Type.Leave))
    assert table.grab().toImage() == before


def test_markup_in_a_row_is_drawn_as_it_was_typed(table, rows):
    bold = table.grab().toImage()
    rows.show_records([PEOPLE[0], Someone("Luis & sons", "warn"), PEOPLE[2]])
    assert table.grab().toImage() != bold


def test_the_section_model_keeps_the_rules_of_models(qtmodeltester, qapp):
    model = SectionModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_sections(SECTIONS)
    model.show_sections([Section("me", "About me", "problem"), *SECTIONS[1:]])
    model.show_sections(SECTIONS[:1])
    qtmodeltester.check(model)


def test_arrows_choose_a_section_and_tell_it(qtbot, sections):
    sections.choose("me")
    with qtbot.waitSignal(sections.section_chosen) as told:
        qtbot.keyClick(sections, Qt.Key.Key_Down)
    assert told.args == ["home"]
    assert sections.currentIndex().data(SECTION).key == "home"


def test_a_program_that_chooses_a_section_does_not_tell_it(qtbot, sections):
    with qtbot.assertNotEmitted(sections.section_chosen):
        sections.choose("health")
    assert sections.currentIndex().data(SECTION).key == "health"


def test_new_marks_keep_the_place_one_stands_at(sections):
    sections.choose("home")
    sections.show_sections([Section(each.key, each.label, "skipped") for each in SECTIONS])
    assert sections.currentIndex().data(SECTION).key == "home"


def test_a_section_is_heard_with_its_status(sections):
    assert heard(sections) == "Sections"
    index = sections.model().index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Where I stay, Started"


def test_each_status_has_a_mark_of_its_own(sections):
    seen = []
    for status in ("empty", "started", "done", "skipped", "problem"):
        sections.show_sections([Section("me", "", status)])
        seen.append(sections.grab().toImage())
    assert all(a != b for n, a in enumerate(seen) for b in seen[n + 1 :])


WIDE_COLUMNS = [
    Column(N_("Person"), lambda one: one.name, style="strong"),
    Column(N_("Status"), lambda one: one.tone.title(), 300, tone=lambda one: one.tone, least=180),
    Column(N_("When"), lambda one: one.tone, 150, spare=True),
]


def test_a_table_never_scrolls_sideways_where_a_column_can_shrink_or_stay_away(qtbot, theme, table):
    made = ListTable(Rows(WIDE_COLUMNS, table), "People")
    qtbot.addWidget(made)
    made.resize(620, 300)
    made.show()
    assert (made.columnWidth(1), made.isColumnHidden(2)) == (300, False)
    made.resize(500, 300)
    assert (made.columnWidth(1) < 300, made.isColumnHidden(2)) == (True, False)
    theme.resize(150)
    assert made.isColumnHidden(2)
    assert made.horizontalScrollBar().maximum() == 0
    theme.resize(100)
    made.resize(620, 300)
    assert (made.columnWidth(1), made.isColumnHidden(2)) == (300, False)


def test_a_long_name_of_a_section_stands_on_two_lines(sections):
    sections.show_sections([*SECTIONS[:2], Section("harm", "Safer use, overdose, and what helps with both")])
    one, two = (sections.sizeHintForIndex(sections.model().index(row, 0)).height() for row in (0, 2))
    assert two > one


def test_a_table_is_painted_also_when_python_has_let_go_of_its_parts(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    records = Rows(COLUMNS)
    records.show_records(PEOPLE)
    made = ListTable(records, "People", host)
    host.show()
    del records
    vars(made._delegate).clear()
    vars(made).clear()  # as the collector leaves a screen that nobody holds
    gc.collect()
    assert made.model().rowCount() == len(PEOPLE)
    assert not host.grab().isNull()
