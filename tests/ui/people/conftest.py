"""A care laptop with people on it, and screens brought to the front as the window does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lead_desktop.casework.desk import Desk
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import tools_for
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.tools import Tools
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk

Settle = Callable[[], None]
SHOWN: list[Screen] = []
"""Screens in front; each is left before its laptop closes, as the window does."""


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def role() -> str:
    """The worker's role; tests override it by parametrizing."""
    return "supervisor"


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock, role: str) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock, role)
    yield made
    made.close()


@pytest.fixture
def tools(qapp: QApplication, desk: Desk) -> Iterator[Tools]:
    made = tools_for(desk, Jobs())
    yield made
    while SHOWN:
        SHOWN.pop().leave()
    made.jobs.close()


@pytest.fixture
def settle(qtbot: QtBot, tools: Tools) -> Settle:
    """Wait until all work is done and answered."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not tools.jobs.busy())
        QApplication.processEvents()

    return wait


def bring(qtbot: QtBot, screen: Screen, what: object = None, size: tuple[int, int] = (1060, 780)) -> Screen:
    """Bring a screen to the front as the window does."""
    qtbot.addWidget(screen)
    SHOWN.append(screen)
    screen.resize(*size)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    if what is not None:
        screen.open(what)
    screen.refresh()
    screen.take_focus()
    return screen
