"""A card that does something: a banner for how it went, a line of progress while it runs."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.jobs import Job
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card


class WorkCard(Card):
    """While work runs the body is disabled; what was typed in it stays."""

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        """Take the object name and the icon."""
        super().__init__(icon=icon, parent=parent)
        self.setObjectName(name)
        self._job: Job | None = None
        self.banner = Banner("bad")
        self.banner.setObjectName(f"{name}Banner")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}Progress")
        self._bar.hide()
        self._stop = button("", role="quiet", name=f"{name}Stop")
        self._stop.clicked.connect(self._on_stop_clicked)
        self._stop.hide()
        self._acts: list[QWidget] = []
        self.add(self.banner)

    def close_up(self, *acts: QWidget) -> None:
        """Put the progress below everything; `acts` are disabled while work runs."""
        self._acts = list(acts)
        self.add(self._bar)
        self.body.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word in the language of now."""

    def work(self, job: Job, on_finished: Callable[..., object], *, stops: bool = False) -> None:
        """Show that a job runs; its error goes to the banner."""
        self._job = job
        self.banner.show_message("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.accessibleName())
        self._bar.show()
        rename(self._stop, _("Stop"))
        self._stop.setVisible(stops)
        for widget in self._acts:
            widget.setEnabled(False)
        job.finished.connect(on_finished)
        job.went_wrong.connect(self.show_error)
        job.progressed.connect(self._on_job_progressed)
        job.ended.connect(self._on_job_ended)

    def busy(self) -> bool:
        """Say whether work is under way."""
        return self._job is not None

    def say(self, words: str, tone: str = "good", links: tuple[tuple[str, str], ...] = ()) -> None:
        """Say how it went, or what is to be known first."""
        self.banner.set_tone(tone)
        self.banner.show_message(words, links)

    @Slot(object)
    def show_error(self, error: LeadError) -> None:
        """Say what went wrong."""
        self.say(error.words(), "bad")

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_acts"):
            self.retranslate()

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
        if self._job is not None and self._job.cancelled():
            self.say(_("Stopped. Nothing was changed."), "info")
        self._job = None
        self._bar.hide()
        self._stop.hide()
        for widget in self._acts:
            widget.setEnabled(True)
