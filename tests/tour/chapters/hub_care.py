"""Two laptops of the care team: the referral arrives, an intake is taken, and one nickname is changed on both."""

from PySide6.QtCore import Qt

from tests.tour import words
from tests.tour.chapters.hub_consent import granted
from tests.tour.chapters.hub_joining import DROP_IN, ROUND_S, VAN, all_sent, focus_stays, join, meet, set_up, state
from tests.tour.chapters.intake import WISH, go_to, state_of
from tests.tour.hand import CONTROL, find, reads, table_text, there, wait, words as words_in_sight
from tests.tour.hub import Terminal
from tests.tour.stage import Stage


def drop_in_joins(stage: Stage) -> None:
    """Set up, join; the officer's referral is here; it is accepted, and an intake is begun."""
    terminal = Terminal()
    set_up(stage, DROP_IN)
    terminal.answers()
    join(stage, terminal, DROP_IN)
    stage.go("referrals")
    stage.comes(lambda: words.LAST in table_text("referral_table"), "the officer's referral has arrived", ROUND_S)
    stage.shot("hub-referral-arrived")
    stage.hand.open_row("referral_table")
    stage.at("referral")
    stage.hand.pick("decision", "accepted")
    stage.hand.click("decide")
    stage.at("person")
    intake(stage)
    meet(stage)
    all_sent(stage, "the intake is sent to the hub")


def intake(stage: Stage) -> None:
    """Take down what goes well."""
    stage.hand.click("open_intake")
    stage.at("intake")
    wait(lambda: there("sectionList"), "the sections of the intake")
    stage.settle()
    go_to(stage, "strengths")
    stage.hand.add("proud_of", words.PROUD)
    stage.hand.add(WISH, words.HALF_TYPED)
    stage.hand.click("nextSection")
    stage.settle()
    stage.check(state_of("strengths") in ("done", "started"), "an intake is taken at the drop-in")
    stage.shot("hub-intake")


def van_joins(stage: Stage) -> None:
    """Set up a second care laptop, join, find the person, give them a nickname."""
    terminal = Terminal()
    set_up(stage, VAN)
    terminal.answers()
    join(stage, terminal, VAN)
    nickname(stage, words.NICKNAME_VAN)
    meet(stage)
    all_sent(stage, "the van has sent another nickname")


def nickname(stage: Stage, name: str) -> None:
    """Find the person by their last name, and change what they go by."""
    stage.hand.press(Qt.Key.Key_F, with_=CONTROL)
    stage.at("people")
    stage.hand.fill("search", words.LAST)
    stage.comes(lambda: words.LAST in table_text("people_table"), "the person is found here", ROUND_S)
    stage.hand.open_row("people_table")
    stage.at("person")
    stage.hand.click("edit_person_button")
    wait(lambda: there("name_used"), "the form")
    stage.hand.fill("name_used", name)
    stage.hand.click("save_form")
    wait(lambda: not there("save_form"), "the form is saved", 30)
    stage.settle()


def at_the_drop_in(stage: Stage) -> None:
    """One sitting: two values of one field, then a consent."""
    stage.unlock(DROP_IN.sign_in, DROP_IN.passphrase)
    two_values(stage)
    granted(stage)


def two_values(stage: Stage) -> None:
    """Change the nickname without a hub, meet the hub, see both, choose."""
    terminal = Terminal()
    nickname(stage, words.NICKNAME_DROP_IN)
    stage.comes(lambda: "wait" in state(), "the hub is away, and the frame says that changes wait", ROUND_S)
    terminal.starts()
    meet(stage)
    stage.comes(lambda: there("openConflicts"), "two values of one field wait", ROUND_S)
    stage.check("a person" in state(), f"the frame says: {state()}")
    stage.shot("hub-needs-a-person")
    stage.hand.click("openConflicts")
    stage.at("conflicts")
    both = (words.NICKNAME_DROP_IN, words.NICKNAME_VAN)
    stage.comes(lambda: all(one in words_in_sight() for one in both), "both values stand side by side")
    stage.check(reads(words.COLLEAGUE) and reads("On this laptop"), "with who wrote each, and on which laptop")
    stage.shot("hub-two-values")
    stage.program.appearance.change(language="es")
    stage.settle()
    stage.comes(lambda: reads("En esta computadora") or reads("Conservar"), "in Spanish too")
    stage.shot("hub-two-values-es")
    stage.program.appearance.change(language="en")
    stage.settle()
    choose(stage, words.NICKNAME_VAN)
    meet(stage)
    all_sent(stage, "the choice is sent")
    left = terminal.figure("open conflicts")
    stage.check(left == 0, f"lead-hub status: {left} open conflicts")


def choose(stage: Stage, value: str) -> None:
    """Keep the value that somebody else wrote."""
    panel = find("keep_0").parentWidget()
    at = 0 if panel is not None and value in words_in_sight(panel) else 1
    stage.hand.click(f"keep_{at}")
    stage.settle()
    stage.comes(lambda: reads("Nothing waits for a choice"), "one of them is kept, offline or not")
    stage.check(focus_stays(stage), "and the keyboard stays on the page")
    stage.shot("hub-chosen")
