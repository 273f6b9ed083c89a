"""Whose laptops may hold a scope: tried for every role, compartment and record type there is."""

import pytest
from hypothesis import given, strategies as st

from lead_desktop.domain.audiences import BY_CONSENT, EVERYONE, Reach, Worker, audiences, audiences_of, organisation
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.permissions import roles_of_side, side_of, sides, subjects

ROLES = [role for side in sorted(sides()) for role in roles_of_side(side)]
NOW = 1_763_900_000_000
DAY = 86_400_000
CARE_ONLY = {"health", "sud", "harm_reduction", "casework", "safety", "protected", "sealed", "legal", "identity"}

workers = st.builds(
    Worker,
    user=st.sampled_from(["u1", "u2"]),
    role=st.sampled_from(ROLES),
    agency=st.sampled_from(["", "Santa Fe Police", "District Attorney", "SANTA FE  police"]),
)
kinds = st.sampled_from(sorted(subjects() | set(RECORD_TYPES)))
compartments = st.sampled_from([str(one) for one in Compartment])


def names(record_type: str, author: Worker, *, fresh: bool = True) -> set[str]:
    where = RECORD_TYPES[record_type].COMPARTMENT
    return {one.audience for one in audiences(where, record_type, author, NOW, fresh=fresh)}


def reaches(worker: Worker, opened: tuple[Reach, ...]) -> list[Reach]:
    """What of the opened audiences brings the scope to a laptop on which only this person works."""
    return [one for one in opened if one.audience in audiences_of(worker)]


@given(author=workers, reader=workers, compartment=compartments, kind=kinds, fresh=st.booleans())
def test_no_law_side_laptop_holds_anything_but_its_own_referrals_and_what_is_for_everyone(
    author: Worker, reader: Worker, compartment: str, kind: str, fresh: bool
) -> None:
    opened = reaches(reader, audiences(compartment, kind, author, NOW, fresh=fresh))
    if side_of(reader.role) not in ("law", "defence") or not opened:
        return
    assert compartment not in CARE_ONLY
    if compartment in ("reference", "programme"):
        assert {one.audience for one in opened} == {EVERYONE}
        return
    assert compartment == "referral"
    assert kind in ("referral", "referral_status")
    assert fresh
    assert side_of(author.role) == side_of(reader.role)
    assert all(one.not_after for one in opened)
    assert reader.user == author.user or reader.agency.casefold().split() == author.agency.casefold().split()


def test_the_same_for_every_role_compartment_and_record_type_one_by_one() -> None:
    seen = set()
    for reader in ROLES:
        for kind in subjects() | set(RECORD_TYPES):
            for compartment in Compartment:
                own = Worker("u1", reader, "Agency")
                if reaches(own, audiences(compartment, kind, own, NOW, fresh=True)):
                    seen.add((side_of(reader), str(compartment), kind))
    outside = {one for one in seen if one[0] in ("law", "defence", "evaluation")}
    about_nobody = {(str(one.COMPARTMENT), one.NAME) for one in RECORD_TYPES.values() if one.COMPARTMENT == "reference"}
    of_workers = {("programme", one) for one in ("user", "programme", "roster_shift", "training")}
    everybodys = of_workers | about_nobody
    assert {one[1:] for one in outside} == {("referral", "referral")} | everybodys
    assert {one[0] for one in outside if one[1] == "referral"} == {"law"}


@given(worker=workers, compartment=compartments, name=st.sampled_from(["Santa Fe Police", "District Attorney", ""]))
def test_a_consent_reaches_only_outside_roles_of_that_name_and_only_card_and_charge(
    worker: Worker, compartment: str, name: str
) -> None:
    where = Compartment(compartment)
    if organisation(name, where) in audiences_of(worker):
        assert where in BY_CONSENT
        assert side_of(worker.role) in ("law", "defence")
        assert " ".join(worker.agency.casefold().split()) == name.casefold() != ""
        assert where is Compartment.CARD or worker.role in ("prosecutor", "defender")


def test_an_officer_keeps_a_referral_thirty_days_and_the_agencys_liaison_ninety() -> None:
    officer = Worker("u1", "officer", "Santa Fe Police")
    opened = {one.audience: one.not_after for one in audiences("referral", "referral", officer, NOW, fresh=True)}
    assert opened["user:u1"] == NOW + 30 * DAY
    assert opened["agency:santa fe police"] == NOW + 90 * DAY
    assert opened["role:outreach"] is None
    assert not {"role:officer", "role:police_liaison", "role:prosecutor"} & set(opened)
    assert "agency:santa fe police" in audiences_of(Worker("u9", "police_liaison", " SANTA FE Police"))
    assert "agency:santa fe police" not in audiences_of(Worker("u2", "officer", "Santa Fe Police"))


def test_nobody_outside_comes_to_hold_a_scope_by_writing_into_it() -> None:
    officer = Worker("u1", "officer", "Santa Fe Police")
    assert not {"user:u1", "agency:santa fe police"} & names("referral", officer, fresh=False)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("person", {"outreach", "case_manager", "supervisor", "data_entry", "peer", "project_manager"}),
        ("plan", {"outreach", "case_manager", "supervisor", "peer", "project_manager"}),
        ("intake_law", {"case_manager", "supervisor", "project_manager"}),
        ("health", {"case_manager", "supervisor", "project_manager"}),
        ("substance_use", {"case_manager", "supervisor", "project_manager"}),
        ("sud_note", {"case_manager", "supervisor", "project_manager"}),
        ("protected", {"case_manager", "supervisor", "project_manager"}),
        ("safer_use", {"outreach", "case_manager", "supervisor", "data_entry", "peer", "project_manager"}),
        ("diverted_charge", {"outreach", "case_manager", "supervisor", "project_manager", "privacy_officer"}),
    ],
)
def test_care_roles_hold_what_the_matrix_gives_them(kind: str, roles: set[str]) -> None:
    assert names(kind, Worker("u1", "case_manager")) == {f"role:{one}" for one in roles}


def test_who_may_only_add_to_the_deep_compartments_holds_what_they_wrote_about() -> None:
    assert "user:u1" in names("sud_note", Worker("u1", "peer"))
    assert "role:peer" not in names("sud_note", Worker("u1", "peer"))
    assert "user:u1" not in names("substance_use", Worker("u1", "peer"))


def test_a_role_of_the_programme_holds_a_scope_only_when_it_may_read_all_of_it() -> None:
    assert "role:privacy_officer" in names("referral", Worker("u1", "outreach"))
    assert "role:privacy_officer" not in names("screening", Worker("u1", "outreach"))
    assert not [one for one in RECORD_TYPES for name in names(one, Worker("u1", "outreach")) if "administ" in name]


def test_a_record_type_in_a_compartment_that_is_not_its_own_opens_nothing() -> None:
    assert audiences("programme", "health", Worker("u1", "supervisor"), NOW, fresh=True) == ()
    assert audiences("referral", "plan", Worker("u1", "officer", "A"), NOW, fresh=True) == ()
    assert audiences("referral", "treasure", Worker("u1", "officer", "A"), NOW, fresh=True) == ()
