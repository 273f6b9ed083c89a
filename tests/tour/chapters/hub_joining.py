"""Joining the hub: expected by name, let in by a printed code, and by six words that somebody compares."""

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QLabel

from tests.tour import words
from tests.tour.chapters.setting_up import about_me
from tests.tour.hand import ENTER, find, front, there, wait
from tests.tour.hub import Terminal
from tests.tour.stage import Stage

ROUND_S = 120
"""A round on a busy computer; on a quiet one it takes less than a second."""
SENT = "Everything is sent"


@dataclass(frozen=True)
class Newcomer:
    """Somebody with a laptop of their own. badge: only an officer is asked for one."""

    name: str
    sign_in: str
    passphrase: str
    side: str
    role: str
    agency: str
    badge: str = ""


OFFICER = Newcomer(
    words.OFFICER, words.OFFICER_SIGN_IN, words.OFFICER_PASSPHRASE, "law", "officer", words.POLICE, "2207"
)
DROP_IN = Newcomer(words.WORKER, words.SIGN_IN, words.PASSPHRASE, "care", "case_manager", words.AGENCY)
VAN = Newcomer(words.COLLEAGUE, words.COLLEAGUE_SIGN_IN, words.PASSPHRASE, "care", "supervisor", words.AGENCY)


def set_up(stage: Stage, who: Newcomer) -> None:
    """Set the laptop up, as the first chapter of the story does step by step."""
    find("firstRunPage")
    for name in ("setUp", f"side_{who.side}", "next"):
        stage.hand.click(name)
    about_me(stage, who.role, who.name, who.agency)
    if who.badge:
        stage.hand.add("badge", who.badge)
    stage.hand.click("next")
    find("newPassphrase")
    for name in ("newPassphrase", "newPassphraseAgain"):
        stage.hand.fill(name, who.passphrase)
    stage.hand.press(ENTER)
    wait(lambda: there("recoveryCodePage"), "the recovery code is shown", 60)
    groups = [one for one in front().findChildren(QLabel) if one.objectName().startswith("codeGroup")]
    stage.hand.fill("lastGroup", groups[-1].text())
    stage.hand.press(ENTER)
    wait(lambda: front().objectName() == "window", "the window opens", 60)
    stage.settle()


def join(stage: Stage, terminal: Terminal, who: Newcomer) -> None:
    """Type what the slip says, read six words out, be let in, receive what there is."""
    slip = expect(terminal, who)
    stage.go("settings")
    stage.hand.click("openHub")
    stage.at("join")
    for field, words_of_slip in (("slipAddress", "hub "), ("slipPin", "hub words"), ("slipCode", "code")):
        stage.hand.fill(field, slip[words_of_slip])
    stage.shot(f"hub-slip-{who.role}")
    stage.hand.click("joinHub")
    wait(lambda: there("fingerprint"), "six words are shown", ROUND_S)
    stage.check(state() == "Waits for the administrator", f"the frame says: {state()}")
    stage.check(focus_stays(stage), "the keyboard stays on the page whose button is gone")
    stage.shot(f"hub-words-{who.role}")
    shown = find("fingerprint").text()  # type: ignore[attr-defined]
    said = terminal.types("confirm", *shown.split())
    stage.check("is in" in said, f"the administrator types the six words: {said.strip()}")
    stage.hand.click("askAgain")
    wait(lambda: there("joinedBanner"), "the laptop has joined", ROUND_S)
    stage.check(focus_stays(stage), "and again when the laptop has joined")
    all_sent(stage, "and what was typed before is sent")
    stage.check(state() == SENT, f"and nothing needs a person; the frame says: {state()}")
    stage.shot(f"hub-joined-{who.role}")


def expect(terminal: Terminal, who: Newcomer) -> dict[str, str]:
    """Write somebody down as expected and print the slip; returns its lines by their first words."""
    terminal.types("users", "add", who.name, "--role", who.role, "--agency", who.agency)
    lines = terminal.types("enrol", who.name).splitlines()
    names = ("hub words", "code", "hub ")
    return {
        name: line.strip().removeprefix(name).strip()
        for line in lines
        for name in names
        if line.strip().startswith(name) and not (name == "hub " and "words" in line)
    }


def all_sent(stage: Stage, what: str) -> None:
    """Check that the frame comes to say that everything is sent."""
    stage.comes(lambda: state().startswith(SENT), what, ROUND_S)


def state() -> str:
    """Return what the frame of the window says about the hub."""
    return str(find("syncState").text())  # type: ignore[attr-defined]


def focus_stays(stage: Stage) -> bool:
    """Tell whether the keyboard is on the page, and not on what stands beside it, such as "Lock now"."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is stage.screen() or stage.screen().isAncestorOf(focus))


def meet(stage: Stage) -> None:
    """Ask for a round on the page behind the frame, and wait until it has ended, well or not."""
    session = stage.program.session
    assert session is not None
    assert session.runner is not None
    runner = session.runner
    stage.hand.click("syncState")
    stage.at("sync")
    wait(lambda: not runner.running(), "a round under way ends", ROUND_S)
    stage.hand.click("syncNow")
    wait(lambda: not runner.running(), "the round ends", ROUND_S)
    stage.settle()
