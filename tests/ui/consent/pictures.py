"""Pictures of consents in every state and look: `python -m tests.ui.consent.pictures` writes them to out/consent."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

import tests.conftest  # noqa: F401 - no screen, one scale
from lead_desktop.casework import consents
from lead_desktop.ui.consent.hand_over import HandOver
from lead_desktop.ui.consent.page import ConsentsScreen
from lead_desktop.ui.theme import Theme
from tests.fakes.consents import POLICE, card, drafted, signed, taken_back
from tests.fakes.desks import walk_in
from tests.ui.consent.test_shared_page import arrive
from tests.ui.whole_window import WholeWindow

OUT = Path("out/consent")
LOOKS = {
    "en-light": ("en", "light", 1280, 820, 100), "es-dark": ("es", "dark", 1280, 820, 100),
    "es-small": ("es", "light", 1024, 700, 100), "en-small-150": ("en", "light", 1024, 700, 150),
}  # fmt: skip


def shoot(whole: WholeWindow, name: str, what: QWidget | None = None) -> None:
    """Take the window, or a dialog, in every look."""
    for look, (language, theme, width, height, size) in LOOKS.items():
        whole.appearance.change(language=language, theme=theme, text_size=size)
        whole.window.resize(width, height)
        if what is not None:
            what.resize(width, height)
        QTest.qWait(60)
        whole.settle()
        (what or whole.window).grab().save(str(OUT / f"{name}-{look}.png"))
    whole.appearance.change(language="en", theme="light", text_size=100)
    whole.window.resize(1280, 820)


def page(whole: WholeWindow) -> ConsentsScreen:
    """Go to the page of the person's consents."""
    whole.window.go("help")
    whole.window.go("consents", whole.person)
    whole.settle()
    front = whole.window.front()
    assert isinstance(front, ConsentsScreen)
    return front


def press(whole: WholeWindow, begins: str) -> None:
    """Press the first button whose name begins so."""
    front = whole.window.front()
    assert front is not None
    next(one for one in front.findChildren(QPushButton) if one.objectName().startswith(begins)).click()
    whole.settle()


def form(whole: WholeWindow, name: str, begins: str) -> None:
    """Open a form, take it, close it."""
    page(whole)
    press(whole, begins)
    shoot(whole, name)
    page(whole).on_form_left()


def recipients(whole: WholeWindow) -> None:
    """The part of the form that names partners, each with what they may be told."""
    front = page(whole)
    press(whole, "edit.")
    box = front._form
    assert box is not None
    block = box.form.blocks["recipients"]  # type: ignore[attr-defined]
    bar = box.page.verticalScrollBar()
    for look, (language, theme, width, height, size) in LOOKS.items():
        whole.appearance.change(language=language, theme=theme, text_size=size)
        whole.window.resize(width, height)
        whole.settle()
        bar.setValue(block.mapTo(box.page.widget(), QPoint(0, 0)).y() - 20)
        QTest.qWait(30)
        whole.window.grab().save(str(OUT / f"consent-recipients-{look}.png"))
    whole.appearance.change(language="en", theme="light", text_size=100)
    whole.window.resize(1280, 820)
    front.on_form_left()


def sign_by_hand(shown: HandOver) -> None:
    """Draw some lines on the pad."""
    pad = shown.sign.pad
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=QPoint(60, 120))
    for step in range(1, 40):
        QTest.mouseMove(pad, QPoint(60 + step * 9, 120 - (step % 7) * 11))
    QTest.mouseRelease(pad, left, pos=QPoint(420, 60))


def to_the_person(whole: WholeWindow) -> None:
    """The page for the participant, and the one that gives the laptop back."""
    front = page(whole)
    press(whole, "hand_over.")
    shown = front.hand_over
    assert shown is not None
    shown.showNormal()
    for language in ("en", "es"):
        shown.choose_language._choices._choose(language)
        shoot(whole, f"hand-over-{language}", shown)
        sign_by_hand(shown)
        bar = shown.findChildren(QScrollArea)[0].verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most, bar=bar: bar.setValue(most))
        bar.setValue(bar.maximum())
        shoot(whole, f"hand-over-sign-{language}", shown)
    shown.sign.sign.click()
    whole.settle()
    shoot(whole, "hand-over-signed", shown)
    shown.confirm.click()
    whole.settle()


def care(folder: Path) -> None:
    """The drop-in's laptop."""
    whole = WholeWindow(folder, "supervisor")
    whole.person = walk_in(whole.desk)
    page(whole)
    shoot(whole, "consents-empty")
    form(whole, "consent-new", "emptyAction")
    rid = drafted(whole.desk, whole.person)
    form(whole, "consent-change", "edit.")
    recipients(whole)
    form(whole, "consent-paper", "paper.")
    to_the_person(whole)
    card(whole.desk, rid, POLICE, "Comes to breakfast every Wednesday, and has begun to look for a job")
    page(whole)
    shoot(whole, "consents-in-force")
    form(whole, "consent-card", "card.")
    form(whole, "consent-revoke", "revoke.")
    taken_back(whole.desk, rid)
    drafted(whole.desk, whole.person, purposes=())
    whole_one = consents.read_consent(whole.desk, signed(whole.desk, whole.person)).record
    with whole.desk.writing("test", whole.person) as work:
        work.create(whole_one.with_(purposes=()), client=whole.person)
    page(whole)
    press(whole, "hand_over.")
    shoot(whole, "consents-all-states")
    whole.close()


def law(folder: Path) -> None:
    """A laptop of the police, on which a card has arrived."""
    whole = WholeWindow(folder, "officer")
    whole.window.go("shared")
    whole.settle()
    shoot(whole, "shared-empty")
    arrive(whole.desk, whole.clock, recipient=whole.desk.worker.agency)
    whole.window.refresh()
    whole.settle()
    shoot(whole, "shared")
    whole.close()


def main() -> None:
    """Take all pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    Theme("light").apply(app)
    chapters: tuple[Callable[[Path], None], ...] = (care, law)
    with tempfile.TemporaryDirectory() as folder:
        for number, chapter in enumerate(chapters):
            (Path(folder) / str(number)).mkdir()
            chapter(Path(folder) / str(number))


if __name__ == "__main__":
    main()
