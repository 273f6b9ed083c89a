"""Consents on a desk: nothing opens before every element is there, and nothing after it is over (42 CFR 2.31)."""

import itertools
from collections.abc import Iterator
from datetime import timedelta

import pytest

from lead_desktop.casework import consent_ends, consents, contacts
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.today import today
from lead_desktop.domain.consent import Consent, Recipient, hash_of, opens
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.signature import Point, written
from lead_desktop.errors import LeadError, NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.consents import OFFICE, POLICE, drafted, named, signed, taken_back
from tests.fakes.desks import as_role, bring_in, make_desk, walk_in

TYPED = {"signature_kind": "typed", "typed_name": "Marco Baca", "language_of_form": "es"}


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock, "supervisor", outreach_phone="505-555-0142")
    yield made
    made.close()


@pytest.fixture
def luz(desk: Desk) -> str:
    return walk_in(desk)


def line(desk: Desk, person: str, rid: str) -> consents.ConsentLine:
    return next(one for one in consents.consents_of(desk, person) if one.kept.rid == rid)


def test_a_consent_opens_nothing_until_it_is_signed_and_then_what_it_names(desk, luz):
    rid = drafted(desk, luz)
    assert (line(desk, luz, rid).state, line(desk, luz, rid).opens) == ("draft", ())
    consents.sign(desk, rid, TYPED)
    found = line(desk, luz, rid)
    assert found.state == "active"
    assert {one.recipient for one in found.opens} == {POLICE, OFFICE}


def test_the_exact_text_that_was_signed_stays_with_its_version_and_fingerprint(desk, luz):
    rid = drafted(desk, luz)
    shown = consents.words_to_sign(desk, consents.read_consent(desk, rid).record, "es")
    consents.sign(desk, rid, TYPED, shown=shown.digest)
    held = consents.read_consent(desk, rid).record
    assert (held.text, held.text_version, held.text_hash) == (shown.text, shown.version, hash_of(shown.text))
    assert "María Luz Ortega" in shown.text
    assert "505-555-0142" in shown.text
    assert "Si usted participa" in shown.text
    assert held.signed_at == desk.clock.now()
    assert held.witness == desk.worker.id


def test_what_was_changed_while_it_was_read_is_not_signed(desk, luz):
    rid = drafted(desk, luz)
    shown = consents.words_to_sign(desk, consents.read_consent(desk, rid).record, "es")
    opened = consents.open_consent(desk, rid)
    consents.change(desk, opened, opened.record.with_(purpose_words="Also for a job"))
    with pytest.raises(consents.WordsChanged):
        consents.sign(desk, rid, TYPED, shown=shown.digest)
    assert line(desk, luz, rid).state == "draft"


BLANK = {
    "discloser": None, "recipients": (), "purposes": (), "right_to_revoke_explained": None, "expires_on": None,
    "signer": None,
}  # fmt: skip


@pytest.mark.parametrize("some", [set(one) for n in (1, 2, 6) for one in itertools.combinations(BLANK, n)])
def test_a_consent_that_lacks_any_element_is_kept_as_a_draft_and_cannot_be_signed(desk, luz, some):
    changes = {name: BLANK[name] for name in some}
    rid = drafted(desk, luz, **changes)
    held = consents.read_consent(desk, rid).record
    assert {one.field for one in consents.missing(desk, held)} == some
    with pytest.raises(Incomplete) as caught:
        consents.sign(desk, rid, TYPED)
    assert some <= {one.field for one in caught.value.problems}
    assert line(desk, luz, rid).opens == ()


@pytest.mark.parametrize(
    "signature",
    [
        {},
        {"signature_kind": "drawn", "language_of_form": "en"},
        {"signature_kind": "typed", "typed_name": " ", "language_of_form": "en"},
        {"signature_kind": "verbal_documented", "language_of_form": "en"},
        {"signature_kind": "signed_on_paper", "language_of_form": "en"},
    ],
)
def test_without_a_signature_nothing_is_in_force(desk, luz, signature):
    rid = drafted(desk, luz)
    with pytest.raises(Incomplete):
        consents.sign(desk, rid, signature)
    assert line(desk, luz, rid).state == "draft"


