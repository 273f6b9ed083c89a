"""What forms may point to, found through casework: people, and the workers of the programme."""

from collections.abc import Sequence

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.people import find_people, people, workers
from lead_desktop.domain.person import Person
from lead_desktop.errors import NotFound
from lead_desktop.ui.forms.needs import Referent

_MOST = 20


class DeskReferences:
    """Answers `References` of the forms from an open desk."""

    def __init__(self, desk: Desk) -> None:
        """Ask one desk."""
        self._desk = desk

    def find(self, kind: str, text: str) -> Sequence[Referent]:
        """Return the best matches of a record type for typed text, the likely ones for blank text."""
        if kind == "user":
            wanted = text.casefold().strip()
            return [Referent(rid, name) for rid, name in workers(self._desk).items() if wanted in name.casefold()]
        if kind == "person" and self._desk.may("read", Person, own=True):
            found = find_people(self._desk, text, limit=_MOST) if text.strip() else people(self._desk, limit=_MOST)
            return [Referent(one.rid, one.name, one.number) for one in found]
        return ()

    def label(self, kind: str, rid: str) -> str:
        """Return the words for one record; blank when it is not on this laptop."""
        if kind == "user":
            return workers(self._desk).get(rid, "")
        if kind != "person":
            return ""
        try:
            return self._desk.reading.get(Person, rid).record.shown_name()
        except NotFound:
            return ""
