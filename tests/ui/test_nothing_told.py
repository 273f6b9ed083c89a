"""A fault under any page, with a name in its words: no log, no error stream and no text on the screen has the name."""

import logging
import sys
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from lead_desktop.app import program_hook
from lead_desktop.casework.people import people
from lead_desktop.domain.referral import Referral
from lead_desktop.errors import LeadError
from lead_desktop.store.cipher import Connection
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, pages_for, tools_for
from lead_desktop.ui.session import Session
from tests.fakes.clock import StandingClock
from tests.fakes.desks import bring_in, set_up_alike
from tests.ui.start_parts import ChosenFiles, door, wish

CANARY = "Xochiquetzalina"
LEAVES = {"closeBanner"}


class Foreign(Exception):
    """An error of somebody else's code, whose words hold what was being worked on."""

    def __init__(self):
        super().__init__(f"could not save {CANARY} at line 3")


@pytest.fixture
def session(qtbot, tmp_path):
    jobs, clock = Jobs(), StandingClock()
    opened = set_up_alike(door(tmp_path, clock).folder, wish("supervisor"), clock)
    bring_in(opened.desk, clock)
    appearance = Appearance(QApplication.instance(), tmp_path)
    tools = tools_for(opened.desk, jobs)
    pages = pages_for(tools, Handles(appearance, ChosenFiles(), print, print), sample=False)
    made = Session(opened, tools, pages, appearance)
    qtbot.addWidget(made.window)
    made.start()
    yield made
    made.end("quit")


@contextmanager
def broken_store(monkeypatch):
    """Every statement raises an error whose words hold the name."""
    with monkeypatch.context() as patch:

        def run(*_given, **_more):
            raise Foreign

        patch.setattr(Connection, "run", run)
        yield


@contextmanager
def own_hook(session):
    """Let what reaches the top go where it goes in the program; returns the kinds of errors that did."""
    program = type("Program", (), {"session": session})()
    usual, hook, seen = sys.excepthook, program_hook(program), []

    def heard(kind, error, trace):
        seen.append(kind)
        hook(kind, error, trace)

    sys.excepthook = heard
    yield seen
    sys.excepthook = usual


def texts(window):
    """Everything that a person can read on the screen, or a screen reader."""
    for widget in [window, *window.findChildren(QWidget)]:
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
        if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()


def subject(session, kind):
    """What a page of one record is opened with."""
    desk = session.tools.desk
    person = people(desk)[0].rid
    return {
        "person": person, "contact": person, "intake": person, "plan": person,
        "referral": desk.reading.of_type(Referral)[0].rid,
    }.get(kind)  # fmt: skip


PAGES = ("today", "people", "person", "contact", "intake", "plan", "referrals", "referral", "new_referral", "glance",
         "settings", "help")  # fmt: skip


@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize("kind", PAGES)
def test_a_foreign_error_under_a_page_tells_nothing(qtbot, session, monkeypatch, caplog, capfd, kind):
    caplog.set_level(logging.DEBUG)
    assert session.window.go(kind, subject(session, kind))
    qtbot.waitUntil(lambda: not session.tools.jobs.busy())
    screen = session.window.front()
    with broken_store(monkeypatch), own_hook(session):
        for act in (screen.refresh, screen.leave, lambda: press_all(screen)):
            try:
                act()
            except Foreign as error:
                sys.excepthook(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: not session.tools.jobs.busy())
        QApplication.processEvents()
        shown = [text for text in texts(session.window) if CANARY in text]
    for widget in QApplication.topLevelWidgets():
        if widget is not session.window:
            shown += [text for text in texts(widget) if CANARY in text]
            widget.hide()
    assert shown == []
    assert CANARY not in caplog.text
    assert CANARY not in "".join(capfd.readouterr())


def press_all(screen):
    """Press every button that can be pressed, but for those that leave the page or ask the system."""
    for button in screen.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and button.objectName() not in LEAVES:
            button.click()


def test_what_reaches_the_top_is_logged_by_kind_and_line_and_said_in_our_words(session, caplog):
    with own_hook(session):
        try:
            raise Foreign
        except Foreign as error:
            sys.excepthook(type(error), error, error.__traceback__)
    assert "unexpected Foreign at test_nothing_told.py:" in caplog.text
    assert CANARY not in caplog.text
    assert LeadError().words() in [label.text() for label in session.window.toast.findChildren(QLabel)]


def test_the_reading_of_texts_would_see_a_name(qtbot, session):
    """The search itself works: the page of the people shows the name that was brought in."""
    session.window.go("people")
    qtbot.waitUntil(lambda: not session.tools.jobs.busy())
    assert any("Rosa" in text for text in texts(session.window))
