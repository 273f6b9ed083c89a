"""Names that look like something else go the whole way: stored, listed, found and printed as they were typed."""

from pathlib import Path

import pytest

from lead_desktop.casework import people, referrals
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.screening import CriterionResult, Screening
from lead_desktop.reports.paper.referral import referral_summary
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, enter_again, make_desk
from tests.unit.casework.test_story import a_referral
from tests.unit.reports import papers
from tests.unit.reports.test_paper_words import flat, read

NAMES = (
    "Null", "None", "=1+1", "O'Brien", "Robert'); DROP TABLE record;--", '" OR 1=1', "<b>Ana</b>", "&lt;", "X",
    "{name}", "%s", "José Ñáñez", "true", "-0", "#REF!", "\\n",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    folder, clock = tmp_path_factory.mktemp("names") / "v", StandingClock()
    made = make_desk(folder, clock)
    for name in NAMES:
        sent = referrals.submit_referral(made, a_referral(clock, person_name=PersonName(first=name, last="Quintana")))
        decision = Screening(
            screened_at=clock.now(), screened_by=made.worker.id, criteria_version="1", decision="accepted",
            results=(CriterionResult(key="age", result="met"),), assigned_to=made.worker.id,
        )  # fmt: skip
        referrals.decide(made, sent.rids[0], decision)
    made.close()
    opened = enter_again(Path(folder), clock)
    yield opened
    opened.close()


@pytest.mark.survives(41)
@pytest.mark.survives(46)
@pytest.mark.parametrize("name", NAMES)
def test_an_odd_name_is_stored_listed_found_and_printed_as_typed(desk, name):
    held = [one for one in desk.reading.of_type(Referral) if one.record.person_name.first == name]
    assert len(held) == 1
    whole = f"{name} Quintana"
    assert [row.name for row in referrals.referral_list(desk)].count(whole) == 1
    assert [row.name for row in people.people(desk)].count(whole) == 1
    with as_role(desk, "case_manager"):
        found = [row.name for row in people.find_people(desk, whole)]
    assert whole in found
    pdf = referral_summary(held[0].record, Programme(name="LEAD"), papers.printing("en"))
    assert flat(name) in flat(read(pdf))


@pytest.mark.survives(41)
def test_nothing_typed_reached_the_language_of_the_database(desk):
    assert desk.reading.count(Referral) == len(NAMES)
    tables = desk.vault.reader.execute("SELECT count(*) FROM sqlite_master WHERE name = 'record'").fetchone()
    assert tables == (1,)
