"""A form about one person: kept as it is typed, saved by Ctrl+Enter, left without loss."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework.checks import Incomplete
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.foot import foot_line, lay_out, save_keys
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.keeping import DraftPlace, Keeper
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner

Act = Callable[[], object]


class FormBox(QWidget):
    """A page of forms with its draft and buttons. `ask` gives the act that saves, or None when something is amiss."""

    saved = Signal(object)  # what the act returned
    left_again = Signal()

    def __init__(self, tools: Tools, place: DraftPlace, page: FormPage, ask: Callable[[str], Act | None]) -> None:
        """Take the page, where its draft belongs, and the way to save; `ask` is given the draft's id."""
        super().__init__()
        self._tools = tools
        self._ask = ask
        self._save_words = ""
        self.page = page
        self.keeper = Keeper(tools, place, page, self)
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("trouble")
        self.notice = Banner("warn")
        self.notice.setObjectName("notice")
        self.save = button("", "check", "primary", name="save_form")
        self.cancel = button("", "arrow-left", "quiet", name="leave_form")
        self.discard = button("", "trash-2", "quiet", name="discard_draft")
        foot = foot_line((self.cancel, self.discard), self.keeper.saver.label, self.save)
        lay_out(self, (self.trouble, self.notice), page, foot)
        self._connect()

    def _connect(self) -> None:
        save_keys(self, self.try_to_save)
        self.save.clicked.connect(self.try_to_save)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self.discard.clicked.connect(self._on_discard_clicked)
        self.notice.link_activated.connect(self._on_notice_link_activated)
        self.keeper.kept.connect(self._say_draft)
        self.keeper.discarded.connect(self.left_again)
        self.keeper.went_wrong.connect(self._on_went_wrong)

    def begin(self) -> None:
        """Go on with the draft that waits; otherwise the page stays as it was filled."""
        state = self.keeper.state()
        if state is not None:
            self.page.restore(state)
        self._say_draft()

    def retranslate(self, save_words: str) -> None:
        """Set every word; `save_words`, marked with N_(), are those of the button that saves."""
        self._save_words = save_words
        rename(self.save, _(save_words))
        rename(self.cancel, _("Back"))
        rename(self.discard, _("Discard draft"))
        self.notice.show_message("")

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate(self._save_words)

    @Slot()
    def try_to_save(self) -> None:
        """Save unless something stands in the way, which is then shown by its field."""
        if not self.save.isEnabled() or not self.page.ready_to_save():
            return
        self.keeper.flush()
        act = self._ask(self.keeper.draft_id())
        if act is None:
            return
        self._set_busy(busy=True)
        job = self._tools.jobs.run(act)
        job.finished.connect(self._on_act_finished)
        job.went_wrong.connect(self._on_went_wrong)

    @Slot(object)
    def _on_act_finished(self, answer: object) -> None:
        self._set_busy(busy=False)
        self.keeper.drop()
        self.trouble.show_message("")
        self.saved.emit(answer)

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self._set_busy(busy=False)
        if isinstance(error, Incomplete):
            self.page.ready_to_save()
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())

    def _set_busy(self, *, busy: bool) -> None:
        self.save.setEnabled(not busy)
        self.page.setEnabled(not busy)

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self.keeper.flush()
        self.left_again.emit()

    @Slot()
    def _on_discard_clicked(self) -> None:
        self.notice.show_message(
            _("Discard what you typed here? This cannot be undone."),
            [("discard", _("Discard it")), ("keep", _("Keep it"))],
        )
        link = self.notice.findChild(QWidget, "link_keep")
        if link is not None:
            link.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_notice_link_activated(self, key: str) -> None:
        self.notice.show_message("")
        if key == "discard":
            self.keeper.flush()
            self.keeper.discard()

    @Slot()
    def _say_draft(self) -> None:
        self.discard.setVisible(self.keeper.on_disk)
