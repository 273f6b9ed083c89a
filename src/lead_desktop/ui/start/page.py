"""What the start pages share: heading, lead, banner, a line of progress, and work that runs beside the screen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.jobs import Job, Jobs
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.widgets.banner import Banner


class StartPage(QWidget):
    """One page of the start window. While it works its body is disabled, and nothing typed is touched."""

    back_requested = Signal()

    def __init__(self, name: str, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Take the object name and the threads."""
        super().__init__(parent)
        self.setObjectName(name)
        self._jobs = jobs
        self._job: Job | None = None
        self.heading = plain_label(role="title", wrap=True)
        self.lead = plain_label(role="muted", wrap=True)
        self.banner = Banner("bad")
        self.banner.setObjectName(f"{name}Banner")
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}Progress")
        self._doing = plain_label(role="muted", wrap=True)
        self._stop = button("", role="quiet", name=f"{name}Stop")
        self._stop.clicked.connect(self._on_stop_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.heading)
        layout.addWidget(self.lead)
        layout.addWidget(self.banner)
        layout.addWidget(self.body)
        layout.addWidget(self._bar)
        layout.addWidget(self._doing)
        layout.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        for widget in (self._bar, self._doing, self._stop):
            widget.hide()

    def set_heading(self, heading: str, lead: str = "") -> None:
        """Say what the page is for."""
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))

    def retranslate(self) -> None:
        """Set every word in the language of now."""

    def busy(self) -> bool:
        """Say whether work is under way."""
        return self._job is not None

    def work(self, doing: str, job: Job, on_finished: Callable[..., object], *, stops: bool = False) -> None:
        """Show that work is under way until the job ends; `doing` says what, `stops` offers to stop it."""
        self._job = job
        self.banner.show_message("")
        self.body.setEnabled(False)
        self._bar.setRange(0, 0)
        self._doing.setText(doing)
        self._bar.setAccessibleName(doing)
        self._bar.show()
        self._doing.show()
        self._stop.setVisible(stops)
        rename(self._stop, _("Stop"))
        job.finished.connect(on_finished)
        job.went_wrong.connect(self.show_error)
        job.progressed.connect(self._on_job_progressed)
        job.ended.connect(self._on_job_ended)

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong; what was typed stays."""
        self.banner.set_tone("bad")
        self.banner.show_message(error.words())

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_stop"):
            self.retranslate()

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        """Put buttons in a row from the left."""
        row = QHBoxLayout()
        row.setSpacing(10)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row

    @Slot(int, int)
    def _on_job_progressed(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    @Slot()
    def _on_stop_clicked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _on_job_ended(self) -> None:
        self._job = None
        self.body.setEnabled(True)
        for widget in (self._bar, self._doing, self._stop):
            widget.hide()
        self.after_work()

    def after_work(self) -> None:
        """Put the focus back where the person goes on; called after every end of work."""