def test_strokes_of_a_pen_a_paper_and_words_for_taking_part_are_signatures(desk, luz):
    drawn = {
        "signature_kind": "drawn",
        "language_of_form": "en",
        "strokes": written([(Point(1, 2, 0), Point(9, 9, 8))]),
    }
    paper = {"signature_kind": "signed_on_paper", "language_of_form": "en", "paper_words": "Blue folder, drawer 2"}
    for signature in (drawn, paper):
        rid = drafted(desk, luz)
        consents.sign(desk, rid, signature)
        assert line(desk, luz, rid).state == "active"
    said = drafted(desk, luz, consent_type="participation", recipients=(), purposes=(), discloser=None, expires_on=None)
    consents.sign(desk, said, {"signature_kind": "verbal_documented", "language_of_form": "en"})
    assert line(desk, luz, said).state == "active"


def test_a_signature_or_text_that_was_exchanged_opens_nothing(desk, luz, clock):
    held = consents.read_consent(desk, signed(desk, luz)).record
    assert opens(held, clock.now())
    assert opens(held.with_(typed_name="Somebody Else"), clock.now()) == ()
    assert opens(held.with_(text="Police may be told everything"), clock.now()) == ()
    assert opens(held.with_(signature_hash=None), clock.now()) == ()


def test_a_day_that_is_over_cannot_be_the_end_of_a_new_consent(desk, luz, clock):
    rid = drafted(desk, luz, expires_on=(clock.now() - timedelta(days=1)).date())
    with pytest.raises(Incomplete):
        consents.sign(desk, rid, TYPED)


def test_a_consent_says_that_its_end_is_near_and_then_that_it_ended(desk, luz, clock):
    rid = signed(desk, luz, expires_on=(clock.now() + timedelta(days=31)).date())
    assert not line(desk, luz, rid).ends_soon
    clock.advance(timedelta(days=2))
    assert line(desk, luz, rid).ends_soon
    clock.advance(timedelta(days=30))
    found = line(desk, luz, rid)
    assert (found.state, found.opens, found.ends_soon) == ("expired", (), False)


def test_taking_a_consent_back_says_who_and_how_and_nothing_opens_any_more(desk, luz):
    rid = signed(desk, luz)
    taken_back(desk, rid)
    held = consents.read_consent(desk, rid).record
    assert (held.status, held.revoked_by, held.revoked_how) == ("revoked", "self", "in_person")
    assert held.revocation_recorded_by == desk.worker.id
    assert held.revoked_at == desk.clock.now()
    assert line(desk, luz, rid).opens == ()
    with pytest.raises(consents.NotADraft):
        taken_back(desk, rid)


def test_who_took_it_back_and_how_must_be_said(desk, luz):
    opened = consents.open_to_revoke(desk, signed(desk, luz))
    with pytest.raises(Incomplete):
        consents.revoke(desk, opened, opened.record.with_(revoked_by="self"))


def test_anybody_of_the_care_team_who_writes_consents_may_write_that_one_was_taken_back(desk, luz):
    for role in ("outreach", "case_manager", "data_entry", "supervisor"):
        rid = signed(desk, luz)
        with as_role(desk, role):
            taken_back(desk, rid)
        assert line(desk, luz, rid).state == "revoked"


