"""What leaves is written down before it does; nothing goes to anybody without what allows it (domain 3.2 to 3.8)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lead_desktop.casework import cards, disclosures
from lead_desktop.casework.cards import NotConsented
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.disclosures import Ground, Leaving, Way
from lead_desktop.domain.consent import Recipient
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.consents import OFFICE, POLICE, drafted, signed, taken_back
from tests.fakes.desks import as_role, make_desk, walk_in

MARK = "ab" * 32
LAWYER = "Public Defender"


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock, "supervisor")
    yield made
    made.close()


@pytest.fixture
def luz(desk: Desk) -> str:
    return walk_in(desk)


def plan_of(person: str, *categories: str) -> Leaving:
    return Leaving(person, "plan", categories or ("needs_goals_summary",), "")


def kept(desk: Desk, person: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(one.record.what, one.record.purpose, one.record.basis) for one in disclosures.shared_of(desk, person)]


def audited(desk: Desk, action: str) -> list[str]:
    rows = desk.vault.reader.execute("SELECT outcome FROM audit WHERE action = ? ORDER BY seq", (action,)).fetchall()
    return [row[0] for row in rows]


def proceedings(desk: Desk, person: str) -> str:
    return signed(
        desk, person, consent_type="part2_proceedings",
        recipients=(Recipient(key="a", name=LAWYER, kind="defender", categories=("needs_goals_summary",)),),
    )  # fmt: skip


def test_the_persons_own_copy_is_written_down_with_its_fingerprint_and_audit_row(desk, luz):
    disclosures.let_go(desk, plan_of(luz), Ground(), "print", MARK)
    assert kept(desk, luz) == [("plan", "person", "own_copy")]
    entry = disclosures.shared_of(desk, luz)[0].record
    assert (entry.how, entry.digest, entry.notice_version) == ("print", MARK[:16], None)
    assert audited(desk, "plan.print") == ["ok"]


@pytest.mark.survives(60)
def test_a_paper_goes_to_a_partner_only_under_a_consent_that_names_them_and_covers_it(desk, luz, clock):
    rid = signed(desk, luz)
    assert disclosures.ways(desk, plan_of(luz), "partner") == (Way(OFFICE, rid),)
    disclosures.let_go(desk, plan_of(luz), Ground("partner", OFFICE, consent=rid), "file", MARK)
    assert kept(desk, luz) == [("plan", "partner", "consent")]
    refused = (
        (plan_of(luz), Ground("partner", POLICE, consent=rid)),
        (plan_of(luz), Ground("partner", "County Jail", consent=rid)),
        (plan_of(luz), Ground("partner", OFFICE)),
        (plan_of(luz, "needs_goals_summary", "sud_treatment_status"), Ground("partner", OFFICE, consent=rid)),
        (Leaving(luz, "plan", ()), Ground("partner", OFFICE, consent=rid)),
        (plan_of(walk_in(desk, "Ana")), Ground("partner", OFFICE, consent=rid)),
        (plan_of(luz), Ground("partner", OFFICE, consent=drafted(desk, luz))),
        (plan_of(luz), Ground("legal", OFFICE, consent=rid)),
    )
    for leaving, ground in refused:
        with pytest.raises(NotConsented):
            disclosures.let_go(desk, leaving, ground, "file", MARK)
    clock.advance(timedelta(days=91))
    with pytest.raises(NotConsented):
        disclosures.let_go(desk, plan_of(luz), Ground("partner", OFFICE, consent=rid), "file", MARK)
    assert len(kept(desk, luz)) == 1
    assert audited(desk, "plan.file").count("denied") == len(refused) + 1


@pytest.mark.survives(60)
def test_a_consent_that_was_taken_back_lets_nothing_go(desk, luz):
    rid = signed(desk, luz)
    taken_back(desk, rid)
    assert disclosures.ways(desk, plan_of(luz), "partner") == ()
    with pytest.raises(NotConsented):
        disclosures.let_go(desk, plan_of(luz), Ground("partner", OFFICE, consent=rid), "print", MARK)
    assert kept(desk, luz) == []


def test_nothing_goes_to_a_proceeding_without_the_consent_of_its_own(desk, luz):
    general = signed(desk, luz)
    with pytest.raises(NotConsented):
        disclosures.let_go(desk, plan_of(luz), Ground("legal", OFFICE, consent=general), "print", MARK)
    own = proceedings(desk, luz)
    assert disclosures.ways(desk, plan_of(luz), "legal") == (Way(LAWYER, own),)
    assert disclosures.ways(desk, plan_of(luz), "partner") == (Way(OFFICE, general),)
    disclosures.let_go(desk, plan_of(luz), Ground("legal", LAWYER, consent=own), "print", MARK)
    assert kept(desk, luz) == [("plan", "legal", "consent")]


def test_in_an_emergency_it_is_written_who_was_told_and_why(desk, luz):
    with pytest.raises(Incomplete):
        disclosures.let_go(desk, plan_of(luz), Ground("emergency", "St. Vincent"), "print", MARK)
    ground = Ground("emergency", "St. Vincent", "Nurse Lee", "Not waking up")
    disclosures.let_go(desk, plan_of(luz), ground, "print", MARK)
    entry = disclosures.shared_of(desk, luz)[0].record
    assert (entry.basis, entry.recipient, entry.attention, entry.why) == (
        "emergency", "St. Vincent", "Nurse Lee", "Not waking up",
    )  # fmt: skip


@pytest.mark.survives(61)
def test_what_did_not_leave_in_the_end_was_tried_and_is_not_in_the_list(desk, luz):
    saved = disclosures.let_go(desk, plan_of(luz), Ground(), "print", MARK)
    disclosures.stayed(desk, saved)
    assert kept(desk, luz) == []
    assert len(desk.reading.of_person(Disclosure, luz)) == 2
    assert (audited(desk, "plan.print"), audited(desk, "disclosure.stayed")) == (["ok"], ["ok"])


def test_a_card_and_its_entry_are_written_together_or_not_at_all(desk, luz):
    rid = signed(desk, luz)
    disclosures.share_card(desk, cards.fresh_card(desk, rid, POLICE).with_(headline="Comes to breakfast"))
    entry = disclosures.shared_of(desk, luz)[0].record
    assert (entry.what, entry.how, entry.recipient, entry.consent) == ("share_card", "card", POLICE, rid)
    assert entry.categories == ("participation_status",)
    with pytest.raises(NotConsented):
        disclosures.share_card(desk, cards.fresh_card(desk, rid, POLICE).with_(headline="x", recipient="County Jail"))
    assert (len(desk.reading.of_type(ShareCard)), len(kept(desk, luz))) == (1, 1)
    disclosures.let_go(desk, plan_of(luz), Ground(), "print", MARK)
    assert len(kept(desk, luz)) == 2


def test_what_was_said_is_written_down_by_hand_under_what_allows_it(desk, luz, clock):
    told = disclosures.begun(desk).with_(basis="emergency", recipient="911", why="Chest pain")
    disclosures.write_down(desk, luz, told)
    rid = signed(desk, luz)
    own = proceedings(desk, luz)
    said = disclosures.begun(desk).with_(basis="consent", categories=("needs_goals_summary",))
    disclosures.write_down(desk, luz, said.with_(recipient="district  attorney"))
    disclosures.write_down(desk, luz, said.with_(recipient=LAWYER))
    consents = {one.record.consent for one in disclosures.shared_of(desk, luz)}
    assert consents == {None, rid, own}
    with pytest.raises(NotConsented):
        disclosures.write_down(desk, luz, said.with_(recipient=POLICE))
    with pytest.raises(Incomplete):
        disclosures.write_down(desk, luz, disclosures.begun(desk).with_(basis="research", recipient="University"))
    with pytest.raises(Incomplete):
        disclosures.write_down(desk, luz, told.with_(at=clock.now() + timedelta(days=1)))
    assert {one[1] for one in kept(desk, luz)} == {"emergency", "partner", "legal"}


def test_the_list_for_the_person_goes_back_three_years_and_leaves_out_what_stayed_inside(desk, luz, clock):
    disclosures.let_go(desk, plan_of(luz), Ground(), "print", MARK)
    clock.advance(timedelta(days=3 * 366 + 30))
    disclosures.let_go(desk, plan_of(luz), Ground("program"), "print", MARK)
    disclosures.let_go(desk, plan_of(luz), Ground(), "file", MARK)
    assert [one.record.how for one in disclosures.accounting(desk, luz)] == ["file"]
    assert len(disclosures.shared_of(desk, luz)) == 3


def test_who_may_hand_out_may_write_it_down_and_nobody_of_the_law_side_does(desk, luz):
    for role in ("outreach", "case_manager", "peer", "data_entry", "project_manager"):
        with as_role(desk, role):
            assert disclosures.may_note(desk)
    for role in ("officer", "police_liaison", "prosecutor", "defender", "auditor", "administrator"):
        with as_role(desk, role):
            assert not disclosures.may_note(desk)
            with pytest.raises(NotAllowed):
                disclosures.let_go(desk, plan_of(luz), Ground(), "print", MARK)
            with pytest.raises(NotAllowed):
                disclosures.shared_of(desk, luz)
    with as_role(desk, "peer"), pytest.raises(NotAllowed):
        disclosures.shared_of(desk, luz)
    with as_role(desk, "privacy_officer"):
        assert disclosures.shared_of(desk, luz) == ()


@pytest.mark.survives(41)
@pytest.mark.survives(46)
@pytest.mark.parametrize("text", ["'; DROP TABLE record; --", "<b>x</b>", "=1+1", "O'Brien", "Null", "محمد"])
def test_names_of_whoever_was_told_are_kept_as_typed(desk, luz, text):
    disclosures.write_down(desk, luz, disclosures.begun(desk).with_(basis="emergency", recipient=text, why=text))
    entry = disclosures.shared_of(desk, luz)[0].record
    assert (entry.recipient, entry.why) == (text, text)
