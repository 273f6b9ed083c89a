"""What a chapter of the tour works with: the real program, hands, and the report."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lead_desktop.app import Program, Wish
from lead_desktop.store.kdf import FLOOR
from lead_desktop.ui.screen import Screen
from tests.tour.hand import CONTROL, Hand, NotThere, find, front, reads, there, wait
from tests.tour.report import Report

READY_TO_BE_KILLED = "half-typed"
"""A line that tells the driver to kill this process, which goes on typing."""


class Files:
    """Answers the file dialogs of the system: the next name asked for."""

    def __init__(self, folder: Path) -> None:
        """Put files into a folder outside the profiles."""
        self.folder = folder
        self.next = "document.pdf"

    def to_write(self, _parent: QWidget, _title: str, _suggested: str) -> Path | None:
        return self.folder / self.next

    def to_read(self, _parent: QWidget, _title: str, _pattern: str) -> Path | None:
        return self.folder / self.next


class Stage:
    """What a chapter has: the program that runs, hands, and the report."""

    def __init__(self, wish: Wish, out: Path) -> None:
        """Start the program."""
        self.report = Report(out)
        self.hand = Hand()
        self.files = Files(out / "papers")
        self.anew: Wish | None = None
        self.complaints: list[str] = []
        self.program = Program(wish, begin_anew=self._begin_anew, kdf=FLOOR, files=self.files)

    def _begin_anew(self, wish: Wish) -> None:
        self.anew = wish

    # what chapters use

    def check(self, holds: object, what: str) -> bool:
        """Note a check."""
        return self.report.check(holds, what)

    def sees(self, text: str, what: str, seconds: float = 10) -> bool:
        """Check that words come into sight."""
        return self.comes(lambda: reads(text), what, seconds)

    def comes(self, until: Callable[[], object], what: str, seconds: float = 10) -> bool:
        """Check that something comes to hold."""
        try:
            wait(until, what, seconds)
        except NotThere:
            return self.check(holds=False, what=what)
        return self.check(holds=True, what=what)

    def shot(self, name: str) -> None:
        """Keep a picture of the window in front."""
        QTest.qWait(60)
        self.report.picture(front(), name)

    def screen(self) -> Screen:
        """Return the screen in front."""
        session = self.program.session
        found = session.window.front() if session else None
        if found is None:
            raise NotThere("a screen")
        return found

    def settle(self) -> None:
        """Wait until everything asked for is done; long work beside it goes on."""
        jobs = self.program.jobs
        wait(lambda: not jobs._under_way - jobs._long, "the program is done", 60)
        QTest.qWait(5)

    def go(self, kind: str) -> Screen:
        """Go to a page by its entry in the rail."""
        session = self.program.session
        if session is None:
            raise NotThere("an open window")
        entries = [one for one in session.window.rail.findChildren(QWidget) if _place(one) == kind and one.isVisible()]
        if not entries:
            raise NotThere(f"{kind} stands in the rail")
        self.hand.click(entries[0])
        return self.at(kind)

    def at(self, kind: str) -> Screen:
        """Wait until a page is in front."""
        wait(lambda: self.program.session and self.program.session.window.place()[0] == kind, f"the page {kind}", 10)
        self.settle()
        return self.screen()

    def unlock(self, name: str, passphrase: str) -> None:
        """Sign in."""
        find("passphrase")
        if there("signInName"):
            self.hand.fill("signInName", name)
        self.hand.fill("passphrase", passphrase)
        self.hand.click("unlock")
        wait(lambda: self.program.session is not None and front().objectName() == "window", "the window is open")
        self.settle()

    def lock(self) -> None:
        """Lock by the key, as a person does who gets up."""
        self.hand.press(Qt.Key.Key_L, with_=CONTROL)
        wait(lambda: self.anew is not None, "the program ends to begin anew")


def _place(widget: QWidget) -> str:
    place = getattr(widget, "place", None)
    return getattr(place, "kind", "")
