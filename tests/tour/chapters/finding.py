"""Finding somebody again, a quick contact, and a way back from a mistake."""

import re

from PySide6.QtCore import Qt

from tests.tour import words
from tests.tour.hand import CONTROL, find, reads, table_text, there, wait, words as words_in_sight
from tests.tour.stage import Stage

CONTACT = (("kind", "brief"), ("mode", "in_person"), ("place_kind", "street"))


def play(stage: Stage) -> None:
    """Search in three ways, record a contact, take it back, record it again."""
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.hand.press(Qt.Key.Key_F, with_=CONTROL)
    stage.at("people")
    wait(lambda: table_text("people_table"), "people are listed")
    row = table_text("people_table")
    number = re.search(r"SF-\w+-\d{4}", row)
    stage.check(number, "the list shows the participant number")
    stage.shot("people")
    search(stage, words.ALIAS.lower().replace("í", "i"), "by an alias, without its accent")
    stage.shot("people-found")
    search(stage, "inigo zal", "by a name without accents")
    search(stage, number.group() if number else "", "by the number")
    nobody(stage)
    search(stage, words.LAST, "by the last name")
    stage.hand.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    stage.at("person")
    wait(lambda: there("record_contact"), "the person's page is filled")
    stage.shot("person")
    contact(stage)


def search(stage: Stage, text: str, how: str) -> None:
    """Type into the search and see one person."""
    stage.hand.fill("search", text)
    stage.comes(lambda: there("people_table") and words.LAST in table_text("people_table"), f"found {how}")


def nobody(stage: Stage) -> None:
    """A name that nobody has gives a kind sentence, not an empty table."""
    stage.hand.fill("search", "Wolkenstein")
    stage.sees("Nobody found", "a name that nobody has is answered with words")
    stage.shot("people-nobody")


def contact(stage: Stage) -> None:
    """Record a contact by few keys; take it back; record it once more."""
    stage.hand.click("record_contact")
    stage.at("contact")
    stage.shot("contact-empty")
    fill_contact(stage)
    stage.shot("contact-filled")
    stage.hand.click("save_form")
    stage.at("person")
    stage.comes(lambda: there("undo"), "the contact is saved, and can be taken back")
    stage.shot("contact-saved")
    stage.hand.click("undo")
    stage.settle()
    stage.sees("Taken back", "it is taken back")
    stage.hand.click("record_contact")
    stage.at("contact")
    fill_contact(stage)
    stage.hand.click("save_form")
    stage.at("person")
    stage.settle()
    stage.comes(lambda: "Contact" in words_in_sight() or reads("contact"), "and recorded once more")
    tabs = find("person_tabs")
    for at, name in ((1, "timeline"), (2, "contacts"), (4, "charges")):
        tabs.setCurrentIndex(at)  # type: ignore[attr-defined]
        stage.settle()
        stage.shot(f"person-{name}")
    tabs.setCurrentIndex(0)  # type: ignore[attr-defined]


def fill_contact(stage: Stage) -> None:
    """What, how, where, how long, and a note."""
    for name, code in CONTACT:
        stage.hand.choose(name, code)
    stage.hand.choose("minutes.usual", "15")
    stage.hand.fill("text", words.CONTACT_NOTE)
