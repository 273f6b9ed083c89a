"""Who was not reached lately is looked for after unlock and on each new day, without a word to anybody."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from lead_desktop.casework import quiet
from lead_desktop.domain.engagement import Engagement
from lead_desktop.store.faults import DiskFull
from lead_desktop.ui import quiet_watch
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, pages_for, tools_for
from lead_desktop.ui.session import Session
from tests.fakes.clock import StandingClock
from tests.fakes.desks import set_up_alike, walk_in
from tests.ui.start_parts import ChosenFiles, door, wish


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture
def session(qtbot, clock, tmp_path):
    opened = set_up_alike(door(tmp_path, clock).folder, wish(), clock)
    jobs = Jobs()
    tools = tools_for(opened.desk, jobs)
    appearance = Appearance(QApplication.instance(), tmp_path)
    pages = pages_for(tools, Handles(appearance, ChosenFiles(), print, print), sample=False)
    made = Session(opened, tools, pages, appearance)
    qtbot.addWidget(made.window)
    made.start()
    qtbot.waitUntil(lambda: not jobs.busy())
    yield made
    made.end("quit")


def active(desk, clock):
    person = walk_in(desk)
    held = desk.reading.of_person(Engagement, person)[-1]
    with desk.writing("test") as work:
        after = held.record.with_(status="enrolled_active", enrolled_on=clock.now().date())
        work.edit(desk.reading.open(Engagement, held.rid), after)
    return person


def status(desk, person):
    return desk.reading.of_person(Engagement, person)[-1].record.status


def look(qtbot, session):
    session.quiet.look()
    qtbot.waitUntil(lambda: not session.tools.jobs.busy())


def test_it_begins_after_the_first_page_and_ends_with_the_lock(session):
    assert session.quiet._timer.isActive()
    session.end("key")
    assert not session.quiet._timer.isActive()


def test_a_night_with_the_lid_closed_is_noticed_and_the_day_counts_anew(qtbot, session, clock):
    desk = session.tools.desk
    person = active(desk, clock)
    look(qtbot, session)
    assert status(desk, person) == "enrolled_active"
    clock.advance(timedelta(days=91))
    with qtbot.waitSignal(session.quiet.changed):
        session.quiet.look()
    qtbot.waitUntil(lambda: not session.tools.jobs.busy())
    assert status(desk, person) == "enrolled_quiet"


def test_one_day_asks_once(qtbot, session, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(quiet_watch, "note_quiet", asked.append)
    look(qtbot, session)
    look(qtbot, session)
    assert len(asked) == 1


def test_a_full_disk_is_asked_again_at_the_next_look(qtbot, session, clock, monkeypatch, caplog):
    def full(_desk):
        raise DiskFull

    person = active(session.tools.desk, clock)
    clock.advance(timedelta(days=91))
    monkeypatch.setattr(quiet_watch, "note_quiet", full)
    look(qtbot, session)
    assert "quiet code=" in caplog.text
    monkeypatch.setattr(quiet_watch, "note_quiet", quiet.note_quiet)
    look(qtbot, session)
    assert status(session.tools.desk, person) == "enrolled_quiet"


def test_a_page_with_typing_on_it_is_left_alone(qtbot, session, clock):
    person = active(session.tools.desk, clock)
    session.idle.stop()  # or it locks: nobody was here for 91 days
    clock.advance(timedelta(days=91))
    session.window.go("new_referral")
    front = session.window.front()
    place = front.form.blocks["location_text"].editor
    place.line.insert("By the riv")
    again = []
    front.refresh = lambda: again.append("read")
    look(qtbot, session)
    assert status(session.tools.desk, person) == "enrolled_quiet"
    assert not again
    assert place.line.text() == "By the riv"
