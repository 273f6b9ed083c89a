"""The intake over two sittings: the first is cut off in the middle of a sentence, the second goes on from there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QListView, QPlainTextEdit

from lead_desktop.ui.widgets.section_list import SECTION
from tests.tour import words
from tests.tour.hand import NotThere, bring_into_sight, find, front, reads, starts_with, there
from tests.tour.stage import READY_TO_BE_KILLED, Stage

WISH = "good_day"
A_MOMENT_MS = 600
"""How long somebody thinks before going on."""


def begin(stage: Stage) -> None:
    """First sitting: two sections, and half a sentence."""
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.check(stage.screen().objectName() == "person", "the program opens at the person it was closed at")
    stage.hand.click("open_intake")
    stage.at("intake")
    stage.comes(lambda: there("sectionList"), "the intake begins with a list of sections")
    stage.settle()
    stage.shot("intake-identity")
    stage.check(value("legal_name.first") == words.FIRST, "what the referral said stands there already")
    for name in ("may_call", "may_text"):
        stage.hand.choose(name, "true")
    for name in ("may_voicemail", "may_mail", "may_visit", "may_social_media", "literacy_help"):
        stage.hand.choose(name, "false")
    stage.hand.click("nextSection")
    stage.settle()
    stage.check(state_of("identity") == "done", "a section that is answered is marked as done")
    go_to(stage, "strengths")
    stage.hand.add("proud_of", words.PROUD)
    stage.hand.add(WISH, words.HALF_TYPED)
    stage.comes(lambda: reads("Draft saved"), "half a sentence is kept as a draft while it is typed")
    QTest.qWait(A_MOMENT_MS)
    stage.settle()
    stage.shot("intake-half-typed")
    print(READY_TO_BE_KILLED, flush=True)
    type_on_until_killed(stage)


def type_on_until_killed(stage: Stage) -> None:
    """Go on typing; the driver kills this process meanwhile."""
    for sign in words.STILL_TYPED * 20:
        stage.hand.write(sign)
        QTest.qWait(40)
    raise NotThere("the end of this process")


def resume(stage: Stage) -> None:
    """Second sitting, in a fresh process: the wrong passphrase, the right one, the sentence, the rest."""
    find("passphrase")
    stage.hand.fill("signInName", words.SIGN_IN)
    stage.hand.fill("passphrase", words.WRONG)
    stage.hand.click("unlock")
    stage.comes(lambda: there("unlockPageBanner"), "a wrong passphrase is answered with a sentence")
    stage.report.say(f"it says: {find('unlockPageBanner').accessibleName()}")
    stage.check(there("passphrase"), "and another try")
    stage.shot("wrong-passphrase")
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    come_back(stage)
    after_the_kill(stage)
    more_sections(stage)
    complete(stage)


def come_back(stage: Stage) -> None:
    """Find the way back to the intake: the program remembers the place, or Today shows the draft."""
    stage.go("today")
    stage.shot("today-draft-waits")
    stage.hand.click(starts_with("draft_")[0])
    stage.at("intake")


def after_the_kill(stage: Stage) -> None:
    """The half-typed text is there."""
    stage.comes(lambda: there("sectionList"), "the intake goes on where it was cut off")
    go_to(stage, "strengths")
    stage.check(value(WISH).startswith(words.HALF_TYPED), "the half-typed sentence is there after the kill")
    more = len(value(WISH)) - len(words.HALF_TYPED)
    stage.check(more > 0, f"and of what was typed on without a pause until the kill: {more} letters")
    stage.check(value("proud_of") == words.PROUD, "and what was typed before it")
    stage.shot("intake-after-kill")


def more_sections(stage: Stage) -> None:
    """Two more sections, one of them skipped, and safer use."""
    stage.hand.click("nextSection")
    stage.settle()
    go_to(stage, "housing")
    stage.shot("intake-housing")
    stage.hand.click("skipSection")
    stage.settle()
    stage.check(state_of("housing") == "skipped", "a section can be skipped")
    go_to(stage, "safer_use")
    stage.hand.choose("has_naloxone", "false")
    stage.hand.choose("knows_naloxone", "true")
    stage.shot("intake-safer-use")
    stage.hand.click("nextSection")
    stage.settle()
    stage.check(state_of("safer_use") in ("done", "started"), "safer use is begun")
    go_to(stage, "law")
    stage.shot("intake-law")
    go_to(stage, "summary")
    stage.shot("intake-summary")


def complete(stage: Stage) -> None:
    """Complete: what is open is asked for, every question may stay unanswered, and the held charge is met."""
    stage.hand.click("completeIntake")
    stage.settle()
    if there("openQuestions"):
        stage.shot("intake-open-questions")
        stage.check(reads("still open"), "completing says which questions are open, one by one")
        while left := [one for one in front().findChildren(QAbstractButton) if _prefers(one)]:
            stage.hand.click(left[0])
            stage.settle()
        stage.hand.click("completeNow")
        stage.settle()
    stage.comes(lambda: there("intakeDone"), "the intake is complete")
    stage.sees("expected not to be filed", "the held charge has met its condition")
    stage.shot("intake-complete")


def _prefers(widget: object) -> bool:
    name = getattr(widget, "objectName", str)()
    return name.startswith("prefer.") and bool(getattr(widget, "isVisible", bool)())


def go_to(stage: Stage, section: str) -> None:
    """Choose a section in the list by a click."""
    sections = find("sectionList")
    assert isinstance(sections, QListView)
    model = sections.model()
    row = model.row_of(section)  # type: ignore[attr-defined]
    index = model.index(row, 0)
    sections.scrollTo(index)
    QTest.mouseClick(sections.viewport(), Qt.MouseButton.LeftButton, pos=sections.visualRect(index).center())
    stage.settle()


def state_of(section: str) -> str:
    """Return how a section is marked in the list."""
    sections = find("sectionList")
    assert isinstance(sections, QListView)
    model = sections.model()
    return model.index(model.row_of(section), 0).data(SECTION).status  # type: ignore[attr-defined]


def value(name: str) -> str:
    """Return what stands in a line or a box."""
    widget = find(name)
    bring_into_sight(widget)
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text()  # type: ignore[attr-defined]
