import pytest

from lead_desktop.domain.criteria import CriteriaSet, UnknownCriteria, criteria_set, criteria_sets, presumptive
from lead_desktop.domain.vocabulary import code_list
from tests.unit.domain.words import avoided

SETS = [pytest.param(one, id=name) for name, one in criteria_sets().items()]


@pytest.mark.parametrize("one", SETS)
def test_a_set_is_dated_sourced_and_worded_in_both_languages(one: CriteriaSet) -> None:
    assert one.source
    assert one.title("en") != ""
    assert one.title("es") != ""
    assert len({each.code for each in one.criteria}) == len(one.criteria)
    for each in one.criteria:
        assert each.source
        assert avoided(each.label("en")) == []
        assert avoided(each.label("es"), "es") == []
        assert all(code_list("referral_type").has(kind) for kind in each.applies_to)


def test_santa_fe_asks_for_the_amount_only_after_an_arrest() -> None:
    santa_fe = criteria_set("santa_fe")
    assert "amount" in [one.code for one in santa_fe.for_type("arrest_diversion")]
    assert "amount" not in [one.code for one in santa_fe.for_type("community")]
    assert [one.code for one in santa_fe.for_type("social_contact") if one.kind == "proof"] == ["prior_involvement"]
    assert santa_fe.version_name() == "santa_fe 2026-11"


@pytest.mark.parametrize("one", SETS)
def test_no_criterion_writes_down_whether_somebody_is_an_informant(one: CriteriaSet) -> None:
    assert not [each.code for each in one.criteria if "informant" in each.en.lower()]


def test_a_result_brings_advice_and_never_a_refusal() -> None:
    assert "ask a supervisor or prosecutor" in presumptive("not_ok")
    assert "ask a supervisor or prosecutor" in presumptive("not_met")
    assert "anyway" in presumptive("unknown")
    assert presumptive("ok") == ""
    assert presumptive(None) == ""


def test_an_unknown_set_says_so() -> None:
    with pytest.raises(UnknownCriteria):
        criteria_set("atlantis")
