"""Lessons on the screen: opened, read, thought over, noted; the log for whom it is for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lead_desktop.casework import learning
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.lesson import PRINCIPLES, teaching
from lead_desktop.errors import NotFound
from lead_desktop.i18n import set_language
from lead_desktop.ui.help.page import HelpScreen
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.learn.lesson_page import LessonScreen, Pondering
from lead_desktop.ui.learn.page import LearnScreen
from lead_desktop.ui.pages import tools_for
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.tools import Tools
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", StandingClock(), "supervisor")
    yield made
    made.close()


@pytest.fixture
def tools(qapp: QApplication, desk: Desk) -> Iterator[Tools]:
    made = tools_for(desk, Jobs())
    yield made
    made.jobs.close()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Screen], Screen]:
    def shown(screen: Screen) -> Screen:
        qtbot.addWidget(screen)
        screen.resize(1000, 700)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.refresh()
        return screen

    return shown


def words(screen: Screen) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if not one.isHidden())


def test_a_lesson_is_opened_read_and_noted(qtbot: QtBot, tools: Tools, show: Callable[[Screen], Screen]) -> None:
    page = LearnScreen(tools)
    show(page)
    asked: list[tuple[str, object]] = []
    page.open_requested.connect(lambda kind, what: asked.append((kind, what)))
    page.lessons[1].open.click()
    assert asked == [("lesson", "cycle")]
    lesson = LessonScreen(tools)
    show(lesson)
    lesson.open("cycle")
    assert "Change goes around" in words(lesson)
    assert "Getting ready" in words(lesson)
    assert "LEAD Support Bureau" in words(lesson)
    back: list[None] = []
    lesson.back_requested.connect(lambda: back.append(None))
    lesson.read.click()
    qtbot.waitUntil(lambda: bool(back))
    page.refresh()
    assert page.lessons[1].read.text().startswith("Read on ")
    assert page.lessons[0].read.text() == ""
    assert page.rows.rowCount() == 1


def test_a_check_in_answers_every_answer_kindly_and_keeps_none(
    tools: Tools, show: Callable[[Screen], Screen], desk: Desk
) -> None:
    lesson = LessonScreen(tools)
    show(lesson)
    for one in teaching().lessons:
        lesson.open(one.key)
        for asked, question in zip([*lesson.findChildren(Pondering)][-len(one.check) :], one.check, strict=True):
            for number, choice in enumerate(asked.choices):
                choice.click()
                assert asked.reply.text() == question.answers[number].reply.en
    assert learning.training_log(desk) == ()


def test_principles_name_their_sources_and_what_is_not_endorsed(tools: Tools, show: Callable[[Screen], Screen]) -> None:
    page = LessonScreen(tools)
    show(page)
    page.open(PRINCIPLES)
    assert all(one.source in words(page) for one in teaching().principles)
    assert "What is not endorsed" in words(page)
    set_language("es")
    page.retranslate()
    assert teaching().note[0].es in words(page)
    assert page.title() == "Principios que guían"


def test_the_log_is_only_for_who_answers_for_training(
    tools: Tools, show: Callable[[Screen], Screen], desk: Desk
) -> None:
    learning.note_read(desk, "cycle", "en")
    page = LearnScreen(tools)
    show(page)
    assert not page.log.isHidden()
    with as_role(desk, "officer"):
        page.refresh()
        assert page.log.isHidden()


def test_help_leads_to_the_lessons(tools: Tools, show: Callable[[Screen], Screen]) -> None:
    page = HelpScreen(tools)
    show(page)
    asked: list[str] = []
    page.open_requested.connect(lambda kind, _what: asked.append(kind))
    page._learn.click()
    assert asked == ["learn"]


def test_a_lesson_that_there_is_not_is_not_opened(tools: Tools, show: Callable[[Screen], Screen]) -> None:
    page = LessonScreen(tools)
    show(page)
    with pytest.raises(NotFound):
        page.open("<b>")
