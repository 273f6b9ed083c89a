"""Naloxone on the shelf: lots, how many are left, and what came and went; below zero is said, never hidden."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from lead_desktop.casework import supplies
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.supplies import Stock
from lead_desktop.domain.supply import NaloxoneLot, NaloxoneMove
from lead_desktop.i18n import N_, gettext as _, ngettext, show_date
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_stack import FormStack
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.screen import Page
from lead_desktop.ui.supplies.stock_forms import MoveBox, ReceiveBox
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.rows import Column, Rows

_TONES = {"past": "bad", "soon": "warn", "good": "good"}
_MOVES = (("counted", "list-checks"), ("passed_on", "hand-helping"), ("expired", "calendar"), ("lost", "x"))


class ShelfScreen(ActingScreen):
    """Every lot, and the forms of what happens to it."""

    def __init__(self, tools: Tools) -> None:
        """Build the table and its buttons."""
        super().__init__(tools, "naloxone")
        self._today = tools.desk.clock.now().date()
        self.header = PageHeader(back=True)
        self.received = button("", "plus", "primary", name="naloxone_in")
        self.header.add_button(self.received)
        self.received.setVisible(tools.desk.may("create", NaloxoneLot))
        self.notice = Banner("warn")
        self.notice.setObjectName("shelf_notice")
        columns = (
            Column(N_("Product"), self._product, icon=self._icon),
            Column(N_("Lot number"), self._number, 170, least=120),
            Column(N_("Good until"), self._until, 200, tone=self._until_tone, least=150),
            Column(N_("Boxes left"), self._left, 150, tone=self._left_tone, least=110),
        )
        self.list = TablePage(Rows(columns), "lots", "briefcase-medical")
        self.doing = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.doing.setSizePolicy(policy)
        self.moves = {kind: button("", icon, name=f"move_{kind}") for kind, icon in _MOVES}
        self.stack = FormStack(self.list)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        flow = FlowLayout(self.doing, gap=8)
        for kind, made in self.moves.items():
            flow.addWidget(made)
            made.clicked.connect(partial(self._begin_move, kind))
        inside = Page(self)
        for part in (self.header, self.trouble, self.notice, self.doing):
            inside.head.addWidget(part)
        inside.column.addWidget(self.stack, 1)
        self.header.back_requested.connect(self._on_header_back_requested)
        self.received.clicked.connect(self._on_received_clicked)
        self.stack.saved.connect(self._on_stack_saved)
        self.stack.left_again.connect(self._on_stack_left_again)

    def title(self) -> str:
        """Name the page."""
        return _("Naloxone on the shelf")

    def refresh(self) -> None:
        """Count the shelf again."""
        self._run(supplies.shelf, self._tools.desk, then=self._on_shelf_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.header.set_title(self.title())
        self.header.set_subtitle(_("What was written down; the shelf itself may know better."))
        rename(self.received, _("Boxes came"))
        for kind, made in self.moves.items():
            rename(made, _("Count the shelf") if kind == "counted" else code_words("naloxone_move", kind))
        self.refresh()

    def leave(self) -> bool:
        """Keep the draft of what is being written."""
        self.stack.flush()
        return True

    def take_focus(self) -> None:
        """Begin in the form that is open, or at the table."""
        if self.stack.form is not None:
            self.stack.form.page.setFocus()
        elif self.list.currentIndex() == 0:
            self.list.table.setFocus()
        else:
            self.received.setFocus()

    # showing

    @Slot(object)
    def _on_shelf_read(self, stock: object) -> None:
        held = stock if isinstance(stock, tuple) else ()
        self._today = self._tools.desk.clock.now().date()
        shown = tuple(one for one in held if one.left or one.ends(self._today) != "past")
        self.list.show_rows(shown, self.title(), _("No naloxone is written down yet."))
        self.list.table.choose_row(0)
        below = sum(one.left < 0 for one in held)
        words = ngettext(
            "Of one lot more boxes went than came. Please count the shelf.",
            "Of {n} lots more boxes went than came. Please count the shelf.",
            below,
        )
        self.notice.show_message(words.format(n=below) if below else "")
        self._show_doing()

    def _show_doing(self) -> None:
        open_ = self.stack.form is None
        self.doing.setVisible(open_ and self.list.currentIndex() == 0 and self._tools.desk.may("create", NaloxoneMove))
        self.received.setVisible(open_ and self._tools.desk.may("create", NaloxoneLot))

    @staticmethod
    def _product(one: Stock) -> str:
        return code_words("naloxone_product", one.lot.record.product)

    @staticmethod
    def _icon(_one: Stock) -> str:
        return "briefcase-medical"

    @staticmethod
    def _number(one: Stock) -> str:
        return one.lot.record.number or ""

    @staticmethod
    def _until(one: Stock) -> str:
        return show_date(one.lot.record.expires_on) if one.lot.record.expires_on else ""

    def _until_tone(self, one: Stock) -> str:
        return _TONES[one.ends(self._today)]

    @staticmethod
    def _left(one: Stock) -> str:
        return str(one.left).replace("-", "\u2212")

    @staticmethod
    def _left_tone(one: Stock) -> str:
        return "bad" if one.left < 0 else "neutral" if one.left == 0 else "info"

    # doing

    @Slot()
    def _on_received_clicked(self) -> None:
        self._show_form(ReceiveBox(self._tools))

    def _begin_move(self, kind: str) -> None:
        stock = self.list.table.current_record()
        if isinstance(stock, Stock):
            self._show_form(MoveBox(self._tools, stock, kind))

    def _show_form(self, form: ReceiveBox | MoveBox) -> None:
        self.stack.show_form(form)
        self._show_doing()
        form.take_focus()

    @Slot(object)
    def _on_stack_saved(self, saved: object) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self.refresh()
        self.said.emit(_("Saved."), self._saved is not None)

    @Slot()
    def _on_stack_left_again(self) -> None:
        self._show_doing()
        self.take_focus()

    @Slot()
    def _on_header_back_requested(self) -> None:
        if self.stack.form is not None:
            self.stack.flush()
            self.stack.close_form()
            self._show_doing()
        else:
            self.back_requested.emit()
