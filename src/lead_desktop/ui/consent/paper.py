"""The paper of a consent: seen before it is printed or saved, in the participant's language first."""

from functools import partial

from PySide6.QtWidgets import QWidget

from lead_desktop.casework import consents
from lead_desktop.casework.disclosures import Leaving
from lead_desktop.casework.kept import Kept
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.consent_text import FormText
from lead_desktop.i18n import LANGUAGES
from lead_desktop.reports.paper.consent import ConsentSheet, consent_form
from lead_desktop.reports.paper.sheet import Printing
from lead_desktop.ui.printing.dialog import PrintPreview
from lead_desktop.ui.printing.person_print import Paper, open_print
from lead_desktop.ui.tools import Tools


def preview(tools: Tools, kept: Kept[Consent], parent: QWidget) -> PrintPreview:
    """Open the preview of a consent; a print or a saved file is written down."""
    desk = tools.desk
    texts = {one: consents.words_to_sign(desk, kept.record, one) for one in LANGUAGES}
    printing = partial(Printing, at=desk.clock.now(), role=desk.worker.role)
    make = partial(_make, kept.record, texts, printing)
    leaving = Leaving(kept.record.person or "", "consent", ("participation_status",), kept.rid)
    paper = Paper(make, kept.record.language_of_form or "en", leaving)
    return open_print(tools, paper, parent, partial(_note, tools, kept.rid))


def _make(consent: Consent, texts: dict[str, FormText], printing: partial[Printing], language: str) -> bytes:
    return consent_form(ConsentSheet(consent, texts[language]), printing(language))


def _note(tools: Tools, rid: str, how: str) -> None:
    tools.jobs.run(consents.note_print, tools.desk, rid, how)
