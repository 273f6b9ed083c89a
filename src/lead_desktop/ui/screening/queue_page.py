"""The screening queue: referrals that wait for a person's decision, the soonest deadline first."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from lead_desktop.casework.caseload import Load, caseloads
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.referral_start import site_criteria
from lead_desktop.casework.screening_queue import Waiting, waiting
from lead_desktop.domain.clocks import days_left
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _, language, ngettext
from lead_desktop.ui import theme
from lead_desktop.ui.caseload.room_card import RoomCard
from lead_desktop.ui.referrals.words import code_words, name_words, status_words
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.screening.words import criteria_tone, criteria_words, waits_words
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets import countdown
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.list_table import LEAST_TABLE, ListTable
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows

_ROOM = {1: 700, 5: 900}
"""From which width on, in unscaled pixels, a column is shown: kind, where it stands."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What the page shows, read in one go."""

    waits: tuple[Waiting, ...]
    loads: tuple[Load, ...]


def read_queue(desk: Desk) -> Queue:
    """Read the queue and the caseloads."""
    return Queue(waiting(desk), caseloads(desk))


class QueueScreen(Screen):
    """What waits, and who has room; a line leads to the referral with its decision."""

    def __init__(self, tools: Tools) -> None:
        """Build the table; it is filled when the page comes to the front."""
        super().__init__("screening")
        self._tools = tools
        self._private = False
        self._queue = Queue((), ())
        self.header = PageHeader()
        self.trouble = Banner("bad")
        self.room = RoomCard()
        self.rows = Rows(self._columns(), self)
        self.table = ListTable(self.rows, "")
        self.table.setObjectName("screening_table")
        self.table.opened.connect(self._on_table_opened)
        self.empty = EmptyState("check-check", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        body = Page(self, scrolls=True)
        body.head.addWidget(self.header)
        body.head.addWidget(self.trouble)
        body.column.addWidget(self.room)
        body.column.addWidget(self.stack, 1)
        self.stack.setMinimumHeight(theme.current().px(LEAST_TABLE))
        self.retranslate()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Name"), self._name, style="strong"),
            Column(N_("Kind"), self._kind, 190, least=140),
            Column(N_("Waits"), waits_words, 140, style="muted", least=100),
            Column(N_("Intake by"), self._left, 150, tone=self._left_tone, least=120),
            Column(N_("Criteria"), criteria_words, 170, tone=criteria_tone, least=130),
            Column(N_("Where it stands"), self._stands, 190, style="muted", least=140),
        )

    def title(self) -> str:
        """Name the page."""
        return _("Screening")

    def refresh(self) -> None:
        """Read the queue again."""
        job = self._tools.jobs.run(read_queue, self._tools.desk)
        job.finished.connect(self._on_queue_read)
        job.went_wrong.connect(self._on_went_wrong)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.table.setAccessibleName(_("Referrals that wait for a decision"))
        self.empty.set_words(
            _("Nothing waits"), _("Every referral has its decision. New ones appear here by themselves.")
        )
        self._show()

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        self._show()

    def take_focus(self) -> None:
        """Stand on the first that waits."""
        if self.stack.currentWidget() is self.table:
            self.table.enter()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where the room is short, so that the name can be read."""
        super().resizeEvent(event)
        for column, room in _ROOM.items():
            self.table.setColumnHidden(column, self.width() < theme.current().px(room))
        self.table.share()

    @Slot(object)
    def _on_queue_read(self, queue: object) -> None:
        if isinstance(queue, Queue):
            self._queue = queue
            self.trouble.show_message("")
            self._show()

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())

    @Slot(object)
    def _on_table_opened(self, one: object) -> None:
        if isinstance(one, Waiting):
            self.open_requested.emit("referral", one.rid)

    def _show(self) -> None:
        waits, keep = self._queue.waits, self.table.current_record()
        site = site_criteria(self._tools.desk.programme)
        said = ngettext("{n} referral waits", "{n} referrals wait", len(waits))
        version = _("Criteria: {title}, {version}").format(title=site.title(language()), version=site.version)
        self.header.set_subtitle(f"{said} · {version}")
        self.room.show_loads(self._queue.loads)
        self.rows.show_records(waits)
        if isinstance(keep, Waiting):
            self.table.choose_row(next((at for at, one in enumerate(waits) if one.rid == keep.rid), -1))
        self.stack.setCurrentWidget(self.table if waits else self.empty)

    def _name(self, one: Waiting) -> str:
        return name_words(one.name, private=self._private)

    @staticmethod
    def _kind(one: Waiting) -> str:
        return code_words("referral_type", one.kind)

    @staticmethod
    def _stands(one: Waiting) -> str:
        return status_words(one.status)

    def _left(self, one: Waiting) -> str:
        return self._countdown(one)[0]

    def _left_tone(self, one: Waiting) -> str:
        return self._countdown(one)[1]

    def _countdown(self, one: Waiting) -> tuple[str, str]:
        if one.deadline is None:
            return "", ""
        return countdown.days_left(days_left(one.deadline, self._tools.desk.clock.now().date()))
