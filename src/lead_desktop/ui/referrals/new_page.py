"""The quick referral: one screen, the keyboard alone is enough, kept as it is typed, sent by Ctrl+Enter."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.kept import Draft, Saved
from lead_desktop.casework.referral_start import blank_referral, site_criteria
from lead_desktop.casework.referrals import submit_referral
from lead_desktop.domain.referral import Referral
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.draft_saver import DraftSaver
from lead_desktop.ui.forms.foot import save_keys
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.looks import button, plain_tip, rename
from lead_desktop.ui.referrals.editors import ReferralNeeds
from lead_desktop.ui.referrals.form import ReferralForm
from lead_desktop.ui.referrals.keeping import DraftKeeper
from lead_desktop.ui.referrals.notice import FormNotice
from lead_desktop.ui.referrals.paper import preview
from lead_desktop.ui.referrals.received import ReceivedPage, Sent
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.page_header import PageHeader

FORM = "referral"


class NewReferralScreen(Screen):
    """A referral while it is filled in, and the thanks after it."""

    def __init__(self, tools: Tools) -> None:
        """Build the form of this programme."""
        super().__init__("new_referral")
        self._tools = tools
        self._drafts = DraftKeeper(tools, FORM, self)
        self._sent: Sent | None = None
        self._stood_at: str | None = None
        programme = tools.desk.programme
        needs = ReferralNeeds(
            tools.needs.clock, tools.needs.references, tools.needs.words, programme.referral_types,
            site_criteria(programme), programme.juvenile_pathway or "",
        )  # fmt: skip
        self.form = ReferralForm(needs)
        self._body = Page(self)
        self.stack = QStackedWidget(self._body)
        self.page = FormPage({FORM: self.form}, self.stack)
        self.saver = DraftSaver(self.page, tools.needs.clock, self)
        self.received = ReceivedPage(tools.desk)
        self.send = button("", "check", "primary", name="send_referral")
        self.discard = button("", "trash-2", name="discard_draft")
        self.notice = FormNotice()
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("trouble")
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        body = self._body
        self.header = PageHeader()
        self.header.add_pill(self.saver.label)
        self.header.add_button(self.discard)
        self.header.add_button(self.send)
        for part in (self.header, self.trouble, self.notice):
            body.head.addWidget(part)
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.received)
        body.column.addWidget(self.stack)
        QWidget.setTabOrder(self.page, self.discard)
        QWidget.setTabOrder(self.discard, self.send)

    def _connect(self) -> None:
        save_keys(self, self._on_send_clicked)
        self.send.setAutoDefault(True)
        self.send.clicked.connect(self._on_send_clicked)
        self.discard.clicked.connect(partial(self.notice.say, "discard"))
        self.notice.another_requested.connect(self._on_notice_another_requested)
        self.notice.discard_requested.connect(self._on_notice_discard_requested)
        self.notice.kept.connect(self.take_focus)
        self.saver.draft_ready.connect(self._on_saver_draft_ready)
        self._drafts.kept.connect(self._on_drafts_kept)
        self._drafts.discarded.connect(self._on_drafts_discarded)
        self._drafts.went_wrong.connect(self._say_trouble)
        self.form.changed.connect(self._say_state)
        self.form.at_end.connect(self._on_form_at_end)
        self.received.another_requested.connect(self._on_received_another_requested)
        self.received.undo_requested.connect(self.undo)
        self.received.print_requested.connect(self._on_received_print_requested)
        self.received.list_requested.connect(self._on_received_list_requested)

    # what the window asks

    def title(self) -> str:
        """Name the page."""
        return _("New referral")

    def open(self, what: object) -> None:
        """Go on with a draft by its id."""
        draft, held = self._drafts.draft, self._drafts.find(str(what))
        if held is not None and (draft is None or draft.id != held.id):
            self.saver.flush()
            self._go_on_with(held)

    def refresh(self) -> None:
        """Begin: with the draft that waits, else with a new referral; what is under way stays."""
        if self._drafts.draft is not None or self.sent():
            self._say_state()
            return
        held = self._drafts.waiting()
        if held is not None:
            self._go_on_with(held)
            self.notice.say("found")
        else:
            self.begin()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.header.set_subtitle(_("Enter goes to the next needed answer. Ctrl+Enter sends."))
        rename(self.send, _("Send referral"))
        self.send.setToolTip(plain_tip("Ctrl+Enter"))
        rename(self.discard, _("Discard draft"))
        self.received.retranslate()
        self.notice.retranslate()
        self._say_state()

    def leave(self) -> bool:
        """Keep what is half done; the next visit after a sent referral begins a new one."""
        self.saver.flush()
        if self.sent():
            self._forget_sent()
        return True

    def take_focus(self) -> None:
        """Begin at the top of the form, or at the thanks."""
        if self.sent():
            self.received.another.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.form.field_in_focus() is None:
            self.form.focus_field("referral_type")

    def undo(self) -> None:
        """Take the sent referral back, and have it on the form again as it was."""
        if self._sent is None:
            return
        job = self._tools.jobs.run(self._tools.desk.undo, self._sent.saved)
        job.finished.connect(self._on_undo_finished)
        job.went_wrong.connect(self._on_went_wrong)

    def sent(self) -> bool:
        """Tell whether the thanks are shown."""
        return self.stack.currentWidget() is self.received

    # beginning

    def begin(self) -> None:
        """Begin a new referral; nothing is kept of it until something is typed."""
        self._drafts.begin()
        self._start()

    def _go_on_with(self, draft: Draft) -> None:
        self._drafts.take(draft)
        self._start()
        self.page.restore(draft.state)
        self._say_state()

    def _start(self) -> None:
        self.form.begin(blank_referral(self._tools.desk))
        self._sent = None
        self.page.banner.show_fields(())
        self.trouble.show_message("")
        self.notice.say("")
        self._set_busy(busy=False)
        self.stack.setCurrentWidget(self.page)
        self._say_state()

    def _forget_sent(self) -> None:
        self._drafts.drop()
        self._sent = None
        self.stack.setCurrentWidget(self.page)

    # while it is filled in

    @Slot()
    def _say_state(self) -> None:
        sent = self.sent()
        self.header.setVisible(not sent)
        self.discard.setEnabled(self._drafts.on_disk)
        self.notice.follow(said_no=not sent and self.form.so_far().person_agrees == "no")

    @Slot()
    def _on_form_at_end(self) -> None:
        self.send.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_saver_draft_ready(self, state: Json) -> None:
        self._drafts.keep(state, self.form.so_far().shown_name())

    @Slot()
    def _on_drafts_kept(self) -> None:
        self.saver.saved()
        self._say_state()

    @Slot()
    def _on_notice_another_requested(self) -> None:
        self.saver.flush()
        self.begin()
        self.take_focus()

    @Slot()
    def _on_notice_discard_requested(self) -> None:
        self.saver.flush()
        self._drafts.discard()

    @Slot()
    def _on_drafts_discarded(self) -> None:
        self.begin()
        self.form.focus_field("referral_type")
        self.said.emit(_("Draft discarded."), False)

    # sending

    @Slot()
    def _on_send_clicked(self) -> None:
        if self.sent() or not self.send.isEnabled() or self._drafts.draft is None:
            return
        self.form.settle()
        said_no = self.form.so_far().person_agrees == "no"
        fine = self.page.ready_to_save() if said_no else self.page.complete()
        referral = self.form.record() if fine else None
        if referral is None:
            return
        state, self._stood_at = self.page.state(), self.form.field_in_focus()
        self.saver.flush()
        self._set_busy(busy=True)
        job = self._tools.jobs.run(partial(submit_referral, draft=self._drafts.draft.id), self._tools.desk, referral)
        job.finished.connect(partial(self._on_submit_finished, referral, state))
        job.went_wrong.connect(self._on_went_wrong)

    def _on_submit_finished(self, referral: Referral, state: Json, saved: Saved) -> None:
        self._set_busy(busy=False)
        self._sent = Sent(referral, saved, state)
        self._drafts.drop()
        self.trouble.show_message("")
        self.notice.say("")
        self.stack.setCurrentWidget(self.received)
        self._say_state()
        self.received.show_for(referral)

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self._set_busy(busy=False)
        self.form.focus_field(self._stood_at or "referral_type")
        if isinstance(error, Incomplete):
            self.page.complete()
        self._say_trouble(error)

    @Slot(object)
    def _say_trouble(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())

    def _set_busy(self, *, busy: bool) -> None:
        self.send.setEnabled(not busy)
        self.page.setEnabled(not busy)

    # afterwards

    @Slot(object)
    def _on_undo_finished(self, _saved: object) -> None:
        if self._sent is None:
            return
        state = self._sent.state
        self.begin()
        self.page.restore(state)
        self._drafts.keep(state, self.form.so_far().shown_name())
        self.take_focus()
        self.said.emit(_("Taken back. It is a draft again."), False)

    @Slot()
    def _on_received_another_requested(self) -> None:
        self._forget_sent()
        self.begin()
        self.form.focus_field("referral_type")

    @Slot()
    def _on_received_print_requested(self) -> None:
        if self._sent is not None:
            preview(self._tools, self._sent.saved.rids[0], self._sent.referral, self)

    @Slot()
    def _on_received_list_requested(self) -> None:
        self.open_requested.emit("referrals", None)
