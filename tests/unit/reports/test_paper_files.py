"""The PDF itself: tagged, neutral, the same each time, and unmoved by whatever somebody typed."""

import json
import re
from dataclasses import replace

import pypdfium2
import pytest

from lead_desktop.domain.person import PersonName
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.referral import Referral
from lead_desktop.reports.paper import typesetting
from lead_desktop.reports.paper.pages import page_texts, pages_as_images
from lead_desktop.reports.paper.referral import referral_summary
from lead_desktop.reports.paper.typesetting import CannotPrint, typeset
from tests.unit.reports import papers
from tests.unit.reports.test_paper_words import flat, read

NASTY = (
    '<b>bold</b> #import "x" $x$ *a* _b_ `c` @d ~ \\ // e /* f */ = g #{panic()} &lt; {moment} <img src=http://x.y/z>'
)


def referral_of(**values: object) -> bytes:
    return referral_summary(Referral(**values), papers.PROGRAMME, papers.printing("en"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", papers.ALL)
def test_every_print_is_tagged_for_screen_readers_and_claims_its_standards(name, language):
    pdf = papers.ALL[name](language)
    document = pypdfium2.PdfDocument(pdf)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    document.close()
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid:part", b"pdfaid:part"):
        assert mark in pdf
    assert re.search(rb"/Lang\s*\(" + language.encode(), pdf)


@pytest.mark.parametrize("name", papers.ALL)
def test_a_print_tells_nothing_of_anyone_in_its_metadata(name):
    pdf = papers.ALL[name]("en")
    document = pypdfium2.PdfDocument(pdf)
    held = document.get_metadata_dict()
    document.close()
    assert held["Title"] == "Document"
    assert (held["Author"], held["Subject"], held["Keywords"]) == ("", "", "")
    for secret in (b"Rosal", b"Rosie", b"Mesa Verde", b"Whitfield", b"Outreach 3"):
        assert secret not in pdf


@pytest.mark.parametrize("name", papers.ALL)
def test_the_same_record_and_moment_give_the_same_bytes(name):
    assert papers.ALL[name]("es") == papers.ALL[name]("es")


@pytest.mark.survives(42)
def test_markup_is_printed_as_it_was_typed():
    pdf = referral_of(
        person_name=PersonName(first=NASTY),
        aliases=(NASTY,),
        referral_type="community",
        observation=f"{NASTY}\n{NASTY}",
        unanswered=(),
    )
    assert flat(read(pdf)).count(flat(NASTY)) == 5
    assert b"/URI" not in pdf


@pytest.mark.survives(42)
def test_markup_is_printed_as_it_was_typed_wherever_a_template_shows_text():
    sheet = json.dumps({"name": NASTY})  # quotes and backslashes survive the way to the typesetter
    pdf = papers.recovery_sheet(papers.CODE, sheet, "en", papers.AT)
    assert flat(sheet) in flat(read(pdf))
    program = Programme(name=NASTY)
    assert flat(NASTY) in flat(read(papers.plan_copy(papers.SHEET, program, papers.printing("en"))))


def test_a_long_note_flows_over_pages_and_nothing_is_lost():
    note = " ".join(f"word{number}" for number in range(3000))[:20_000].strip()
    pdf = referral_of(referral_type="community", observation=note)
    pages = page_texts(pdf)
    assert len(pages) > 3
    text = " ".join(pages)
    assert all(one in text for one in note.split()[:-1])


@pytest.mark.parametrize("sign", ["a", "W", "ñ"])
def test_a_name_of_two_hundred_letters_stays_on_the_paper(sign):
    pdf = referral_of(person_name=PersonName(first=sign * 200), referrer_agency=sign * 200)
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    rights = [text.get_charbox(place)[2] for place in range(text.count_chars())]
    width = page.get_width()
    document.close()
    assert read(pdf).count(sign) >= 600
    assert max(rights) < width - 36


@pytest.mark.parametrize(
    "name",
    [
        "محمد بن عبد الله",
        "שרה לוי",
        "日本 太郎",
        "👨‍👩‍👧 Ana 😀",
        "Nguyễn Thị Ánh",
        "Diné ʼAłtsé",
        "a\u0301\u0302\u0303" * 30,
        "𐍈𝒳",
    ],
)
def test_a_name_in_any_script_prints(name):
    pdf = referral_of(person_name=PersonName(first=name, last="Baca"))
    assert "Baca" in read(pdf)
    assert b"/StructTreeRoot" in pdf
    assert len(pages_as_images(pdf, 40)) == len(page_texts(pdf))


def test_letters_of_our_languages_are_found_again_in_the_file():
    text = "10x20 -> (a) 3:45 ñÑ áéíóú ¿qué? ¡ya! «o» fi ffl Łódź Dinétah"
    assert text in read(referral_of(person_name=PersonName(first="A"), best_place_time=text))


def test_pages_come_as_grey_pictures_of_the_size_asked_for():
    pages = pages_as_images(papers.plan("en"), 72)
    assert len(pages) == 3
    for page in pages:
        assert page.startswith(b"\x89PNG\r\n\x1a\n")
        assert (int.from_bytes(page[16:20], "big"), int.from_bytes(page[20:24], "big")) == (612, 792)
        assert page[25] == 0


def test_a_print_that_cannot_be_made_says_so_without_the_text(caplog):
    with pytest.raises(CannotPrint) as caught:
        typeset("referral", {"name": "Rosalía"}, papers.AT)
    assert caught.value.__cause__ is None
    assert "Rosal" not in caught.value.words() + str(caught.value) + caplog.text
    assert caught.value.words()


def test_data_reaches_the_typesetter_as_one_json_text(monkeypatch):
    seen = []
    real = typesetting._compiled
    monkeypatch.setattr(typesetting, "_compiled", lambda *args: seen.append(args[1]) or real(*args))
    papers.arrest("en")
    assert json.loads(seen[0])["name"] == "Rosalía del Carmen Núñez Baca"


def test_a_print_is_made_at_any_moment_of_a_second():
    printing = papers.printing("es")
    moment = printing.at.replace(microsecond=635950)
    made = referral_summary(Referral(), papers.PROGRAMME, replace(printing, at=moment))
    assert made == referral_summary(Referral(), papers.PROGRAMME, printing)
