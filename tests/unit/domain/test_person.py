from datetime import date

from lead_desktop.domain.base import Unanswered
from lead_desktop.domain.checks import problems
from lead_desktop.domain.dates import age_on
from lead_desktop.domain.person import KnownPerson, Person, PersonName, Phone, sort_text
from tests.unit.domain.referrals import NOW


def whole() -> Person:
    return Person(
        participant_number="SF-0147",
        legal_name=PersonName(first="Ángel", last="Ortiz", second_last="Baca"),
        name_quality="1",
        dob=date(1987, 3, 2),
        dob_quality="1",
        preferred_language="171",
        interpreter_needed=False,
        literacy_help=False,
        may_call=True,
        may_text=True,
        may_voicemail=False,
        may_mail=False,
        may_visit=True,
        may_social_media=False,
        phones=(Phone(key="a", number="505 555 0123", safe=True),),
    )


def test_a_person_can_be_complete() -> None:
    assert problems(whole(), now=NOW, complete=True) == ()


def test_any_one_name_will_do() -> None:
    street = whole().with_(legal_name=None, aliases=("Flaco",), unanswered=(Unanswered(key="legal_name", code="9"),))
    assert problems(street, now=NOW, complete=True) == ()
    assert street.shown_name() == "Flaco"
    assert whole().with_(name_used="Angie").shown_name() == "Angie"
    assert Person().shown_name() == ""


def test_an_emptied_name_is_no_name() -> None:
    assert Person(legal_name=PersonName(first=" ", last=None)).legal_name is None
    assert Person(emergency_contact=KnownPerson()).emergency_contact is None
    assert Person(emergency_contact=KnownPerson(knows=False)).emergency_contact is not None


def test_people_stand_in_lists_by_surname_without_accents() -> None:
    heading = whole().heading()
    assert heading.title == "Ángel Ortiz Baca"
    assert heading.sort == "ortiz baca angel"
    assert heading.number == "SF-0147"
    assert sort_text("Ñu ÁÉ") == "nu ae"


def test_a_name_tells_its_quality() -> None:
    assert PersonName(first="Ana", second_last="Baca").quality() == "1"
    assert PersonName(first="Ana").quality() == "2"


def test_a_birth_date_or_an_age_is_needed_to_be_complete() -> None:
    found = problems(whole().with_(dob=None), now=NOW, complete=True)
    assert [(one.field, one.code) for one in found] == [("dob", "needed")]
    assert problems(whole().with_(dob=None, approx_age=40), now=NOW, complete=True) == ()


def test_age_counts_whole_years() -> None:
    assert age_on(date(2008, 11, 24), date(2026, 11, 24)) == 18
    assert age_on(date(2008, 11, 25), date(2026, 11, 24)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_a_phone_needs_its_number() -> None:
    found = problems(whole().with_(phones=(Phone(key="a", whose="a friend"),)), now=NOW)
    assert [(one.field, one.code) for one in found] == [("phones.0.number", "needed")]
