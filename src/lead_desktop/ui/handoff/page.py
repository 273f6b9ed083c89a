"""One hand-off while it happens: the moments by a tap each, then what came of it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework import handoffs
from lead_desktop.casework.handoffs import HandoffFile
from lead_desktop.casework.kept import Saved
from lead_desktop.domain.handoff import NOBODY_CAME
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.handoff.form import HandoffBox
from lead_desktop.ui.handoff.words import stands_tone, stands_words
from lead_desktop.ui.looks import button, rename, roomy_list
from lead_desktop.ui.referrals.words import moment_words, name_words
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill


class HandoffScreen(ActingScreen):
    """`open` names which one."""

    def __init__(self, tools: Tools) -> None:
        """Build the frame; the form is made for each hand-off."""
        super().__init__(tools, "handoff")
        self._rid = ""
        self._private = False
        self._file: HandoffFile | None = None
        self._box: HandoffBox | None = None
        self.header = PageHeader(back=True)
        self.stands = Pill()
        self.nobody = button("", "phone", name="nobody_came")
        self.referral = button("", "inbox", name="to_referral")
        self.join = QComboBox()
        self.join.setObjectName("join_referral")
        roomy_list(self.join)
        self.joined = button("", "check", name="join_referral_now")
        self._column = QVBoxLayout()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self.header.add_pill(self.stands)
        self.header.add_button(self.referral)
        self.header.add_button(self.nobody)
        self._joining = QWidget()
        line = QHBoxLayout(self._joining)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.join, 1)
        line.addWidget(self.joined)
        body = Page(self)
        for part in (self.header, self.trouble, self._joining):
            body.head.addWidget(part)
        body.column.addLayout(self._column, 1)
        self.header.back_requested.connect(self.back_requested)
        self.nobody.clicked.connect(self._on_nobody_clicked)
        self.referral.clicked.connect(self._on_referral_clicked)
        self.joined.clicked.connect(self._on_joined_clicked)

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Hand-off in person")

    def open(self, what: object) -> None:
        """Show a hand-off by its id."""
        if str(what) != self._rid:
            self._close()
            self._rid = str(what)

    def refresh(self) -> None:
        """Read the hand-off again; a form that is under way stays."""
        try:
            self._file = handoffs.open_handoff(self._tools.desk, self._rid)
            self.trouble.show_message("")
            if self._box is None:
                self._begin()
        except LeadError as error:
            self._file = None
            self.trouble.show_message(error.words())
        self._fill_join()
        self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.nobody, _("Nobody can come"))
        rename(self.referral, _("Open the referral"))
        rename(self.joined, _("This is the referral"))
        self.join.setAccessibleName(_("Referrals of the last two days"))
        if self._box is not None:
            self._box.retranslate(N_("Save"))
        self._show()

    def leave(self) -> bool:
        """Keep the draft."""
        if self._box is not None:
            self._box.keeper.flush()
        return True

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        self._show()

    def take_focus(self) -> None:
        """Stand on the step that comes next, else on what came of it."""
        record = self._file.handoff.record if self._file else None
        step = record.next_step() if record else ""
        if step and self._box is not None:
            self._box.steps.buttons[step].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._box is not None and self._box.form.field_in_focus() is None:
            self._box.form.focus_field("result")

    # what is shown

    def _show(self) -> None:
        self.header.set_title(self.title())
        held = self._file
        for part in (self.stands, self.nobody):
            part.setVisible(held is not None)
        if held is None:
            return
        record = held.handoff.record
        name = name_words(held.name, private=self._private)
        parts = (name, record.place or "", moment_words(record.began()))
        self.header.set_subtitle(" · ".join(one for one in parts if one))
        self.stands.show_status(stands_words(record), stands_tone(record))
        if self._box is not None:
            self._box.steps.show_record(record, self._tools.desk.programme.handoff_target_minutes or 30)
        self.nobody.setVisible(not record.result and record.cm_arrived_at is None)
        self.referral.setVisible(bool(record.referral))

    def _fill_join(self) -> None:
        open_ = self._file is not None and not self._file.handoff.record.referral
        found = handoffs.linkable(self._tools.desk) if open_ else ()
        self.join.clear()
        for rid, name in found:
            self.join.addItem(name_words(name, private=self._private), rid)
        self._joining.setVisible(bool(found))

    def _begin(self) -> None:
        pair = handoffs.open_for_change(self._tools.desk, self._rid)
        care = self._file is not None and self._file.may_care
        self._box = box = HandoffBox(self._tools, pair, care=care)
        box.steps.tapped.connect(self._on_steps_tapped)
        box.keeper.title = self._file.name if self._file else ""
        box.saved.connect(self._on_box_saved)
        box.left_again.connect(self._on_left)
        box.retranslate(N_("Save"))
        self._column.addWidget(box)
        box.show()

    def _close(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()

    # acts

    @Slot(str)
    def _on_steps_tapped(self, step: str) -> None:
        self.leave()
        self._run(handoffs.tap, self._tools.desk, self._rid, step, then=self._on_tapped)

    @Slot(object)
    def _on_tapped(self, saved: object) -> None:
        """Show the moment; what is half typed below is begun anew from its draft, with the moment in it."""
        self._after(saved, _("Noted."))
        self.take_focus()

    @Slot(object)
    def _on_box_saved(self, saved: object) -> None:
        self._after(saved, _("The hand-off is saved."))

    def _after(self, saved: object, words: str) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self._close()
        self.refresh()
        if self._saved is not None:
            self.said.emit(words, True)

    def show_taken_back(self) -> None:
        """Show what is there once something was taken back."""
        self._close()
        self.refresh()

    @Slot()
    def _on_left(self) -> None:
        self.leave()
        self._close()
        self.back_requested.emit()

    @Slot()
    def _on_nobody_clicked(self) -> None:
        if self._box is not None:
            self._box.choose_result(NOBODY_CAME)

    @Slot()
    def _on_referral_clicked(self) -> None:
        if self._file is not None and self._file.handoff.record.referral:
            self.open_requested.emit("referral", self._file.handoff.record.referral)

    @Slot()
    def _on_joined_clicked(self) -> None:
        rid = self.join.currentData()
        if rid:
            self.leave()
            self._run(handoffs.link, self._tools.desk, self._rid, str(rid), then=self._on_linked)

    @Slot(object)
    def _on_linked(self, saved: object) -> None:
        self._after(saved, _("Joined to the referral."))
