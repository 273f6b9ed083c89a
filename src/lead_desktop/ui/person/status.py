"""Changing where a participant stands: only the next states, in kind words, each with what it asks."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QVBoxLayout

from lead_desktop.casework import contacts
from lead_desktop.casework.contacts import CLOSED
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.engagement import INACTIVE, Engagement
from lead_desktop.domain.states import machine
from lead_desktop.i18n import N_, gettext as _, language
from lead_desktop.ui.forms.combo_editor import ComboEditor
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.person.layouts import STATUS
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner

FORM = "engagement"


class StatusEditor(ComboEditor):
    """The state of now and where it may go; closing by the program only for who may do that."""

    def __init__(self, spec: Spec, needs: Needs, *, may_close: bool) -> None:
        """Offer the exception or leave it out."""
        self._may_close = may_close
        super().__init__(spec, needs)

    def _show(self, code: object) -> None:
        self._offer(code if isinstance(code, str) and code else None)
        super()._show(code)

    def _offer(self, held: str | None) -> None:
        super()._offer(held)
        at = self.combo.findData(CLOSED)
        if at >= 0 and not self._may_close and held != CLOSED:
            with QSignalBlocker(self.combo):
                self.combo.removeItem(at)


class StatusForm(RecordForm[Engagement]):
    """The fields that belong to the state chosen."""

    def __init__(self, needs: Needs, *, may_close: bool) -> None:
        """Build for somebody who may close by program, or may not."""
        self._may_close = may_close
        super().__init__(Engagement, STATUS, needs)

    def editor_for(self, spec: Spec) -> Editor:
        """Give the status an editor of its own."""
        if spec.name == "status":
            return StatusEditor(spec, self._needs, may_close=self._may_close)
        return super().editor_for(spec)


class StatusPanel(FormBox):
    """The page on which a status is changed."""

    def __init__(self, tools: Tools, person: str, opened: Opened[Engagement] | None) -> None:
        """Open where one person stands."""
        self._person = person
        self._opened = opened
        self.form = StatusForm(tools.needs, may_close=contacts.may_close(tools.desk))
        self.form.load(opened.record if opened else Engagement(status="referred"))
        place = DraftPlace(FORM, person, Compartment.CASEWORK)
        super().__init__(tools, place, FormPage({"engagement": self.form}), self._act)
        self.setObjectName("change_status")
        self.help = Banner("info")
        self.help.setObjectName("status_help")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self.page), self.help)
        self.form.changed.connect(self._say_help)
        self.retranslate(N_("Save the status"))
        self.begin()
        self._say_help()

    def retranslate(self, save_words: str) -> None:
        """Set every word, those about the status chosen too."""
        super().retranslate(save_words)
        self._say_help()

    def take_focus(self) -> None:
        """Begin at the status."""
        self.form.focus_field("status")

    def chosen(self) -> str:
        """Return the status chosen in the form."""
        return str(self.form.blocks["status"].answer().value or "")

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        moved = record.status != (self._opened.record.status if self._opened else None)
        after = record.with_(status_at=self._tools.desk.clock.now()) if moved else record
        return partial(contacts.set_engagement, self._tools.desk, self._person, after, opened=self._opened, draft=draft)

    @Slot()
    def _say_help(self) -> None:
        code = self.chosen()
        states = machine("engagement")
        words = states.find(code).help(language()) if states.has(code) else ""
        if code in INACTIVE:
            door = _("Say it too: come back any time, nothing to apply for again.")
            words = f"{words} {door}".strip()
        if self.help.message() != words:
            self.help.show_message(words)
