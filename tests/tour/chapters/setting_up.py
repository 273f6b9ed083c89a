"""First run: this laptop becomes the care team's; a weak passphrase is refused with words; the code is written down."""

from PySide6.QtWidgets import QLabel

from tests.tour import words
from tests.tour.hand import ENTER, find, front, in_sight, reads, there, wait
from tests.tour.stage import Stage


def play(stage: Stage) -> None:
    """Set up, step by step."""
    find("firstRunPage")
    stage.check(reads("Look around"), "the first page offers a sample program besides real work")
    stage.shot("first-run")
    stage.hand.click("setUp")
    stage.hand.click("next")
    stage.check(reads("Please choose one."), "a step that is not answered says so")
    stage.hand.click("side_care")
    stage.shot("whose-laptop")
    stage.hand.click("next")
    about_me(stage, "case_manager", words.WORKER, words.AGENCY)
    stage.shot("who-are-you")
    stage.hand.click("next")
    passphrase(stage)
    write_the_code_down(stage)
    stage.comes(lambda: front().objectName() == "window", "the window opens after the code")
    stage.settle()
    stage.shot("first-window")


def about_me(stage: Stage, role: str, name: str, agency: str) -> None:
    """Say who works here; the program's name stands in the second form."""
    stage.hand.pick("role", role)
    names = in_sight("name")
    stage.hand.click(names[0])
    stage.hand.write(name)
    stage.hand.add("agency", agency)
    stage.hand.click(names[1])
    stage.hand.write("LEAD Santa Fe")
    stage.hand.fill("number_prefix", "SF")
    stage.hand.fill("intake_window_days", "7")


def passphrase(stage: Stage) -> None:
    """A weak one is refused, two that differ are noticed, a good one is taken."""
    find("newPassphrase")
    stage.hand.fill("newPassphrase", words.WEAK)
    stage.hand.fill("newPassphraseAgain", words.WEAK)
    stage.hand.click("next")
    stage.check(reads("Please choose a stronger passphrase."), "a weak passphrase is refused with words")
    stage.check(find("newPassphrase").text() == words.WEAK, "what was typed stays")  # type: ignore[attr-defined]
    stage.shot("weak-passphrase")
    stage.hand.fill("newPassphrase", words.PASSPHRASE)
    stage.hand.fill("newPassphraseAgain", words.WRONG)
    stage.hand.click("next")
    stage.check(reads("differ"), "two passphrases that differ are noticed")
    stage.hand.fill("newPassphraseAgain", words.PASSPHRASE)
    stage.hand.press(ENTER)


def write_the_code_down(stage: Stage) -> None:
    """The code goes on only when its last group was typed."""
    wait(lambda: there("recoveryCodePage"), "the recovery code is shown", 60)
    stage.shot("recovery-code")
    groups = [one for one in front().findChildren(QLabel) if one.objectName().startswith("codeGroup")]
    stage.hand.fill("lastGroup", "XXXXX")
    stage.hand.click("goOn")
    stage.check(reads("not the last group"), "the code cannot be clicked away")
    stage.hand.fill("lastGroup", groups[-1].text())
    stage.hand.press(ENTER)
