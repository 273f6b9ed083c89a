"""What people and clipboards put into fields (security section 6, 41 to 48): kept, refused in words, never a fault."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lead_desktop.ui.forms.problems import SENTENCES

CHARACTERS = {
    "injection": ["'; DROP TABLE person;--", '" OR 1=1', "Robert');--"],
    "markup": ["<b>bold</b>", '<img src="http://example.org/x">', "<script>alert(1)</script>", "&lt;b&gt;", "Q&A"],
    "names": ["Null", "None", "=1+1", "O'Brien", "X", "N" * 200, "مريم", "שרה", "Nguyễn", "Z̸̢̛a̵l̷g̶o̴", "👨‍👩‍👧‍👦", "🏳️‍🌈 R"],
}


def error(form, name):
    label = form.findChild(QLabel, f"{name}.error")
    return label.text() if label.isVisible() else ""


def paste(widget, text):
    QApplication.clipboard().setText(text)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def turns_during(act):
    """Count the turns of the event loop until what `act` queued is worked off."""
    turns = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(1))
    timer.start(0)
    act()
    for _each in range(20):
        QApplication.processEvents()
    timer.stop()
    return len(turns)


@pytest.mark.survives(41)
@pytest.mark.parametrize("text", CHARACTERS["injection"])
def test_hostile_text_is_kept_as_typed(form, text):
    for name, widget in (("name", form.blocks["name"].editor.line), ("note", form.blocks["note"].editor.box)):
        widget.setFocus()
        QTest.keyClicks(widget, text)
        form.focus_field("dob")
        assert getattr(form.record(), name) == text
    assert form.blocks["name"].editor.line.text() == text


@pytest.mark.survives(42)
@pytest.mark.parametrize("text", CHARACTERS["markup"])
def test_markup_is_literal_text(form, text):
    paste(form.blocks["name"].editor.line, text)
    paste(form.blocks["note"].editor.box, text)
    assert form.blocks["name"].editor.line.text() == text
    assert form.blocks["note"].editor.box.toPlainText() == text
    assert form.record().name == text
    assert form.record().note == text


@pytest.mark.survives(42)
def test_rich_text_on_the_clipboard_leaves_only_its_words(form):
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("plain")
    box = form.blocks["note"].editor.box
    box.insertFromMimeData(data)
    assert box.toPlainText() == "plain"
    assert "bold" not in box.document().toHtml()


@pytest.mark.survives(42)
def test_the_name_of_a_person_to_point_to_is_literal_text(form):
    form.blocks["helper"].set_answer("id-2")
    assert form.blocks["helper"].editor.line.text() == "Ben <b>Chee</b>"


@pytest.mark.survives(43)
@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u200f", "\x00", "\x07", "\ufeff"])
def test_what_cannot_be_seen_is_not_stored(form, sign):
    line, box = form.blocks["name"].editor.line, form.blocks["note"].editor.box
    line.insert(f"Ro{sign}sa")
    box.insertPlainText(f"One{sign} two")
    form.blocks["name"].leave()
    form.blocks["note"].leave()
    record = form.record()
    assert record.name == line.text() == "Rosa"
    assert record.note == box.toPlainText() == "One two"


@pytest.mark.survives(43)
def test_a_pasted_override_is_gone_at_once(form):
    line = form.blocks["name"].editor.line
    paste(line, "Ro\u202esa\nAlvarez\t")
    assert line.text() == "Rosa Alvarez"


@pytest.mark.survives(44)
def test_a_lone_surrogate_is_refused_in_words_and_the_rest_is_kept(form):
    state = form.state()
    state["fields"]["name"]["raw"] = "Ro\ud800sa"
    state["fields"]["note"]["raw"] = "On\udfffe"
    form.restore(state)
    assert form.blocks["name"].editor.line.text() == "Rosa"
    assert form.record().name == "Rosa"
    assert form.record().note == "One"
    assert error(form, "name") == SENTENCES["not_text"]


@pytest.mark.survives(45)
@pytest.mark.parametrize("name", ["name", "note", "dob", "nights"])
@pytest.mark.parametrize("length", [1_048_576, 10 * 1_048_576])
def test_a_megabyte_pasted_is_refused_in_words_and_nothing_is_lost(form, name, length):
    widget = form.blocks[name].editor.focus_target()
    QTest.keyClicks(widget, "12")
    turns = turns_during(lambda: paste(widget, "x" * length))
    assert turns >= 15
    assert form.blocks[name].state()["raw"] == "12"
    assert f"{length:,} characters" in error(form, name)
    assert "Nothing was put in" in error(form, name)
    QTest.keyClicks(widget, "3")
    assert error(form, name) == ""


@pytest.mark.survives(45)
@pytest.mark.parametrize(("name", "length", "most"), [("name", 1_500, "200"), ("note", 21_000, "20,000")])
def test_text_a_little_too_long_goes_in_to_be_shortened(form, name, length, most):
    widget = form.blocks[name].editor.focus_target()
    paste(widget, "word " * (length // 5) + "end")
    assert error(form, name) == f"This can have at most {most} characters. Please shorten it."
    assert form.record() is None
    assert len(form.blocks[name].state()["raw"]) >= length


@pytest.mark.survives(45)
def test_the_sentence_below_a_field_at_the_edge_comes_into_sight(qtbot, page, form):
    page.resize(1000, 400)
    turns_during(lambda: None)
    form.focus_field("note")
    paste(form.blocks["note"].editor.box, "x" * 1_048_576)
    label = form.findChild(QLabel, "note.error")

    def in_sight():
        place = label.mapTo(page.viewport(), label.rect().center())
        return page.viewport().rect().contains(place)

    qtbot.waitUntil(in_sight)


@pytest.mark.survives(45)
def test_a_few_characters_before_the_limit_the_rest_is_counted(form):
    paste(form.blocks["name"].editor.line, "x" * 190)
    assert form.blocks["name"]._hint.text() == "10 characters left"


@pytest.mark.survives(46)
@pytest.mark.parametrize("text", CHARACTERS["names"])
def test_a_name_is_accepted_as_it_is(form, text):
    line = form.blocks["name"].editor.line
    paste(line, text)
    form.focus_field("dob")
    assert form.record().name == line.text()
    assert form.attention() == ()


@pytest.mark.survives(47)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31 Feb", "date_form"),
        ("02/31/1990", "no_such_day"),
        ("1899-12-31", "year_out_of_reach"),
        ("9999-01-01", "year_out_of_reach"),
        ("3/2/87", "two_digit_year"),
        ("2030-01-01", "in_future"),
    ],
)
def test_a_date_that_cannot_be_is_explained_by_the_field_and_kept(form, text, code):
    line = form.blocks["dob"].editor.day
    line.setFocus()
    QTest.keyClicks(line, text)
    form.focus_field("name")
    assert error(form, "dob") == SENTENCES[code].format(example="11/24/2026")
    assert line.text() == text
    assert [name for name, _label in form.attention()] == ["name", "dob"]


@pytest.mark.survives(47)
@pytest.mark.parametrize("text", ["1987-03-02", "3/2/1987", "Mar 2, 1987"])
def test_a_date_in_a_local_form_becomes_the_one_form_that_all_read_alike(form, text):
    line = form.blocks["dob"].editor.day
    line.setFocus()
    QTest.keyClicks(line, text)
    form.focus_field("name")
    assert line.text() == "1987-03-02"
    assert form.blocks["dob"].answer().value == date(1987, 3, 2).isoformat()


@pytest.mark.survives(48)
@pytest.mark.parametrize("text", ["1e999", "NaN", "3,5", "1 000", "9" * 40, "0x1F"])
def test_a_number_that_is_none_is_explained_by_the_field_and_kept(form, text):
    line = form.blocks["nights"].editor.line
    line.setFocus()
    QTest.keyClicks(line, text)
    form.focus_field("name")
    assert error(form, "nights") in {SENTENCES["not_whole"], SENTENCES["too_many_digits"]}
    assert line.text() == text


@pytest.mark.survives(48)
def test_minus_nought_is_nought(form):
    QTest.keyClicks(form.blocks["nights"].editor.line, "-0")
    assert form.values()["nights"] == 0
