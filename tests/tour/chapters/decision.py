"""The decision on a referral: what the criteria advise, a person decides; a number and a countdown follow."""

import re

from PySide6.QtCore import Qt

from tests.tour import words
from tests.tour.hand import ALT, find, reads, starts_with, there, words as words_in_sight
from tests.tour.stage import Stage


def play(stage: Stage) -> None:
    """Open the referral from Today, accept it, go to the person."""
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.check(stage.screen().objectName() == "referrals", "the program opens where it was closed")
    stage.check("Referencias" in words_in_sight(), "and still speaks Spanish")
    speak_english(stage)
    stage.go("today")
    stage.shot("today-referral-waits")
    stage.hand.click(starts_with("due_")[0])
    stage.at("referral")
    stage.shot("referral-decision")
    stage.hand.click("decide")
    stage.settle()
    stage.check(there("decide"), "a decision that is not made yet is not recorded")
    stage.hand.pick("decision", "accepted")
    stage.hand.click("decide")
    stage.settle()
    stage.at("person")
    stage.shot("person-new")
    stage.comes(lambda: re.search(r"SF-\w+-\d{4}", words_in_sight()), "the person has a participant number")
    stage.comes(lambda: there("intake_left"), "and the time for the intake counts down")
    stage.report.say(f"the countdown says: {find('intake_left').text()}")  # type: ignore[attr-defined]
    stage.hand.press(Qt.Key.Key_Left, with_=ALT)
    stage.at("referral")
    stage.check(reads("Accepted"), "Alt+Left leads back to the referral, which is accepted now")
    stage.shot("referral-accepted")
    stage.hand.click("to_person")
    stage.at("person")


def speak_english(stage: Stage) -> None:
    """Switch back to English."""
    stage.go("settings")
    stage.hand.choose("choose_language", "en")
    stage.sees("Language", "the screens speak English again")
