"""The draft of one form about somebody: found again after a kill, kept as it is typed, discarded when asked."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework.kept import Draft
from lead_desktop.domain.base import Compartment
from lead_desktop.ids import scope_of
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.draft_saver import Drafted, DraftSaver
from lead_desktop.ui.tools import Tools


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where a draft belongs: the form's name, whom it is about, and the compartment its words may rest in."""

    form: str
    person: str
    compartment: Compartment


class Keeper(QObject):
    """Watches a page and keeps its draft by jobs, in the order asked for; `saver.label` says when it was kept."""

    kept = Signal()
    discarded = Signal()
    went_wrong = Signal(object)  # a LeadError

    def __init__(self, tools: Tools, place: DraftPlace, source: Drafted, parent: QWidget) -> None:
        """Find the draft that waits for this worker, or stand ready for a new one."""
        super().__init__(parent)
        self._tools = tools
        self._place = place
        self.title = ""
        self._draft = self.waiting()
        self.on_disk = self._draft is not None
        self.saver = DraftSaver(source, tools.needs.clock, parent)
        self.saver.draft_ready.connect(self._on_draft_ready)

    def waiting(self) -> Draft | None:
        """Return the draft on the disk, if there is one."""
        desk = self._tools.desk
        return desk.drafts.find(desk.worker.id, self._place.form, self._place.person)

    def state(self) -> Json | None:
        """Return what the draft holds, exactly as typed, or None without a draft."""
        return self._draft.state if self._draft is not None else None

    def draft_id(self) -> str:
        """Return the draft's id for the act that saves it, or an empty text without a draft."""
        return self._draft.id if self._draft is not None else ""

    def flush(self) -> None:
        """Keep now what is still to be kept."""
        self.saver.flush()

    def drop(self) -> None:
        """Have no draft: a save took it along."""
        self._draft, self.on_disk = None, False
        self.saver.label.clear()

    def discard(self) -> None:
        """Delete the draft."""
        if self._draft is not None:
            job = self._tools.jobs.run(self._tools.desk.drafts.discard, self._draft.id)
            job.finished.connect(self._on_discard_finished)
            job.went_wrong.connect(self.went_wrong)

    @Slot(object)
    def _on_draft_ready(self, state: Json) -> None:
        desk, place = self._tools.desk, self._place
        if self._draft is None:
            scope = scope_of(place.person, place.compartment)
            self._draft = desk.drafts.new(desk.worker.id, place.form, place.person, scope)
        self._draft = replace(self._draft, state=state, title=self.title)
        job = self._tools.jobs.run(desk.drafts.keep, self._draft)
        job.finished.connect(self._on_keep_finished)
        job.went_wrong.connect(self.went_wrong)

    @Slot(object)
    def _on_keep_finished(self, _nothing: object) -> None:
        if self._draft is not None:
            self.on_disk = True
            self.saver.saved()
            self.kept.emit()

    @Slot(object)
    def _on_discard_finished(self, _nothing: object) -> None:
        self.drop()
        self.discarded.emit()
