"""One held charge: what happened, its time with pauses and more time, and the way to what the prosecutor said."""

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from lead_desktop.casework import charges, pauses
from lead_desktop.casework.charges import PASSED, WAITING, ChargeFile
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.windows import close_window
from lead_desktop.domain.charge import Extension
from lead_desktop.domain.clocks import days_left
from lead_desktop.domain.intake import Pause
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.charge.more_time_card import MoreTimeCard
from lead_desktop.ui.charge.words import charge_words, lines
from lead_desktop.ui.intake.pause_card import PauseCard
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.people.words import code_words, initials, state_words, tone
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.countdown import Countdown
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.fact_line import fact_line
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill


class ChargeScreen(ActingScreen):
    """`open` names the charge; every act can be taken back."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; it is filled when it comes to the front."""
        super().__init__(tools, "charge")
        self._rid = ""
        self._private = False
        self._file: ChargeFile | None = None
        self.header = PageHeader(back=True)
        self.stands, self.left = Pill(), Countdown()
        self.story = Card(icon="scale")
        self.story.setObjectName("charge_story")
        self.decide = button("", "flag", "primary", name="charge_decide")
        self.more = button("", "calendar", name="charge_more_time")
        self.pause = button("", "pause", name="charge_pause")
        self.over = button("", "clock", "quiet", name="charge_over")
        self.person = button("", "user-round", "quiet", name="charge_person")
        self.pausing = PauseCard(tools.needs)
        self.more_time = MoreTimeCard(tools.needs)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.header.add_pill(self.stands)
        self.header.add_pill(self.left)
        doing = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        doing.setSizePolicy(policy)
        flow = FlowLayout(doing, gap=8)
        for made in (self.decide, self.more, self.pause, self.over, self.person):
            flow.addWidget(made)
        body = Page(self, scrolls=True)
        for part in (self.header, self.trouble, doing):
            body.head.addWidget(part)
        for part in (self.pausing, self.more_time, self.story):
            body.column.addWidget(part)
        body.column.addStretch(1)

    def _connect(self) -> None:
        self.header.back_requested.connect(self.back_requested)
        self.decide.clicked.connect(self._on_decide_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self.pause.clicked.connect(self._on_pause_clicked)
        self.over.clicked.connect(self._on_over_clicked)
        self.person.clicked.connect(self._on_person_clicked)
        self.pausing.pause_requested.connect(self._on_pause_requested)
        self.pausing.end_requested.connect(self._on_end_requested)
        self.pausing.closed.connect(self.pausing.hide)
        self.more_time.wanted.connect(self._on_more_time_wanted)
        self.more_time.closed.connect(self.more_time.hide)

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Held charge")

    def open(self, what: object) -> None:
        """Show a charge by its id."""
        if str(what) != self._rid:
            self._rid = str(what)
            self._file = None
            self.pausing.hide()
            self.more_time.hide()

    def refresh(self) -> None:
        """Read the charge again."""
        self._run(charges.open_charge, self._tools.desk, self._rid, then=self._on_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.decide, _("What the prosecutor said"))
        rename(self.more, _("More time"))
        rename(self.over, _("Note that the time has passed"))
        rename(self.person, _("Open the person"))
        self.story.set_title(_("What happened"))
        self.more_time.retranslate()
        self.pausing.retranslate()
        self._show()

    def set_private(self, private: bool) -> None:
        """Show initials, or the name again."""
        self._private = private
        self._show()

    def take_focus(self) -> None:
        """Stand on the first thing that can be done."""
        every = (self.decide, self.more, self.pause, self.over, self.person)
        first = next((one for one in every if one.isVisible()), self.person)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is shown

    def _show(self) -> None:
        held = self._file
        self._show_doing(held)
        emptied(self.story.body)
        self.story.setVisible(held is not None)
        if held is None:
            self.header.set_title(self.title())
            self.header.set_subtitle("")
            self.stands.show_status("", "neutral")
            self.left.set_days(None)
            return
        record, today = held.charge.record, self._tools.desk.clock.now().date()
        self.header.set_title(charge_words(record))
        name = initials(held.name) if self._private else held.name
        parts = (name, record.incident_no or "", code_words("charge_class", record.charge_class))
        self.header.set_subtitle(" · ".join(one for one in parts if one))
        self.stands.show_status(state_words("charge", record.status), tone(record.status))
        self.left.set_days(days_left(held.due, today) if held.waits and held.due else None)
        for icon, color, words in lines(held, today):
            self.story.add(fact_line(icon, color, words))

    def _show_doing(self, held: ChargeFile | None) -> None:
        edit = held is not None and held.may_edit
        record = held.charge.record if held else None
        status = (record.status if record else "") or ""
        desk, file = self._tools.desk, held.intake if held else None
        running = pauses.running_pause(file) is not None if file else False
        rename(self.pause, _("Let the time run again") if running else _("Pause the time"))
        self.decide.setVisible(edit)
        self.more.setVisible(edit and status in (WAITING, PASSED))
        self.pause.setVisible(edit and file is not None and pauses.may_pause(desk, file))
        today = desk.clock.now().date()
        late = held is not None and held.due is not None and held.due < today
        self.over.setVisible(edit and status == WAITING and late)
        self.person.setVisible(held is not None and bool(held.name))

    # acts

    def _person(self) -> str:
        return (self._file.charge.record.person or "") if self._file is not None else ""

    @Slot(object)
    def _on_read(self, file: object) -> None:
        if isinstance(file, ChargeFile):
            self._file = file
            self.trouble.show_message("")
            self._show()

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        if isinstance(error, Incomplete):
            asked = self.pausing if self.pausing.isVisible() else self.more_time
            asked.show_problems(error.problems)
            return
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())

    @Slot()
    def _on_decide_clicked(self) -> None:
        self.open_requested.emit("charge_decision", self._rid)

    @Slot()
    def _on_person_clicked(self) -> None:
        self.open_requested.emit("person", self._person())

    @Slot()
    def _on_more_clicked(self) -> None:
        self.pausing.hide()
        self.more_time.ask()

    @Slot()
    def _on_pause_clicked(self) -> None:
        self.more_time.hide()
        if self._file is not None and self._file.intake is not None:
            self.pausing.ask(pauses.running_pause(self._file.intake))

    @Slot()
    def _on_over_clicked(self) -> None:
        self._run(close_window, self._tools.desk, self._person(), then=self._on_over_noted)

    @Slot(object)
    def _on_pause_requested(self, pause: Pause) -> None:
        if self._file is not None and self._file.intake is not None:
            self._run(pauses.pause_deadline, self._tools.desk, self._file.intake, pause, then=self._on_paused)

    @Slot(object)
    def _on_end_requested(self, until: date) -> None:
        if self._file is not None and self._file.intake is not None:
            self._run(pauses.end_pause, self._tools.desk, self._file.intake, until, then=self._on_resumed)

    @Slot(object)
    def _on_more_time_wanted(self, extension: Extension) -> None:
        self._run(charges.extend, self._tools.desk, self._rid, extension, then=self._on_extended)

    @Slot(object)
    def _on_paused(self, saved: object) -> None:
        self._after(saved, _("The time is paused."))

    @Slot(object)
    def _on_resumed(self, saved: object) -> None:
        self._after(saved, _("The time runs again."))

    @Slot(object)
    def _on_extended(self, saved: object) -> None:
        self._after(saved, _("More time is given."))

    @Slot(object)
    def _on_over_noted(self, saved: object) -> None:
        self._after(saved, _("Noted. The person can still join at any time."))

    def _after(self, saved: object, words: str) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self.pausing.hide()
        self.more_time.hide()
        self.refresh()
        self.said.emit(words, self._saved is not None)
