"""A long form in sections: any order, all of them may be skipped, one draft for all."""

import json

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lead_desktop.ui.forms.draft_saver import DraftSaver
from lead_desktop.ui.forms.layout import Row, Section
from lead_desktop.ui.forms.pages import OnlyIf, Page, PageForm, Route
from lead_desktop.ui.forms.wizard import Wizard
from tests.ui.forms.sample import Sample


def form(*names, key="sample"):
    return PageForm(key, Sample, (Section("", (Row(*names),)),))


PAGES = (
    Page("who", "Who", (form("name", "dob"),)),
    Page("where", "Where", (form("living", "safe"),), "Where the person sleeps."),
    Page("help", "Help", (form("why_not", "reasons"),), only_if=OnlyIf("sample", "safe", frozenset({"false"}))),
    Page("other", "Other", (form("nights", key="second"), form("agrees"))),
)


@pytest.fixture
def wizard(qtbot, needs):
    made = Wizard(PAGES, needs)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def write(wizard, page, key, name, text):
    QTest.keyClicks(wizard._page(page).forms[key].blocks[name].editor.focus_target(), text)


def test_the_route_leaves_out_what_does_not_apply():
    route = Route(PAGES)
    assert [page.key for page in route.shown({})] == ["who", "where", "other"]
    assert route.after("where", {}) == "other"
    assert route.after("where", {"sample": {"safe": False}}) == "help"
    assert route.before("other", {"sample": {"safe": False}}) == "help"
    assert route.before("who", {}) is None
    assert route.after("other", {}) is None
    with pytest.raises(ValueError, match="one key"):
        Route((PAGES[0], PAGES[0]))


def test_pages_are_walked_skipped_and_visited_in_any_order(qtbot, wizard):
    assert not wizard.back.isEnabled()
    wizard.next.click()
    assert wizard.here() == "where"
    wizard.skip.click()
    assert wizard.here() == "other"
    assert wizard.status("where") == "skipped"
    assert wizard.next.text() == "Finish"
    wizard.sections.section_chosen.emit("who")
    assert wizard.here() == "who"
    wizard.go_to("other")
    wizard.back.click()
    assert wizard.here() == "where"
    wizard.go_to("other")
    with qtbot.waitSignal(wizard.finish_requested):
        wizard.next.click()


def test_every_page_says_that_any_question_can_be_skipped(wizard):
    for page in ("who", "where", "other"):
        wizard.go_to(page)
        shown = [label.text() for label in wizard.findChildren(QLabel) if label.isVisible()]
        assert any("You can skip any question." in words for words in shown)


def test_a_page_shows_how_far_it_is(wizard):
    write(wizard, "who", "sample", "name", "Rosa")
    assert wizard.status("who") == "started"
    wizard.next.click()
    wizard._page("where").forms["sample"].blocks["safe"].editor.buttons["false"].click()
    assert wizard.status("help") == "empty"
    wizard.go_to("other")
    write(wizard, "other", "second", "nights", "many")
    wizard.go_to("who")
    assert wizard.status("other") == "problem"


def test_one_record_may_stand_on_several_pages(wizard):
    write(wizard, "who", "sample", "name", "Rosa")
    wizard.go_to("where")
    wizard._page("where").forms["sample"].blocks["safe"].editor.buttons["false"].click()
    wizard.next.click()
    assert wizard.here() == "help"
    write(wizard, "help", "sample", "why_not", "A room")
    wizard.go_to("other")
    write(wizard, "other", "second", "nights", "3")
    sample, second = wizard.record("sample"), wizard.record("second")
    assert (sample.name, sample.safe, sample.why_not) == ("Rosa", False, "A room")
    assert (second.name, second.nights) == (None, 3)


def test_completing_goes_to_the_first_page_where_something_is_missing(wizard):
    wizard.go_to("other")
    assert not wizard.complete()
    assert wizard.here() == "who"
    assert wizard._page("who").banner.message() == "1 field needs attention"
    write(wizard, "who", "sample", "name", "Rosa")
    assert not wizard.complete()
    assert wizard.here() == "other"
    wizard._page("other").forms["sample"].blocks["agrees"].editor.buttons["yes"].click()
    assert wizard.complete()
    assert wizard.status("who") == "done"


def test_records_are_shown_and_come_back(wizard):
    record = Sample(name="Rosa", safe=True, note="kept")
    wizard.load({"sample": record})
    assert wizard.status("where") == "started"
    wizard.go_to("where")
    assert wizard.record("sample") == record


def test_a_draft_holds_all_pages_built_or_not(qtbot, wizard, needs):
    write(wizard, "who", "sample", "name", "Rosa")
    wizard.go_to("where")
    write(wizard, "where", "sample", "living", "some")
    wizard.go_to("other")
    wizard.skip.click() if wizard.skip.isVisible() else None
    state = json.loads(json.dumps(wizard.state()))
    again = Wizard(PAGES, needs)
    qtbot.addWidget(again)
    again.restore(state)
    assert again.here() == "other"
    assert again.status("where") == wizard.status("where")
    assert json.loads(json.dumps(again.state()))["pages"]["where"] == state["pages"]["where"]
    assert again.state()["pages"] == state["pages"]
    again.go_to("who")
    assert again.record("sample").name == "Rosa"


def test_leaving_a_page_keeps_the_draft_at_once(qtbot, wizard, needs):
    saver = DraftSaver(wizard, needs.clock)
    qtbot.addWidget(saver)
    drafts = []
    saver.draft_ready.connect(drafts.append)
    write(wizard, "who", "sample", "name", "Rosa")
    wizard.go_to("where")
    assert drafts
    assert drafts[-1]["pages"]["who"]["forms"]["sample"]["fields"]["name"]["raw"] == "Rosa"
