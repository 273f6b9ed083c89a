"""Choosing with the person what goes into their copy, before any page of it is made."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.my_record import ASKED_FOR, PARTS, MyRecord, leaving, parts_for, read_my_record
from lead_desktop.domain.person import Person
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.reports.paper.accounting import AccountingSheet
from lead_desktop.reports.paper.my_record import RecordSheet, my_record
from lead_desktop.reports.paper.plan import PlanGoal
from lead_desktop.reports.paper.sheet import Printing
from lead_desktop.ui.disclosures.paper import SPANISH, days
from lead_desktop.ui.looks import button, plain_label, plain_text, rename
from lead_desktop.ui.names import called
from lead_desktop.ui.printing.person_print import Paper, PersonPrint
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.page_header import PageHeader

_WORDS = {
    "identity": N_("Who they are and how to reach them"),
    "plan": N_("The plan"),
    "consents": N_("Consents in force"),
    "contacts": N_("Contacts by date, without notes"),
    "services": N_("Services"),
    "treatment": N_("Goals and services about safer use and treatment"),
    "supplies": N_("Supplies they took along"),
    "shared": N_("What was shared, and with whom"),
}


class MyRecordScreen(Screen):
    """Opened with a person's id; everything is ticked but what is only there if they wish it."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; it is filled when somebody is opened."""
        super().__init__("my_record")
        self._tools = tools
        self._rid = ""
        self._private = False
        self._person: Person | None = None
        self.header = PageHeader(back=True)
        self.see = button("", "eye", "primary", name="seeMyRecord")
        self.header.add_button(self.see)
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("trouble")
        self.card = Card(icon="file-text")
        self.ask = plain_label(role="muted", wrap=True)
        self.card.add(self.ask)
        self.boxes: dict[str, QCheckBox] = {}
        self.cover = QCheckBox()
        self.cover.setObjectName("plainCover")
        self.cover.setChecked(True)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        inside = Page(self, scrolls=True)
        inside.head.addWidget(self.header)
        inside.head.addWidget(self.trouble)
        for part in PARTS:
            box = self.boxes[part] = QCheckBox()
            box.setObjectName(f"part.{part}")
            box.toggled.connect(self._on_box_toggled)
            self.card.add(box)
        self.card.add(self.cover)
        inside.column.addWidget(self.card)
        inside.column.addStretch(1)
        self.header.back_requested.connect(self.back_requested)
        self.see.clicked.connect(self._on_see_clicked)

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Their record, for them")

    def open(self, what: object) -> None:
        """Begin with everything but what is only there if they wish it."""
        if str(what) != self._rid:
            self._rid, self._person = str(what), None
            for part, box in self.boxes.items():
                box.setChecked(part not in ASKED_FOR)
            self.retranslate()

    def refresh(self) -> None:
        """Read whom it is about, and which parts the worker may read."""
        if self._rid:
            job = self._tools.jobs.run(_who, self._tools.desk, self._rid)
            job.finished.connect(self._on_read)
            job.went_wrong.connect(self._on_went_wrong)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.header.set_subtitle(called(self._person, private=self._private) if self._person else "")
        self.card.set_title(_("What goes into it"))
        self.ask.setText(_("Choose together. Notes of workers are never in it; the privacy officer can give those."))
        for part, box in self.boxes.items():
            box.setText(plain_text(_(_WORDS[part])))
        self.cover.setText(plain_text(_("Without the name of the program on the cover")))
        rename(self.see, _("See the pages"))

    def set_private(self, private: bool) -> None:
        """Show initials, or the name again."""
        self._private = private
        self.retranslate()

    def chosen(self) -> tuple[str, ...]:
        """Return the parts that are ticked, in their order."""
        return tuple(part for part, box in self.boxes.items() if box.isChecked() and not box.isHidden())

    @Slot(bool)
    def _on_box_toggled(self, _checked: bool) -> None:
        self.see.setEnabled(bool(self.chosen()))

    @Slot(object)
    def _on_read(self, read: object) -> None:
        if isinstance(read, tuple):
            self._person, parts = read
            self.trouble.show_message("")
            for part, box in self.boxes.items():
                box.setVisible(part in parts)
            self.retranslate()

    @Slot()
    def _on_see_clicked(self) -> None:
        act = partial(read_my_record, self._tools.desk, self._rid, self.chosen())
        job = self._tools.jobs.run(act)
        job.finished.connect(self._on_record_read)
        job.went_wrong.connect(self._on_went_wrong)

    @Slot(object)
    def _on_record_read(self, read: object) -> None:
        if isinstance(read, MyRecord):
            desk = self._tools.desk
            program = "" if self.cover.isChecked() else desk.programme.name or ""
            sheet = sheet_of(read, program, days(desk))
            make = partial(_make, sheet, partial(Printing, at=desk.clock.now(), role=desk.worker.role))
            language = "es" if read.person.preferred_language == SPANISH else "en"
            paper = Paper(make, language, leaving(self._rid, read.parts))
            PersonPrint(self._tools, paper, self).open()

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())


def sheet_of(read: MyRecord, program: str, spanned: tuple[date, date]) -> RecordSheet:
    """Return what is printed of what was read; spanned: the days of the list of what was shared."""
    person = read.person
    goals = tuple(PlanGoal(card.goal.record, tuple(one.record for one in card.steps)) for card in read.goals)
    shared = AccountingSheet(person.shown_name(), person.participant_number or "", read.shared, *spanned)
    has = frozenset(read.parts)
    return RecordSheet(
        name=person.shown_name(),
        number=person.participant_number or "",
        program=program,
        person=person if "identity" in has else None,
        plan=read.plan,
        goals=goals if "plan" in has else None,
        consents=read.consents if "consents" in has else None,
        contacts=read.contacts if "contacts" in has else None,
        services=read.services if "services" in has else None,
        supplies=read.supplies if "supplies" in has else None,
        shared=shared if "shared" in has else None,
    )


def _who(desk: Desk, person: str) -> tuple[Person, tuple[str, ...]]:
    return desk.reading.get(Person, person).record, parts_for(desk, person)


def _make(sheet: RecordSheet, printing: partial[Printing], language: str) -> bytes:
    return my_record(sheet, printing(language))
