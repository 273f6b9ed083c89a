"""What people and files may put into a record (security section 6, 41 to 48), at the level of the record."""

from datetime import date, datetime

import pytest
from pydantic import ValidationError

from lead_desktop.domain.base import Record, notes
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.checks import problems
from lead_desktop.domain.contact import SudNote
from lead_desktop.domain.household import Income, IncomeRow
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.domain.plan import Goal
from lead_desktop.domain.protected import Protected
from lead_desktop.domain.referral import Referral
from tests.unit.domain.referrals import NOW

TYPES = [pytest.param(one, id=one.NAME) for one in RECORD_TYPES.values()]
AS_TYPED = [
    pytest.param("'; DROP TABLE record; --", marks=pytest.mark.survives(41)),
    pytest.param('" OR 1=1', marks=pytest.mark.survives(41)),
    pytest.param("Robert');--", marks=pytest.mark.survives(41)),
    pytest.param("<b>bold</b>", marks=pytest.mark.survives(42)),
    pytest.param("<img src=http://example.org/a.png>", marks=pytest.mark.survives(42)),
    pytest.param("<script>alert(1)</script> &lt;", marks=pytest.mark.survives(42)),
    pytest.param("Z̴̛a̸l̷g̶o̵", marks=pytest.mark.survives(46)),
    pytest.param("👨‍👩‍👧‍👦", marks=pytest.mark.survives(46)),
    pytest.param("محمد", marks=pytest.mark.survives(46)),
    pytest.param("A", marks=pytest.mark.survives(46)),
    pytest.param("n" * 200, marks=pytest.mark.survives(46)),
    pytest.param("Null", marks=pytest.mark.survives(46)),
    pytest.param("None", marks=pytest.mark.survives(46)),
    pytest.param("=1+1", marks=pytest.mark.survives(46)),
    pytest.param("O'Brien", marks=pytest.mark.survives(46)),
]


def codes_of(fault: ValidationError) -> list[str]:
    return [one["type"] for one in fault.errors(include_url=False, include_input=False)]


@pytest.mark.parametrize("text", AS_TYPED)
def test_text_is_kept_as_it_was_typed(text: str) -> None:
    person = Person(legal_name=PersonName(first=text), name_used=text, aliases=(text,))
    again = Person.from_json(person.to_json())
    assert again.legal_name is not None
    assert (again.legal_name.first, again.name_used, again.aliases) == (text, text, (text,))


@pytest.mark.survives(43)
@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\u200f", "\x00", "\x07", "\x1b", "\ufeff"])
def test_what_cannot_be_seen_is_not_stored(hidden: str) -> None:
    assert Person(name_used=f"An{hidden}a").name_used == "Ana"
    assert SudNote(text=f"one{hidden}\ntwo").text == "one\ntwo"
    assert Person(name_used=hidden).name_used is None


@pytest.mark.survives(43)
def test_several_lines_stay_only_where_there_are_several() -> None:
    assert SudNote(text="one\r\ntwo\u2028three").text == "one\ntwo\nthree"
    assert Person(name_used="one\ntwo").name_used == "one two"


@pytest.mark.survives(44)
def test_a_lone_surrogate_is_not_text() -> None:
    with pytest.raises(ValidationError) as fault:
        Person(name_used="A\ud800")
    assert codes_of(fault.value) == ["not_text"]


@pytest.mark.survives(45)
@pytest.mark.parametrize(
    ("record_type", "name", "length"),
    [
        (Person, "name_used", 201),
        (Person, "name_used", 1_000_000),
        (SudNote, "text", 20_001),
        (Person, "safe_words", 501),
        (Referral, "description_for_finding", 141),
        (Referral, "adult_reason", 281),
    ],
)
def test_text_that_is_too_long_is_said_to_be(record_type: type[Record], name: str, length: int) -> None:
    with pytest.raises(ValidationError) as fault:
        record_type(**{name: "x" * length})
    assert codes_of(fault.value) == ["string_too_long"]
    assert "xxx" not in str(fault.value)


@pytest.mark.survives(45)
def test_text_of_full_length_fits() -> None:
    note = SudNote(text="ñ" * 20_000)
    assert note.text is not None
    assert len(note.text) == 20_000
    assert len(Referral(description_for_finding="x" * 140).description_for_finding or "") == 140


@pytest.mark.survives(47)
@pytest.mark.parametrize("born", [date(1899, 12, 31), date(2101, 1, 1), date(9999, 12, 31), date(1, 1, 1)])
def test_a_day_out_of_this_age_is_refused(born: date) -> None:
    with pytest.raises(ValidationError) as fault:
        Person(dob=born)
    assert codes_of(fault.value)[0] in ("greater_than_equal", "less_than_equal")


@pytest.mark.survives(47)
@pytest.mark.parametrize(
    "text", ["2026-02-31", "31/02/2026", "1/2/90", "90-01-02", "24.11.2026", "", "today", "2026-11-24T10:00:00Z"]
)
def test_a_text_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Person.from_json(f'{{"dob": "{text}"}}')


@pytest.mark.survives(47)
def test_a_birth_date_lies_in_the_past_and_a_moment_has_its_offset() -> None:
    assert ("dob", "in_future") in {(one.field, one.code) for one in problems(Person(dob=date(2026, 11, 25)), now=NOW)}
    with pytest.raises(ValidationError) as fault:
        Referral(referred_at=datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001 - the fault under test
    assert codes_of(fault.value) == ["timezone_aware"]


@pytest.mark.survives(48)
@pytest.mark.parametrize("number", ["1e999", "NaN", "Infinity", "12.5", '"12"', "true", "1" * 40, "1,5", "11", "-1"])
def test_a_number_is_a_whole_number_within_its_bounds(number: str) -> None:
    with pytest.raises(ValidationError):
        Goal.from_json(f'{{"importance": {number}}}')


@pytest.mark.survives(48)
def test_minus_nothing_is_nothing() -> None:
    assert Goal.from_json('{"importance": -0}').importance == 0
    assert Goal(progress=-2).progress == -2
    with pytest.raises(ValidationError):
        Income(sources=(IncomeRow(key="a", monthly=10**40),))


@pytest.mark.survives(48)
@pytest.mark.parametrize("digits", ["123", "12345", "12a4", "١٢٣٤", "123-45-6789"])
def test_only_four_plain_digits_of_a_number_are_kept(digits: str) -> None:
    with pytest.raises(ValidationError):
        Protected(ssn_last_4=digits)


@pytest.mark.parametrize("record_type", TYPES)
def test_no_error_repeats_what_was_typed(record_type: type[Record]) -> None:
    for name in notes(record_type):
        with pytest.raises(ValidationError) as fault:
            record_type(**{name: object()})
        assert "object at" not in str(fault.value)


@pytest.mark.parametrize("record_type", TYPES)
def test_a_field_that_does_not_exist_is_refused_when_a_record_is_made(record_type: type[Record]) -> None:
    with pytest.raises(ValidationError):
        record_type(no_such_field=1)
