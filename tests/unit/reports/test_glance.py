"""Program at a glance: every published figure is computed again from the sample's records."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lead_desktop import resources
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.protected import Protected
from lead_desktop.reports.glance import Glance, Scope, glance, year_before
from lead_desktop.reports.glance_terms import GROUPS, TERMS
from tests.fakes.clock import StandingClock
from tests.fakes.desks import bring_in, make_desk
from tests.fakes.sample import open_filled

SEEN = date(2016, 12, 23)
EVERYTHING = Scope(lambda _kind: True)
PUBLISHED: dict[str, Any] = resources.data("demo/lead_public_facts.json")["lead_santafe_participants_2016-12-23"]
COUNTS = {
    "referred": PUBLISHED["referred"],
    "ineligible": PUBLISHED["not_in_program"]["ineligible"],
    "declined": PUBLISHED["not_in_program"]["declined"],
    "no_intake_within_window": PUBLISHED["not_in_program"]["no_intake_within_7_days"],
    "remaining": PUBLISHED["remaining"],
    "enrolled": PUBLISHED["enrolled"],
    **PUBLISHED["engagement"],
}
YEARS = {key: PUBLISHED["enrolled_profile_pct"][key] for key in ("mean_age_years", "mode_age_years")}
PERCENTAGES = {
    **{key: value for key, value in PUBLISHED["enrolled_profile_pct"].items() if key not in YEARS},
    **PUBLISHED["arrest_reasons_pct_not_exclusive"],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = open_filled(tmp_path_factory.mktemp("glance"))
    yield opened.desk
    opened.desk.close()


@pytest.fixture(scope="module")
def seen(desk: Desk) -> Glance:
    return glance(desk.reading, SEEN, EVERYTHING)


def test_no_published_figure_is_left_out():
    computed = {key for _title, keys in GROUPS.values() for key in keys}
    assert {*COUNTS, *YEARS, *PERCENTAGES} <= computed == set(TERMS)
    assert PUBLISHED["not_in_program"]["total"] == sum(COUNTS[key] for key in ("ineligible", "declined")) + 6


@pytest.mark.parametrize("key", COUNTS)
def test_a_published_count_comes_out_exactly(seen: Glance, key: str):
    assert seen.figure(key).value == COUNTS[key]


@pytest.mark.parametrize("key", PERCENTAGES)
def test_a_published_percentage_comes_out_within_one_point_of_the_enrolled(seen: Glance, key: str):
    figure = seen.figure(key)
    assert figure.of == PUBLISHED["enrolled"]
    assert figure.value is not None
    assert abs(figure.value - PERCENTAGES[key]) <= 1


@pytest.mark.parametrize("key", YEARS)
def test_a_published_age_comes_out_after_rounding(seen: Glance, key: str):
    value = seen.figure(key).value
    assert value is not None
    assert round(value) == YEARS[key]


def test_every_sum_of_the_page_holds(seen: Glance):
    held = {key: seen.figure(key).value or 0 for key in (*COUNTS, "waiting")}
    out = held["ineligible"] + held["declined"] + held["no_intake_within_window"] + held["waiting"]
    assert held["referred"] == out + held["remaining"]
    assert held["remaining"] == held["enrolled"] + held["recent_referrals_completing_intake"]
    assert held["enrolled"] == held["engaged_past_year"] + held["not_engaged_1y"]


def test_a_role_that_does_not_count_a_record_gets_no_figure_from_it(desk: Desk):
    seen = glance(desk.reading, SEEN, Scope(lambda kind: kind not in (Protected, Contact)))
    assert seen.figure("hepatitis_c").value is None
    assert seen.figure("engaged_past_year").value is None
    assert seen.figure("medicaid").count == 71


def test_a_case_manager_counts_their_own_people_only(desk: Desk):
    nobody = glance(desk.reading, SEEN, Scope(lambda _kind: True, mine=lambda _person: False))
    assert nobody.figure("referred").value == 0
    assert nobody.figure("female").value is None
    assert nobody.empty


def test_a_day_later_the_figures_follow_the_calendar(desk: Desk):
    later = glance(desk.reading, date(2018, 1, 1), EVERYTHING)
    assert (later.figure("engaged_past_year").value, later.figure("not_engaged_1y").value) == (0, 84)


def test_a_new_program_has_an_empty_page_and_one_person_is_counted_once(tmp_path: Path):
    clock = StandingClock()
    desk = make_desk(tmp_path / "v", clock)
    assert glance(desk.reading, SEEN, EVERYTHING).empty
    bring_in(desk, clock)
    seen = glance(desk.reading, clock.now().date(), EVERYTHING)
    assert seen.figure("referred").value == seen.figure("recent_referrals_completing_intake").value == 1
    desk.close()


def test_a_year_before_a_leap_day_is_the_last_of_february():
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert year_before(SEEN) == date(2015, 12, 23)
