from datetime import date

import pytest

from lead_desktop.domain.vocabulary import CodeList, UnknownCode, code_list, code_lists, label
from tests.unit.domain.words import avoided

LISTS = [pytest.param(one, id=one.name) for one in code_lists()]
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("codes", LISTS)
def test_a_list_says_where_it_is_from_and_is_labelled_in_both_languages(codes: CodeList) -> None:
    assert codes.version
    assert len(codes.source) > 10
    assert codes.title_en
    assert codes.title_es
    assert all(one.en and one.es for one in codes.codes)
    assert all(bool(one.help_en) == bool(one.help_es) for one in codes.codes)
    assert len({one.code for one in codes.codes}) == len(codes.codes)


@pytest.mark.parametrize("codes", LISTS)
def test_no_screen_label_holds_a_word_to_avoid(codes: CodeList) -> None:
    english = [codes.title_en, *(text for one in codes.codes for text in (one.en, one.help_en))]
    spanish = [codes.title_es, *(text for one in codes.codes for text in (one.es, one.help_es))]
    assert [avoided(one) for one in english if avoided(one)] == []
    assert [avoided(one, "es") for one in spanish if avoided(one, "es")] == []


def test_the_words_to_avoid_are_found_where_they_stand() -> None:
    assert avoided("Substance abuse treatment facility") == ["abuse"]
    assert avoided("ask the case manager") == []
    assert avoided("an open case") == ["case"]
    assert avoided("hábito", "es") == ["hábito"]


def test_hud_keeps_its_own_words_apart_from_ours() -> None:
    treatment = code_list("hud.prior_living").find("205")
    assert treatment.official == "Substance abuse treatment facility or detox center"
    assert "abuse" not in treatment.en
    for codes in code_lists():
        if codes.name.startswith("hud.") and codes.name != "hud.preferred_language":
            assert all(one.official for one in codes.codes), codes.name


def test_a_missing_data_code_is_an_answer_where_it_may_be() -> None:
    assert code_list("hud.sex").has("9")
    assert label("hud.sex", "9", "es") == "Prefiere no contestar"
    assert not code_list("contact_kind").has("99")
    assert [one.code for one in code_list("hud.sex").choices(TODAY)] == ["0", "1"]


def test_lists_change_with_the_day_and_old_codes_still_open() -> None:
    assert [one.code for one in code_list("hud.sex").choices(date(2025, 9, 30))] == []
    assert code_list("hud.gender").choices(TODAY) == ()
    assert len(code_list("hud.gender").choices(date(2025, 9, 30))) == 7
    assert code_list("hud.gender").has("4")


def test_living_situations_are_grouped_by_their_leading_digit() -> None:
    groups = {"1": "homeless", "2": "institutional", "3": "temporary", "4": "permanent"}
    for name in ("hud.prior_living", "hud.current_living", "hud.destination"):
        for one in code_list(name).codes:
            assert one.group == (groups[one.code[0]] if len(one.code) == 3 else "other")
    assert not code_list("hud.current_living").has("312")
    assert not code_list("hud.prior_living").has("37")


def test_languages_of_new_mexico_stand_first() -> None:
    first = [one.en for one in code_list("hud.preferred_language").choices(TODAY)[:6]]
    assert first == ["English", "Spanish", "Navajo", "Keresan", "Zuni", "Apache"]


def test_an_unknown_list_or_code_says_so() -> None:
    with pytest.raises(UnknownCode):
        code_list("no_such_list")
    with pytest.raises(UnknownCode):
        code_list("role").find("king")


def test_the_spoken_choice_that_only_community_referrers_have_is_marked() -> None:
    agrees = code_list("agrees_to_introduction")
    assert [one.code for one in agrees.choices(TODAY, use="law")] == ["yes", "not_now", "no"]
    assert [one.code for one in agrees.choices(TODAY, use="community")][-1] == "unable_to_ask"
