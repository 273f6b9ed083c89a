"""What was shared about one person: newest first, with its paper for them, and a way to write more down."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework import disclosures
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened
from lead_desktop.casework.registers import open_entry, restrictions_of
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.person import Person
from lead_desktop.domain.requests import Restriction
from lead_desktop.i18n import N_, gettext as _, show_date
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.disclosures import paper
from lead_desktop.ui.disclosures.form import SharedBox
from lead_desktop.ui.disclosures.paper import ListRead, read_list
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.names import called
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_stack import FormStack
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.requests.forms import EntryBox
from lead_desktop.ui.requests.registers import RESTRICTION
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows

Entry = Kept[Disclosure]


@dataclass(frozen=True, slots=True)
class SharedRead:
    """What the page shows, read in one go."""

    person: Person
    entries: tuple[Entry, ...]
    may_write: bool
    restrictions: tuple[Kept[Restriction], ...] = ()
    may_restrict: bool = False


def read_shared(desk: Desk, person: str) -> SharedRead:
    """Read what left about a person. Raises NotFound, NotAllowed."""
    entries = disclosures.shared_of(desk, person)
    return SharedRead(
        desk.reading.get(Person, person).record,
        entries,
        disclosures.may_note(desk),
        tuple(one for one in restrictions_of(desk, person) if one.record.holds()),
        desk.may("edit", Restriction, person=person),
    )


class DisclosuresScreen(ActingScreen):
    """Opened with a person's id."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; it is filled when somebody is opened."""
        super().__init__(tools, "disclosures")
        self._rid = ""
        self._private = False
        self._view: SharedRead | None = None
        self.header = PageHeader(back=True)
        self.write = button("", "pencil", name="writeShared")
        self.print = button("", "printer", "primary", name="printShared")
        self.restrict = button("", "shield", name="askNotToShare")
        self.doing = QWidget()
        flow = FlowLayout(self.doing, gap=8)
        self.record = button("", "file-text", name="openMyRecord")
        for one in (self.print, self.record, self.write, self.restrict):
            flow.addWidget(one)
        self.asked = Banner("warn")
        self.asked.setObjectName("askedNotToShare")
        columns = (
            Column(N_("When"), _when, 150, style="muted", least=135),
            Column(N_("To whom"), to_words, style="strong"),
            Column(N_("What"), partial(_code, "what"), 210, least=150),
            Column(N_("What for"), partial(_code, "purpose"), 190, least=130),
            Column(N_("What allowed it"), partial(_code, "basis"), 210, spare=True),
        )
        self.list = TablePage(Rows(columns), "shared_table", "shield-check")
        self.stack = FormStack(self.list)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        inside = Page(self)
        inside.head.addWidget(self.header)
        inside.head.addWidget(self.doing)
        inside.head.addWidget(self.trouble)
        inside.head.addWidget(self.asked)
        inside.column.addWidget(self.stack, 1)
        self.header.back_requested.connect(self._on_header_back_requested)
        self.write.clicked.connect(self._on_write_clicked)
        self.print.clicked.connect(self._on_print_clicked)
        self.record.clicked.connect(self._on_record_clicked)
        self.restrict.clicked.connect(self._on_restrict_clicked)
        self.asked.link_activated.connect(self._on_asked_link_activated)
        self.stack.saved.connect(self._on_stack_saved)
        self.stack.left_again.connect(self._show)

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("What was shared")

    def open(self, what: object) -> None:
        """Show what left about a person by id."""
        if str(what) != self._rid:
            self.stack.close_form()
            self._rid, self._view = str(what), None
            self._show()

    def refresh(self) -> None:
        """Read again."""
        if self._rid:
            self._run(read_shared, self._tools.desk, self._rid, then=self._on_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.write, _("Write something down"))
        rename(self.record, _("Their record, for them"))
        rename(self.restrict, _("Asks not to share"))
        rename(self.print, _("Print the list for the person"))
        self._show()

    def leave(self) -> bool:
        """Keep the draft of what is being written."""
        self.stack.flush()
        return True

    def set_private(self, private: bool) -> None:
        """Show initials, or the name again."""
        self._private = private
        self._show()

    @Slot()
    def _show(self) -> None:
        view, form = self._view, self.stack.form
        self.header.set_title(self._form_title() if form is not None else self.title())
        self.header.set_subtitle(called(view.person, private=self._private) if view else "")
        self.write.setVisible(view is not None and view.may_write and form is None)
        self.print.setVisible(view is not None and view.may_write and form is None)
        self.doing.setVisible(view is not None and form is None)
        self.record.setVisible(view is not None and view.may_write and form is None)
        self.restrict.setVisible(view is not None and view.may_restrict and form is None)
        self._show_asked(view.restrictions if view and form is None else ())
        nothing = _("Nothing was shared, and no paper left yet.") if view else ""
        self.list.show_rows(view.entries if view else (), self.title(), nothing)

    def _form_title(self) -> str:
        written = isinstance(self.stack.form, SharedBox)
        return _("Write down what was shared") if written else _("Asks not to share")

    def _show_asked(self, held: Sequence[Kept[Restriction]]) -> None:
        """Say what must not be shared; each leads to its form."""
        may = self._view is not None and self._view.may_restrict
        links = [(one.rid, restriction_words(one.record)) for one in held] if may else []
        said = "" if may else " ".join(restriction_words(one.record) for one in held)
        words = _("The person asked that something is not shared. Nothing of it leaves.") if held else ""
        self.asked.show_message(f"{words} {said}".strip(), links)

    @Slot(object)
    def _on_read(self, view: object) -> None:
        if isinstance(view, SharedRead):
            self._view = view
            self.trouble.show_message("")
            self._show()

    @Slot()
    def _on_write_clicked(self) -> None:
        box = SharedBox(self._tools, self._rid)
        self.stack.show_form(box)
        box.form.focus_first()
        self._show()

    @Slot()
    def _on_record_clicked(self) -> None:
        self.open_requested.emit("my_record", self._rid)

    @Slot()
    def _on_restrict_clicked(self) -> None:
        today = self._tools.desk.clock.now().date()
        self._show_box(EntryBox(self._tools, RESTRICTION, Restriction(person=self._rid, asked_on=today)))

    @Slot(str)
    def _on_asked_link_activated(self, rid: str) -> None:
        self._run(open_entry, self._tools.desk, Restriction, rid, then=self._on_restriction_opened)

    @Slot(object)
    def _on_restriction_opened(self, opened: object) -> None:
        if isinstance(opened, Opened):
            self._show_box(EntryBox(self._tools, RESTRICTION, opened.record, opened))

    def _show_box(self, box: EntryBox) -> None:
        self.stack.show_form(box)
        box.form.focus_first()
        self._show()

    @Slot(object)
    def _on_stack_saved(self, _saved: object) -> None:
        self.refresh()
        self.said.emit(_("It is written down."), False)

    @Slot()
    def _on_print_clicked(self) -> None:
        self._run(read_list, self._tools.desk, self._rid, then=self._on_list_read)

    @Slot(object)
    def _on_list_read(self, read: object) -> None:
        if isinstance(read, ListRead):
            shown = paper.preview(self._tools, self._rid, read, self)
            shown.finished.connect(self._on_preview_finished)

    @Slot(int)
    def _on_preview_finished(self, _result: int) -> None:
        self.refresh()

    @Slot()
    def _on_header_back_requested(self) -> None:
        if self.stack.form is not None:
            self.stack.flush()
            self.stack.close_form()
            self._show()
        else:
            self.back_requested.emit()


def to_words(one: Entry) -> str:
    """Say to whom something went."""
    entry = one.record
    if entry.recipient:
        return ", ".join(part for part in (entry.recipient, entry.attention) if part)
    return _("The person") if entry.purpose == "person" else _("The program")


def restriction_words(one: Restriction) -> str:
    """Say what must not go to whom."""
    what = ", ".join(code_words("consent_category", code) for code in one.categories) or _("Everything")
    return _("{what}: not with {name}").format(what=what, name=one.recipient or _("anybody"))


def _code(name: str, one: Entry) -> str:
    return code_words(f"disclosure_{name}", getattr(one.record, name))


def _when(one: Entry) -> str:
    return show_date(one.record.at.date()) if one.record.at else ""
