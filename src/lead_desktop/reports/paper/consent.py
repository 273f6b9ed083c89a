"""A consent on paper: what was signed, word for word, or a form to sign by hand; with the notice of 42 CFR 2.32."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lead_desktop.domain.consent import Consent
from lead_desktop.domain.consent_text import FormText, patient_notice
from lead_desktop.domain.signature import HEIGHT, WIDTH, path_of
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.sheet import Printing, frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words

_TRANSLATED = N_("This is a translation. What was signed is in the other language.")
_BY_HAND = (N_("Signature"), N_("Name in print"), N_("Date"))
_SEEN = N_("Who saw it signed")
_SIGNED = N_("Signed")
_TAKEN_BACK = N_("Taken back {date}. Nothing is shared under it any more.")
_DRAWN = N_("Signature drawn by hand")
_VERSION = N_("Version of the text: {version} · {mark}")


@dataclass(frozen=True, slots=True)
class ConsentSheet:
    """A consent as it is handed over: the record, and its words made anew in the language of the print."""

    consent: Consent
    words: FormText

    def text(self, language: str) -> str:
        """Return what is printed: word for word what was signed, where it was signed in this language."""
        held = self.consent
        return held.text if held.text and held.language_of_form == language else self.words.text

    def is_translation(self, language: str) -> bool:
        """Tell whether something else than this was signed."""
        return bool(self.consent.text) and self.consent.language_of_form != language


def consent_form(sheet: ConsentSheet, printing: Printing) -> bytes:
    """Return a consent as a PDF in the participant's language."""
    words, consent, language = printing.words(), sheet.consent, printing.language
    heading, *paragraphs = sheet.text(language).split("\n\n")
    privacy = patient_notice(language)
    mark = (consent.text_hash if consent.text else sheet.words.digest) or ""
    version = consent.text_version or sheet.words.version
    data = {
        **frame(printing, sud=True),
        "heading": heading,
        "warning": _warning(consent, words),
        "translated": words.say(_TRANSLATED) if sheet.is_translation(language) else "",
        "paragraphs": [list(_lines(one)) for one in paragraphs],
        "signature": _signature(consent, words),
        "by_hand": [words.say(one) for one in (*_BY_HAND, _SEEN)] if consent.signed_at is None else [],
        "privacy": {"title": privacy.title, "paragraphs": privacy.paragraphs},
        "version": words.say(_VERSION, version=version, mark=mark[:16]),
    }
    return typeset("consent", data, printing.at)


def _lines(paragraph: str) -> Iterator[Mapping[str, object]]:
    """Yield the lines of a paragraph; those of a list without the dash that marks them."""
    for line in paragraph.split("\n"):
        yield {"item": line.startswith("- "), "text": line.removeprefix("- ")}


def _warning(consent: Consent, words: Words) -> str:
    return words.say(_TAKEN_BACK, date=words.day(consent.revoked_at.date())) if consent.revoked_at else ""


def _signature(consent: Consent, words: Words) -> Mapping[str, object] | None:
    if consent.signed_at is None or not consent.signature_kind:
        return None
    return {
        "label": words.say(_SIGNED),
        "when": words.moment(consent.signed_at),
        "how": words.value(consent, "signature_kind"),
        "name": consent.typed_name or "",
        "paper": consent.paper_words or "",
        "path": path_of(consent.strokes) if consent.strokes else "",
        "alt": words.say(_DRAWN),
        "width": WIDTH,
        "height": HEIGHT,
    }
