"""The pages before unlock in both languages: each control has a name, Tab alone reaches all, no text is cut off."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.start.first_run import FirstRunPage
from lead_desktop.ui.start.recover import RecoverPage
from lead_desktop.ui.start.recovery_code import RecoveryCodePage
from lead_desktop.ui.start.restore import RestorePage
from lead_desktop.ui.start.set_up import SetUpPage
from lead_desktop.ui.start.unlock import UnlockPage
from lead_desktop.ui.start.window import StartWindow
from tests.fakes.clock import StandingClock
from tests.ui.start_parts import NAME, ChosenFiles, door
from tests.ui.whole_window import called, clipped, heard, missed, stops, walk

LOOKS = ((1280, 820, 100), (1024, 700, 100), (1024, 700, 150))
FEWEST_STOPS = 3


class Entry:
    """The first window, and what makes each of its pages."""

    def __init__(self, folder: Path) -> None:
        self.jobs = Jobs()
        self.appearance = Appearance(QApplication.instance(), folder)  # type: ignore[arg-type]
        self.window = StartWindow(self.appearance)
        self.window.show()
        self.window.activateWindow()
        clock = StandingClock()
        way_in = door(folder, clock)
        self.pages: Mapping[str, Callable[[], QWidget]] = {
            "first run": lambda: FirstRunPage(self.jobs),
            "whose laptop": lambda: SetUpPage(way_in, self.jobs, Needs(clock)),
            "who are you": lambda: self._set_up(SetUpPage(way_in, self.jobs, Needs(clock)), 1),
            "passphrase": lambda: self._set_up(SetUpPage(way_in, self.jobs, Needs(clock)), 2),
            "recovery code": lambda: RecoveryCodePage("AAAA-BBBB-CC01", self.jobs, print),
            "unlock": lambda: UnlockPage(way_in, self.jobs),
            "recover": lambda: RecoverPage(way_in, self.jobs, NAME),
            "restore": lambda: RestorePage(way_in, self.jobs, ChosenFiles()),
        }

    def show(self, name: str) -> QWidget:
        """Put a page into the window and let everything find its place."""
        page = self.pages[name]()
        self.window.show_page(page)
        for _ in range(4):
            QTest.qWait(10)  # layouts that follow layouts
        return page

    @staticmethod
    def _set_up(page: SetUpPage, steps: int) -> SetUpPage:
        for at in range(steps):
            if at == 0:
                page.findChild(QWidget, "side_care").click()  # type: ignore[union-attr,attr-defined]
            else:
                roles = page.who.findChild(QComboBox)
                roles.setCurrentIndex(1)  # type: ignore[union-attr,attr-defined]
                for form, text in ((page.who.user, "Rosa Álvarez"), (page.who.programme, "LEAD Santa Fe")):
                    form.blocks["name"].findChildren(QLineEdit)[0].setText(text)
            page.findChild(QWidget, "next").click()  # type: ignore[union-attr,attr-defined]
        return page

    def close(self) -> None:
        self.appearance.changed.disconnect()
        self.window.deleteLater()
        self.jobs.close()


@pytest.fixture
def entry(qapp: QApplication, tmp_path: Path) -> Iterator[Entry]:
    made = Entry(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_control_before_unlock_has_a_name_and_no_text_is_cut_off(entry: Entry, language: str) -> None:
    entry.appearance.change(language=language)
    found = []
    for width, height, scale in LOOKS:
        entry.window.resize(width, height)
        entry.appearance.change(text_size=scale)
        for name in entry.pages:
            entry.show(name)
            look = f"{width}x{height} {scale} % {name}"
            found += [f"{look}: no name: {called(one)}" for one in stops(entry.window) if not heard(one)]
            found += [f"{look}: {words}" for words in clipped(entry.window)]
    assert not found, "\n".join(found)


def test_the_tab_key_alone_reaches_everything_before_unlock(entry: Entry) -> None:
    found = []
    for name in entry.pages:
        page = entry.show(name)
        if QApplication.focusWidget() is None:
            stops(page)[0].setFocus()
        reached = walk()
        assert len(reached) >= FEWEST_STOPS, name
        found += [f"{name}: {one}" for one in missed(entry.window, reached)]
    assert not found, "\n".join(found)
