"""From a form on the screen to the rows of its paper: what to write on, what to tick, in one language."""

from collections.abc import Iterator, Mapping
from datetime import date

from lead_desktop.domain.catalogue import INTAKE_SECTIONS
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.blank import BlankRow, BlankSection
from lead_desktop.reports.paper.words import Words
from lead_desktop.ui.forms.layout import Layout
from lead_desktop.ui.forms.spec import Kind, Spec, specs_of
from lead_desktop.ui.intake.layouts import PAGES
from lead_desktop.ui.referrals.layout import FORM

MOST_TICKS = 14
"""Of longer lists the answer is written, and found when it is keyed in."""
_HEADS = 4
TITLES = {"referral": N_("Referral"), "intake": N_("Intake")}
"""The forms there are, with what each is called."""


def sections(form: str, language: str, day: date) -> tuple[BlankSection, ...]:
    """Return a form as sections with rows; `day` says which codes can be chosen."""
    words = Words(language)
    if form == "referral":
        return tuple(_from_layout(FORM, specs_of(Referral), words, day))
    found = []
    for key, page in PAGES.items():
        rows = [
            row for one in _from_layout(page.layout, specs_of(INTAKE_SECTIONS[key]), words, day) for row in one.rows
        ]
        found.append(BlankSection(words.say(page.title), tuple(rows)))
    return tuple(found)


def _from_layout(layout: Layout, specs: Mapping[str, Spec], words: Words, day: date) -> Iterator[BlankSection]:
    for section in layout:
        names = [name for row in section.rows for name in row.names]
        rows = [one for name in names for one in _rows(specs[name], words, day)]
        if rows:
            yield BlankSection(words.say(section.title), tuple(rows))


def _rows(spec: Spec, words: Words, day: date) -> Iterator[BlankRow]:
    said = words.say(spec.note.label)
    if spec.note.machine or spec.kind is Kind.REFERENCE:
        return
    if spec.kind is Kind.PART:
        for part in spec.parts:
            for one in _rows(part, words, day):
                yield BlankRow(f"{said}: {one.label}", one.ticks, one.heads, one.lines)
    elif spec.kind is Kind.PARTS:
        yield BlankRow(said, heads=tuple(words.say(one.note.label) for one in spec.parts[:_HEADS]), lines=3)
    else:
        yield BlankRow(said, ticks=_ticks(spec, words, day), lines={Kind.LONG: 4, Kind.TEXTS: 2}.get(spec.kind, 1))


def _ticks(spec: Spec, words: Words, day: date) -> tuple[str, ...]:
    if spec.kind is Kind.YES_NO:
        return (words.yes_no(True), words.yes_no(False))
    if spec.kind not in (Kind.CODE, Kind.CODES) or not spec.note.codes:
        return ()
    choices = code_list(spec.note.codes).choices(day)
    return tuple(one.label(words.language) for one in choices) if len(choices) <= MOST_TICKS else ()