@pytest.mark.parametrize("role", ["officer", "police_liaison", "prosecutor", "defender", "peer", "evaluator"])
def test_nobody_else_begins_signs_or_takes_back(desk, luz, role):
    rid, ready = signed(desk, luz), drafted(desk, luz)
    with as_role(desk, role):
        for act in (
            lambda: consents.begin(desk, luz, named(desk, luz)),
            lambda: consents.sign(desk, ready, TYPED),
            lambda: consents.open_to_revoke(desk, rid),
            lambda: consents.discard(desk, ready),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_what_was_signed_is_neither_changed_nor_signed_again_nor_thrown_away(desk, luz):
    rid = signed(desk, luz)
    for act in (consents.open_consent, consents.discard):
        with pytest.raises(consents.NotADraft):
            act(desk, rid)
    with pytest.raises(consents.NotADraft):
        consents.sign(desk, rid, TYPED)


def test_a_draft_can_be_thrown_away(desk, luz):
    consents.discard(desk, drafted(desk, luz))
    assert consents.consents_of(desk, luz) == ()


def test_a_new_consent_closes_the_one_whose_place_it_takes(desk, luz):
    old = signed(desk, luz)
    new = signed(desk, luz, replaces=old)
    assert (line(desk, luz, old).state, line(desk, luz, new).state) == ("superseded", "active")


def test_a_held_charge_goes_into_a_consent_by_itself_where_there_is_one(desk, clock):
    person = bring_in(desk, clock)
    done = (Recipient(key="a", name=OFFICE, kind="prosecutor", categories=("intake_done_yes_no",)),)
    rid = signed(desk, person, consent_type="part2_cjs_235", recipients=done, purposes=("charge_condition",))
    assert [one.compartment for one in line(desk, person, rid).opens] == ["charge"]


@pytest.mark.survives(41, 42, 46)
@pytest.mark.parametrize("words", ["'; DROP TABLE record; --", "<b>Police</b>", "{agency} {0}", "=1+1", "👩‍👩‍👧 محمد"])
def test_whatever_an_organisation_is_called_stands_in_the_text_as_typed(desk, luz, words):
    one = Recipient(key="a", name=words, kind="other", categories=("other",), other=words)
    held = consents.read_consent(desk, signed(desk, luz, recipients=(one,), purpose_words=words)).record
    assert (held.text or "").count(words) == 3
    assert [opening.recipient for opening in opens(held, desk.clock.now())] == [words]


@pytest.mark.survives(45)
def test_a_signature_without_end_is_refused_and_a_long_one_is_kept_in_its_bounds(desk, luz):
    many = [tuple(Point(x % 1000, 5, x) for x in range(200)) for _ in range(200)]
    rid = drafted(desk, luz)
    with pytest.raises((LeadError, ValueError)):
        consents.sign(desk, rid, {"signature_kind": "drawn", "language_of_form": "en", "strokes": "1,1,1 " * 9000})
    consents.sign(desk, rid, {"signature_kind": "drawn", "language_of_form": "en", "strokes": written(many)})
    assert len(consents.read_consent(desk, rid).record.strokes or "") <= 40_000


def test_who_leaves_the_program_takes_every_consent_back_and_undoing_that_brings_none_into_force(desk, clock):
    person = bring_in(desk, clock)
    rid, waiting = signed(desk, person), drafted(desk, person)
    standing = desk.reading.of_person(Engagement, person)[-1].record
    saved = contacts.set_engagement(desk, person, standing.with_(status="withdrew"))
    assert saved is not None
    held = consents.read_consent(desk, rid).record
    assert (held.status, held.revoked_how, held.revoked_by) == ("revoked", "left_program", "self")
    assert line(desk, person, waiting).state == "revoked"
    desk.undo(saved)
    assert line(desk, person, rid).opens == ()


def test_consents_that_end_within_thirty_days_are_named_for_the_day_and_no_others(desk, luz, clock):
    def ends(days: int) -> dict[str, object]:
        return {"expires_on": (clock.now() + timedelta(days=days)).date()}

    signed(desk, luz, **ends(31))
    assert consent_ends.ending(desk) == ()
    rid = signed(desk, luz, **ends(20))
    drafted(desk, luz, **ends(2))
    taken_back(desk, signed(desk, luz, **ends(3)))
    assert consent_ends.ending(desk) == ((luz, (clock.now() + timedelta(days=20)).date()),)
    assert [one.kind for one in today(desk).consents] == ["consent_ends"]
    with as_role(desk, "peer"):
        assert consent_ends.ending(desk) == ()
    taken_back(desk, rid)
    assert consent_ends.ending(desk) == ()


def test_it_is_written_to_the_audit_chain_by_whom_and_not_what(desk, luz):
    taken_back(desk, signed(desk, luz))
    rows = desk.vault.reader.execute("SELECT action FROM audit ORDER BY seq").fetchall()
    assert [one for (one,) in rows if one in ("consent.begin", "consent.sign", "consent.revoke")] == [
        "consent.begin", "consent.sign", "consent.revoke",
    ]  # fmt: skip


def test_a_consent_that_was_not_whole_when_it_came_is_shown_as_lacking_something(desk, luz):
    whole = consents.read_consent(desk, signed(desk, luz)).record
    arrived = whole.with_(purposes=())
    with desk.writing("test", luz) as work:
        rid = work.create(arrived, client=luz)
    found = line(desk, luz, rid)
    assert (found.state, found.opens) == ("deficient", ())
    assert isinstance(found.kept.record, Consent)
