"""At the desk too, each kind of field merges in its own way and asks a person only when it has to."""

from collections.abc import Iterator
from typing import TypeVar

import pytest

from lead_desktop.domain.base import Record, notes
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.plan import Step
from lead_desktop.domain.referral import ReferralTrack
from lead_desktop.store.audit import Event
from lead_desktop.store.heads import field_heads
from lead_desktop.store.ledger import Author
from lead_desktop.store.records import Reading
from lead_desktop.store.vault import Vault
from lead_desktop.store.writing import Writer
from tests.fakes.clock import StandingClock
from tests.fakes.vaults import make_vault

R = TypeVar("R", bound=Record)


class Desk:
    """A vault with every record type."""

    def __init__(self, vault: Vault, clock: StandingClock) -> None:
        self.author = Author(vault.person.user_id, vault.person.sign.sign)
        self.writer = Writer(vault, clock, {one.TYPE: one for one in RECORD_TYPES.values()})
        self.reading, self.reader = Reading(vault.reader), vault.reader

    def create(self, record: Record) -> str:
        with self.writer.writing(self.author, Event("record.create")) as work:
            return work.create(record)

    def apart(self, kind: type[R], rid: str, name: str, *values: object) -> R:
        """Save several values of a field from forms that were all opened before; return what is shown then."""
        forms = [self.reading.open(kind, rid) for _ in values]
        for form, value in zip(forms, values, strict=True):
            self.edit(form, name, value)
        return self.reading.get(kind, rid).record

    def edit(self, form, name: str, value: object) -> None:
        with self.writer.writing(self.author, Event("record.edit")) as work:
            work.edit(form, form.record.with_(**{name: value}))

    def asked(self, rid: str) -> list[int]:
        return [fid for (fid,) in self.reader.execute("SELECT fid FROM clash WHERE rid = ?", (rid,))]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    clock = StandingClock()
    vault = make_vault(tmp_path_factory.mktemp("desk"), clock)
    yield Desk(vault, clock)
    vault.close()


def test_a_consent_that_somebody_took_back_is_shown_so_whatever_was_saved_later(desk: Desk) -> None:
    rid = desk.create(Consent(status="active"))
    shown = desk.apart(Consent, rid, "status", "revoked", "expired")
    assert shown.status == "revoked"
    assert desk.asked(rid) == [notes(Consent)["status"].fid]


def test_states_that_follow_each_other_are_shown_at_their_end_and_the_next_edit_replaces_both(desk: Desk) -> None:
    rid = desk.create(ReferralTrack(status="accepted"))
    fid = notes(ReferralTrack)["status"].fid
    shown = desk.apart(ReferralTrack, rid, "status", "intake_started", "handoff_done")
    assert shown.status == "intake_started"
    assert desk.asked(rid) == []
    desk.edit(desk.reading.open(ReferralTrack, rid), "status", "intake_completed")
    assert [one.value for one in field_heads(desk.reader, rid, fid)] == ["intake_completed"]


def test_states_that_do_not_follow_each_other_wait_for_a_person(desk: Desk) -> None:
    rid = desk.create(ReferralTrack(status="screening"))
    desk.apart(ReferralTrack, rid, "status", "accepted", "not_eligible")
    assert desk.asked(rid) == [notes(ReferralTrack)["status"].fid]


def test_the_order_of_steps_is_never_asked_about_and_does_not_pile_up(desk: Desk) -> None:
    rid = desk.create(Step(rank="a0"))
    fid = notes(Step)["rank"].fid
    desk.apart(Step, rid, "rank", "a1", "a2")
    assert desk.asked(rid) == []
    desk.edit(desk.reading.open(Step, rid), "rank", "a3")
    assert [one.value for one in field_heads(desk.reader, rid, fid)] == ["a3"]
