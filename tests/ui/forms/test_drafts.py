"""Half-done work: kept while it is typed, and put back to the letter."""

import json

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lead_desktop.ui.forms.draft_saver import DraftSaver
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.record_form import RecordForm
from tests.fakes.clock import StandingClock
from tests.ui.forms.sample import LAYOUT, Sample


def fill_half(form):
    """Leave every kind of field half typed."""
    blocks = form.blocks
    QTest.keyClicks(blocks["name"].editor.line, "Ro ")
    QTest.keyClicks(blocks["dob"].editor.day, "31 Feb")
    QTest.keyClicks(blocks["nights"].editor.line, "3 or 4")
    QTest.keyClicks(blocks["seen_at"].editor.day, "2026-11")
    QTest.keyClicks(blocks["seen_at"].editor.time, "9:")
    QTest.keyClicks(blocks["note"].editor.box, "half a sent")
    QTest.keyClicks(blocks["helper"].editor.line, "nobo")
    QTest.keyClicks(blocks["living"].editor.combo.lineEdit(), "emerg")
    QTest.keyClicks(blocks["languages"].editor.combo.lineEdit(), "Span")
    blocks["agrees"].editor.buttons["not_now"].click()
    blocks["reasons"].editor.buttons["other"].click()
    blocks["safe"].editor.buttons["false"].click()
    QTest.keyClicks(blocks["why_not"].editor.line, "a room")
    blocks["safe"].editor.buttons["true"].click()
    blocks["phones"].editor.add.click()
    QTest.keyClicks(blocks["phones"].editor.cards[0].editor.blocks["whose"].editor.line, "own")
    blocks["aliases"].editor.add.click()
    QTest.keyClicks(blocks["aliases"].editor.lines[1], "Red")
    QTest.keyClicks(blocks["legal_name"].editor.blocks["last"].editor.line, "Alv")
    blocks["kind"]._no_answer.choose("9")


def test_a_draft_is_put_back_to_the_letter(qtbot, page, form, needs):
    fill_half(form)
    form.focus_field("note")
    page.verticalScrollBar().setValue(120)
    state = page.state()
    kept = json.loads(json.dumps(state))
    other = FormPage({"sample": RecordForm(Sample, LAYOUT, needs)})
    qtbot.addWidget(other)
    other.resize(1000, 800)
    with qtbot.waitExposed(other):
        other.show()
    other.activateWindow()
    other.restore(kept)
    again = other.state()
    assert again["forms"] == state["forms"]
    assert other.verticalScrollBar().value() == 120
    assert other.forms["sample"].field_in_focus() == "note"
    assert other.forms["sample"].blocks["name"].editor.line.text() == "Ro"


def test_errors_come_back_with_a_draft_where_they_were_shown(page, form, needs, qtbot):
    QTest.keyClicks(form.blocks["dob"].editor.day, "31 Feb")
    form.focus_field("dob")
    form.focus_field("name")
    state = json.loads(json.dumps(page.state()))
    form.load(Sample())
    label = form.findChild(QLabel, "dob.error")
    assert not label.isVisible()
    page.restore(state)
    assert label.isVisible()


def test_a_draft_of_an_older_version_leaves_new_fields_as_they_are(page, form):
    page.restore({"forms": {"sample": {"fields": {"name": {"raw": "Rosa", "no_answer": None}}}}})
    assert form.record().name == "Rosa"
    page.restore({})
    assert form.record().name == "Rosa"


def test_a_draft_that_makes_no_sense_does_no_harm(page, form):
    junk = {name: {"raw": raw, "no_answer": "?"} for name, raw in zip(form.blocks, [None, 1, [], {}, "x"] * 4)}  # noqa: B905
    page.restore({"forms": {"sample": {"fields": junk, "touched": [], "focus": "nowhere"}}, "scroll": 0})
    assert form.state()


def test_a_draft_is_ready_soon_after_the_last_key_and_only_once(qtbot, page, form, needs):
    saver = DraftSaver(page, needs.clock)
    qtbot.addWidget(saver)
    drafts = []
    saver.draft_ready.connect(drafts.append)
    QTest.keyClicks(form.blocks["name"].editor.line, "Rosa")
    assert drafts == []
    qtbot.waitUntil(lambda: drafts != [])
    assert drafts[0]["forms"]["sample"]["fields"]["name"]["raw"] == "Rosa"
    saver.flush()
    assert len(drafts) == 1


def test_a_draft_is_ready_at_once_when_a_field_is_left_or_the_program_locks(qtbot, page, form, needs):
    saver = DraftSaver(page, needs.clock)
    qtbot.addWidget(saver)
    drafts = []
    saver.draft_ready.connect(drafts.append)
    QTest.keyClicks(form.blocks["name"].editor.line, "Ro")
    form.focus_field("dob")
    assert len(drafts) == 1
    QTest.keyClicks(form.blocks["dob"].editor.day, "198")
    saver.flush()
    assert drafts[1]["forms"]["sample"]["fields"]["dob"]["raw"] == "198"


def test_the_person_reads_when_the_draft_was_saved(qtbot, page, needs):
    saver = DraftSaver(page, needs.clock)
    qtbot.addWidget(saver)
    assert saver.label.text() == ""
    saver.saved()
    assert saver.label.text() == "Draft saved on this laptop at 09:00"
    QApplication.processEvents()


def test_somebody_who_types_without_a_pause_is_kept_all_the_same(page, form):
    saver = DraftSaver(page, StandingClock())
    saver._longest.setInterval(300)
    kept = []
    saver.draft_ready.connect(kept.append)
    for _letter in range(30):
        QTest.keyClicks(form.blocks["name"].editor.line, "a")
        QTest.qWait(20)
    assert kept
    assert saver._timer.isActive()  # no pause was long enough yet
