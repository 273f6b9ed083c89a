"""Where one types to find something; the search starts when the fingers rest."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.icons import icon
from lead_desktop.ui.looks import plain_tip

REST_MS = 120


class SearchBox(QLineEdit):
    """A line with a magnifier; `searched` comes after a rest, Enter at once; Down leads into the list below."""

    searched = Signal(str)
    down_pressed = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        """Take a placeholder already translated; it names the control too."""
        super().__init__(parent)
        self.setObjectName("search")
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon("x", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.triggered.connect(self._on_clear_triggered)
        self._clear.setVisible(False)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rested)
        self._last = ""
        self.textChanged.connect(self._on_text_changed)
        self.set_placeholder(placeholder)

    def set_placeholder(self, placeholder: str) -> None:
        """Show other words, in another language."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clear.setText(_("Clear search"))
        self._clear.setToolTip(plain_tip(_("Clear search")))
        magnifier, *others = self.findChildren(QToolButton)
        magnifier.setAccessibleName(placeholder)
        for each in others:
            each.setAccessibleName(_("Clear search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once, Escape clears, Down goes to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_rested()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self._on_clear_triggered()
        elif event.key() == Qt.Key.Key_Down:
            self._on_rested()
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Name the clearing button in the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.set_placeholder(self.placeholderText())

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._rest.start()

    def _on_clear_triggered(self) -> None:
        self.clear()
        self._on_rested()

    def _on_rested(self) -> None:
        self._rest.stop()
        if self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)
