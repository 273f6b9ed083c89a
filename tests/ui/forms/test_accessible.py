"""What assistive technology hears."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from tests.ui.forms.conftest import switch_to_pseudo
from tests.ui.forms.sample import Sample

_NAME, _DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def heard(widget, what=_NAME):
    return QAccessible.queryAccessibleInterface(widget).text(what)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name", "Name, required"),
        ("note", "Note"),
        ("living", "Where they slept"),
        ("languages", "Languages"),
        ("nights", "Nights"),
        ("dob", "Date of birth"),
        ("seen_at", "Seen at"),
        ("aliases", "Other names"),
        ("helper", "Who helps"),
    ],
)
def test_each_field_is_heard_by_its_label(form, name, words):
    assert heard(form.blocks[name].editor.focus_target()) == words
    assert form.blocks[name].editor.focus_target().objectName() == name


def test_a_list_that_opens_is_heard_by_the_label_it_is_related_to(form):
    interface = QAccessible.queryAccessibleInterface(form.blocks["kind"].editor.combo)
    labels = [
        other.text(_NAME) for other, relation in interface.relations() if relation & QAccessible.RelationFlag.Label
    ]
    assert labels == ["Kind"]


def test_nothing_that_takes_the_focus_is_without_a_name(page, form):
    form.blocks["phones"].editor.add.click()
    form.blocks["aliases"].editor.add.click()
    form.blocks["dob"]._no_answer.choose("9")
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    for kind in kinds:
        for widget in page.findChildren(kind):
            if widget.isVisible():
                assert heard(widget), (widget, widget.objectName())


def test_a_group_of_answers_is_named_and_its_answers_say_what_they_belong_to(form):
    editor = form.blocks["agrees"].editor
    assert heard(editor) == "Agrees, required"
    first = next(iter(editor.buttons.values()))
    assert heard(first) == "Yes"
    assert heard(first, _DESCRIPTION) == "Agrees, required"
    assert QAccessible.queryAccessibleInterface(first).role() == QAccessible.Role.RadioButton


def test_fields_within_a_composite_say_what_they_belong_to(form):
    assert heard(form.blocks["legal_name"].editor.blocks["first"].editor.line) == "Legal name: First name"
    form.blocks["phones"].editor.add.click()
    card = form.blocks["phones"].editor.cards[0]
    assert heard(card.editor.blocks["number"].editor.line) == "Phones 1: Number, required"
    assert heard(card.remove) == "Remove Phones 1"


def test_help_is_heard_and_an_error_in_its_place(form):
    box = form.blocks["note"].editor.box
    assert heard(box, _DESCRIPTION) == "What happened, in plain words."
    line = form.blocks["dob"].editor.day
    QTest.keyClicks(line, "soon")
    form.focus_field("dob")
    form.focus_field("name")
    assert heard(line, _DESCRIPTION).startswith("Write the date as")


def test_labels_lead_to_their_fields(form):
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    for name in ("name", "dob", "kind", "living", "note"):
        assert form.blocks[name].editor.focus_target() in buddies


def test_a_toggle_by_assistive_technology_counts(form):
    form.blocks["reasons"].editor.buttons["other"].setChecked(True)
    form.blocks["safe"].editor.buttons["true"].setChecked(True)
    assert form.record().reasons == ("other",)
    assert form.record().safe is True


def test_the_language_switches_live_and_every_value_stays(monkeypatch, page, form):
    record = Sample(
        name="Rosa", agrees="yes", kind="housing", living="116", languages=("367",), safe=False, why_not="A room"
    )
    form.load(record)
    QTest.keyClicks(form.blocks["nights"].editor.line, "many")
    form.focus_field("name")
    page.complete()
    switch_to_pseudo(monkeypatch)
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.banner.message().startswith("[")
    assert heard(form.blocks["name"].editor.line).startswith("[[Name~]")
    assert form.blocks["safe"].editor.buttons["true"].text().startswith("[Yes")
    assert form.blocks["kind"].editor.combo.currentText() == "Vivienda"
    assert form.findChild(QLabel, "nights.error").text().startswith("[Write a whole number")
    assert form.blocks["nights"].editor.line.text() == "many"
    form.blocks["nights"].set_answer(None)
    assert form.record() == record
