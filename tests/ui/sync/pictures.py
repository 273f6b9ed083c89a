"""Pictures of every state of sending and receiving: `python -m tests.ui.sync.pictures` writes them to out/sync."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import tests.conftest  # noqa: F401 - no screen, one scale
from lead_desktop.casework.syncing import Slip
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.sync.told import Told
from lead_desktop.ui.theme import Theme
from lead_desktop.wire.hub_api import NoNetwork
from tests.fakes.desks import walk_in
from tests.ui.sync.meeting import Always, Colleague, MeetingWindow, small_hub

OUT = Path("out/sync")
LOOKS = {
    "en-light": ("en", "light", 1280, 820, 100), "en-dark": ("en", "dark", 1280, 820, 100),
    "es-light": ("es", "light", 1280, 820, 100), "es-dark": ("es", "dark", 1280, 820, 100),
    "es-small": ("es", "light", 1024, 700, 100), "en-small-150": ("en", "light", 1024, 700, 150),
    "es-small-150": ("es", "light", 1024, 700, 150),
}  # fmt: skip
SLIP = Slip("https://hub.casa.example:8443", "kakab lusab babad fokof mujuk hilal", "CODE")


class Waiter:
    """What a window under test asks of pytest-qt."""

    def waitUntil(self, ask: Callable[[], bool], timeout: int = 5000) -> None:
        until = time.monotonic() + timeout / 1000
        while not ask():
            assert time.monotonic() < until
            QTest.qWait(5)


def shoot(mine: MeetingWindow, name: str) -> None:
    """Take one page in every look."""
    for look, (language, theme, width, height, size) in LOOKS.items():
        mine.appearance.change(language=language, theme=theme, text_size=size)
        mine.window.resize(width, height)
        QTest.qWait(60)
        mine.front().refresh()
        mine.settle()
        mine.session.sync.show_state()  # type: ignore[union-attr]
        QTest.qWait(60)
        mine.window.grab().save(str(OUT / f"{name}-{look}.png"))


def change(mine: MeetingWindow | Colleague, person: str, **values: object) -> None:
    opened = mine.desk.reading.open(Person, person)
    with mine.desk.writing("person.edit", person) as work:
        work.edit(opened, opened.record.with_(**values))


def apart(mine: MeetingWindow, colleague: Colleague) -> None:
    """Two people wrote different things; one was deleted meanwhile; one change waits aside, one for a network."""
    person, gone = walk_in(colleague.desk, "Xochitl"), walk_in(colleague.desk, "Benito Romero")
    colleague.sync()
    mine.sync()
    change(colleague, person, name_used="Xo", legal_name=PersonName(first="Xochitl", last="Vigil"))
    with colleague.desk.writing("person.remove", gone) as work:
        work.remove(colleague.desk.reading.open(Person, gone))
    colleague.sync()
    change(mine, person, name_used="Chita", legal_name=PersonName(first="Xochitl", last="Baca"))
    change(mine, gone, name_used="Beni")
    mine.sync()
    mine.hub.refuse = lambda _op: "scope"
    walk_in(mine.desk, "María Guadalupe Sandoval")
    mine.sync()
    mine.hub.refuse = lambda _op: ""
    walk_in(mine.desk, "José Tafoya")


def joined(folder: Path) -> None:
    hub = small_hub()
    colleague, mine = Colleague(folder, hub, 3), MeetingWindow(Waiter(), folder, hub)  # type: ignore[arg-type]
    mine.go("sync")
    mine.sync()
    shoot(mine, "sync-nothing-waits")
    apart(mine, colleague)
    mine.cut("before push", NoNetwork)
    mine.sync()
    for kind in ("sync", "conflicts", "today", "settings"):
        mine.go(kind)
        shoot(mine, kind)
    mine.appearance.change(language="en", theme="light", text_size=100)
    mine.go("conflicts")
    mine.press("writeAnew")
    mine.window.grab().save(str(OUT / "conflicts-anew-en-small.png"))
    mine.runner.now = Told("filling", 1200, 54_000)
    mine.go("sync")
    shoot(mine, "sync-first")
    colleague.close()
    mine.close()


def alone(folder: Path) -> None:
    mine = MeetingWindow(Waiter(), folder, small_hub(), joined=False)  # type: ignore[arg-type]
    mine.go("sync")
    shoot(mine, "sync-alone")
    mine.go("join")
    shoot(mine, "join")
    mine.runner.link.join(SLIP, Always())  # type: ignore[arg-type]
    mine.go("join")
    shoot(mine, "join-words")
    mine.close()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    Theme("light").apply(app)
    with tempfile.TemporaryDirectory() as folder:
        for number, chapter in enumerate((joined, alone)):
            chapter(Path(folder) / str(number))


if __name__ == "__main__":
    main()
