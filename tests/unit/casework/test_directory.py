"""The directory: found by words of both languages, kept by who may, checked now and then."""

from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import directory
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.directory import Wanted
from lead_desktop.domain.directory import STALE_DAYS, Offer, Provider
from lead_desktop.errors import NotAllowed, NotFound
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk

CASA = Provider(name="Casa Familia", kinds=("everyday",), about="Shelter for families", phone="505-983-2042")
CLINIC = Provider(name="La Clínica", about="Open clinic", about_es="Clínica abierta", address="Cerrillos Road 12")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock) -> Desk:
    return make_desk(tmp_path / "v", clock, "case_manager")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    shelter = Offer(name="Beds", everyday=("shelter",), easy=("pets", "no_id"))
    medicine = Offer(name="Medicine", treatments=("moud_bup",), easy=("same_day",))
    directory.bring_in(desk, [(CASA, (shelter,)), (CLINIC.with_(source_id="2"), (medicine,))])
    return desk


def names(desk: Desk, **wanted: str) -> list[str | None]:
    return [one.provider.name for one in directory.look_for(directory.directory(desk), Wanted(**wanted))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("casa", ["Casa Familia"]), ("CLINICA", ["La Clínica"]), ("abierta", ["La Clínica"]),
        ("983-2042", ["Casa Familia"]),
        ("buprenorfina", ["La Clínica"]), ("mascotas", ["Casa Familia"]), ("cerrillos", ["La Clínica"]),
        ("refugio families", ["Casa Familia"]), ("", ["Casa Familia", "La Clínica"]), ("zzz", []),
    ],
)  # fmt: skip
def test_a_place_is_found_by_any_of_its_words_in_either_language(filled: Desk, text: str, found: list[str]) -> None:
    assert names(filled, text=text) == found


@pytest.mark.survives(49)
@pytest.mark.parametrize(
    "odd", ['"', "*", "(", "NEAR(", "col:x", "'; DROP TABLE", "x" * 10_000, "<b>", "\u202e", "👩‍👩‍👧"]
)
def test_any_search_gives_places_or_none(filled: Desk, odd: str) -> None:
    assert names(filled, text=odd) == []


def test_kinds_of_help_treatments_and_what_makes_it_easy_narrow_the_list(filled: Desk) -> None:
    assert names(filled, kind="medication") == ["La Clínica"]
    assert names(filled, kind="everyday") == ["Casa Familia"]
    assert names(filled, easy="pets") == ["Casa Familia"]
    assert names(filled, treatment="moud_bup", easy="same_day") == ["La Clínica"]
    assert names(filled, treatment="moud_bup", easy="pets") == []


def test_a_place_says_when_nobody_has_checked_it_for_three_months(filled: Desk, clock: StandingClock) -> None:
    (casa, _) = directory.directory(filled)
    assert casa.provider.stale(clock.now().date())
    directory.note_checked(filled, casa.kept.rid)
    held = directory.place_of(filled, casa.kept.rid).provider
    assert (held.checked_on, held.checked_by) == (clock.now().date(), filled.worker.id)
    today = clock.now().date()
    assert not held.stale(today + timedelta(days=STALE_DAYS))
    assert held.stale(today + timedelta(days=STALE_DAYS + 1))


def test_a_place_that_closed_stands_last_and_one_taken_out_comes_back_with_its_offers(filled: Desk) -> None:
    casa = directory.directory(filled)[0].kept.rid
    opened = directory.open_provider(filled, casa)
    directory.save_provider(filled, opened.record.with_(open_now=False), opened=opened)
    assert names(filled) == ["La Clínica", "Casa Familia"]
    saved = directory.take_out(filled, casa)
    assert names(filled) == ["La Clínica"]
    with pytest.raises(NotFound):
        directory.place_of(filled, casa)
    assert saved is not None
    filled.undo(saved)
    assert len(directory.place_of(filled, casa).offers) == 1


def test_an_offer_is_added_changed_and_taken_out(filled: Desk) -> None:
    casa = directory.directory(filled)[0].kept.rid
    saved = directory.save_offer(filled, Offer(provider=casa, name="Meals", everyday=("food",)))
    assert saved is not None
    opened = directory.open_offer(filled, saved.rids[0])
    directory.save_offer(filled, opened.record.with_(hours="noon"), opened=opened)
    assert [one.record.hours for one in directory.place_of(filled, casa).offers] == [None, "noon"]
    directory.take_out_offer(filled, saved.rids[0])
    assert [one.record.name for one in directory.place_of(filled, casa).offers] == ["Beds"]


def test_the_same_file_twice_adds_nothing_and_a_file_with_a_fault_adds_nothing_at_all(filled: Desk) -> None:
    arrivals = [(CLINIC.with_(source_id="2"), ()), (Provider(name="New", source_id="3"), ())]
    assert directory.bring_in(filled, arrivals) is not None
    assert directory.bring_in(filled, arrivals) is None
    with pytest.raises(Incomplete):
        directory.bring_in(filled, [(Provider(name="Four", source_id="4"), ()), (Provider(source_id="5"), ())])
    assert names(filled) == ["Casa Familia", "La Clínica", "New"]


@pytest.mark.survives(91)
def test_everybody_reads_and_only_care_and_the_program_change(filled: Desk) -> None:
    casa = directory.directory(filled)[0].kept.rid
    for role in ("officer", "prosecutor", "peer", "data_entry", "auditor"):
        with as_role(filled, role):
            assert len(directory.directory(filled)) == 2
            for act in (directory.open_provider, directory.note_checked, directory.take_out):
                with pytest.raises(NotAllowed):
                    act(filled, casa)
            with pytest.raises(NotAllowed):
                directory.bring_in(filled, [(Provider(name="x"), ())])
    with as_role(filled, "king"):
        assert directory.directory(filled) == ()
