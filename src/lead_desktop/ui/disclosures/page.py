"""What was shared about one person: newest first, with its paper for them, and a way to write more down."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot

from lead_desktop.casework import disclosures
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept
from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.person import Person
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _, show_date
from lead_desktop.ui.disclosures import paper
from lead_desktop.ui.disclosures.form import SharedBox
from lead_desktop.ui.disclosures.paper import ListRead, read_list
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.names import called
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_stack import FormStack
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.screen import Page, Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows

Entry = Kept[Disclosure]


@dataclass(frozen=True, slots=True)
class SharedRead:
    """What the page shows, read in one go."""

    person: Person
    entries: tuple[Entry, ...]
    may_write: bool


def read_shared(desk: Desk, person: str) -> SharedRead:
    """Read what left about a person. Raises NotFound, NotAllowed."""
    entries = disclosures.shared_of(desk, person)
    return SharedRead(desk.reading.get(Person, person).record, entries, disclosures.may_note(desk))


class DisclosuresScreen(Screen):
    """Opened with a person's id."""

    def __init__(self, tools: Tools) -> None:
        """Build the page; it is filled when somebody is opened."""
        super().__init__("disclosures")
        self._tools = tools
        self._rid = ""
        self._private = False
        self._view: SharedRead | None = None
        self.header = PageHeader(back=True)
        self.write = button("", "pencil", name="writeShared")
        self.print = button("", "printer", "primary", name="printShared")
        for one in (self.write, self.print):
            self.header.add_button(one)
        self.trouble = Banner("bad", closable=True)
        self.trouble.setObjectName("trouble")
        columns = (
            Column(N_("When"), _when, 130, style="muted", least=110),
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
        inside.head.addWidget(self.trouble)
        inside.column.addWidget(self.stack, 1)
        self.header.back_requested.connect(self._on_header_back_requested)
        self.write.clicked.connect(self._on_write_clicked)
        self.print.clicked.connect(self._on_print_clicked)
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
            self._run(partial(read_shared, self._tools.desk, self._rid), self._on_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.write, _("Write something down"))
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
        self.header.set_title(self.title() if form is None else _("Write down what was shared"))
        self.header.set_subtitle(called(view.person, private=self._private) if view else "")
        self.write.setVisible(view is not None and view.may_write and form is None)
        self.print.setVisible(view is not None and view.may_write and form is None)
        nothing = _("Nothing was shared, and no paper left yet.") if view else ""
        self.list.show_rows(view.entries if view else (), self.title(), nothing)

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

    @Slot(object)
    def _on_stack_saved(self, _saved: object) -> None:
        self.refresh()
        self.said.emit(_("It is written down."), False)

    @Slot()
    def _on_print_clicked(self) -> None:
        self._run(partial(read_list, self._tools.desk, self._rid), self._on_list_read)

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

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self.trouble.show_message((error if isinstance(error, LeadError) else LeadError()).words())

    def _run(self, act: object, then: object) -> None:
        job = self._tools.jobs.run(act)  # type: ignore[arg-type]
        job.finished.connect(then)
        job.went_wrong.connect(self._on_went_wrong)


def to_words(one: Entry) -> str:
    """Say to whom something went."""
    entry = one.record
    if entry.recipient:
        return ", ".join(part for part in (entry.recipient, entry.attention) if part)
    return _("The person") if entry.purpose == "person" else _("The program")


def _code(name: str, one: Entry) -> str:
    return code_words(f"disclosure_{name}", getattr(one.record, name))


def _when(one: Entry) -> str:
    return show_date(one.record.at.date()) if one.record.at else ""
