"""Referrals: sent as typed, decided by a person, copied into care and never changed by it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lead_desktop.casework import people
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.referral_start import blank_screening
from lead_desktop.casework.referrals import (
    QueueRow,
    WhichPerson,
    decide,
    move_track,
    note_print,
    open_referral,
    referral_list,
    same_people,
    submit_referral,
    track_of,
)
from lead_desktop.domain.base import Record, Unanswered
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.permissions import may, roles_of_side, side_of, sides
from lead_desktop.domain.person import Person, PersonName, Whereabouts
from lead_desktop.domain.referral import ChargeRow, Referral, ReferralStatus, ReferralTrack
from lead_desktop.domain.screening import Screening
from lead_desktop.errors import NotAllowed, NotFound, StillOpen
from lead_desktop.ids import UserId
from tests.fakes.clock import StandingClock
from tests.unit.casework.test_story import a_desk, a_referral

ROLES = [role for side in sorted(sides()) for role in roles_of_side(side)]
CARE_RECORDS = [one for one in RECORD_TYPES.values() if one.NAME not in ("referral", "user", "programme")]


@pytest.fixture(scope="module")
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory, clock: StandingClock) -> Iterator[Desk]:
    made = a_desk(tmp_path_factory.mktemp("referrals"), clock, role="supervisor")
    yield made
    made.close()


@pytest.fixture
def desk(laptop: Desk) -> Iterator[Desk]:
    """The laptop of a supervisor; a test may seat somebody else at it."""
    worker = laptop.worker
    yield laptop
    laptop.worker = worker


def seat(desk: Desk, role: str) -> None:
    desk.worker = replace(desk.worker, role=role, side=side_of(role))


def counts(desk: Desk) -> dict[str, int]:
    return {one.NAME: desk.reading.count(one) for one in RECORD_TYPES.values()}


def denied(desk: Desk) -> int:
    found = desk.vault.reader.execute("SELECT count(*) FROM audit WHERE outcome = 'denied'").fetchone()
    return int(found[0])


def sent(desk: Desk, **values: object) -> str:
    return submit_referral(desk, a_referral(desk.clock, **values)).rids[0]  # type: ignore[arg-type]


def choose(desk: Desk, rid: str, decision: str, **values: object) -> Screening:
    held = desk.reading.get(Referral, rid).record
    given: dict[str, object] = {"decision": decision}
    if decision.startswith("accepted"):
        given["assigned_to"] = desk.worker.id
    if decision != "accepted":
        given["reason"] = "Talked it over"
    return blank_screening(desk, held).with_(**{**given, **values})


def status(desk: Desk, rid: str) -> str:
    track = track_of(desk, rid)
    assert track is not None
    return track.record.status or ""


def test_acceptance_copies_what_care_needs(desk: Desk, clock: StandingClock) -> None:
    rid = sent(
        desk, phone="505-555-0100", safe_to_text=True, safe_to_leave_message=False, aliases=("Flaco",),
        best_place_time="Library", description_for_finding="Red cap",
        unanswered=(Unanswered(key="interpreter_needed", code="99"), Unanswered(key="beat", code="9")),
        interpreter_needed=None,
    )  # fmt: skip
    decide(desk, rid, choose(desk, rid, "accepted"))
    track = track_of(desk, rid)
    assert track is not None
    assert track.record.person
    client = track.record.person
    person = desk.reading.get(Person, client).record
    assert person.legal_name == PersonName(first="Marco", last="Baca")
    assert (person.aliases, person.dob, person.preferred_language) == (("Flaco",), date(1990, 5, 1), "171")
    assert (person.phones[0].number, person.may_text, person.may_voicemail) == ("505-555-0100", True, False)
    assert [one.key for one in person.unanswered] == ["interpreter_needed"]
    assert desk.reading.of_person(Engagement, client)[0].record.case_manager == desk.worker.id
    assert desk.reading.of_person(Intake, client)[0].record.referral == rid
    found = desk.reading.of_person(Whereabouts, client)[0].record
    assert (found.usual_places, found.description, found.from_referral) == ("Library", "Red cap", rid)
    assert desk.reading.under(Screening, rid)[0].record.person == client


def test_who_referred_elsewhere_learns_that_it_was_received_and_nothing_else(desk: Desk) -> None:
    rid = sent(desk)
    desk.worker = replace(desk.worker, id=UserId("somebody else"))
    decide(desk, rid, choose(desk, rid, "not_accepted_capacity"))
    decide(desk, rid, choose(desk, rid, "accepted"))
    (told,) = desk.reading.under(ReferralStatus, rid)
    assert told.record == ReferralStatus(referral=rid, received_at=desk.clock.now())
    assert desk.reading.open(ReferralStatus, told.rid).scope == f"{rid}/referral"


def test_who_decides_on_their_own_referral_needs_no_word_of_it(desk: Desk) -> None:
    rid = sent(desk)
    decide(desk, rid, choose(desk, rid, "accepted"))
    assert desk.reading.under(ReferralStatus, rid) == ()


def test_each_diverted_charge_is_held_until_the_window_ends(desk: Desk) -> None:
    rows = (
        ChargeRow(key="1", statute="30-16-20", description="Shoplifting", diverted=True),
        ChargeRow(key="2", description="Something else", diverted=False),
    )
    rid = sent(desk, would_be_charges=rows)
    decide(desk, rid, choose(desk, rid, "accepted"))
    held = [one.record for one in desk.reading.under(DivertedCharge, rid)]
    assert [one.description for one in held] == ["Shoplifting"]
    assert held[0].status == "held_pending_intake"
    assert held[0].deadline == desk.clock.now().date() + timedelta(days=30)


def test_the_referral_stays_as_it_was_typed_to_the_byte(desk: Desk) -> None:
    rid = sent(desk)
    before = desk.reading.get(Referral, rid)
    decide(desk, rid, choose(desk, rid, "accepted"))
    move_track(desk, rid, "outreach_open")
    after = desk.reading.get(Referral, rid)
    assert after.record.to_json().encode() == before.record.to_json().encode()
    assert after.updated_ms == before.updated_ms


def test_a_no_is_declined_with_nothing_more_asked(desk: Desk) -> None:
    rid = submit_referral(
        desk,
        Referral(
            referral_type="social_contact", referred_at=desk.clock.now(), referrer_role="officer", person_agrees="no"
        ),
    ).rids[0]
    assert status(desk, rid) == "declined"


def test_everybody_else_is_sent_only_complete(desk: Desk) -> None:
    before = counts(desk)
    with pytest.raises(Incomplete) as found:
        submit_referral(desk, a_referral(desk.clock, incident_no=None))  # type: ignore[arg-type]
    assert [one.field for one in found.value.problems] == ["incident_no"]
    assert counts(desk) == before


def test_the_draft_of_a_sent_referral_is_gone(desk: Desk) -> None:
    draft = desk.drafts.new(desk.worker.id, "referral", "", "")
    desk.drafts.keep(draft)
    submit_referral(desk, a_referral(desk.clock), draft=draft.id)  # type: ignore[arg-type]
    assert desk.drafts.get(desk.worker.id, draft.id) is None


def test_somebody_who_said_no_may_still_be_accepted_later(desk: Desk) -> None:
    rid = sent(desk, person_agrees="no")
    decide(desk, rid, choose(desk, rid, "accepted"))
    assert status(desk, rid) == "accepted"


@pytest.mark.parametrize(
    ("decision", "more", "after"),
    [
        ("redirected", {"redirected_to": "Food pantry"}, "not_eligible"),
        ("not_eligible", {}, "not_eligible"),
        ("not_accepted_capacity", {}, "not_accepted_capacity"),
        ("accepted_override", {}, "accepted"),
    ],
)
def test_a_decision_leads_where_it_says(desk: Desk, decision: str, more: dict[str, object], after: str) -> None:
    rid = sent(desk)
    people_before = desk.reading.count(Person)
    decide(desk, rid, choose(desk, rid, decision, **more))
    assert status(desk, rid) == after
    assert desk.reading.count(Person) - people_before == (1 if after == "accepted" else 0)


def test_an_accepted_referral_is_not_decided_twice(desk: Desk) -> None:
    rid = sent(desk)
    decide(desk, rid, choose(desk, rid, "accepted"))
    before = counts(desk)
    for decision in ("accepted", "not_eligible", "not_accepted_capacity"):
        with pytest.raises(StillOpen):
            decide(desk, rid, choose(desk, rid, decision))
    assert counts(desk) == before


def test_what_is_presumed_ineligible_goes_on_only_with_a_reason(desk: Desk) -> None:
    rid = sent(desk)
    move_track(desk, rid, "screening")
    move_track(desk, rid, "presumptively_ineligible")
    with pytest.raises(StillOpen):
        decide(desk, rid, choose(desk, rid, "accepted"))
    decide(desk, rid, choose(desk, rid, "accepted_override"))
    assert status(desk, rid) == "accepted"


def test_a_decision_without_its_reason_or_worker_writes_nothing(desk: Desk) -> None:
    rid = sent(desk)
    before = counts(desk)
    for bad in (choose(desk, rid, "accepted", assigned_to=None), choose(desk, rid, "not_eligible", reason=None)):
        with pytest.raises(Incomplete):
            decide(desk, rid, bad)
    assert counts(desk) == before


def test_somebody_who_is_here_already_is_not_added_again(desk: Desk) -> None:
    first = sent(desk)
    decide(desk, first, choose(desk, first, "accepted"))
    track = track_of(desk, first)
    assert track is not None
    client = track.record.person or ""
    second = sent(desk, best_place_time="Bus station")
    before = counts(desk)
    decide(desk, second, choose(desk, second, "accepted"), person=client)
    after = counts(desk)
    assert (after["person"], after["engagement"], after["intake"]) == (
        before["person"], before["engagement"], before["intake"],
    )  # fmt: skip
    assert after["diverted_charge"] == before["diverted_charge"] + 1
    assert desk.reading.of_person(Whereabouts, client)[-1].record.usual_places == "Bus station"


@pytest.mark.parametrize("decision", ["duplicate_of_existing", "already_enrolled"])
def test_who_is_here_already_must_be_named_and_known(desk: Desk, decision: str) -> None:
    rid = sent(desk)
    before = counts(desk)
    with pytest.raises(WhichPerson):
        decide(desk, rid, choose(desk, rid, decision))
    with pytest.raises(NotFound):
        decide(desk, rid, choose(desk, rid, decision), person="nobody")
    assert counts(desk) == before
    known = people.add_person(desk, Person(legal_name=PersonName(first="Ana"))).rids[0]
    decide(desk, rid, choose(desk, rid, decision), person=known)
    assert status(desk, rid) == "accepted"


def test_one_added_by_hand_gets_an_intake_with_the_referral(desk: Desk) -> None:
    known = people.add_person(desk, Person(legal_name=PersonName(first="Inez"))).rids[0]
    rid = sent(desk)
    decide(desk, rid, choose(desk, rid, "accepted"), person=known)
    assert desk.reading.of_person(Intake, known)[0].record.referral == rid


@pytest.mark.parametrize("target", ["intake_completed", "handoff_done", "lapsed_window", "nonsense"])
def test_a_way_the_machine_does_not_have_is_refused_and_nothing_written(desk: Desk, target: str) -> None:
    rid = sent(desk)
    before = desk.vault.reader.execute("SELECT count(*) FROM outbox").fetchone()
    with pytest.raises(StillOpen):
        move_track(desk, rid, target)
    assert desk.vault.reader.execute("SELECT count(*) FROM outbox").fetchone() == before
    with pytest.raises(StillOpen):
        move_track(desk, "nothing", "screening")


def test_a_law_side_laptop_holds_the_referral_and_no_care_record(desk: Desk) -> None:
    before = counts(desk)
    seat(desk, "officer")
    rid = sent(desk)
    after = counts(desk)
    assert after["referral"] == before["referral"] + 1
    assert all(after[one.NAME] == before[one.NAME] for one in CARE_RECORDS)
    assert track_of(desk, rid) is None
    seat(desk, "supervisor")
    decide(desk, rid, choose(desk, rid, "accepted"))
    assert status(desk, rid) == "accepted"


def test_an_officer_sees_only_their_own(desk: Desk) -> None:
    other = sent(desk)
    desk.worker = replace(desk.worker, id=desk.worker.id, role="officer", side="law")
    assert other in [one.rid for one in referral_list(desk)]
    desk.worker = replace(desk.worker, id=type(desk.worker.id)("somebody-else"))
    assert other not in [one.rid for one in referral_list(desk)]
    with pytest.raises(NotAllowed):
        open_referral(desk, other)


def test_the_list_says_what_each_referral_is(desk: Desk) -> None:
    rid = sent(desk, person_name=PersonName(first="Zoe"))
    row = next(one for one in referral_list(desk) if one.rid == rid)
    assert row == QueueRow(row.rid, "Zoe", "arrest_diversion", row.at, "submitted", "yes", "", mine=row.mine)
    assert open_referral(desk, rid).record.shown_name() == "Zoe"
    note_print(desk, rid, "print 00")


def test_people_who_may_be_the_same_are_offered_by_name_alias_birth_date_or_phone(desk: Desk) -> None:
    known = people.add_person(
        desk, Person(legal_name=PersonName(first="Quirina", last="Vigil"), dob=date(1971, 2, 3), aliases=("Paloma",))
    ).rids[0]
    blank = {"person_name": None, "dob": None}
    for traces in (
        {"person_name": PersonName(first="Quirina", last="Vigil", middle="Maria")},
        {"dob": date(1971, 2, 3)},
        {"aliases": ("Paloma",)},
    ):
        found = same_people(desk, a_referral(desk.clock, **{**blank, **traces}))  # type: ignore[arg-type]
        assert [one.rid for one in found] == [known]
    assert same_people(desk, a_referral(desk.clock, **blank, phone="505-555-9999")) == ()  # type: ignore[arg-type]
    seat(desk, "officer")
    assert same_people(desk, a_referral(desk.clock)) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_does_what_the_matrix_says_and_a_denial_is_written_down(desk: Desk, role: str) -> None:
    rid = sent(desk)
    screening = choose(desk, rid, "not_eligible")
    acts: list[tuple[type[Record], str, bool, object]] = [
        (Referral, "create", False, lambda: sent(desk)),
        (Referral, "read", True, lambda: referral_list(desk)),
        (Referral, "read", True, lambda: open_referral(desk, rid)),
        (ReferralTrack, "edit", False, lambda: move_track(desk, rid, "screening")),
        (Screening, "create", False, lambda: decide(desk, rid, screening)),
    ]
    seat(desk, role)
    for kind, act, own, call in acts:
        before, records = denied(desk), counts(desk)
        if may(role, act, kind.NAME, own=own):
            call()  # type: ignore[operator]
            assert denied(desk) == before
        else:
            with pytest.raises(NotAllowed):
                call()  # type: ignore[operator]
            assert denied(desk) == before + 1
            assert counts(desk) == records
