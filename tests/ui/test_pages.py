"""Who has which pages: by what the role may do."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, pages_for, tools_for
from lead_desktop.ui.session import FIELD_MINUTES, LAW_MINUTES, USUAL_MINUTES, Session
from tests.fakes.clock import StandingClock
from tests.fakes.desks import set_up_alike
from tests.ui.start_parts import ChosenFiles, door, wish

ABOUT_NOBODY = {"blank", "learn", "lesson", "directory", "provider", "catalogue"}
"""Lessons and the directory, the same on every laptop."""


@pytest.fixture
def open_as(qtbot, tmp_path):
    made = []

    def maker(role):
        jobs, clock = Jobs(), StandingClock()
        opened = set_up_alike(door(tmp_path / role, clock).folder, wish(role), clock)
        appearance = Appearance(QApplication.instance(), tmp_path)
        tools = tools_for(opened.desk, jobs)
        pages = pages_for(tools, Handles(appearance, ChosenFiles(), print, print), sample=False)
        session = Session(opened, tools, pages, appearance)
        qtbot.addWidget(session.window)
        made.append(session)
        return session, {page.kind: page for page in pages}

    yield maker
    for session in made:
        session.end("quit")


@pytest.mark.parametrize("role", ["officer", "police_liaison", "prosecutor"])
def test_police_and_prosecution_have_no_page_about_people_intake_or_plans(open_as, role):
    _session, pages = open_as(role)
    theirs = {"today", "new_referral", "referrals", "referral", "settings", "help"}
    by_consent, of_staff = {"shared"}, {"on_call"}
    assert set(pages) <= theirs | by_consent | of_staff | ABOUT_NOBODY


@pytest.mark.parametrize("role", ["case_manager", "supervisor"])
def test_care_has_every_page(open_as, role):
    _session, pages = open_as(role)
    wanted = {"today", "people", "person", "contact", "intake", "plan", "referrals", "referral", "new_referral"}
    wanted |= {"supplies", "person_supplies", "naloxone"}
    assert wanted | {"glance", "settings", "help"} | ABOUT_NOBODY <= set(pages)


@pytest.mark.parametrize("role", ["officer", "outreach", "case_manager", "project_manager", "administrator", "auditor"])
def test_every_page_of_the_rail_opens_for_its_role(qtbot, open_as, role):
    session, pages = open_as(role)
    session.window.show()
    for kind, page in pages.items():
        if page.in_rail:
            assert session.window.go(kind)
            qtbot.waitUntil(lambda: not session.tools.jobs.busy())


def test_a_page_that_a_role_does_not_have_cannot_be_gone_to(open_as):
    session, _pages = open_as("officer")
    assert not session.window.go("people")


@pytest.mark.parametrize(
    ("role", "minutes"), [("officer", LAW_MINUTES), ("outreach", FIELD_MINUTES), ("case_manager", USUAL_MINUTES)]
)
def test_the_usual_minutes_to_the_lock_follow_the_role(open_as, role, minutes):
    session, _pages = open_as(role)
    assert session.minutes() == minutes
    session.appearance.change(lock_minutes=2)
    assert session.minutes() == 2


@pytest.mark.survives(37)
def test_after_a_night_with_the_lid_closed_the_first_look_locks(qtbot, open_as):
    session, _pages = open_as("case_manager")
    session.start()
    session.tools.desk.clock.advance(timedelta(hours=8))
    with qtbot.waitSignal(session.ended) as told:
        session.idle.look()
    assert told.args == ["idle"]
    assert not session.window.cover.isHidden()
