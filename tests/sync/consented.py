"""Consents in a simulated world: signed, taken back, run out; and the card that one office gets under each."""

from datetime import timedelta

from lead_desktop.domain.base import Record
from lead_desktop.domain.consent import Consent, Recipient, card_scope, terms_hash
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.ids import scope_of
from tests.sync.copies import Copies
from tests.sync.desks import Desk
from tests.sync.kinds import KINDS, OFFICE

OTHERS = ("Public Defender", "Santa Fe Police Auxiliary")
"""Offices that no laptop here belongs to, the second with a name that begins like one that is here."""


class Consented(Copies):
    """A world in which people sign consents."""

    def sign(self, desk: Desk, number: int) -> str:
        """Let somebody sign a consent for an office, and write the card that it gets; returns the consent's id."""
        people = [rid for rid, kind in desk.standing() if kind == KINDS[0].record.TYPE]
        if not people or desk.role not in ("case_manager", "supervisor"):
            return ""
        client, office = people[number % len(people)], (OFFICE, OFFICE, *OTHERS)[number % 4]
        word = self.word(scope_of(client, Consent.COMPARTMENT))
        made = self._create(desk, self._consent(client, office, number, word), client)
        if made:
            self.tally["consents signed"] += 1
            self.write_card(desk, made, office, number)
        return made

    def write_card(self, desk: Desk, consent: str, office: str, number: int) -> str:
        """Write what one office is told under one consent."""
        where = card_scope(consent, office)
        word = self.word(where)
        card = ShareCard(consent=consent, recipient=office, headline=word, ask=f"{number}")
        return self._create(desk, card, where.rpartition("/")[0])

    def take_back(self, desk: Desk, number: int) -> None:
        """Let somebody take a consent back, at whichever laptop has it."""
        found = desk.rows(
            "SELECT rid FROM record WHERE type = ? AND gone = 0 AND body ->> 'status' = 'active'"
            " ORDER BY created_ms, rid",
            Consent.TYPE,
        )
        if not found or desk.role not in ("case_manager", "supervisor"):
            return
        form = desk.open(found[number % len(found)][0], Consent.TYPE)
        now = self.clock.now()
        values = {"status": "revoked", "revoked_at": now, "revoked_how": "in_person"}
        self.tally["consents taken back"] += 1
        self._typed(desk, form.screen, lambda: desk.save(form, values))

    def _create(self, desk: Desk, record: Record, client: str) -> str:
        return str(self._typed(desk, {}, lambda: desk.make(record, client)) or "")

    def _consent(self, client: str, office: str, number: int, word: str) -> Consent:
        now = self.clock.now()
        draft = Consent(
            person=client, consent_type="part2_named", discloser="LEAD", purposes=("care_coordination",),
            recipients=(Recipient(key="a", name=office, kind="defender", categories=("participation_status",)),),
            purpose_words=word, right_to_revoke_explained=True,
            expires_on=(now + timedelta(days=(3, 30, 200)[number % 3])).date(), signature_kind="signed_on_paper",
            signer="self", signed_at=now, language_of_form="en", text_version="2026-11", text_hash="0" * 64,
        )  # fmt: skip
        return draft.with_(terms_hash=terms_hash(draft), status="active")
