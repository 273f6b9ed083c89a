"""What somebody received: services, and supplies given under their name."""

from collections.abc import Mapping
from datetime import date, datetime

from lead_desktop.casework.kept import Kept
from lead_desktop.domain.base import notes
from lead_desktop.domain.service import AnyService
from lead_desktop.domain.supply import Supply
from lead_desktop.i18n import N_, gettext as _, ngettext, show_date
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.table_page import TablePage
from lead_desktop.ui.person.view import PersonView
from lead_desktop.ui.widgets.rows import Column, Rows

Received = Kept[AnyService] | Kept[Supply]
_TONES = {"attained": "good", "waiting": "info"}


class Services(TablePage):
    """Services and supplies, newest first; opening a service asks how it turned out."""

    def __init__(self) -> None:
        """Build the table."""
        self._workers: Mapping[str, str] = {}
        columns = (
            Column(N_("When"), self._when, 130, style="muted", least=110),
            Column(N_("What"), self._what, icon=self._icon),
            Column(N_("How"), self._how, 190, spare=True),
            Column(N_("How it turned out"), self._outcome, 190, tone=self._tone, least=150),
            Column(N_("With"), self._with, 150, style="muted", spare=True),
        )
        super().__init__(Rows(columns), "services", "heart-handshake")

    def show_view(self, view: PersonView) -> None:
        """Show a person."""
        self._workers = view.workers
        every: list[Received] = [*view.services, *view.supplies]
        shown = tuple(sorted(every, key=lambda one: (_day(one) or date.min, one.created_ms), reverse=True))
        self.show_rows(shown, _("Services and supplies"), _("No service is recorded yet."))

    @staticmethod
    def _when(one: Received) -> str:
        day = _day(one)
        return show_date(day) if day else ""

    @staticmethod
    def _what(one: Received) -> str:
        if isinstance(one.record, Supply):
            return supply_words(one.record)
        words = code_words(notes(type(one.record))["service"].codes, one.record.service)
        return f"{words}, {one.record.provider}" if one.record.provider else words

    @staticmethod
    def _icon(one: Received) -> str:
        return "hand-helping" if isinstance(one.record, Supply) else "heart-handshake"

    @staticmethod
    def _how(one: Received) -> str:
        return "" if isinstance(one.record, Supply) else code_words("service_how", one.record.how)

    @staticmethod
    def _outcome(one: Received) -> str:
        return "" if isinstance(one.record, Supply) else code_words("service_outcome", one.record.outcome)

    @staticmethod
    def _tone(one: Received) -> str:
        return "" if isinstance(one.record, Supply) else _TONES.get(one.record.outcome or "", "neutral")

    def _with(self, one: Received) -> str:
        return self._workers.get(one.created_by, "")


def supply_words(record: Supply) -> str:
    """Return what a round gave in one line: what most of first."""
    rows = sorted(record.items, key=lambda one: -(one.count or 0))
    parts = [f"{one.count} × {code_words('supply_item', one.item)}" for one in rows]
    if record.returned:
        back = ngettext("{n} syringe brought back", "{n} syringes brought back", record.returned)
        parts.append(back.format(n=record.returned))
    return ", ".join(parts)


def _day(one: Received) -> date | None:
    if isinstance(one.record, Supply):
        at: datetime | None = one.record.at
        return at.date() if at else None
    return one.record.requested_on
