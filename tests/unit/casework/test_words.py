"""A site's own words: who may change them, and what a text is looked at with."""

from pathlib import Path

import pytest

from lead_desktop.casework import words
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.word_choice import WordChoice
from lead_desktop.domain.word_grammar import changes
from lead_desktop.errors import NotAllowed
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "v", StandingClock(), "project_manager")


def found(desk: Desk, text: str) -> list[str]:
    return [text[one.start : one.end] for one in words.finder_of(desk).look(text)]


def test_a_sites_word_is_suggested_asked_about_or_left_to_stand(desk: Desk) -> None:
    assert found(desk, "a guest, a regular guest and an addict") == ["addict"]
    before = words.words_stamp(desk)
    words.save_word(desk, WordChoice(word="Guest", lang="en", instead=("neighbor",), why="Our council asked for it."))
    words.save_word(desk, WordChoice(word="camper", lang="en", treatment="ask", instead=("person outside",)))
    words.save_word(desk, WordChoice(word="addict", lang="en", treatment="leave"))
    assert words.words_stamp(desk) != before
    text = "two guests, a camper, an addict"
    guest, camper = words.finder_of(desk).look(text)
    assert changes(text, guest)[0].words == "neighbors"
    assert (guest.asks, guest.term.why, camper.asks) == (False, "Our council asked for it.", True)


def test_a_word_is_changed_and_taken_out_and_that_is_taken_back(desk: Desk) -> None:
    saved = words.save_word(desk, WordChoice(word="guest", lang="en", instead=("neighbor",)))
    assert saved is not None
    opened = words.open_word(desk, saved.rids[0])
    words.save_word(desk, opened.record.with_(instead=("visitor",)), opened=opened)
    assert [one.record.instead for one in words.site_words(desk)] == [("visitor",)]
    gone = words.remove_word(desk, words.open_word(desk, saved.rids[0]))
    assert words.site_words(desk) == ()
    assert gone is not None
    desk.undo(gone)
    assert [one.record.word for one in words.site_words(desk)] == ["guest"]


def test_spanish_words_of_a_site_agree_as_well(desk: Desk) -> None:
    words.save_word(desk, WordChoice(word="malandro", lang="es", instead=("persona que participa",)))
    text = "los malandros"
    (one,) = words.finder_of(desk).look(text)
    assert changes(text, one)[0].words == "las personas que participan"


def test_who_may_not_change_words_reads_them_only(desk: Desk) -> None:
    words.save_word(desk, WordChoice(word="guest", lang="en", instead=("neighbor",)))
    for role in ("case_manager", "officer", "peer"):
        with as_role(desk, role):
            assert found(desk, "a guest") == ["guest"]
            with pytest.raises(NotAllowed):
                words.save_word(desk, WordChoice(word="other", lang="en"))
            with pytest.raises(NotAllowed):
                words.open_word(desk, words.site_words(desk)[0].rid)
    with as_role(desk, "king"):
        assert words.site_words(desk) == ()


@pytest.mark.survives(41)
@pytest.mark.survives(43)
@pytest.mark.survives(46)
@pytest.mark.parametrize(
    "odd",
    ["(?:a+)+$", "'; DROP TABLE", "[", "\\d", "a|b", "<b>", "İstanbul", "ﬁn", "👩", "ł", "الاسم", "a\u202eb", "=1+1"],
)
def test_any_word_can_be_added_and_no_text_is_stopped_by_it(desk: Desk, odd: str) -> None:
    word = WordChoice(word=odd, lang="en", instead=(odd,))
    if any(sign.isalpha() for sign in odd):
        words.save_word(desk, word)
    else:
        with pytest.raises(Incomplete, match="incomplete"):
            words.save_word(desk, word)
    assert "addict" in found(desk, f"{odd} and an addict {odd}")


@pytest.mark.survives(45)
def test_a_word_without_words_or_far_too_long_is_refused_by_its_field(desk: Desk) -> None:
    with pytest.raises(Incomplete) as told:
        words.save_word(desk, WordChoice(lang="en"))
    assert [one.field for one in told.value.problems] == ["word"]
    with pytest.raises(ValueError, match="at most 200"):
        WordChoice(word="x" * 201)
