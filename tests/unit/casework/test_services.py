"""Services: recorded by who may, turned out later, and each kind in the compartment that its value asks for."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import services
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.service import HarmReductionService, Service, SudService
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk, walk_in


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", clock)
    yield made
    made.close()


def test_each_kind_rests_where_its_value_belongs_and_they_come_newest_first(desk: Desk, clock: StandingClock) -> None:
    person, day = walk_in(desk), clock.now().date()
    services.record_service(desk, person, Service(service="meal", how="gave_directly", requested_on=day))
    services.record_service(
        desk, person, SudService(service="methadone", how="warm_referral", requested_on=day - timedelta(days=2))
    )
    early = HarmReductionService(service="disposal", how="gave_directly", requested_on=day - timedelta(days=9))
    services.record_service(desk, person, early)
    found = services.services_of(desk, person)
    assert [one.record.service for one in found] == ["meal", "methadone", "disposal"]
    assert [one.scope.partition("/")[2] for one in found] == ["casework", "sud", "harm_reduction"]
    with as_role(desk, "outreach"):
        assert [one.record.service for one in services.services_of(desk, person)] == ["meal", "disposal"]
        assert services.kinds_of(desk) == ("general", "harm_reduction")
    with as_role(desk, "officer"):
        assert services.services_of(desk, person) == ()


def test_how_it_turned_out_is_written_later(desk: Desk, clock: StandingClock) -> None:
    person, day = walk_in(desk), clock.now().date()
    services.record_service(desk, person, Service(service="state_id", how="warm_referral", requested_on=day))
    held = services.services_of(desk, person)[0]
    opened = services.open_service(desk, held)
    services.save_service(desk, opened, opened.record.with_(outcome="attained", connected_on=day))
    assert services.services_of(desk, person)[0].record.outcome == "attained"
    assert services.save_service(desk, services.open_service(desk, held), opened.record.with_(outcome="attained",
                                 connected_on=day)) is None  # fmt: skip


def test_nobody_is_connected_before_it_was_asked_for(desk: Desk, clock: StandingClock) -> None:
    person, day = walk_in(desk), clock.now().date()
    wrong = Service(service="meal", how="paid_for", requested_on=day, connected_on=day - timedelta(days=1))
    with pytest.raises(Incomplete) as caught:
        services.record_service(desk, person, wrong)
    assert [one.field for one in caught.value.problems] == ["connected_on"]


def test_roles_without_services_record_and_change_none(desk: Desk, clock: StandingClock) -> None:
    person, day = walk_in(desk), clock.now().date()
    meal = Service(service="meal", how="gave_directly", requested_on=day)
    services.record_service(desk, person, meal)
    held = services.services_of(desk, person)[0]
    opened = services.open_service(desk, held)
    for role in ("project_manager", "officer", "prosecutor"):
        with as_role(desk, role):
            for act in (
                lambda: services.record_service(desk, person, meal),
                lambda: services.open_service(desk, held),
                lambda: services.save_service(desk, opened, meal),
            ):
                with pytest.raises(NotAllowed):
                    act()
