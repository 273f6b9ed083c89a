"""What stands on paper is what stands in the record, in words, in either language."""

import re
from collections.abc import Iterator

import pypdfium2
import pytest

from lead_desktop.domain.base import notes
from lead_desktop.domain.plan import Goal, Plan, Step
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import translation
from lead_desktop.reports.paper import plan as plan_module, referral as referral_module
from lead_desktop.reports.paper.notices import notice
from lead_desktop.reports.paper.plan import PlanSheet, plan_copy
from lead_desktop.reports.paper.words import Words
from tests.unit.reports import papers

LANGUAGES = ("en", "es")
IN_THE_HEAD = ("referral_type", "referred_at")
IDS_AND_GAPS = ("referrer", "site", "occurred_at", "lang_used", "unanswered")
PLAIN_TO_SEE = ("language", "copy_given")


def read(pdf: bytes) -> str:
    """The text of a PDF on one line, as somebody hears it."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[place].get_textpage().get_text_range() for place in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def labels(referral: Referral, language: str) -> Iterator[str]:
    """Every code of a referral, in words."""
    for name, note in notes(Referral).items():
        if note.codes and name not in (*IDS_AND_GAPS, "source"):
            value = getattr(referral, name)
            for code in value if isinstance(value, tuple) else [value]:
                if code is not None:
                    yield code_list(note.codes).find(code).label(language)


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("referral", [papers.ARREST, papers.COMMUNITY], ids=["arrest", "community"])
def test_a_referral_on_paper_has_every_answer_in_words(referral, language):
    text = flat(read(referral_module.referral_summary(referral, papers.PROGRAMME, papers.printing(language))))
    for label in labels(referral, language):
        assert flat(label) in text
    for name in notes(Referral):
        value = getattr(referral, name)
        if isinstance(value, str) and not notes(Referral)[name].codes:
            assert flat(value) in text, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_referral_on_paper_has_names_dates_charges_and_criteria(language):
    text = read(papers.arrest(language))
    words = Words(language)
    for expected in (
        "Rosalía del Carmen Núñez Baca",
        "Rosie, Chalía",
        words.day(papers.ARREST.dob),
        words.moment(papers.ARREST.handoff_called_at),
        "Shoplifting 30-16-20",
        "Failure to appear, municipal court",
        *papers.CRITERIA[language].values(),
        "One block outside, but she stays inside the area",
        "Mesa Verde LEAD",
    ):
        assert expected in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", papers.ALL)
def test_no_code_or_id_is_printed(name, language):
    text = read(papers.ALL[name](language))
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", text) == []
    assert re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}", text) == []
    assert "{" not in text


def test_a_criterion_without_words_is_numbered():
    text = read(referral_module.referral_summary(papers.ARREST, Programme(), papers.printing("en")))
    assert "Criterion 1" in text
    assert "no_violence" not in text


def test_a_question_met_with_no_answer_says_so():
    text = read(papers.community("en"))
    assert "Preferred language Does not know" in text
    assert "Needs an interpreter Not filled in" in text


def test_an_empty_referral_prints():
    text = read(referral_module.referral_summary(Referral(), Programme(), papers.printing("en")))
    assert "Name not known" in text


def test_every_field_of_a_referral_has_its_place_or_a_reason_for_none():
    placed = [name for _title, names in referral_module.SECTIONS for name in names]
    assert len(placed) == len(set(placed))
    assert {*placed, *IN_THE_HEAD, *IDS_AND_GAPS} == set(notes(Referral))


def test_every_field_of_a_plan_has_its_place_or_a_reason_for_none():
    own = {name for name, note in notes(Plan).items() if note.fid < 900}
    assert {*plan_module.PLAN_FACTS, *PLAIN_TO_SEE, "statement"} == own


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_on_paper_has_every_word_of_its_owner(language):
    text = flat(read(papers.plan(language)))
    words = Words(language)
    expected = [papers.PLAN.statement, "Rosie Núñez", "MV-0147", words.day(papers.PLAN.look_together_on)]
    for one in papers.SHEET.goals:
        expected += [one.goal.in_their_words, one.goal.why_it_matters or ""]
        expected += [
            words.value(one.goal, name) for name in ("domain", "kind", "stage", "status", "set_on", "changed_on")
        ]
        for step in one.steps:
            names = ("what", "by_when", "where", "needs", "status", "barrier", "done_on", "partner")
            expected += [words.value(step, name) for name in names]
    for one in expected:
        assert flat(one) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_on_paper_says_that_the_door_is_open(language):
    text = read(papers.plan(language))
    for sentence in notice("come_back").sentences(language):
        assert sentence in text


def test_a_plan_speaks_to_its_owner_in_their_language():
    say = translation("es").gettext
    assert say("My plan") in read(papers.plan("es"))
    assert say("Me") in read(papers.plan("es"))


def test_a_plan_names_the_program_on_its_last_page_only():
    document = pypdfium2.PdfDocument(papers.plan("en"))
    pages = [document[place].get_textpage().get_text_range() for place in range(len(document))]
    document.close()
    assert len(pages) > 1
    assert [papers.PROGRAMME.name in page for page in pages] == [False] * (len(pages) - 1) + [True]


def test_a_plan_without_substance_use_goals_does_not_tell_that_there_are_any():
    hidden = PlanSheet(papers.PLAN, papers.SHEET.goals, "Rosie", "MV-0147", include_sud=False)
    bare = PlanSheet(papers.PLAN, papers.SHEET.goals[:2], "Rosie", "MV-0147", include_sud=True)
    made = [plan_copy(one, papers.PROGRAMME, papers.printing("en")) for one in (hidden, bare)]
    assert read(made[0]) == read(made[1])
    assert "42 CFR" not in read(made[0])
    assert "naloxone" not in read(made[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_substance_use_information_carries_the_federal_notice_whole_and_its_short_form_on_every_page(language):
    official = notice("part2_disclosure")
    document = pypdfium2.PdfDocument(papers.plan(language))
    pages = [" ".join(document[place].get_textpage().get_text_range().split()) for place in range(len(document))]
    document.close()
    assert official.full in " ".join(pages)
    assert all(official.short in page for page in pages)
    assert official.source


def test_a_footer_counts_pages_and_names_a_role_and_no_person():
    text = read(papers.arrest("en"))
    assert "Page 1 of 2" in text
    assert "Page 2 of 2" in text
    assert "Printed Nov 24, 2026, 09:05 · Printed by: Case manager" in text


def test_a_plan_that_has_nothing_yet_prints():
    text = read(plan_copy(PlanSheet(Plan(), (), "", "", include_sud=True), Programme(), papers.printing("en")))
    assert "No goals yet. They can come later." in text


def test_a_goal_and_a_step_that_have_nothing_yet_print():
    sheet = PlanSheet(Plan(), (plan_module.PlanGoal(Goal(), (Step(),)),), "", "", include_sud=False)
    assert "Hoping" in read(plan_copy(sheet, Programme(), papers.printing("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recovery_sheet_has_the_code_in_order_and_the_laptop(language):
    text = read(papers.recovery(language))
    assert re.findall(r"\b([0-9A-Z]{4})\b", text.split("Outreach 3")[1])[:9] == papers.CODE.split("-")
    assert "LEAD" not in text
