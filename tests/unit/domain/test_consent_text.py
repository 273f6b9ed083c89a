"""The words that are signed say every element, in both languages, and no word that judges."""

from datetime import UTC, date, datetime

import pytest

from lead_desktop import resources
from lead_desktop.domain.consent import Consent, Recipient, hash_of
from lead_desktop.domain.consent_text import form_text, patient_notice
from lead_desktop.domain.vocabulary import code_list
from tests.unit.domain.words import avoided

KINDS = [one.code for one in code_list("consent_type").codes]
CATEGORIES = tuple(one.code for one in code_list("consent_category").codes)
PURPOSES = tuple(one.code for one in code_list("consent_purpose").codes)

OF_THE_LAW = "civil, criminal, administrative or legislative proceeding"
"""The law's own name for what is forbidden (42 CFR 2.31(d)); it names a proceeding, never a person."""


def consent(kind: str, **changes: object) -> Consent:
    return Consent(
        **{
            "consent_type": kind, "discloser": "Casa Esperanza", "purposes": PURPOSES, "purpose_words": "A job",
            "recipients": (
                Recipient(key="a", name="Clinic", kind="health", categories=CATEGORIES, other="My shoe size"),
                Recipient(key="b", name="Shelter", attention="Rosa", kind="housing", categories=("housing_income",)),
            ),
            "intermediaries": ("Exchange One",), "expires_on": date(2027, 2, 1), "expires_event": "I move away",
            "signer": "guardian", "signer_name": "Ana Baca", "signed_at": datetime(2026, 11, 24, tzinfo=UTC), **changes,
        }
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_who_what_to_whom_what_for_until_when_and_how_to_take_it_back(kind: str, language: str) -> None:
    made = form_text(consent(kind), "Marco Baca", "Casa, 505", language)
    wanted = ["Marco Baca", "Clinic", "Shelter", "Rosa", "My shoe size", "Exchange One", "A job", "2027", "I move away"]
    said = resources.data("consent/forms.json")["languages"][language]
    assert made.text.startswith(said["titles"][kind])
    wanted += [said["items"][one] for one in CATEGORIES if one != "other"]
    wanted += [said["reasons"][one] for one in PURPOSES]
    wanted += ["Casa, 505", "Ana Baca", *([] if kind == "participation" else ["Casa Esperanza"])]
    assert [one for one in wanted if one not in made.text] == []
    assert made.digest == hash_of(made.text)
    assert "{" not in made.text
    assert avoided(made.text.replace(OF_THE_LAW, ""), language) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_statements_for_treatment_payment_and_operations_stand_in_that_kind_only(language: str) -> None:
    assert "HIPAA" in form_text(consent("part2_tpo"), "M", "", language).text
    assert "HIPAA" not in form_text(consent("part2_named"), "M", "", language).text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_notice_about_privacy_is_there_in_plain_words(language: str) -> None:
    notice = patient_notice(language)
    assert notice.version
    assert len(notice.paragraphs) == 5
    assert avoided(" ".join(notice.paragraphs).replace(OF_THE_LAW, ""), language) == []


@pytest.mark.survives(42)
def test_names_with_braces_and_markup_stand_as_typed() -> None:
    words = "<b>{name}</b> {0} %s"
    assert form_text(consent("part2_named", discloser=words), words, words, "en").text.count(words) == 3
