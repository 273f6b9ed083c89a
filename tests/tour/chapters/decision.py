"""The decision on a referral: what the criteria advise, a person decides; a number and a countdown follow."""

import re

from PySide6.QtCore import Qt

from tests.tour import words
from tests.tour.hand import ALT, find, reads, starts_with, there, wait, words as words_in_sight
from tests.tour.stage import Stage


def play(stage: Stage) -> None:
    """Open the referral from Today, accept it, go to the person."""
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.check(stage.screen().objectName() == "referrals", "the program opens where it was closed")
    stage.check("Referencias" in words_in_sight(), "and still speaks Spanish")
    speak_english(stage)
    stage.go("today")
    stage.shot("today-referral-waits")
    meet_in_person(stage)
    stage.go("screening")
    wait(lambda: there("screening_table"), "the queue is read")
    stage.comes(lambda: reads("1 referral waits"), "the queue says that one referral waits")
    stage.shot("screening-queue")
    stage.go("today")
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
    the_charge(stage)


def meet_in_person(stage: Stage) -> None:
    """A call comes before anything is decided: two taps, and it is known how long it took to answer."""
    stage.go("handoffs")
    stage.hand.click("call_now")
    stage.at("handoff")
    stage.hand.click("tap_cm_answered_at")
    stage.comes(lambda: reads("On the way"), "one tap notes that the call was answered")
    stage.shot("handoff-on-the-way")
    stage.go("handoffs")
    stage.hand.click("to_roster")
    stage.at("on_call")
    stage.comes(lambda: reads("Nobody is on call now"), "the roster says that nobody is on call, and what to do then")


def the_charge(stage: Stage) -> None:
    """The held charge has a page of its own, and so has every caseload."""
    tabs = find("person_tabs")
    tabs.setCurrentIndex(4)  # type: ignore[attr-defined]
    stage.hand.open_row("charges")
    stage.at("charge")
    stage.comes(lambda: reads("Held since"), "the charge says since when it is held")
    stage.shot("charge")
    stage.go("caseloads")
    wait(lambda: there("caseload_table"), "the caseload is read")
    stage.shot("caseloads")
    stage.hand.open_row("caseload_table")
    stage.at("person")


def speak_english(stage: Stage) -> None:
    """Switch back to English."""
    stage.go("settings")
    stage.hand.choose("choose_language", "en")
    stage.sees("Language", "the screens speak English again")
