"""One referral exactly as it was typed; on the care side, with the decision about it."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lead_desktop.casework.handoffs import begin, handoffs_of
from lead_desktop.casework.kept import Kept, Saved
from lead_desktop.casework.reached import reached
from lead_desktop.casework.referral_start import criteria_words
from lead_desktop.casework.referrals import OPEN, decide, open_referral, track_of
from lead_desktop.domain.checks import applies
from lead_desktop.domain.handoff import Handoff
from lead_desktop.domain.referral import ARREST, SOCIAL, ChargeRow, Referral, ReferralTrack
from lead_desktop.domain.screening import ACCEPTED, Screening
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _, language
from lead_desktop.reports.paper.referral import SECTIONS
from lead_desktop.reports.paper.words import Words
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.referrals.decision import DECIDED, DecisionPanel
from lead_desktop.ui.referrals.paper import preview
from lead_desktop.ui.referrals.words import name_words, reached_tone, reached_words, status_tone, status_words
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill

_NAMES = frozenset({"person_name", "aliases", "phone", "contact_person", "dob"})
HEAD = ("referral_type", "referred_at")
LABEL_WIDTH = 260


class ReferralScreen(Screen):
    """Read, decide, print; nothing here changes the referral itself."""

    def __init__(self, tools: Tools) -> None:
        """Build the parts; what they show comes by `open`."""
        super().__init__("referral")
        self._tools = tools
        self._rid = ""
        self._held: Kept[Referral] | None = None
        self._track: ReferralTrack | None = None
        self._saved: Saved | None = None
        self._private = False
        self.header = PageHeader(back=True)
        self.header.back_requested.connect(self.back_requested)
        self.stands = Pill()
        self.header.add_pill(self.stands)
        self.to_person = button("", "user-round", name="to_person")
        self.print = button("", "printer", name="print_referral")
        self.handoff = button("", "handshake", name="to_handoff")
        for made in (self.handoff, self.to_person, self.print):
            made.setAutoDefault(True)
            self.header.add_button(made)
        self.to_person.clicked.connect(self._on_to_person_clicked)
        self.print.clicked.connect(self._on_print_clicked)
        self.handoff.clicked.connect(self._on_handoff_clicked)
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("trouble")
        body = Page(self, scrolls=True)
        body.head.addWidget(self.header)
        body.head.addWidget(self.trouble)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(16)
        self.panel: DecisionPanel | None = None
        if tools.desk.may("create", Screening):
            self.panel = DecisionPanel(tools)
            self.panel.wanted.connect(self._on_panel_wanted)
            body.column.addWidget(self.panel)
        body.column.addLayout(self._sections)
        body.column.addStretch(1)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Referral")

    def open(self, what: object) -> None:
        """Show a referral by its id."""
        self._rid = str(what)
        self._saved = None

    def refresh(self) -> None:
        """Read the referral again; a decision under way stays."""
        before = self._held
        try:
            self._held = open_referral(self._tools.desk, self._rid)
            track = track_of(self._tools.desk, self._rid)
            self._track = track.record if track else None
            self.trouble.show_message("")
        except LeadError as error:
            self._held = self._track = None
            self.trouble.show_message(error.words())
        if self.panel is not None:
            waits = self._held is not None and (self._track is None or self._track.status in (*OPEN, "declined"))
            self.panel.setVisible(waits)
            if self._held is not None and (before is None or before.rid != self._held.rid):
                self.panel.show_for(self._held)
        self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.to_person, _("Open the person"))
        rename(self.print, _("Print"))
        rename(self.handoff, _("Hand-off"))
        if self.panel is not None:
            self.panel.retranslate()
        self._show()

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        if self.panel is not None:
            self.panel.set_private(private=private)
        self._show()

    def take_focus(self) -> None:
        """Stand on the decision where one waits, else on print."""
        if self.panel is not None and self.panel.isVisible():
            self.panel.form.focus_field("decision")
        else:
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Keep a decision that is half typed."""
        if self.panel is not None:
            self.panel.flush()
        return True

    def undo(self) -> None:
        """Take the decision back."""
        if self._saved is not None:
            job = self._tools.jobs.run(self._tools.desk.undo, self._saved)
            job.finished.connect(self._on_undo_finished)
            job.went_wrong.connect(self._on_went_wrong)

    # what is shown

    def _show(self) -> None:
        referral = self._held.record if self._held else Referral()
        words = Words(language())
        self.header.set_title(name_words(referral.shown_name(), private=self._private) if self._held else self.title())
        kind = " · ".join(one for name in HEAD if (one := words.value(referral, name)))
        self.header.set_subtitle(kind)
        status = self._track.status if self._track and self._track.status else ""
        self._say_status(status)
        self.to_person.setVisible(bool(self._track and self._track.person))
        self.print.setVisible(self._held is not None)
        meets = referral.referral_type in (*ARREST, *SOCIAL) and referral.person_agrees != "no"
        self.handoff.setVisible(self._held is not None and meets and self._tools.desk.may("create", Handoff))
        emptied(self._sections)
        for title, names in SECTIONS if self._held else ():
            card = self._section(words, referral, names)
            if card is not None:
                card.set_title(_(title))
                self._sections.addWidget(card)

    def _say_status(self, status: str) -> None:
        if self._held is None:
            self.stands.show_status("", "good")
        elif status:
            self.stands.show_status(status_words(status), status_tone(status))
        else:
            how_far = reached(self._tools.desk, [self._held.rid])[self._held.rid]
            self.stands.show_status(reached_words(how_far), reached_tone(how_far))

    def _section(self, words: Words, referral: Referral, names: tuple[str, ...]) -> Card | None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for name in names:
            if not applies(referral, name) or (name == "source" and referral.source == "direct_entry"):
                continue
            lines = self._lines(words, referral, name)
            if lines:
                row = grid.rowCount()
                label = plain_label(words.label(Referral, name), "muted", wrap=True)
                label.setFixedWidth(LABEL_WIDTH)
                grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(self._answer(lines), row, 1)
        if grid.count() == 0:
            return None
        card = Card()
        card.add(grid)
        return card

    @staticmethod
    def _answer(lines: list[str]) -> QWidget:
        made = plain_label("\n".join(lines), wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _lines(self, words: Words, referral: Referral, name: str) -> list[str]:
        if name == "criteria":
            known = criteria_words(referral, self._tools.desk.programme, language())
            return [
                ": ".join(part for part in (known.get(one.key, one.key), words.value(one, "result")) if part)
                + (f" ({one.reason})" if one.reason else "")
                for one in referral.criteria
            ]
        if name in ("would_be_charges", "other_charges"):
            return [self._charge(words, one) for one in getattr(referral, name)]
        answer = words.value(referral, name) or words.unanswered(referral, name)
        return ["•••" if self._private and name in _NAMES else answer] if answer else []

    @staticmethod
    def _charge(words: Words, row: ChargeRow) -> str:
        said = [words.value(row, "description"), words.value(row, "charge_class"), row.statute_other or row.statute]
        if row.diverted is not None:
            said.append(_("diverted") if row.diverted else _("not diverted"))
        return " · ".join(one for one in said if one)

    # acts

    @Slot()
    def _on_panel_wanted(self) -> None:
        if self.panel is None or self._held is None:
            return
        screening = self.panel.screening()
        if screening is None:
            self.panel.form.focus_first()
            return
        self.panel.setEnabled(False)
        person = self.panel.person()
        self.panel.flush()
        act = partial(decide, person=person, draft=self.panel.draft_id())
        job = self._tools.jobs.run(act, self._tools.desk, self._held.rid, screening)
        job.finished.connect(partial(self._on_decide_finished, screening))
        job.went_wrong.connect(self._on_went_wrong)

    def _on_decide_finished(self, screening: Screening, saved: Saved) -> None:
        self._saved = saved
        if self.panel is not None:
            self.panel.setEnabled(True)
            self.panel.drop_draft()
        self.refresh()
        self.said.emit(_(DECIDED), True)
        if screening.decision in ACCEPTED and self._track is not None and self._track.person:
            self.open_requested.emit("person", self._track.person)
        else:
            self.take_focus()

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        if self.panel is not None:
            self.panel.setEnabled(True)
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())

    @Slot(object)
    def _on_undo_finished(self, _saved: object) -> None:
        self._saved = None
        self.refresh()
        self.said.emit(_("The decision is taken back."), False)

    @Slot()
    def _on_to_person_clicked(self) -> None:
        if self._track is not None and self._track.person:
            self.open_requested.emit("person", self._track.person)

    @Slot()
    def _on_print_clicked(self) -> None:
        if self._held is not None:
            preview(self._tools, self._held.rid, self._held.record, self)

    @Slot()
    def _on_handoff_clicked(self) -> None:
        """Go to the hand-off that is under way or was made, or begin one."""
        held = handoffs_of(self._tools.desk, self._rid)
        if held:
            self.open_requested.emit("handoff", held[-1].rid)
            return
        job = self._tools.jobs.run(begin, self._tools.desk, self._rid)
        job.finished.connect(self._on_handoff_begun)
        job.went_wrong.connect(self._on_went_wrong)

    @Slot(object)
    def _on_handoff_begun(self, saved: object) -> None:
        if isinstance(saved, Saved):
            self.open_requested.emit("handoff", saved.rids[0])
