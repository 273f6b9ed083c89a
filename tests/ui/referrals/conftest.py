"""A laptop of the police and one of the care side, with real vaults, and keys that are counted."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.opening import SetUp, set_up
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.person import Person, Whereabouts
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.programme import Programme, User
from lead_desktop.domain.referral import Referral, ReferralTrack
from lead_desktop.domain.screening import Screening
from lead_desktop.store.kdf import FLOOR
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.tools import Tools
from tests.fakes.clock import StandingClock
from tests.fakes.vaults import PASSPHRASE, USER

OFFICER = User(
    name="Ana Lopez", role="officer", agency="Santa Fe Police", unit="Patrol", badge="1182", phone="505-555-0142",
    supervisor="Sgt. Ortiz",
)  # fmt: skip
PROGRAMME = Programme(
    name="LEAD Santa Fe", number_prefix="SF", outreach_phone="505-555-0111", criteria_set="santa_fe",
    intake_window_days=7,
)  # fmt: skip
MakeTools = Callable[..., Tools]
SHOWN: list[Screen] = []
"""Screens in front, held as the window holds them: one that is collected while it is painted ends the process."""
_HELD = (Referral, ReferralTrack, Screening, DivertedCharge, Intake, Whereabouts, Engagement, Plan, Contact, Person)


@pytest.fixture
def clock(the_clock: StandingClock) -> StandingClock:
    the_clock.set_wall(StandingClock().now())
    return the_clock


@pytest.fixture(scope="session")
def the_clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="session")
def laptops(tmp_path_factory: pytest.TempPathFactory, the_clock: StandingClock) -> Iterator[Callable[..., Desk]]:
    """Laptops that are set up once for the whole run, since deriving a key takes its time."""
    made: dict[str, Desk] = {}

    def laptop(user: User, programme: Programme) -> Desk:
        name = user.to_json() + programme.to_json()
        if name not in made:
            folder = tmp_path_factory.mktemp("laptop")
            made[name] = set_up(folder, SetUp(USER, PASSPHRASE, user, programme), the_clock, kdf=FLOOR).desk
        return made[name]

    yield laptop
    for desk in made.values():
        desk.close()


def empty(desk: Desk) -> None:
    """Take away what an earlier test left."""
    for draft in desk.drafts.of(desk.worker.id):
        desk.drafts.discard(draft.id)
    with desk.writing("test.empty") as work:
        for kind in _HELD:
            for held in desk.reading.of_type(kind):
                work.remove(desk.reading.open(kind, held.rid))


@pytest.fixture
def make_tools(qapp: QApplication, laptops: Callable[..., Desk], clock: StandingClock) -> Iterator[MakeTools]:
    """Open a laptop for one test; when it ends, every screen lets go as when the program quits."""
    made: list[Tools] = []

    def make(user: User, programme: Programme = PROGRAMME) -> Tools:
        desk = laptops(user, programme)
        empty(desk)
        made.append(Tools(desk, Jobs(), Needs(clock)))
        return made[-1]

    yield make
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Screen):
            widget.leave()
    SHOWN.clear()
    for tools in made:
        tools.jobs.close()


@pytest.fixture
def police(make_tools: MakeTools) -> Tools:
    """An officer's laptop."""
    return make_tools(OFFICER)


@pytest.fixture
def care(make_tools: MakeTools) -> Tools:
    """A supervisor's laptop."""
    return make_tools(User(name="Rosa Alvarez", role="supervisor", agency="The Life Link"))


def show(qtbot: QtBot, screen: Screen, width: int = 1100, height: int = 820) -> Screen:
    """Bring a screen to the front as the window does."""
    qtbot.addWidget(screen)
    SHOWN.append(screen)
    screen.resize(width, height)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.refresh()
    screen.take_focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return screen


def settled(qtbot: QtBot, tools: Tools) -> None:
    """Wait until all writing is done and answered."""
    qtbot.waitUntil(lambda: not tools.jobs.busy())
    QApplication.processEvents()


class Keys:
    """Presses keys as a person does, wherever the focus is, and counts them; `free` text is counted apart."""

    def __init__(self) -> None:
        self.count = 0
        self.free = 0

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self._target(), key, with_)
            QApplication.processEvents()
            self.count += 1

    def type(self, text: str) -> None:
        """Type something that is counted."""
        for sign in text:
            QTest.keyClicks(self._target(), sign)
            QApplication.processEvents()
            self.count += 1

    def write(self, text: str) -> None:
        """Type letters of a name or free text, which are not counted."""
        for sign in text:
            QTest.keyClicks(self._target(), sign)
        QApplication.processEvents()
        self.free += len(text)

    @staticmethod
    def _target() -> QWidget:
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None
        return target


@pytest.fixture
def keys() -> Keys:
    return Keys()
