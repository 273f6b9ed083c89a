"""The registers on one page: one at a time, what came last first; an entry opens for who may go on with it."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.casework import registers
from lead_desktop.casework.kept import Kept, Opened
from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.incident import Incident
from lead_desktop.domain.registers import Breach, Complaint
from lead_desktop.domain.requests import RecordRequest
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.asked.page import NEW
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.person.form_box import FormBox
from lead_desktop.ui.person.form_stack import FormStack
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.requests.forms import EntryBox, OrderBox
from lead_desktop.ui.requests.registers import REGISTERS, Register, day_words
from lead_desktop.ui.screen import Page
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows
from lead_desktop.ui.widgets.segmented import Segmented


class RegistersScreen(ActingScreen):
    """Whoever may only write sees the form and no list."""

    def __init__(self, tools: Tools, *, back: bool) -> None:
        """Build the page; `back`: it is opened from another one, and does not stand in the rail."""
        super().__init__(tools, "requests")
        desk = tools.desk
        self._known = [one for one in REGISTERS if desk.may("create", one.kind)]
        self._register = self._known[0]
        self._opened: Opened[AboutPerson] | None = None
        self.header = PageHeader(back=back)
        self.write = button("", "pencil", "primary", name="writeEntry")
        self.header.add_button(self.write)
        self.which = Segmented(self._words(), clearable=False)
        self.which.setObjectName("whichRegister")
        self.which.set_value(self._register.key)
        columns = (
            Column(N_("When"), self._day, 150, style="muted", least=135),
            Column(N_("What it is about"), self._said, style="strong"),
            Column(N_("Where it stands"), self._state, 260, tone=self._tone, least=190),
            Column(N_("By when"), self._due, 130, style="muted", spare=True),
        )
        self.list = TablePage(Rows(columns), "register_table", "inbox")
        self.stack = FormStack(self._inside())
        self._build()
        self.retranslate()

    def _inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.which)
        column.addWidget(self.list, 1)
        return inside

    def _build(self) -> None:
        page = Page(self)
        page.head.addWidget(self.header)
        page.head.addWidget(self.trouble)
        page.column.addWidget(self.stack, 1)
        self.header.back_requested.connect(self._on_header_back_requested)
        self.write.clicked.connect(self._on_write_clicked)
        self.which.changed.connect(self._on_which_changed)
        self.list.opened.connect(self._on_list_opened)
        self.stack.saved.connect(self._on_stack_saved)
        self.stack.left_again.connect(self._show)

    # what the window asks

    def title(self) -> str:
        """Name the page."""
        return _("Registers")

    def open(self, what: object) -> None:
        """Show the list, or with NEW the form of a request at once."""
        self.stack.close_form()
        if what == NEW:
            self._choose("requests")
            self._on_write_clicked()
        self._show()

    def refresh(self) -> None:
        """Read the register again."""
        self._run(registers.entries, self._tools.desk, self._register.kind, then=self._on_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.which.relabel(self._words())
        self.which.setAccessibleName(self.title())
        self._show()

    def leave(self) -> bool:
        """Keep the draft of what is being written."""
        self.stack.flush()
        return True

    # showing

    @Slot()
    def _show(self) -> None:
        form = self.stack.form
        label = _("What an order allows") if isinstance(form, OrderBox) else _(self._register.label)
        self.header.set_title(self.title() if form is None else label)
        rename(self.write, _(self._register.write))
        self.write.setVisible(form is None)
        self.list.table.setAccessibleName(_(self._register.label))
        self.list.empty.set_words(_("Nothing is written down here."))

    @Slot(object)
    def _on_read(self, entries: object) -> None:
        if isinstance(entries, tuple):
            mine = [one for one in entries if type(one.record) is self._register.kind]
            mine.sort(key=lambda one: str(self._register.day(one.record) or ""), reverse=True)
            self.list.show_rows(tuple(mine), _(self._register.label), _("Nothing is written down here."))
            self.trouble.show_message("")

    def _words(self) -> list[tuple[str, str]]:
        return [(one.key, _(one.label)) for one in self._known]

    def _day(self, one: Kept[AboutPerson]) -> str:
        return day_words(self._register.day(one.record))

    def _said(self, one: Kept[AboutPerson]) -> str:
        return self._register.said(one.record)

    def _state(self, one: Kept[AboutPerson]) -> str:
        return self._register.state(one.record)[0]

    def _tone(self, one: Kept[AboutPerson]) -> str:
        return self._register.state(one.record)[1]

    def _due(self, one: Kept[AboutPerson]) -> str:
        return day_words(self._register.due(one.record))

    # going on

    def _choose(self, key: str) -> None:
        self._register = next((one for one in self._known if one.key == key), self._register)
        self.which.set_value(self._register.key)

    @Slot(object)
    def _on_which_changed(self, key: object) -> None:
        self._choose(str(key))
        self.list.show_rows((), "", "")
        self._show()
        self.refresh()

    @Slot()
    def _on_write_clicked(self) -> None:
        self._opened = None
        self._show_form(EntryBox(self._tools, self._register.fresh, self._fresh(self._register)))

    def _fresh(self, register: Register) -> AboutPerson:
        now = self._tools.desk.clock.now().replace(second=0, microsecond=0)
        if register.kind is RecordRequest:
            return RecordRequest(came_at=now)
        if register.kind is Incident:
            return Incident(told_at=now)
        return Complaint(came_on=now.date()) if register.kind is Complaint else Breach(found_on=now.date())

    @Slot(object)
    def _on_list_opened(self, kept: object) -> None:
        if isinstance(kept, Kept) and self._tools.desk.may("edit", self._register.kind):
            act = partial(registers.open_entry, self._tools.desk, self._register.kind, kept.rid)
            self._run(act, then=self._on_entry_opened)

    @Slot(object)
    def _on_entry_opened(self, opened: object) -> None:
        if isinstance(opened, Opened):
            self._opened = opened
            box = EntryBox(self._tools, self._register.going_on, opened.record, opened)
            box.order_requested.connect(self._on_order_requested)
            self._show_form(box)

    @Slot()
    def _on_order_requested(self) -> None:
        if self._opened is not None and isinstance(self._opened.record, RecordRequest):
            self._show_form(OrderBox(self._tools, self._opened.rid, self._opened.record))

    def _show_form(self, form: FormBox) -> None:
        self.stack.show_form(form)
        self._show()
        form.page.setFocus()

    @Slot(object)
    def _on_stack_saved(self, _saved: object) -> None:
        self.refresh()
        self._show()
        self.said.emit(_("It is written down."), False)

    @Slot()
    def _on_header_back_requested(self) -> None:
        if self.stack.form is not None:
            self.stack.flush()
            self.stack.close_form()
            self._show()
        else:
            self.back_requested.emit()
