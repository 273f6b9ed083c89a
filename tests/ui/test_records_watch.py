"""The check of the records after unlock and in the settings: silent when all is well, plain when something is not."""

import pytest
from PySide6.QtWidgets import QApplication

from lead_desktop.casework import integrity
from lead_desktop.domain.person import Person
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, pages_for, tools_for
from lead_desktop.ui.session import Session
from lead_desktop.ui.settings.check_card import CheckCard
from tests.fakes.chains import audit_rows
from tests.fakes.clock import StandingClock
from tests.fakes.desks import walk_in
from tests.ui.start_parts import ChosenFiles, door, wish

CANARY = "Xochiquetzalina"


@pytest.fixture
def opened(tmp_path):
    made = door(tmp_path, StandingClock()).set_up(wish())
    walk_in(made.desk, CANARY)
    yield made
    made.desk.close()


@pytest.fixture
def jobs(opened):
    made = Jobs()
    yield made
    made.close()


def checks(desk):
    return [row for row, _own in audit_rows(desk.vault.reader) if row.action == "integrity.check"]


def bend(desk):
    """Change a name in the file without the program."""
    rid = desk.reading.of_type(Person)[0].rid
    with desk.vault.writer.transaction() as connection:
        connection.execute("UPDATE listed SET title = ? WHERE rid = ?", (f"{CANARY} bent", rid))
    return rid


@pytest.fixture
def session(qtbot, opened, jobs, tmp_path):
    appearance = Appearance(QApplication.instance(), tmp_path)
    tools = tools_for(opened.desk, jobs)
    pages = pages_for(tools, Handles(appearance, ChosenFiles(), print, print), sample=False)
    made = Session(opened, tools, pages, appearance)
    qtbot.addWidget(made.window)
    made.start()
    return made


def test_all_is_well_is_written_down_and_not_said(qtbot, session, opened):
    assert session.records._timer.isActive()
    session.records.begin()
    qtbot.waitUntil(lambda: len(checks(opened.desk)) == 1, timeout=10_000)
    assert (checks(opened.desk)[0].outcome, checks(opened.desk)[0].reason) == ("ok", "whole")
    assert not session.window.notice.isVisible()


def test_what_is_wrong_is_said_above_the_page_without_any_name(qtbot, session, opened, caplog, capfd):
    rid = bend(opened.desk)
    session.records.begin()
    qtbot.waitUntil(session.window.notice.isVisible, timeout=10_000)
    words = session.window.notice.message()
    assert "one entry that is not as it was saved" in words
    assert f"record {rid}" in words
    qtbot.waitUntil(lambda: len(checks(opened.desk)) == 1)
    assert checks(opened.desk)[0].outcome == "broken"
    assert CANARY not in words + caplog.text + "".join(capfd.readouterr()) + checks(opened.desk)[0].object


def test_no_check_begins_once_the_laptop_is_locked(qtbot, session, opened):
    session.end("key")
    assert not session.records._timer.isActive()


def test_a_check_under_way_is_stopped_by_the_lock(qtbot, session, opened, monkeypatch):
    monkeypatch.setattr(integrity, "_TELL_EVERY", 1)
    session.records.begin()
    session.end("key")
    assert opened.desk.vault.writer.closed
    assert not session.window.notice.isVisible()


@pytest.fixture
def card(qtbot, opened, jobs):
    made = CheckCard(tools_for(opened.desk, jobs))
    qtbot.addWidget(made)
    made.show()
    return made


def press(qtbot, card):
    card._begin.click()
    qtbot.waitUntil(lambda: not card.busy(), timeout=10_000)


def test_the_settings_check_everything_on_request(qtbot, card, opened):
    press(qtbot, card)
    assert "Everything is as it was saved" in card.banner.message()
    qtbot.waitUntil(lambda: [row.outcome for row in checks(opened.desk)] == ["ok"])
    bend(opened.desk)
    press(qtbot, card)
    assert "not as it was saved" in card.banner.message()
    qtbot.waitUntil(lambda: [row.outcome for row in checks(opened.desk)] == ["ok", "broken"])


def test_the_check_in_the_settings_can_be_stopped(qtbot, card, opened, monkeypatch):
    monkeypatch.setattr(integrity, "_TELL_EVERY", 1)
    card._begin.click()
    card._on_stop_clicked()
    qtbot.waitUntil(lambda: not card.busy(), timeout=10_000)
    assert "Stopped" in card.banner.message()
    assert checks(opened.desk) == []
