import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from lead_desktop.domain.base import Record
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.checks import problems
from tests.unit.domain.referrals import NOW
from tests.unit.domain.values import records

QUICK = settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # records are wide: shrinking one takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TYPES = [pytest.param(one, id=one.NAME) for one in RECORD_TYPES.values()]


@pytest.mark.parametrize("record_type", TYPES)
@QUICK
@given(data=st.data())
def test_a_record_survives_json_as_it_is(record_type: type[Record], data: st.DataObject) -> None:
    record = data.draw(records(record_type))
    again = record_type.from_json(record.to_json())
    assert again == record
    assert again.to_json() == record.to_json()


@pytest.mark.parametrize("record_type", TYPES)
@QUICK
@given(data=st.data())
def test_any_valid_record_can_be_checked(record_type: type[Record], data: st.DataObject) -> None:
    record = data.draw(records(record_type))
    found = problems(record, now=NOW, complete=True)
    assert "unknown_code" not in {one.code for one in found}


@pytest.mark.parametrize("record_type", TYPES)
def test_a_record_of_a_newer_version_opens_without_the_fields_this_one_does_not_know(record_type: type[Record]) -> None:
    text = json.dumps({"a_field_of_2031": "x", "lang_used": "es"})
    assert record_type.from_json(text).lang_used == "es"


@pytest.mark.parametrize("record_type", TYPES)
def test_an_empty_record_writes_nothing(record_type: type[Record]) -> None:
    assert record_type().to_json() == "{}"
    assert record_type.from_json("{}") == record_type()
