"""A table with a queue: naloxone comes on the shelf, somebody without a name takes things along, one key saves."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.tour import words
from tests.tour.hand import CONTROL, ENTER, reads, there, wait
from tests.tour.stage import Stage


def play(stage: Stage) -> None:
    """Bring boxes in, hand things out with six keys, see the shelf go down."""
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.go("supplies")
    wait(lambda: there("tap_water"), "the things stand there")
    stage.hand.click("open_naloxone")
    stage.at("naloxone")
    stage.hand.click("naloxone_in")
    stage.hand.click("product.nasal_4")
    stage.hand.fill("number", "4DX8821")
    stage.hand.fill("expires_on", "2030-05-31")
    stage.hand.fill("boxes", "24")
    stage.hand.click("save_form")
    stage.settle()
    stage.check(reads("4DX8821") or there("lots"), "the lot stands on the shelf")
    stage.shot("naloxone-shelf")
    stage.go("supplies")
    stage.hand.click("tap_naloxone_nasal")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_2):
        QTest.keyClick(QApplication.focusWidget(), key)
    stage.shot("supplies-table")
    QTest.keyClick(QApplication.focusWidget(), ENTER, CONTROL)
    stage.settle()
    stage.sees("23 boxes of naloxone left", "one tap, three keys and Ctrl+Enter: saved, and the shelf went down by one")
