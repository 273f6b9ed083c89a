"""A crisis, a lesson, the directory, and a word that has a kinder one."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from tests.tour import words
from tests.tour.hand import CONTROL, find, front, reads, there, wait
from tests.tour.stage import Stage

TYPED = "Takes in whoever comes, an addict too"
KINDER = "Takes in whoever comes, a person with a substance use disorder too"


def play(stage: Stage) -> None:
    """F2 before and after unlocking, a lesson, the shelters, F7, what treatments there are."""
    find("passphrase")
    stage.hand.press(Qt.Key.Key_F2)
    crisis(stage, "without a passphrase")
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.hand.press(Qt.Key.Key_F2)
    crisis(stage, "and from everywhere")
    lesson(stage)
    shelters(stage)
    kinder(stage)
    catalogue(stage)


def crisis(stage: Stage, when: str) -> None:
    """The card opens, turns into Spanish, and closes."""
    stage.sees("call or text 988", f"F2 shows whom to call, {when}")
    stage.hand.choose("crisisLanguage", "es")
    stage.sees("Llame al 911", "and the same in Spanish")
    stage.shot("crisis")
    stage.hand.click("closeCrisis")
    wait(lambda: not there("closeCrisis"), "the card closes")
    front().activateWindow()  # as a desktop does when a dialog has closed
    QTest.qWait(20)


def lesson(stage: Stage) -> None:
    """Read a lesson, think over its question, note that it was read."""
    stage.go("help")
    stage.hand.click("openLessons")
    stage.at("learn")
    stage.hand.click("open_cycle")
    stage.at("lesson")
    stage.shot("lesson")
    stage.hand.click("check_in_1")
    stage.sees("Naloxone, and somebody who checks", "every answer gets a kind word")
    stage.hand.click("lesson_read")
    stage.at("learn")
    stage.sees("Read on", "the lesson is noted as read")
    stage.shot("lessons")


def shelters(stage: Stage) -> None:
    """Bring the shelters in, find one, look at it."""
    stage.go("directory")
    stage.hand.click("emptyAction")
    stage.comes(lambda: there("places"), "the shelters are brought in")
    stage.shot("directory")
    stage.hand.fill("search", "24/7")
    stage.comes(lambda: _rows() == 1, "one is open day and night")
    stage.hand.open_row("places")
    stage.at("provider")
    stage.sees("Nobody has checked this for three months", "it says that nobody has checked it for a while")
    stage.shot("place")


def kinder(stage: Stage) -> None:
    """Write a word that weighs on people; one key puts another in its place, one step takes it back."""
    stage.hand.click("change_place")
    find("place_form")
    stage.hand.fill("about", TYPED)
    stage.hand.press(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_F7)
    stage.check(_about() == KINDER, "F7 writes other words, and the sentence stays right")
    stage.hand.press(Qt.Key.Key_Z, with_=CONTROL)
    stage.check(_about() == TYPED, "one step takes it back")
    stage.hand.press(Qt.Key.Key_Home, Qt.Key.Key_F7)
    stage.sees("Instead of “addict”", "from elsewhere the key goes to the word and shows what there is")
    stage.shot("words-suggested")
    stage.hand.press(Qt.Key.Key_2)
    stage.check("a person with addiction" in _about(), "a number takes any of them")
    stage.hand.click("save_form")
    wait(lambda: there("place_checked"), "the place is saved")
    stage.hand.click("place_checked")
    stage.settle()
    stage.comes(lambda: not reads("three months"), "a place that was checked today says so")


def catalogue(stage: Stage) -> None:
    """What each kind of treatment is."""
    stage.go("directory")
    stage.hand.click("open_catalogue")
    stage.at("catalogue")
    stage.sees("Can start the same day", "treatment and support in plain words")
    stage.shot("catalogue")


def _about() -> str:
    box = find("about")
    return box.toPlainText() if isinstance(box, QPlainTextEdit) else ""


def _rows() -> int:
    return int(find("places").model().rowCount())  # type: ignore[attr-defined]
