"""The forms of the shelf: boxes that came, boxes that went, and what was counted."""

from functools import partial

from lead_desktop.casework import supplies
from lead_desktop.casework.supplies import Stock
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.supply import NaloxoneLot, NaloxoneMove
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner

LOT: Layout = (Section(N_("What stands on the boxes"), (Row("product", "number"), Row("expires_on"))),)
CAME: Layout = (Section(N_("How many came"), (Row("boxes", "at"), Row("note"))),)
WENT: Layout = (Section("", (Row("boxes", "at"), Row("note"))),)
COUNTED: Layout = (Section(N_("How many boxes stand there"), (Row("boxes"),)),)


class ReceiveBox(FormBox):
    """Boxes that came: the lot, and how many."""

    def __init__(self, tools: Tools) -> None:
        """Begin with boxes of now."""
        self.lot: RecordForm[NaloxoneLot] = RecordForm(NaloxoneLot, LOT, tools.needs)
        self.came: RecordForm[NaloxoneMove] = RecordForm(NaloxoneMove, CAME, tools.needs, whole=False)
        self.came.load(NaloxoneMove(kind="received", at=tools.desk.clock.now().replace(second=0, microsecond=0)))
        place = DraftPlace("_naloxone_in", "", Compartment.HARM_REDUCTION)
        super().__init__(tools, place, FormPage({"lot": self.lot, "move": self.came}), self._act)
        self.setObjectName("naloxone_received")
        self.retranslate(N_("Put on the shelf"))
        self.begin()

    def take_focus(self) -> None:
        """Begin at the product."""
        self.lot.focus_first()

    def _act(self, draft: str) -> Act | None:
        lot, move = self.lot.record(), self.came.record()
        if lot is None or move is None:
            return None
        return partial(supplies.receive, self._tools.desk, lot, move, draft=draft)


class MoveBox(FormBox):
    """Boxes of one lot that went, or that were counted."""

    def __init__(self, tools: Tools, stock: Stock, kind: str) -> None:
        """Take the lot and what happened."""
        self._stock, self._kind = stock, kind
        layout = COUNTED if kind == "counted" else WENT
        self.form: RecordForm[NaloxoneMove] = RecordForm(NaloxoneMove, layout, tools.needs)
        now = tools.desk.clock.now().replace(second=0, microsecond=0)
        self.form.load(NaloxoneMove(lot=stock.lot.rid, kind=kind, at=now))
        place = DraftPlace(f"_naloxone_{kind}", stock.lot.rid, Compartment.HARM_REDUCTION)
        super().__init__(tools, place, FormPage({"move": self.form}), self._act)
        self.setObjectName("naloxone_move")
        self.about = Banner("info")
        self.layout().insertWidget(0, self.about)  # type: ignore[union-attr]
        self.retranslate(N_("Save"))
        self.begin()

    def retranslate(self, save_words: str) -> None:
        """Set every word, and of which lot it is."""
        super().retranslate(save_words)
        self.about.show_message(
            _("{what}: lot {number}. By the count {n} are left.").format(
                what=code_words("naloxone_move", self._kind), number=self._stock.lot.record.number or "",
                n=self._stock.left,
            )
        )  # fmt: skip

    def take_focus(self) -> None:
        """Begin at how many."""
        self.form.focus_field("boxes")

    def _act(self, draft: str) -> Act | None:
        move = self.form.record()
        if move is None:
            return None
        if self._kind == "counted":
            return partial(supplies.count_shelf, self._tools.desk, move, draft=draft)
        return partial(supplies.take_off, self._tools.desk, move, draft=draft)
