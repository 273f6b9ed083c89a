"""Whose people are whose: each worker's, and those whose worker is not here any more, so that nobody is lost."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget

from lead_desktop.casework.caseload import Load, caseloads
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.handing_over import NOBODY, Carried, carried, may_set_here, set_here
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _, ngettext, show_date
from lead_desktop.ui.caseload.words import load_tone, load_words, worker_words
from lead_desktop.ui.looks import button, rename, roomy_list
from lead_desktop.ui.people.words import initials, state_words, tone
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill
from lead_desktop.ui.widgets.rows import Column, Rows

_LEFT = 4
"""The column that says who somebody was with; only people without a worker were with somebody else before."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows, read in one go: the workers, how many are without one, and one caseload."""

    loads: tuple[Load, ...]
    without: int
    worker: str
    people: tuple[Carried, ...]


def read_caseload(desk: Desk, worker: str | None) -> Shown:
    """Read one caseload; None: the worker's own, or for roles that see everybody those without a worker, if any."""
    every = desk.may_find()
    loads = tuple(one for one in caseloads(desk, everybody=True) if every or one.worker == desk.worker.id)
    alone = carried(desk, NOBODY)
    if worker is None:
        worker = NOBODY if every and alone else desk.worker.id
    return Shown(loads, len(alone), worker, alone if worker == NOBODY else carried(desk, worker))


class CaseloadScreen(Screen):
    """One caseload at a time; a line leads to the person, a button to handing them over."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; it is filled when it comes to the front."""
        super().__init__("caseloads")
        self._tools = tools
        self._private = False
        self._worker: str | None = None
        self._shown = Shown((), 0, "", ())
        self.header = PageHeader()
        self.trouble = Banner("bad", closable=True)
        self.choice = QComboBox()
        self.choice.setObjectName("choose_caseload")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(22)
        roomy_list(self.choice)
        self.load = Pill()
        self.here = button("", "log-out", "quiet", name="worker_here")
        self.over = button("", "arrow-right", name="hand_over_chosen")
        self.rows = Rows(self._columns(), self)
        self.table = ListTable(self.rows, "")
        self.table.setObjectName("caseload_table")
        self.empty = EmptyState("users", "")
        self.stack = QStackedWidget()
        self._build()
        self.retranslate()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Name"), self._name, style="strong"),
            Column(N_("Number"), lambda one: one.number, 150, style="muted"),
            Column(N_("Status"), lambda one: state_words("engagement", one.status), 210,
                   tone=lambda one: tone(one.status), least=150),
            Column(N_("Last contact"), self._last, 150, style="muted", spare=True),
            Column(N_("Until now with"), lambda one: one.left, 170, style="muted", spare=True),
        )  # fmt: skip

    def _build(self) -> None:
        body = Page(self)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.choice, 1)
        line.addWidget(self.load)
        line.addWidget(self.here)
        line.addWidget(self.over)
        body.head.addWidget(self.header)
        body.head.addWidget(self.trouble)
        body.head.addLayout(line)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        body.column.addWidget(self.stack, 1)
        self.setTabOrder(self.table, self.over)  # a line is chosen before it is handed over
        self.choice.activated.connect(self._on_choice_activated)
        self.here.clicked.connect(self._on_here_clicked)
        self.over.clicked.connect(self._on_over_clicked)
        self.table.opened.connect(self._on_table_opened)
        self.table.chosen.connect(self._on_table_chosen)

    def title(self) -> str:
        """Name the page."""
        return _("Caseloads")

    def open(self, what: object) -> None:
        """Show the caseload of a worker by id; an empty text: people without a worker."""
        self._worker = str(what)

    def refresh(self) -> None:
        """Read the caseload again."""
        self._run(partial(read_caseload, self._tools.desk, self._worker), self._on_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.choice.setAccessibleName(_("Whose people"))
        self.table.setAccessibleName(_("People of this caseload"))
        rename(self.over, _("Hand over"))
        self._show()

    def set_private(self, private: bool) -> None:
        """Show initials instead of names while the privacy view is on."""
        self._private = private
        self._show()

    def take_focus(self) -> None:
        """Begin at the choice of a worker."""
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self, act: object, then: object) -> None:
        job = self._tools.jobs.run(act)  # type: ignore[arg-type]
        job.finished.connect(then)
        job.went_wrong.connect(self._on_went_wrong)

    @Slot(object)
    def _on_read(self, shown: object) -> None:
        if isinstance(shown, Shown):
            self._shown, self._worker = shown, shown.worker
            self.trouble.show_message("")
            self._show()

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())

    # what is shown

    def _show(self) -> None:
        shown = self._shown
        self._fill_choice()
        load = self._load()
        self.load.show_status(load_words(load) if load else "", load_tone(load) if load else "neutral")
        may = may_set_here(self._tools.desk) and load is not None and load.worker != self._tools.desk.worker.id
        self.here.setVisible(may)
        here = load is None or load.here
        rename(self.here, _("Does not work here now") if here else _("Works here again"))
        self.header.set_subtitle(
            ngettext("{n} person is without a worker.", "{n} people are without a worker.", shown.without)
            if shown.without
            else _("Everybody has a worker who is here.")
        )
        self.table.setColumnHidden(_LEFT, shown.worker != NOBODY)
        self.table.share()
        self.rows.show_records(shown.people)
        self.over.setEnabled(False)
        if shown.worker == NOBODY:
            self.empty.set_words(_("Nobody is without a worker"), _("When a worker leaves, their people appear here."))
        else:
            self.empty.set_words(_("No people yet"), _("Whoever is assigned to this worker appears here."))
        self.stack.setCurrentWidget(self.table if shown.people else self.empty)

    def _load(self) -> Load | None:
        return next((one for one in self._shown.loads if one.worker == self._shown.worker), None)

    def _fill_choice(self) -> None:
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.addItem(_("Without a worker"), NOBODY)
            for one in self._shown.loads:
                words = worker_words(one)
                self.choice.addItem(words if one.here else _("{name} (not here now)").format(name=words), one.worker)
            self.choice.setCurrentIndex(max(self.choice.findData(self._shown.worker), 0))

    def _name(self, one: Carried) -> str:
        return initials(one.name) if self._private else one.name

    @staticmethod
    def _last(one: Carried) -> str:
        return show_date(one.last_contact) if one.last_contact else ""

    # acts

    @Slot()
    def _on_choice_activated(self) -> None:
        self._worker = str(self.choice.currentData())
        self.refresh()

    @Slot(object)
    def _on_table_chosen(self, one: object) -> None:
        self.over.setEnabled(isinstance(one, Carried))

    @Slot(object)
    def _on_table_opened(self, one: object) -> None:
        if isinstance(one, Carried):
            self.open_requested.emit("person", one.rid)

    @Slot()
    def _on_over_clicked(self) -> None:
        one = self.table.current_record()
        if isinstance(one, Carried):
            self.open_requested.emit("hand_over", one.rid)

    @Slot()
    def _on_here_clicked(self) -> None:
        load = self._load()
        if load is not None:
            self._run(partial(set_here, self._tools.desk, load.worker, here=not load.here), self._on_here_set)

    @Slot(object)
    def _on_here_set(self, _saved: object) -> None:
        load = self._load()
        self.refresh()
        if load is not None and load.here:
            self.said.emit(_("Noted. Their people stand among those without a worker now."), False)
        else:
            self.said.emit(_("Noted. They can be chosen again."), False)
