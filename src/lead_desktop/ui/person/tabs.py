"""Tabs of a person's page: what happened, details, held charges."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lead_desktop.casework.kept import Kept
from lead_desktop.casework.timeline import Happening
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.clocks import days_left
from lead_desktop.i18n import N_, gettext as _, show_date, show_time
from lead_desktop.ui.forms.layout import field_names
from lead_desktop.ui.looks import button, plain_label
from lead_desktop.ui.people.words import code_words, state_words, tone
from lead_desktop.ui.person.layouts import PERSON
from lead_desktop.ui.person.said import lines_of
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.person.view import PersonView
from lead_desktop.ui.widgets import countdown
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.rows import Column, Rows

_ICONS = {
    "referral": "handshake", "intake_started": "clipboard-list", "intake_done": "check-check",
    "contact": "message-circle", "plan": "target", "enrolled": "heart-handshake", "status": "flag",
}  # fmt: skip


class Timeline(TablePage):
    """What happened, newest first."""

    def __init__(self) -> None:
        """Build the table."""
        self._workers: Mapping[str, str] = {}
        columns = (
            Column(N_("When"), self._when, 196, style="muted", least=130),
            Column(N_("What"), self._what, icon=self._icon),
            Column(N_("With"), self._with, 190, style="muted", spare=True),
        )
        super().__init__(Rows(columns), "timeline", "clock")

    def show_view(self, view: PersonView) -> None:
        """Show a person."""
        self._workers = view.workers
        self.show_rows(view.happened, _("Timeline"), _("Nothing has happened here yet."))

    @staticmethod
    def _when(one: Happening) -> str:
        return show_time(one.at) if one.timed else show_date(one.at.date())

    @staticmethod
    def _icon(one: Happening) -> str:
        return _ICONS[one.kind]

    @staticmethod
    def _what(one: Happening) -> str:
        return happening_words(one)

    def _with(self, one: Happening) -> str:
        return self._workers.get(one.worker, "")


def happening_words(one: Happening) -> str:
    """Return what happened in one line."""
    return {
        "referral": _("Referral: {what}").format(what=code_words("referral_type", one.code)),
        "intake_started": _("Intake started"),
        "intake_done": _("Intake done"),
        "contact": _("Contact: {what}").format(what=code_words("contact_kind", one.code)),
        "plan": _("Plan, version {n}").format(n=one.code),
        "enrolled": _("Became a participant"),
        "status": _status_words(one),
    }[one.kind]


def _status_words(one: Happening) -> str:
    words = _("Status: {what}").format(what=state_words("engagement", one.code))
    why = code_words("engagement_reason", one.detail)
    return f"{words} ({why})" if why else words


class Charges(TablePage):
    """Held charges with their deadline and where each stands."""

    def __init__(self) -> None:
        """Build the table."""
        self._view: PersonView | None = None
        columns = (
            Column(N_("Charge"), self._charge, icon=self._icon),
            Column(N_("Status"), self._status, 360, tone=self._tone, least=300),
            Column(N_("Intake by"), self._due, 130, spare=True),
            Column(N_("Time left"), self._left, 150, least=110, tone=self._left_tone),
        )
        super().__init__(Rows(columns), "charges", "scale")

    def show_view(self, view: PersonView) -> None:
        """Show a person."""
        self._view = view
        self.show_rows(view.file.charges, _("Held charges"), _("No charge is held."))

    @staticmethod
    def _charge(one: Kept[DivertedCharge]) -> str:
        return one.record.description or code_words("nm_statute", one.record.statute)

    @staticmethod
    def _icon(_one: Kept[DivertedCharge]) -> str:
        return "scale"

    @staticmethod
    def _status(one: Kept[DivertedCharge]) -> str:
        return state_words("charge", one.record.status)

    @staticmethod
    def _tone(one: Kept[DivertedCharge]) -> str:
        return tone(one.record.status)

    def _due(self, one: Kept[DivertedCharge]) -> str:
        due = one.record.due_on(self._view.today) if self._view else None
        return show_date(due) if due else ""

    def _left(self, one: Kept[DivertedCharge]) -> str:
        return self._countdown(one)[0]

    def _left_tone(self, one: Kept[DivertedCharge]) -> str:
        return self._countdown(one)[1]

    def _countdown(self, one: Kept[DivertedCharge]) -> tuple[str, str]:
        due = one.record.due_on(self._view.today) if self._view else None
        if self._view is None or due is None or one.record.status != "held_pending_intake":
            return "", ""
        return countdown.days_left(days_left(due, self._view.today))


class Details(QWidget):
    """Everything known of who the person is, each answer under its label, and the way to how it came about."""

    history_requested = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setProperty("kind", "body")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 12, 16)
        self._column.setSpacing(16)

    def show_view(self, view: PersonView) -> None:
        """Show a person."""
        emptied(self._column)
        for section in PERSON:
            card = Card(_(section.title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(10)
            grid.setColumnStretch(1, 1)
            lines = lines_of(view.file.person.record, view.workers, field_names((section,)))
            for at, (label, words) in enumerate(lines):
                name = plain_label(label, "muted", wrap=True)
                name.setMinimumWidth(220)
                name.setMaximumWidth(260)
                grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(plain_label(words or _("Not answered yet"), "" if words else "muted", wrap=True), at, 1)
            card.add(grid)
            self._column.addWidget(card)
        told = button(_("How this came about"), "clock", name="person_history")
        told.clicked.connect(self.history_requested)
        self._column.addWidget(told, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
