"""A referral on its way to paper: the preview, and the audit row when it was handed out."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from lead_desktop.casework.disclosures import Leaving
from lead_desktop.casework.referral_start import criteria_words
from lead_desktop.casework.referrals import note_print, track_of
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.referral import Referral
from lead_desktop.i18n import language
from lead_desktop.reports.paper.referral import referral_summary
from lead_desktop.reports.paper.sheet import Printing
from lead_desktop.ui.printing.dialog import PrintPreview
from lead_desktop.ui.printing.person_print import Paper, open_print
from lead_desktop.ui.tools import Tools


def preview(tools: Tools, rid: str, referral: Referral, parent: QWidget) -> PrintPreview:
    """Open the preview of a referral's summary; a print or a saved file is written down."""
    desk = tools.desk
    words = {one: criteria_words(referral, desk.programme, one) for one in ("en", "es")}
    make = partial(
        _make, referral, desk.programme, words, partial(Printing, at=desk.clock.now(), role=desk.worker.role)
    )
    track = track_of(desk, rid)
    person = (track.record.person if track else None) or ""
    leaving = Leaving(person, "referral", ("identity_contact", "legal_coordination"), rid)
    return open_print(tools, Paper(make, language(), leaving), parent, partial(_note, tools, rid))


def _note(tools: Tools, rid: str, how: str) -> None:
    tools.jobs.run(note_print, tools.desk, rid, how)


def _make(
    referral: Referral, programme: Programme, words: Mapping[str, Mapping[str, str]], printing: partial[Printing],
    which: str,
) -> bytes:  # fmt: skip
    return referral_summary(referral, programme, printing(which), words[which])
