"""The preview: pages drawn in memory, in the language of whoever will hold them; then paper or a file."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.reports.paper.pages import pages_as_images
from lead_desktop.reports.paper.saving import is_copied_online, save_print
from lead_desktop.ui import theme
from lead_desktop.ui.files import FileAsker, SystemFiles
from lead_desktop.ui.jobs import Job, Jobs
from lead_desktop.ui.looks import announce, button, plain_label, rename
from lead_desktop.ui.printing.drawing import Drawn, Make, draw
from lead_desktop.ui.printing.page_column import PageColumn
from lead_desktop.ui.printing.printer import Printer, SystemPrinter
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.segmented import Segmented

_SCREEN_DPI = 92
_PRINTER_DPI = 300
_LANGUAGES = (("en", "English"), ("es", "Español"))
_SIZE = (900, 860)

FILE_NAME = "document.pdf"
"""What a print is called until the person names it: nothing of anyone."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where a print can go; tests put their own in."""

    printer: Printer
    files: FileAsker


class PrintPreview(QDialog):
    """Shows what `make` gives; it knows no record. Nothing is written unless the person saves a file."""

    handed_out = Signal(str, str)  # "print" or "file", and the SHA-256 of the PDF, for the audit row

    def __init__(
        self, make: Make, language: str, jobs: Jobs, parent: QWidget | None = None, outlets: Outlets | None = None
    ) -> None:
        """Begin to draw at once, in `language`: the participant's, where it is known."""
        super().__init__(parent)
        self.setObjectName("printPreview")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make = make
        self._jobs = jobs
        self._outlets = outlets or Outlets(SystemPrinter(), SystemFiles())
        self._job: Job | None = None
        self._drawn: Drawn | None = None
        self._asked: Path | None = None
        self._busy = False
        self._banner = Banner("bad")
        self._banner.link_activated.connect(self._on_banner_link_activated)
        self._waiting = plain_label(role="section")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = PageColumn()
        self._language_label = plain_label(role="label")
        self._languages = Segmented(_LANGUAGES, clearable=False)
        self._languages.setObjectName("printLanguage")
        self._languages.set_value(language)
        self._languages.changed.connect(self._on_languages_changed)
        self._care = plain_label(role="small", wrap=True)
        self._close = button("", name="closePreview")
        self._save = button("", "download", name="savePdf")
        self._print = button("", "printer", "primary", name="printPages")
        self._close.clicked.connect(self.reject)
        self._save.clicked.connect(self._on_save_clicked)
        self._print.clicked.connect(self._on_print_clicked)
        self._arrange()
        self.retranslate()
        self._draw(language)

    def retranslate(self) -> None:
        """Set every word in the language of the screens."""
        self.setWindowTitle(_("Print"))
        self._language_label.setText(_("Language of the paper"))
        self._languages.setAccessibleName(_("Language of the paper"))
        self._waiting.setText(_("Preparing the pages…"))
        self._pages.setAccessibleName(_("Pages"))
        rename(self._close, _("Close"))
        rename(self._save, _("Save as PDF"))
        rename(self._print, _("Print"))
        self._save.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))  # a new text takes it away
        self._print.setShortcut(QKeySequence(QKeySequence.StandardKey.Print))
        care = _("A paper or a file is no longer protected by this program. The print service may keep a copy.")
        if not self._outlets.printer.present():
            care = _("There is no printer on this computer. A saved file is no longer protected by this program.")
        self._care.setText(care)

    def changeEvent(self, event: QEvent) -> None:
        """Retranslate when the language of the screens changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def add_above(self, widget: QWidget) -> None:
        """Put something to answer above the pages."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, widget)

    def may_leave(self) -> bool:
        """Tell whether enough is said for the print to leave; it is, where nothing is asked."""
        return True

    def let_go(self, how: str, go: Callable[[], None]) -> None:  # noqa: ARG002 - for prints that are written down
        """Hand the print over; what has to be written down first, a print of somebody's data writes."""
        go()

    def stayed(self) -> None:
        """Hear that the print did not leave after all."""

    def digest(self) -> str:
        """Return the SHA-256 of what is shown, in hex; blank before it is there."""
        return hashlib.sha256(self._drawn.pdf).hexdigest() if self._drawn else ""

    def reject(self) -> None:
        """Close, but not halfway through handing a print over: what left must be noted."""
        if not self._busy:
            super().reject()

    def done(self, result: int) -> None:
        """Stop drawing and let go of the pages."""
        self._stop()
        self._pages.clear()
        self._drawn = None
        super().done(result)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._language_label)
        top.addWidget(self._languages, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(10)
        bottom.addWidget(self._care, 1)
        for one in (self._close, self._save, self._print):
            bottom.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._banner)
        layout.addWidget(self._waiting, 1)
        layout.addWidget(self._pages, 1)
        layout.addLayout(bottom)
        self.resize(*_SIZE)

    def _draw(self, language: str) -> None:
        """Make the pages anew; what was asked for before is forgotten."""
        self._stop()
        self._drawn = None
        self._banner.show_message("")
        self._set_ready(ready=False)
        dpi = round(theme.current().px(_SCREEN_DPI) * self.devicePixelRatio())
        self.start(self._jobs.aside(draw, self._make, language, dpi), self._on_draw_finished)

    def start(self, job: Job, then: Callable[[object], None]) -> None:
        """Go on when a job is done; one at a time."""
        self._job = job
        job.finished.connect(then)
        job.went_wrong.connect(self._on_job_went_wrong)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _set_ready(self, *, ready: bool) -> None:
        self._busy = False
        self._languages.setEnabled(True)
        self._waiting.setVisible(not ready)
        self._pages.setVisible(ready)
        self.show_allowed()

    def show_allowed(self) -> None:
        """Let the buttons be pressed that may be pressed now."""
        free = self._drawn is not None and not self._busy and self.may_leave()
        self._save.setEnabled(free)
        self._print.setEnabled(free and self._outlets.printer.present())

    def _keep(self, path: Path) -> None:
        self._set_busy()
        self.let_go("file", partial(self._write, path))

    def _write(self, path: Path) -> None:
        if self._drawn is not None:
            self.start(self._jobs.aside(save_print, self._drawn.pdf, path), self._on_save_finished)

    def _send(self) -> None:
        if self._drawn is not None:
            self.start(self._jobs.aside(pages_as_images, self._drawn.pdf, _PRINTER_DPI), self._on_pages_finished)

    def _set_busy(self) -> None:
        """One hand-over at a time, and nothing else meanwhile."""
        self._busy = True
        self._banner.show_message("")
        for one in (self._save, self._print, self._languages):
            one.setEnabled(False)

    def _say(self, tone: str, message: str, *links: tuple[str, str]) -> None:
        self._banner.set_tone(tone)
        self._banner.show_message(message, links)

    def _handed_out(self, how: str, said: str) -> None:
        self._job = None
        self._set_ready(ready=True)
        self._say("good", said)
        if self._drawn is not None:
            self.handed_out.emit(how, self.digest())

    @Slot(object)
    def _on_languages_changed(self, language: object) -> None:
        if isinstance(language, str):
            self._draw(language)

    @Slot(object)
    def _on_draw_finished(self, drawn: object) -> None:
        if isinstance(drawn, Drawn):
            self._job = None
            self._drawn = drawn
            self._pages.show_pages(drawn.pages)
            self._set_ready(ready=True)
            self._pages.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self._pages, _("The pages are ready."))

    @Slot(object)
    def _on_job_went_wrong(self, error: object) -> None:
        self._job = None
        words = error.words() if isinstance(error, LeadError) else LeadError().words()
        if self._drawn is None:
            self._waiting.hide()
            self._say("bad", words, ("again", _("Try again")))
        else:
            self._set_ready(ready=True)
            self._say("bad", words)
            self.stayed()

    @Slot(str)
    def _on_banner_link_activated(self, key: str) -> None:
        if key == "again":
            self._draw(self._languages.value() or _LANGUAGES[0][0])
        elif key == "save_here" and self._asked is not None:
            self._keep(self._asked)
        else:
            self._on_save_clicked()

    @Slot()
    def _on_save_clicked(self) -> None:
        self._asked = self._outlets.files.to_write(self, _("Save as PDF"), FILE_NAME)
        if self._asked is None:
            return
        if is_copied_online(self._asked):
            self._say(
                "warn",
                _("Files in this folder seem to be copied to the internet by another program."),
                ("elsewhere", _("Choose another folder")),
                ("save_here", _("Save here all the same")),
            )
            return
        self._keep(self._asked)

    @Slot(object)
    def _on_save_finished(self, _nothing: object) -> None:
        self._handed_out("file", _("Saved."))

    @Slot()
    def _on_print_clicked(self) -> None:
        if self._drawn is not None and self._outlets.printer.ask(self):
            self._set_busy()
            self.let_go("print", self._send)

    @Slot(object)
    def _on_pages_finished(self, pages: object) -> None:
        if not isinstance(pages, list):
            return
        try:
            self._outlets.printer.put(pages)
        except LeadError as error:
            self._on_job_went_wrong(error)
        else:
            self._handed_out("print", _("Sent to the printer."))
