"""A referral in Spanish, told by phone: the screens switch live, the keyboard alone fills it in, an error is mended."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.tour import words
from tests.tour.hand import CONTROL, ENTER, SHIFT, SPACE, NotThere, find, front, here, reads, table_text, there
from tests.tour.stage import Stage
from tests.tour.walking import Answers, field_in_focus, walk

_TAB, _BACK = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


def play(stage: Stage) -> None:
    """Unlock, switch to Spanish, fill in, mend, send."""
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    speak_spanish(stage)
    stage.hand.press(Qt.Key.Key_N, with_=CONTROL)
    stage.at("new_referral")
    stage.check(reads("Nueva referencia"), "Ctrl+N opens a new referral, in Spanish")
    stage.check(here().startswith("referral_type"), "the focus stands on its first question")
    stage.shot("referral-empty-es")
    stage.hand.press(ENTER, with_=CONTROL)
    stage.check(len(errors()) > 3, "a referral sent too early says by each field what it needs")
    stage.shot("referral-errors-es")
    back_to(stage, "referral_type")
    asked = walk(stage, answers(stage))
    stage.report.say(f"asked by Enter: {', '.join(asked)}")
    told_by_phone(stage)
    stage.shot("referral-filled-es")
    back_to(stage, "aliases")
    stage.hand.write(words.ALIAS)
    stage.comes(lambda: reads("Borrador guardado"), "the draft is saved while it is typed, and says so in Spanish")
    send(stage)


def speak_spanish(stage: Stage) -> None:
    """Switch the language in the settings; every word follows at once."""
    stage.go("settings")
    stage.check(reads("Language"), "the settings stand there in English")
    stage.hand.choose("choose_language", "es")
    stage.comes(lambda: reads("Idioma") and not reads("Language"), "the screens speak Spanish at once")
    stage.shot("settings-es")


def errors() -> list[str]:
    """Return the sentences that stand by fields."""
    return [one.text() for one in front().findChildren(QLabel) if one.isVisible() and one.property("role") == "error"]


def back_to(stage: Stage, field: str) -> None:
    """Go back to a question by Shift+Tab."""
    for _step in range(120):
        if field_in_focus() == field:
            return
        stage.hand.press(_BACK, with_=SHIFT)
    raise NotThere(f"{field} by Shift+Tab")


def answers(stage: Stage) -> Answers:
    """Return what the case manager types while the officer talks."""
    hand = stage.hand

    def letter(name: str, code: str) -> Callable[[], None]:
        return partial(hand.letter, name, code)

    def type_(text: str) -> Callable[[], None]:
        return partial(hand.write, text)

    return {
        "referral_type": letter("referral_type", "arrest_diversion"),
        "person_agrees": letter("person_agrees", "yes"),
        "person_name.first": type_(words.FIRST),
        "person_name.last": type_(words.LAST),
        "dob": partial(_mended_date, stage),
        "looks_under_18": letter("looks_under_18", "false"),
        "location_text": type_(words.PLACE),
        "in_catchment": letter("in_catchment", "true"),
        "incident_no": type_(words.INCIDENT),
        "would_be_charges.statute": partial(_statute, stage),
        "would_be_charges.description": type_("Hurto en tienda"),
        "amount_within_limit": letter("amount_within_limit", "na"),
        "history_check": partial(_first_letter, stage, "history_check"),
        "no_contact_order_conflict": letter("no_contact_order_conflict", "no"),
        "immediate_safety": partial(_last_box, stage),
        "handoff_request": partial(_first_letter, stage, "handoff_request"),
        "referrer_name": type_(words.OFFICER),
        "referrer_badge": type_("2207"),
        "officer_attestation": partial(hand.press, SPACE),
        "criteria": partial(_nothing),
    }


def _nothing() -> None:
    pass


def _statute(stage: Stage) -> None:
    stage.hand.type("hurto en t")
    stage.hand.press(ENTER)


def _first_letter(stage: Stage, name: str) -> None:
    """Choose the answer that has the focus by its own first letter."""
    focus = find(here())
    stage.hand.type(focus.text()[0].lower())  # type: ignore[attr-defined]
    stage.check(field_in_focus() == name, f"a letter chooses: {name}")


def _last_box(stage: Stage) -> None:
    """None of these: the last box."""
    stage.hand.press(Qt.Key.Key_Up, SPACE)


def _mended_date(stage: Stage) -> None:
    """Type a day that is none, read the sentence, mend it."""
    stage.hand.type("31/02/1991")
    stage.hand.press(_TAB)
    stage.check(errors(), "a day that is none is noticed, in Spanish")
    stage.report.say(f"said: {'; '.join(errors()[:2])}")
    stage.shot("referral-mend-es")
    stage.hand.press(_BACK, with_=SHIFT)
    stage.hand.press(Qt.Key.Key_A, with_=CONTROL)
    stage.hand.type("1991-02-28")


def told_by_phone(stage: Stage) -> None:
    """The officer told it by phone: who refers is the officer, not who types."""
    back_to(stage, "referrer_role")
    stage.hand.pick("referrer_role", "officer")
    stage.check(there("officer_attestation"), "an officer's referral asks for the officer's word about informants")
    for name, text in (
        ("referrer_name", words.OFFICER), ("referrer_agency", "Santa Fe Police"), ("referrer_badge", "2207"),
    ):  # fmt: skip
        stage.hand.fill(name, text)
    stage.hand.press(ENTER)
    stage.check(field_in_focus() == "officer_attestation", "Enter goes on to it")
    stage.hand.press(SPACE, ENTER)
    stage.check(here() == "send_referral", "with that, nothing more is needed")


def send(stage: Stage) -> None:
    """Send by Ctrl+Enter and read the thanks; then the list."""
    stage.hand.press(ENTER, with_=CONTROL)
    stage.settle()
    stage.comes(lambda: there("received"), "the referral is received")
    stage.check(reads("Recibida"), "the thanks are in Spanish")
    stage.shot("referral-received-es")
    stage.hand.click("received.list")
    stage.at("referrals")
    stage.check(f"{words.FIRST} {words.LAST}" in table_text("referral_table"), "it stands in the list of referrals")
    stage.shot("referrals-es")
