"""A consent, given and taken back through its screens: the person reads and signs it on a page of their own."""

from datetime import timedelta

from lead_desktop.domain.consent import Consent
from tests.tour import words
from tests.tour.chapters.hub_joining import DROP_IN, all_sent, meet
from tests.tour.hand import front, reads, starts_with, there, wait
from tests.tour.stage import Stage

_DAYS = 90
_BOTH = ("en", "es")


def granted(stage: Stage) -> None:
    """Begin a consent for the police to be told one thing, have it signed, share one sentence; it is unlocked."""
    consents_of_the_person(stage)
    stage.shot("hub-consent-none")
    begin(stage)
    stage.hand.click(starts_with("hand_over.")[0])
    wait(lambda: front().objectName() == "handOver", "the page for the person is there")
    signs(stage)
    stage.sees("In force", "the consent is in force")
    card(stage)
    meet(stage)
    all_sent(stage, "a consent that names the police, and its card, are sent")
    stage.shot("hub-consent-sent")


def taken_back(stage: Stage) -> None:
    """Take the consent back."""
    stage.unlock(DROP_IN.sign_in, DROP_IN.passphrase)
    consents_of_the_person(stage)
    stage.hand.click(starts_with("revoke.")[0])
    stage.sees("What was shared stays shared", "what taking back means is said before it is done")
    stage.shot("hub-consent-revoke")
    stage.hand.click("save_form")
    stage.sees("Taken back by the person", "it is taken back by one act")
    stage.shot("hub-consent-taken-back")
    meet(stage)
    all_sent(stage, "the consent is taken back, and that is sent")


def consents_of_the_person(stage: Stage) -> None:
    """Go to the consents of the first person in the list."""
    stage.go("people")
    stage.hand.open_row("people_table")
    stage.at("person")
    wait(lambda: there("open_consents"), "the person's page is filled")
    stage.hand.click("open_consents")
    stage.at("consents")


def begin(stage: Stage) -> None:
    """Fill in who may be told what, what for and until when."""
    stage.hand.click("emptyAction")
    wait(lambda: there("consent_form"), "the form")
    stage.hand.click(f"partner.{words.POLICE}")
    told = [one for one in starts_with("recipients.") if one.objectName().endswith("categories.participation_status")]
    stage.hand.click(told[0])
    stage.hand.click("purposes.care_coordination")
    ends = stage.program.clock.now() + timedelta(days=_DAYS)
    stage.hand.fill("expires_on", f"{ends:%Y-%m-%d}")
    stage.hand.click("right_to_revoke_explained.true")
    shot_in_both(stage, "hub-consent-form")
    stage.hand.click("save_form")
    wait(lambda: not there("consent_form"), "the consent is kept, not signed yet")
    stage.settle()
    stage.sees("Not signed yet", "it opens nothing before it is signed")


def signs(stage: Stage) -> None:
    """Read in both languages, type the name, sign, give the laptop back."""
    hidden = not reads("People") and not reads("LEAD Desktop")
    stage.check(hidden, "nothing of the program is to be seen beside the person's own page")
    for language in _BOTH:
        stage.hand.choose("handOverLanguage", language)
        stage.shot(f"hub-consent-hand-over-{language}")
    stage.check(reads("Se trata de:"), "it is in the person's language while the screens are in English")
    stage.hand.choose("signHow", "typed")
    stage.hand.fill("typedName", f"{words.FIRST} {words.LAST}")
    stage.hand.click("noticeReceived")
    stage.shot("hub-consent-signing-es")
    stage.hand.click("agreeAndSign")
    stage.comes(lambda: reads("Gracias. Está firmado."), "it is signed")
    stage.shot("hub-consent-signed-es")
    stage.hand.click("laptopIsBack")
    wait(lambda: front().objectName() == "window", "the worker has the laptop back")
    front().activateWindow()
    stage.settle()
    session = stage.program.session
    assert session is not None
    held = session.tools.desk.reading.of_type(Consent)[0].record
    stage.check(held.text and held.language_of_form == "es", "the text that was signed is kept, word for word")


def card(stage: Stage) -> None:
    """Write the one sentence that the police are shown."""
    stage.hand.click(starts_with("card.")[0])
    wait(lambda: there("card_form"), "the form of the card")
    stage.hand.fill("headline", words.CARD)
    stage.shot("hub-consent-card")
    stage.hand.click("save_form")
    wait(lambda: not there("card_form"), "the card is shared")
    stage.settle()
    stage.sees(words.CARD, "the page says what is shared, and with whom")
    shot_in_both(stage, "hub-consent-in-force")


def shot_in_both(stage: Stage, name: str) -> None:
    """Take a picture in both languages."""
    for language in _BOTH[::-1]:
        stage.program.appearance.change(language=language)
        stage.settle()
        stage.shot(f"{name}-{language}")
