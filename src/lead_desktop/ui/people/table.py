"""The rows of the list of people: read page by page as one scrolls, however many there are."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lead_desktop.casework.people import PersonRow
from lead_desktop.clock import Clock
from lead_desktop.domain.clocks import days_left
from lead_desktop.i18n import N_, show_date
from lead_desktop.ui import theme
from lead_desktop.ui.people.words import code_words, initials, state_words, tone
from lead_desktop.ui.widgets import countdown
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.rows import Column, Index, Rows

NAME_ROOM = 138
"""Unscaled pixels that the name keeps; other columns go out of sight before it gets less."""
_FIRST_TO_GO = (6, 4, 5, 3)


class PeopleRows(Rows):
    """People by name; `more_wanted` asks for the page after the last row, `append` puts it there."""

    more_wanted = Signal(object)  # the last PersonRow

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Begin with no rows and no more to come."""
        self._clock = clock
        self._private = False
        self._workers: Mapping[str, str] = {}
        self._more = False
        super().__init__(
            (
                Column(N_("Name"), self._name, style="strong"),
                Column(N_("Number"), self._number, 138, style="muted"),
                Column(N_("Status"), self._status, 232, tone=self._status_tone, least=170),
                Column(N_("Intake"), self._left, 124, tone=self._left_tone),
                Column(N_("Case manager"), self._case_manager, 140),
                Column(N_("Last contact"), self._last_contact, 126),
                Column(N_("Language"), self._language, 98),
            ),
            parent,
        )

    def show_page(self, found: Sequence[PersonRow], workers: Mapping[str, str], *, more: bool) -> None:
        """Show other people in place of these; `more` follow on request."""
        self._workers = workers
        self._more = more
        self.show_records(found)

    def append(self, found: Sequence[PersonRow], *, more: bool) -> None:
        """Put the next page below the last row."""
        self._more = more
        if found:
            first = len(self._records)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._records = (*self._records, *found)
            self.endInsertRows()

    def place_of(self, rid: str) -> int:
        """Return the row of a person, or -1."""
        return next((at for at, one in enumerate(self._records) if isinstance(one, PersonRow) and one.rid == rid), -1)

    def set_private(self, private: bool) -> None:
        """Show initials in place of names, or names again."""
        self._private = private
        if self._records:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._records) - 1, 0))

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own default
        """Say whether more people follow."""
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008 - Qt's own default
        """Ask for the next page once; it comes by `append`."""
        if self.canFetchMore(parent):
            self._more = False
            self.more_wanted.emit(self._records[-1])

    def _name(self, row: PersonRow) -> str:
        return initials(row.name) if self._private else row.name

    @staticmethod
    def _number(row: PersonRow) -> str:
        return row.number

    @staticmethod
    def _status(row: PersonRow) -> str:
        return state_words("engagement", row.status)

    @staticmethod
    def _status_tone(row: PersonRow) -> str:
        return tone(row.status)

    def _left(self, row: PersonRow) -> str:
        return countdown.days_left(self._days(row))[0] if row.deadline else ""

    def _left_tone(self, row: PersonRow) -> str:
        return countdown.days_left(self._days(row))[1] if row.deadline else ""

    def _days(self, row: PersonRow) -> int:
        today = self._clock.now().date()
        return days_left(row.deadline or today, today)

    def _case_manager(self, row: PersonRow) -> str:
        return self._workers.get(row.case_manager, "")

    @staticmethod
    def _last_contact(row: PersonRow) -> str:
        return show_date(row.last_contact) if row.last_contact else ""

    @staticmethod
    def _language(row: PersonRow) -> str:
        return code_words("hud.preferred_language", row.language)


class PeopleTable(ListTable):
    """The list itself: where the room is short, language, case manager, last contact and intake go, in this order."""

    def __init__(self, rows: PeopleRows, parent: QWidget | None = None) -> None:
        """Show people."""
        super().__init__(rows, "", parent)
        self.setObjectName("people_table")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again after the text size or the language changed."""
        super().changeEvent(event)
        changed = (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange)
        if event.type() in changed and self.model() is not None:
            self._fit()

    def _fit(self) -> None:
        look, room = theme.current(), self.viewport().width()
        rooms = [self.room(at) if one.width else look.px(NAME_ROOM) for at, one in enumerate(self._rows.columns)]
        needed = sum(rooms)
        for place in _FIRST_TO_GO:
            hidden = needed > room
            self.setColumnHidden(place, hidden)
            needed -= rooms[place] if hidden else 0
        self.share()
