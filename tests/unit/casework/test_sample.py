"""The sample program: invented people, entered as people would be, in an order of time that holds."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from lead_desktop import resources
from lead_desktop.casework import notes as written, people, windows
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.opening import Opening
from lead_desktop.casework.quiet import note_quiet
from lead_desktop.casework.sample.cast import Guest, cast
from lead_desktop.casework.sample.clock import FOUNDED, SEEN, go_on, sample_clock
from lead_desktop.casework.sample.filling import fill_sample
from lead_desktop.casework.today import today
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.person import Person
from lead_desktop.domain.programme import User
from lead_desktop.domain.referral import Referral, ReferralTrack
from lead_desktop.errors import StillOpen
from lead_desktop.store.audit import first_broken
from lead_desktop.wire.op import GENESIS, chained
from tests.fakes.chains import stored_ops
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, bring_in, make_desk
from tests.fakes.sample import HeardSteps, filled_folder, new_sample, open_filled


@pytest.fixture(scope="module")
def opening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    opened = open_filled(tmp_path_factory.mktemp("sample"))
    yield opened
    opened.desk.close()


@pytest.fixture(scope="module")
def desk(opening: Opening) -> Desk:
    return opening.desk


def persona(name: str) -> Guest:
    return next(one for one in cast() if one.persona == name)


def found(desk: Desk, name: str) -> people.PersonFile:
    guest = persona(name)
    rows = [one for one in people.find_people(desk, guest.name.full()) if one.name == guest.name.full()]
    return people.open_file(desk, rows[0].rid)


def test_the_same_people_are_drawn_each_time():
    assert cast() == cast()


def test_every_name_is_joined_from_the_lists_and_no_two_people_share_one():
    first = resources.data("demo/first_names.json")
    lines = [one for one in resources.text("demo/nm_surnames.csv").splitlines() if not one.startswith("#")]
    surnames = {row["surname"] for row in csv.DictReader(lines)}
    personas = {"Ana", "Jim", "María", "Marco", "Rosa"}
    names = [one.name for one in cast()]
    assert {one.first for one in names} <= {*first["women"], *first["men"], *personas}
    assert {one.last for one in names} <= surnames
    assert len({one.full() for one in names}) == len(names) == 105


def test_everybody_was_of_age_when_referred():
    for guest in cast():
        born = guest.born
        assert born.replace(year=born.year + 18, day=min(born.day, 28)) <= guest.referred_at.date()


def test_progress_is_told_from_nothing_to_everything():
    _, steps = filled_folder()
    assert steps.heard[0][0] == 0
    assert steps.heard[-1][0] == steps.heard[-1][1]
    assert [done for done, _ in steps.heard] == sorted(done for done, _ in steps.heard)


def test_a_stop_is_heard_between_two_acts_and_leaves_whole_records(tmp_path: Path):
    desk = new_sample(tmp_path / "v").desk
    fill_sample(desk, HeardSteps(stop_after=2))
    assert 0 < desk.reading.count(Referral) < 60
    assert first_broken(desk.vault.reader) is None
    desk.close()


def test_a_sample_made_anew_after_a_stop_begins_at_its_beginning(tmp_path: Path):
    clock = sample_clock(StandingClock())
    first = new_sample(tmp_path / "first", clock=clock).desk
    fill_sample(first, HeardSteps(stop_after=2))
    first.close()
    assert clock.now() > FOUNDED
    new_sample(tmp_path / "second", clock=clock).desk.close()
    assert clock.now() == FOUNDED


def test_nobody_is_ever_entered_at_a_desk_whose_clock_is_real(tmp_path: Path):
    desk = make_desk(tmp_path / "v", StandingClock())
    with pytest.raises(TypeError):
        fill_sample(desk, HeardSteps())
    assert desk.reading.count(Referral) == 0
    desk.close()


def test_nothing_is_missing_and_both_chains_hold(opening: Opening):
    assert not opening.missing.anything
    assert first_broken(opening.desk.vault.reader) is None
    link, last = GENESIS, 0
    for op, stored in stored_ops(opening.desk.vault.reader):
        link = chained(link, op.canonical())
        assert (op.n, stored) == (last + 1, link)
        last = op.n
    assert last > 5000


def test_time_never_runs_backwards_while_it_is_entered(desk: Desk):
    assert desk.vault.reader.execute("SELECT count(*) FROM audit WHERE clock_suspect = 1").fetchone()[0] == 0
    walls = [row[0] for row in desk.vault.reader.execute("SELECT wall FROM outbox ORDER BY dseq").fetchall()]
    assert walls == sorted(walls)


def test_the_desk_opens_on_the_day_of_the_published_figures(desk: Desk):
    assert desk.clock.now().date() == date(2016, 12, 23)


def test_the_same_acts_are_in_the_audit_chain_as_people_leave_there(desk: Desk):
    rows = desk.vault.reader.execute("SELECT DISTINCT action FROM audit").fetchall()
    assert {row[0] for row in rows} >= {
        "referral.submit", "referral.decide", "intake.housing", "intake.complete", "plan.start", "contact.record",
        "engagement.set", "intake.pause", "intake.window_over", "programme.edit",
    }  # fmt: skip
    denied = desk.vault.reader.execute("SELECT count(*) FROM audit WHERE outcome = 'denied'").fetchone()[0]
    assert denied == 0


def test_nobody_has_a_caseload_above_the_programs_notice(desk: Desk):
    held = [one.record for one in desk.reading.of_type(Engagement) if one.record.status == "enrolled_active"]
    staff = {one.rid for one in desk.reading.of_type(User)}
    for worker in {one.case_manager for one in held}:
        assert worker in staff
        assert sum(one.case_manager == worker for one in held) <= 20


def test_today_shows_windows_visits_and_plans_that_are_due(desk: Desk):
    day = today(desk)
    assert {one.on for one in day.windows} <= {SEEN.date() + timedelta(days=days) for days in range(8)}
    assert len(day.windows) == 2
    assert day.contacts
    assert day.reviews
    assert day.active == 43


def test_ana_said_no_first_and_came_back_twice(desk: Desk):
    file = found(desk, "ana")
    referral = desk.reading.get(Referral, file.tracks[0].record.referral or "").record
    assert referral.person_agrees == "no"
    assert file.engagement is not None
    assert file.engagement.record.status == "enrolled_active"


def test_marco_was_sent_by_officer_lopez_and_his_time_is_paused_in_hospital(desk: Desk):
    file = found(desk, "marco")
    referral = desk.reading.get(Referral, file.tracks[0].record.referral or "").record
    assert (referral.referrer_name or "").endswith("Lopez")
    assert file.intake is not None
    assert [one.reason for one in file.intake.record.pauses] == ["hospital"]
    referred = file.charges[0].record.held_since
    assert referred is not None
    assert (SEEN.date() - referred.date()).days > 7
    assert {one.record.status for one in file.charges} == {"held_pending_intake"}


@pytest.mark.parametrize("name", ["rosa", "jim"])
def test_who_wants_nothing_shared_has_said_so_in_a_note(desk: Desk, name: str):
    file = found(desk, name)
    notes = [one.record.text or "" for one in written.notes_of(desk, file.person.rid)]
    assert any("Nothing is shared" in one for one in notes)


def test_rosa_came_through_the_community_and_speaks_spanish_only(desk: Desk):
    file = found(desk, "rosa")
    assert desk.reading.get(Referral, file.tracks[0].record.referral or "").record.referral_type == "community"
    assert (file.person.record.preferred_language, file.person.record.interpreter_needed) == ("367", True)


def test_two_referrals_of_one_night_are_one_person(desk: Desk):
    file = found(desk, "twin")
    tracks = [one for one in desk.reading.of_type(ReferralTrack) if one.record.person == file.person.rid]
    typed = {desk.reading.get(Referral, one.record.referral or "").record.shown_name() for one in tracks}
    assert len(typed) >= 2
    assert len([one for one in desk.reading.of_type(Person) if one.record.shown_name() in typed]) == 1


def test_a_contact_of_a_year_ago_and_no_later_one_means_not_engaged(desk: Desk):
    resting = [one.record.person for one in desk.reading.of_type(Engagement, "inactive_stable")]
    for person in resting:
        assert all(
            one.record.at is not None and one.record.at.date() < date(2015, 12, 23)
            for one in desk.reading.of_person(Contact, person or "")
            if one.record.is_two_way()
        )


def test_who_is_active_in_the_sample_is_so_by_the_calendar_too(desk: Desk):
    with as_role(desk, "supervisor"):
        assert note_quiet(desk) is None


def test_the_clock_of_the_sample_goes_on_only_while_it_is_open():
    real = StandingClock()
    clock = sample_clock(real)
    assert clock.now() == FOUNDED
    real.advance(timedelta(hours=2))
    assert clock.now() == FOUNDED + timedelta(hours=2)
    clock.move_to(FOUNDED)
    assert clock.now() == FOUNDED + timedelta(hours=2)
    go_on(clock, "2016-12-23T17:00:00.25Z")
    assert clock.now().isoformat() == "2016-12-23T10:00:01.250000-07:00"
    go_on(real, "2016-12-23T17:00:00.25Z")
    assert real.now().year == 2026


def test_a_window_is_closed_only_when_its_time_is_over(tmp_path: Path):
    clock = StandingClock()
    desk = make_desk(tmp_path / "v", clock, intake_window_days=7)
    person = bring_in(desk, clock)
    clock.advance(timedelta(days=7))
    with pytest.raises(StillOpen):
        windows.close_window(desk, person)
    clock.advance(timedelta(days=1))
    windows.close_window(desk, person)
    assert [one.record.status for one in desk.reading.of_person(DivertedCharge, person)] == ["window_lapsed"]
    with pytest.raises(StillOpen):
        windows.close_window(desk, person)
    desk.close()


def test_acts_that_go_to_the_disk_together_are_undone_together(tmp_path: Path):
    clock = StandingClock()
    desk = make_desk(tmp_path / "v", clock)
    with pytest.raises(ZeroDivisionError), desk.together():
        bring_in(desk, clock)
        assert desk.reading.count(Person) == 1
        raise ZeroDivisionError
    assert desk.reading.count(Person) == 0
    with desk.together():
        bring_in(desk, clock)
    bring_in(desk, clock)
    assert desk.reading.count(Person) == 2
    assert first_broken(desk.vault.reader) is None
    desk.close()
