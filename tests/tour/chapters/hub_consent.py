"""A consent, given and taken back. Its screens come later: the record is made by casework, the rest is real."""

from collections.abc import Callable
from datetime import timedelta

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Saved
from lead_desktop.domain.consent import Consent, Recipient, card_scope, terms_hash
from lead_desktop.domain.person import Person
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.ids import new_id
from tests.tour import words
from tests.tour.chapters.hub_joining import DROP_IN, all_sent, meet
from tests.tour.hand import wait
from tests.tour.stage import Stage

_DAYS = 90


def granted(stage: Stage) -> None:
    """Sign a consent for the police to be told one sentence, with the card that says it; the laptop is unlocked."""
    stage.report.say("there is no screen for consents yet: casework writes the record")
    act(stage, grant)
    meet(stage)
    all_sent(stage, "a consent that names the police, and its card, are sent")
    stage.shot("hub-consent-sent")


def taken_back(stage: Stage) -> None:
    """Take the consent back."""
    stage.unlock(DROP_IN.sign_in, DROP_IN.passphrase)
    act(stage, revoke)
    meet(stage)
    all_sent(stage, "the consent is taken back, and that is sent")


def act(stage: Stage, what: Callable[[Desk], Saved | None]) -> None:
    """Do something on the thread that writes, as screens do."""
    session = stage.program.session
    assert session is not None
    done: list[object] = []
    stage.program.jobs.run(what, session.tools.desk).finished.connect(done.append)
    wait(lambda: done, "casework is done", 60)


def grant(desk: Desk) -> Saved | None:
    """Write a whole consent of 42 CFR 2.31 to one agency, and its share card."""
    person = desk.reading.of_type(Person)[0].rid
    rid, now = new_id(desk.clock), desk.clock.now()
    draft = Consent(
        person=person, consent_type="part2_named", discloser=words.AGENCY, purposes=("care_coordination",),
        recipients=(Recipient(key="a", name=words.POLICE, kind="police", categories=("participation_status",)),),
        right_to_revoke_explained=True, expires_on=(now + timedelta(days=_DAYS)).date(),
        signature_kind="signed_on_paper", signer="self", signed_at=now, language_of_form="en",
        text_version="2026-11", text_hash="0" * 64,
    )  # fmt: skip
    card = ShareCard(
        person=person, consent=rid, recipient=words.POLICE, person_name=words.FIRST, headline=words.CARD,
        standing="engaged", categories=("participation_status",), expires_at=now + timedelta(days=_DAYS),
        notice_version="2026-11",
    )  # fmt: skip
    with desk.writing("consent.grant", person) as work:
        work.create(draft.with_(terms_hash=terms_hash(draft), status="active"), client=person, rid=rid)
        work.create(card, client=card_scope(rid, words.POLICE).partition("/")[0])
    return work.saved


def revoke(desk: Desk) -> Saved | None:
    """Write down that the person took it back."""
    opened = desk.reading.open(Consent, desk.reading.of_type(Consent)[0].rid)
    with desk.writing("consent.revoke", opened.rid) as work:
        work.edit(
            opened,
            opened.record.with_(status="revoked", revoked_at=desk.clock.now(), revoked_how="in_person"),
        )
    return work.saved
