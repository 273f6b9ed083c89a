"""A record as a form: what is shown, what is asked, and what comes out."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from lead_desktop.domain.base import Unanswered
from lead_desktop.domain.person import PersonName, Phone
from lead_desktop.ui.forms.choice_editors import ChecksEditor, RadioEditor
from lead_desktop.ui.forms.combo_editor import ComboEditor
from lead_desktop.ui.forms.layout import Row, Section, field_names
from lead_desktop.ui.forms.picks_editor import PicksEditor
from lead_desktop.ui.forms.record_form import RecordForm
from tests.ui.forms.sample import LAYOUT, Sample

FULL = Sample(
    name="Rosa",
    note="One\ntwo",
    agrees="yes",
    kind="housing",
    living="116",
    reasons=("asked_for_help", "other"),
    languages=("171", "367"),
    safe=False,
    why_not="A room",
    nights=3,
    dob=date(1987, 3, 2),
    aliases=("Rosie", "R"),
    legal_name=PersonName(first="Rosa", last="Alvarez"),
    phones=(Phone(key="k1", number="505 555 0100", safe=True),),
    helper="id-2",
    secret="Behind the library",
    site="site-1",
)


def typed(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def shown(form: RecordForm, name: str) -> bool:
    return form.blocks[name].isVisibleTo(form)


def error(form: RecordForm, name: str) -> str:
    label = form.findChild(QLabel, f"{name}.error")
    return label.text() if label is not None and label.isVisibleTo(form) else ""


def test_a_field_is_edited_by_what_fits_its_kind(form):
    kinds = {name: type(block.editor) for name, block in form.blocks.items()}
    assert kinds["agrees"] is RadioEditor
    assert kinds["safe"] is RadioEditor
    assert kinds["kind"] is ComboEditor
    assert kinds["reasons"] is ChecksEditor
    assert kinds["languages"] is PicksEditor
    assert form.blocks["living"].editor.combo.isEditable()
    assert not form.blocks["kind"].editor.combo.isEditable()


def test_a_record_comes_back_as_it_went_in(form):
    form.load(FULL)
    assert form.record() == FULL
    assert form.changed_fields(FULL) == ()


def test_fields_without_a_place_are_kept(form):
    form.load(FULL)
    typed(form.blocks["name"].editor.line, "lind")
    record = form.record()
    assert record.site == "site-1"
    assert record.name == "Rosalind"
    assert form.changed_fields(FULL) == ("name",)


def test_an_empty_form_has_no_errors_until_somebody_asks(page, form):
    assert not any(error(form, name) for name in form.blocks)
    assert not page.banner.isVisible()
    assert not page.complete()
    assert error(form, "name") == "An answer is needed here."
    assert error(form, "agrees")
    assert error(form, "note") == ""
    assert page.banner.message() == "3 fields need attention"
    assert form.field_in_focus() == "name"


def test_saving_asks_for_less_than_completing(page, form):
    typed(form.blocks["name"].editor.line, "Rosa")
    assert page.ready_to_save()
    assert not page.complete()
    assert page.banner.message() == "2 fields need attention"


def test_the_banner_counts_down_and_its_links_lead_to_the_fields(page, form):
    page.complete()
    page.banner.link_activated.emit("sample/reasons")
    assert form.field_in_focus() == "reasons"
    typed(form.blocks["name"].editor.line, "Rosa")
    assert page.banner.message() == "2 fields need attention"
    form.blocks["reasons"].editor.buttons["other"].click()
    form.blocks["agrees"].editor.buttons["yes"].click()
    assert not page.banner.isVisible()
    assert page.complete()


def test_an_error_waits_until_the_field_is_left(form):
    line = form.blocks["dob"].editor.day
    typed(line, "31 Feb 2026")
    assert error(form, "dob") == ""
    form.focus_field("name")
    assert error(form, "dob") == "That day is not in the calendar. Please check day and month."
    assert line.property("problem") is True
    assert line.text() == "31 Feb 2026"
    line.clear()
    typed(line, "3/2/1987")
    assert error(form, "dob") == ""
    form.focus_field("name")
    assert line.text() == "1987-03-02"
    assert form.record() is not None
    assert form.record().dob == date(1987, 3, 2)


def test_a_record_with_a_field_that_cannot_be_read_is_not_given(form):
    typed(form.blocks["name"].editor.line, "Rosa")
    typed(form.blocks["nights"].editor.line, "many")
    assert form.record() is None
    assert form.attention() == (("nights", "Nights"),)
    assert "nights" in form.changed_fields(Sample(name="Rosa"))


def test_a_number_keeps_to_its_bounds(form):
    typed(form.blocks["nights"].editor.line, "32")
    form.focus_field("name")
    assert error(form, "nights") == "This must be 31 or less."


def test_a_conditional_field_appears_and_keeps_its_text_when_it_goes(form):
    safe = form.blocks["safe"].editor
    assert not shown(form, "why_not")
    safe.buttons["false"].click()
    assert shown(form, "why_not")
    typed(form.blocks["why_not"].editor.line, "A room")
    assert form.values()["why_not"] == "A room"
    safe.buttons["true"].click()
    assert not shown(form, "why_not")
    assert "why_not" not in form.values()
    safe.buttons["false"].click()
    assert form.blocks["why_not"].editor.line.text() == "A room"
    assert form.values()["why_not"] == "A room"


@pytest.mark.parametrize(
    ("name", "value"),
    [("agrees", "9"), ("kind", "99")],
)
def test_a_code_field_takes_a_missing_data_code_as_its_value(form, name, value):
    form.blocks[name]._no_answer.choose(value)
    assert getattr(form.record(), name) == value
    assert form.record().unanswered == ()
    form.load(form.record())
    assert form.blocks[name].state()["no_answer"] == value


def test_other_fields_put_it_down_as_unanswered(page, form):
    form.blocks["dob"]._no_answer.choose("8")
    form.blocks["reasons"]._no_answer.choose("9")
    record = form.record()
    assert record.unanswered == (Unanswered(key="dob", code="8"), Unanswered(key="reasons", code="9"))
    assert not form.blocks["dob"].editor.isVisible()
    form.load(record)
    assert form.record() == record
    form.blocks["dob"]._no_answer.choose(None)
    assert form.blocks["dob"].editor.isVisible()
    assert form.field_in_focus() == "dob"


def test_an_open_question_is_an_answer(page, form):
    typed(form.blocks["name"].editor.line, "Rosa")
    for name in ("agrees", "reasons"):
        form.blocks[name]._no_answer.choose("9")
    assert page.complete()


def test_an_open_question_keeps_what_was_typed_before(form):
    typed(form.blocks["aliases"].editor.lines[0], "Rosie")
    form.blocks["aliases"]._no_answer.choose("9")
    assert form.record().aliases == ()
    form.blocks["aliases"]._no_answer.choose(None)
    assert form.record().aliases == ("Rosie",)


def test_an_old_code_stays_choosable(form):
    form.load(Sample(name="R", kind="xx_old"))
    assert form.values()["kind"] == "xx_old"
    assert form.blocks["kind"].editor.combo.currentText() == "xx_old"


def test_a_masked_value_is_shown_on_request_only_and_tells_so(qtbot, page, form):
    form.load(FULL)
    line = form.blocks["secret"].editor.line
    assert not line.isVisible()
    button = form.blocks["secret"]._show
    with qtbot.waitSignal(page.revealed) as told:
        button.click()
    assert told.args == ["secret"]
    assert line.isVisible()
    assert line.text() == "Behind the library"
    assert form.record() == FULL


def test_rows_are_added_taken_out_and_put_back(form):
    editor = form.blocks["phones"].editor
    editor.add.click()
    number = editor.cards[0].editor.blocks["number"].editor.line
    assert number.hasFocus()
    QTest.keyClicks(number, "505 555 0100")
    editor.add.click()
    assert [one.number for one in form.record().phones] == ["505 555 0100"]
    key = form.record().phones[0].key
    editor.cards[0].remove.click()
    assert form.record().phones == ()
    assert editor.put_back.hasFocus()
    editor.put_back.click()
    assert [(one.key, one.number) for one in form.record().phones] == [(key, "505 555 0100")]


def test_a_problem_within_a_row_stands_at_its_own_field(page, form):
    editor = form.blocks["phones"].editor
    editor.add.click()
    editor.add.click()
    QTest.keyClicks(editor.cards[1].editor.blocks["whose"].editor.line, "own")
    page.complete()
    blocks = editor.cards[1].editor.blocks
    assert blocks["number"]._error.text()
    assert not blocks["whose"]._error.text()
    assert not editor.cards[0].editor.blocks["number"]._error.text()


def test_a_list_of_texts_grows_by_enter_and_leaves_blanks_out(form):
    editor = form.blocks["aliases"].editor
    typed(editor.lines[0], "Rosie")
    QTest.keyClick(editor.lines[0], Qt.Key.Key_Return)
    assert editor.lines[1].hasFocus()
    QTest.keyClick(editor.lines[1], Qt.Key.Key_Return)
    QTest.keyClicks(editor.lines[2], "Red")
    assert form.record().aliases == ("Rosie", "Red")


def test_a_reference_keeps_the_id_and_refuses_words_without_one(form):
    line = form.blocks["helper"].editor.line
    typed(line, "rosa alvarez")
    assert [problem for problem, _label in form.attention() if problem == "helper"]
    form.focus_field("name")
    assert form.record().helper == "id-1"
    assert line.text() == "Rosa Alvarez"
    line.clear()
    typed(line, "nobody")
    form.focus_field("name")
    assert error(form, "helper") == "Choose one of the answers in the list."


def test_undo_takes_back_whole_fields_in_order_and_redo_brings_them_again(page, form):
    typed(form.blocks["name"].editor.line, "Rosa")
    form.blocks["agrees"].editor.buttons["yes"].click()
    editor = form.blocks["phones"].editor
    editor.add.click()
    QTest.keyClicks(editor.cards[0].editor.blocks["number"].editor.line, "505")
    form.focus_field("agrees")
    editor.cards[0].remove.click()
    form.focus_field("agrees")
    assert form.undo()
    assert form.record().phones[0].number == "505"
    assert form.undo()
    assert form.undo()
    assert form.record().agrees is None
    assert form.undo()
    assert form.record().name is None
    assert not form.undo()
    for _step in range(3):
        assert form.redo()
    assert form.record().phones[0].number == "505"


def test_ctrl_z_undoes_text_first_and_then_the_field_before(page, form):
    form.blocks["agrees"].editor.buttons["yes"].click()
    line = form.blocks["name"].editor.line
    typed(line, "Rosa")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert form.record().agrees == "yes"
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.record().agrees is None


def test_two_columns_where_there_is_room_and_one_below(qtbot, page, form):
    def beside() -> bool:
        name, dob = form.blocks["name"], form.blocks["dob"]
        return name.mapTo(form, name.rect().topLeft()).y() == dob.mapTo(form, dob.rect().topLeft()).y()

    assert beside()
    page.resize(800, 800)
    qtbot.waitUntil(lambda: not beside())
    page.resize(1200, 800)
    qtbot.waitUntil(beside)


def test_the_field_in_focus_is_scrolled_into_sight(page, form):
    page.resize(1000, 400)
    form.focus_field("note")
    box = form.blocks["note"].editor.box
    assert page.viewport().rect().contains(box.mapTo(page.viewport(), box.rect().center()))


def test_the_wheel_never_changes_an_answer(qtbot, form):
    form.load(FULL)
    combo = form.blocks["kind"].editor.combo
    combo.setFocus()
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    combo.wheelEvent(event)
    assert form.record().kind == "housing"
    assert not event.isAccepted()


def test_a_field_needs_two_lines_and_no_more():
    wider = (*LAYOUT, Section("More", (Row("lang_used"),)))
    assert field_names(wider)[-1] == "lang_used"
    with pytest.raises(ValueError, match="name"):
        field_names((*LAYOUT, Section("Twice", (Row("name"),))))


def test_every_line_shows_text_as_it_is(form):
    for label in form.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
    assert form.findChildren(QLineEdit)
