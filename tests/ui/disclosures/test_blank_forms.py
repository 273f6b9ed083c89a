"""Forms for pen: they ask what the screens ask, in both languages, and name no program."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from lead_desktop.domain.catalogue import INTAKE_SECTIONS
from lead_desktop.domain.referral import Referral
from lead_desktop.reports.paper.blank import blank_form
from lead_desktop.ui.blank.page import BlankScreen, forms_for
from lead_desktop.ui.blank.rows import TITLES, sections
from lead_desktop.ui.forms.layout import field_names
from lead_desktop.ui.forms.spec import Kind, specs_of
from lead_desktop.ui.intake.layouts import PAGES
from lead_desktop.ui.referrals.layout import FORM
from tests.fakes.desks import as_role
from tests.ui.desk_screens import laptop  # noqa: F401 - a fixture
from tests.unit.reports import papers
from tests.unit.reports.test_paper_words import flat, read


def asked(layout, record_type) -> list[str]:
    """Return the labels of what a screen asks, except what points to other records or moves by itself."""
    specs = specs_of(record_type)
    found = [specs[name] for name in field_names(layout)]
    return [one.note.label for one in found if not one.note.machine and one.kind is not Kind.REFERENCE]


def test_a_paper_asks_all_that_its_screen_asks() -> None:
    labels = " ".join(row.label for one in sections("referral", "en", papers.AT.date()) for row in one.rows)
    assert [one for one in asked(FORM, Referral) if one not in labels] == []
    labels = " ".join(row.label for one in sections("intake", "en", papers.AT.date()) for row in one.rows)
    for key, page in PAGES.items():
        assert [one for one in asked(page.layout, INTAKE_SECTIONS[key]) if one not in labels] == [], key


@pytest.mark.parametrize("form", TITLES)
def test_a_paper_is_in_its_language_and_names_no_program(form) -> None:
    found = flat(read(blank_form(TITLES[form], sections(form, "es", papers.AT.date()), "es", papers.AT)))
    for words in ("LEAD", "Printed", "Date of birth", "Yes"):
        assert flat(words) not in found, words
    assert flat("Fecha de nacimiento") in found


def test_each_worker_sees_the_forms_that_they_may_key_in(laptop):  # noqa: F811
    for role, forms in (("officer", ("referral",)), ("supervisor", ("referral",)), ("auditor", ())):
        with as_role(laptop.desk, role):
            assert forms_for(laptop.desk)[: len(forms) or None] == forms
    with as_role(laptop.desk, "data_entry"):
        assert forms_for(laptop.desk) == ("referral", "intake")
        made = BlankScreen(laptop.tools)
        laptop.show(made, None)
        made.findChild(QPushButton, "blank.intake").click()
        preview = made.findChild(QWidget, "printPreview")
        laptop.qtbot.waitUntil(lambda: bool(preview.digest()), timeout=20_000)
        preview.reject()
