"""A consent on paper in each of its states, for the tests and for looking at."""

from datetime import date, timedelta

from lead_desktop.domain.consent import Consent, Recipient, hash_of, terms_hash
from lead_desktop.domain.consent_text import form_text
from lead_desktop.domain.signature import Point, written
from lead_desktop.reports.paper.consent import ConsentSheet, consent_form
from tests.unit.reports import papers

DRAWN = written([tuple(Point(80 + step * 18, 200 - (step * 37) % 140, step * 20) for step in range(40))])
PERSON = "019a0000-0000-7000-8000-00000000000a"
DRAFT = Consent(
    person=PERSON, consent_type="part2_named", discloser="Casa Esperanza", purposes=("care_coordination", "housing"),
    recipients=(
        Recipient(key="a", name="Mesa Verde Police", kind="police", categories=("participation_status",)),
        Recipient(
            key="b", name="Saint Brigid Housing", kind="housing", attention="Ana",
            categories=("housing_income", "other"), other="The size of my dog",
        ),
    ),
    right_to_revoke_explained=True, expires_on=date(2027, 2, 22), signer="self", language_of_form="es",
)  # fmt: skip


def signed(**how: object) -> Consent:
    """The same consent, signed in Spanish."""
    made = DRAFT.with_(signed_at=papers.AT, **how)
    words = form_text(made, "Rosalía Núñez", "Casa, 505-555-0142", "es")
    made = made.with_(text=words.text, text_version=words.version, text_hash=words.digest, status="active")
    mark = made.strokes or made.typed_name
    made = made.with_(signature_hash=hash_of(mark) if mark else None)
    return made.with_(terms_hash=terms_hash(made))


HAND = signed(signature_kind="drawn", strokes=DRAWN)
TYPED = signed(signature_kind="typed", typed_name="Rosalía <b>Núñez</b> #panic()")
PAPER = signed(signature_kind="signed_on_paper", paper_words="Blue folder 7")
OVER = HAND.with_(status="revoked", revoked_at=papers.AT + timedelta(days=3))


def sheet(consent: Consent, language: str) -> ConsentSheet:
    """Return the consent with its words made anew."""
    return ConsentSheet(consent, form_text(consent, "Rosalía Núñez", "Casa, 505-555-0142", language))


def paper(consent: Consent, language: str) -> bytes:
    """Return the consent's PDF."""
    return consent_form(sheet(consent, language), papers.printing(language))
