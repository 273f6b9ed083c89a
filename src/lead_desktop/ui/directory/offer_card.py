"""What a place offers, as a card: to whom, when, how to get in, and how easy it is to come."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from lead_desktop.casework.kept import Kept
from lead_desktop.domain.base import notes
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.directory.words import codes_said, said
from lead_desktop.ui.looks import icon_button, plain_label
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.pill import Pill

_FIELDS = ("who", "hours", "how", "cost")


class OfferCard(Card):
    """Wishes leave as signals with the id of the offer."""

    change_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, kept: Kept[Offer], *, may_edit: bool) -> None:
        """Show an offer; who may not edit has no buttons."""
        offer = kept.record
        kinds = [*codes_said("everyday_help", offer.everyday), *codes_said("modality", offer.treatments)]
        name, there = said(offer, "name"), ", ".join(kinds)
        super().__init__(name, "" if there == name else there)
        self.setObjectName("offerCard")
        self._rid = kept.rid
        if offer.easy:
            self.add(pills(codes_said("low_barrier", offer.easy)))
        lines = [(_label(Offer, name), said(offer, name)) for name in _FIELDS]
        if offer.places is not None:
            lines.append((_label(Offer, "places"), str(offer.places)))
        self.add(facts(lines))
        if may_edit:
            named = self.accessibleName()
            change = icon_button("pencil", _("Change: {what}").format(what=named), name="change_offer")
            remove = icon_button("trash-2", _("Take out: {what}").format(what=named), name="remove_offer")
            change.clicked.connect(self._on_change_clicked)
            remove.clicked.connect(self._on_remove_clicked)
            self.add_action(change)
            self.add_action(remove)

    @Slot()
    def _on_change_clicked(self) -> None:
        self.change_requested.emit(self._rid)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.remove_requested.emit(self._rid)


def facts(lines: Sequence[tuple[str, str]]) -> QWidget:
    """Return labels with what is known of each; what is not known has no line."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 4)
    for row, (label, text) in enumerate((label, text) for label, text in lines if text):
        grid.addWidget(plain_label(label, role="muted", wrap=True), row, 0)
        grid.addWidget(plain_label(text, wrap=True), row, 1)
    return made


def pills(words: Sequence[str]) -> QWidget:
    """Return short words side by side."""
    made = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    flow = FlowLayout(made, gap=6)
    for one in words:
        flow.addWidget(Pill(one, "info"))
    return made


def _label(record_type: type[Offer] | type[Provider], name: str) -> str:
    return _(notes(record_type)[name].label)
