"""The draft of one form: found again, kept by jobs as it is typed, discarded when somebody says so."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from lead_desktop.casework.kept import Draft
from lead_desktop.domain.base import Compartment
from lead_desktop.ids import scope_of
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.tools import Tools


class DraftKeeper(QObject):
    """Holds the draft under way; writing runs on the working thread, in the order asked for."""

    kept = Signal()
    discarded = Signal()
    went_wrong = Signal(object)

    def __init__(self, tools: Tools, form: str, parent: QObject) -> None:
        """Keep drafts of one form by its name."""
        super().__init__(parent)
        self._tools = tools
        self._form = form
        self.draft: Draft | None = None
        self.on_disk = False

    def waiting(self) -> Draft | None:
        """Return the newest draft of this worker, if there is one."""
        return self._tools.desk.drafts.find(self._tools.desk.worker.id, self._form, "")

    def find(self, draft_id: str) -> Draft | None:
        """Return one of this worker's drafts."""
        return self._tools.desk.drafts.get(self._tools.desk.worker.id, draft_id)

    def begin(self) -> None:
        """Begin a draft; nothing is written until something is typed."""
        draft = self._tools.desk.drafts.new(self._tools.desk.worker.id, self._form, "", "")
        self.draft = replace(draft, scope=scope_of(draft.id, Compartment.REFERRAL))
        self.on_disk = False

    def take(self, draft: Draft) -> None:
        """Go on with a draft that was kept."""
        self.draft, self.on_disk = draft, True

    def drop(self) -> None:
        """Have no draft under way; what is on the disk stays or was taken along by a save."""
        self.draft, self.on_disk = None, False

    def keep(self, state: Json, title: str) -> None:
        """Write the draft as it stands."""
        if self.draft is None:
            return
        self.draft = replace(self.draft, state=state, title=title)
        job = self._tools.jobs.run(self._tools.desk.drafts.keep, self.draft)
        job.finished.connect(self._on_keep_finished)
        job.went_wrong.connect(self.went_wrong)

    def discard(self) -> None:
        """Delete the draft."""
        if self.draft is not None:
            job = self._tools.jobs.run(self._tools.desk.drafts.discard, self.draft.id)
            job.finished.connect(self._on_discard_finished)
            job.went_wrong.connect(self.went_wrong)

    @Slot(object)
    def _on_keep_finished(self, _nothing: object) -> None:
        self.on_disk = self.draft is not None
        self.kept.emit()

    @Slot(object)
    def _on_discard_finished(self, _nothing: object) -> None:
        self.drop()
        self.discarded.emit()
