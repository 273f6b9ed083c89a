"""A consent on paper: word for word what was signed, the law's notice on every page, nothing read as markup."""

import pypdfium2
import pytest

from lead_desktop.domain.consent import Consent
from lead_desktop.domain.consent_text import patient_notice
from lead_desktop.reports.paper.notices import notice
from lead_desktop.reports.paper.pages import page_texts
from tests.unit.reports import consent_papers as made
from tests.unit.reports.test_paper_words import flat, read

STATES = {"draft": made.DRAFT, "hand": made.HAND, "typed": made.TYPED, "paper": made.PAPER, "over": made.OVER}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", STATES)
def test_a_consent_is_tagged_and_carries_the_notice_whole_and_its_short_form_on_every_page(name, language):
    pdf = made.paper(STATES[name], language)
    document = pypdfium2.PdfDocument(pdf)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_dict()["Title"] in ("Document", "Documento")
    document.close()
    law = notice("part2_disclosure")
    assert flat(law.full) in flat(read(pdf))
    assert all(flat(law.short) in flat(text) for text in page_texts(pdf))
    assert flat(patient_notice(language).paragraphs[0]) in flat(read(pdf))


@pytest.mark.parametrize("consent", [made.HAND, made.TYPED, made.PAPER])
def test_what_was_signed_is_printed_word_for_word_in_the_language_it_was_signed_in(consent: Consent):
    text = flat(read(made.paper(consent, "es")))
    for line in (consent.text or "").split("\n"):
        assert flat(line.removeprefix("- ")) in text
    assert "traducción" not in text


def test_in_the_other_language_it_says_that_it_is_a_translation():
    assert flat("This is a translation") in flat(read(made.paper(made.HAND, "en")))


@pytest.mark.survives(42)
def test_names_and_signatures_are_printed_as_typed():
    assert flat("Rosalía <b>Núñez</b> #panic()") in flat(read(made.paper(made.TYPED, "es")))
    hostile = made.DRAFT.with_(discloser='<script> #import "x" $x$ *a* {name}')
    assert flat('<script> #import "x" $x$ *a* {name}') in flat(read(made.paper(hostile, "en")))


def test_a_paper_to_sign_has_places_for_hands_and_a_signed_one_has_none():
    assert flat("Name in print") in flat(read(made.paper(made.DRAFT, "en")))
    assert flat("Nombre en letra de molde") not in flat(read(made.paper(made.PAPER, "es")))
    assert flat("Blue folder 7") in flat(read(made.paper(made.PAPER, "es")))


def test_one_that_was_taken_back_says_so_before_anything_else():
    text = flat(read(made.paper(made.OVER, "es")))
    assert text.index(flat("Retirado el")) < text.index("Rosalía")


@pytest.mark.survives(61)
def test_the_same_record_and_moment_give_the_same_bytes():
    assert made.paper(made.HAND, "es") == made.paper(made.HAND, "es")
