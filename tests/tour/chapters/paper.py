"""Locking from the keyboard, back to the same place, and the summary of a referral on paper, in Spanish."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.tour import words
from tests.tour.chapters.plan import NEUTRAL, flat, save_paper, tagged, title
from tests.tour.hand import CONTROL, find, there, wait
from tests.tour.stage import Stage


def lock(stage: Stage) -> None:
    """Go somewhere, lock by Ctrl+L."""
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.go("people")
    wait(lambda: there("people_table"), "people are listed")
    stage.hand.open_row("people_table")
    stage.at("person")
    stage.lock()
    stage.check(stage.anew is not None and stage.anew.profile == "programme", "Ctrl+L ends the process for a fresh one")
    left = [one.objectName() for one in QApplication.topLevelWidgets() if one.isVisible()]
    stage.check(not left, f"and no window is left open {' '.join(left)}".rstrip())


def unlock(stage: Stage) -> None:
    """The fresh process asks for the passphrase, and leads back to the same place."""
    find("passphrase")
    stage.check(True, "the fresh process stands at the page that asks who is there")
    stage.shot("locked")
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.check(stage.screen().objectName() == "person", "after unlocking one stands where one was")
    stage.shot("unlocked-same-place")
    referral(stage)


def referral(stage: Stage) -> None:
    """Print the summary of the referral in Spanish."""
    stage.go("referrals")
    stage.hand.open_row("referral_table")
    stage.at("referral")
    stage.hand.click("print_referral")
    text, raw = save_paper(stage, "referral.pdf", "referral-paper-es", "es")
    text = flat(text)
    stage.check(words.INCIDENT in text and words.LAST in text, "the summary has the incident and the name")
    stage.check("Resumen" in text or "referencia" in text.casefold(), "it is in Spanish")
    stage.check("Date of birth" not in text and "Charges" not in text, "and nothing of it in English")
    stage.check(tagged(raw) and title(raw) in NEUTRAL, "it is tagged, its title neutral")
    stage.hand.press(Qt.Key.Key_L, with_=CONTROL)
    wait(lambda: stage.anew is not None, "the program locks")
