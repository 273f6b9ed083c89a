"""A laptop of the police: an arrest diversion in under forty keys, and a vault that holds nothing about health."""

from functools import partial

from PySide6.QtCore import Qt

from lead_desktop.casework.opening import enter, lock as close_vault
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.store.profile import Profiles
from tests.tour import words
from tests.tour.chapters.setting_up import about_me, write_the_code_down
from tests.tour.hand import CONTROL, ENTER, SPACE, find, front, there, wait
from tests.tour.stage import Stage
from tests.tour.walking import Answers, walk

MOST_KEYS = 39
ALLOWED = {"referral", "referral_status", "programme", "user", "roster_shift"}


def play(stage: Stage) -> None:
    """Set up for an officer, refer by keyboard, look into the vault."""
    find("firstRunPage")
    for name in ("setUp", "side_law", "next"):
        stage.hand.click(name)
    about_me(stage, "officer", words.OFFICER, words.POLICE)
    stage.hand.add("badge", "2207")
    stage.hand.click("next")
    find("newPassphrase")
    stage.hand.fill("newPassphrase", words.OFFICER_PASSPHRASE)
    stage.hand.fill("newPassphraseAgain", words.OFFICER_PASSPHRASE)
    stage.hand.press(ENTER)
    write_the_code_down(stage)
    wait(lambda: front().objectName() == "window", "the window opens")
    stage.settle()
    rail = [one.objectName() for one in front().findChildren(type(find("nav_settings"))) if one.isVisible()]
    stage.check("nav_people" not in rail, "the police see no page of people")
    stage.shot("law-today")
    refer(stage)
    stage.program.session.end("quit")  # type: ignore[union-attr]
    look_inside(stage)


def refer(stage: Stage) -> None:
    """Count the keys from the first field to the thanks; letters of names and free text are not counted."""
    stage.go("new_referral")
    stage.screen().take_focus()
    hand = stage.hand
    hand.keys = hand.letters = 0
    walk(stage, answers(stage))
    hand.press(ENTER, with_=CONTROL)
    stage.settle()
    stage.comes(lambda: there("received"), "the referral is received")
    stage.check(hand.keys <= MOST_KEYS, f"it took {hand.keys} keys besides {hand.letters} letters of free text")
    stage.shot("law-received")


def answers(stage: Stage) -> Answers:
    """Return what an officer types."""
    hand = stage.hand
    letter = hand.letter
    return {
        "referral_type": lambda: None if chosen("referral_type.arrest_diversion") else letter(
            "referral_type", "arrest_diversion"),
        "person_agrees": partial(letter, "person_agrees", "yes"),
        "person_name.first": partial(hand.write, words.FIRST),
        "person_name.last": partial(hand.write, words.LAST),
        "dob": partial(hand.type, "2/28/1991"),
        "location_text": partial(hand.write, words.PLACE),
        "in_catchment": partial(letter, "in_catchment", "true"),
        "incident_no": partial(hand.write, words.INCIDENT),
        "would_be_charges.statute": partial(statute, stage),
        "history_check": partial(hand.type, "c"),
        "no_contact_order_conflict": partial(letter, "no_contact_order_conflict", "no"),
        "immediate_safety": partial(none_of_these, stage),
        "handoff_request": partial(hand.type, "c"),
        "officer_attestation": partial(hand.press, SPACE),
    }  # fmt: skip


def chosen(name: str) -> bool:
    """Tell whether an answer is chosen."""
    return bool(find(name).isChecked())  # type: ignore[attr-defined]


def statute(stage: Stage) -> None:
    """A few letters of the statute."""
    stage.hand.type("shop")
    stage.hand.press(ENTER)


def none_of_these(stage: Stage) -> None:
    """None of these: the last box."""
    stage.hand.press(Qt.Key.Key_Up, SPACE)


def look_inside(stage: Stage) -> None:
    """Open the vault as the program does and count its records by type."""
    folder = Profiles(stage.program.wish.folder).folder("programme")
    opened = enter(folder, words.OFFICER_SIGN_IN, words.OFFICER_PASSPHRASE, stage.program.clock)
    held = {name for name, kind in RECORD_TYPES.items() if opened.desk.reading.of_type(kind)}
    close_vault(opened.desk, "quit")
    stage.check(held <= ALLOWED and "referral" in held, f"its vault holds only: {', '.join(sorted(held))}")
