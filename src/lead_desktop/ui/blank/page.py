"""The forms for pen: each is shown before it is printed. It is opened from Help."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.base import Record
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.referral import Referral
from lead_desktop.i18n import gettext as _, language
from lead_desktop.reports.paper.blank import blank_form
from lead_desktop.ui.blank.rows import TITLES, sections
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.printing.dialog import PrintPreview
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.page_header import PageHeader

_KINDS: Mapping[str, type[Record]] = {"referral": Referral, "intake": Intake}


def forms_for(desk: Desk) -> tuple[str, ...]:
    """Return the forms that the worker may key in."""
    return tuple(one for one in TITLES if desk.may("create", _KINDS[one]))


class BlankScreen(Screen):
    """One button for each form that the worker may key in."""

    def __init__(self, tools: Tools) -> None:
        """Build the page."""
        super().__init__("blank")
        self._tools = tools
        page = Page(self, scrolls=True)
        self.header = PageHeader(back=True)
        page.head.addWidget(self.header)
        self.card = Card(icon="printer")
        self.words = plain_label(role="muted", wrap=True)
        self.card.add(self.words)
        self.forms = {one: button("", "file-text", name=f"blank.{one}") for one in forms_for(tools.desk)}
        for one, made in self.forms.items():
            made.clicked.connect(partial(self._show_form, one))
            self.card.add(made)
        page.column.addWidget(self.card)
        page.column.addStretch(1)
        self.header.back_requested.connect(self.back_requested)
        self.retranslate()

    def title(self) -> str:
        """Return the page's words."""
        return _("Forms for pen")

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.header.set_subtitle(_("For when there is no laptop at hand. They ask what the screens ask."))
        self.card.set_title(_("Choose a form"))
        self.words.setText(_("Any question may be left open. Key it in as soon as you can, and keep the paper locked."))
        for one, made in self.forms.items():
            rename(made, _(TITLES[one]))

    def _show_form(self, form: str) -> None:
        make = partial(_make, form, self._tools.desk.clock.now())
        PrintPreview(make, language(), self._tools.jobs, self).open()


def _make(form: str, at: datetime, which: str) -> bytes:
    return blank_form(TITLES[form], sections(form, which, at.date()), which, at)
