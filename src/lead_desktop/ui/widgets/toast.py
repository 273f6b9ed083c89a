"""A short word that something was done, with a way to take it back; it goes by itself and stops nobody."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import announce, button, plain_label, rename

STAY_MS = 8000
EDGE = 20


class Toast(QFrame):
    """Lies over the lower edge of its parent; stays while the pointer or the focus is on it."""

    undo_requested = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Lie over a parent, hidden until `say`."""
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self._message = plain_label()
        self._undo = button(_("Undo"), name="undo")
        self._undo.clicked.connect(self._on_undo_clicked)
        self._undo.installEventFilter(self)
        self._timer = QTimer(self, singleShot=True, interval=STAY_MS)
        self._timer.timeout.connect(self.dismiss)
        layout = self._lines = QHBoxLayout(self)
        layout.setContentsMargins(18, 9, 10, 9)
        layout.setSpacing(12)
        layout.addWidget(self._message)
        layout.addWidget(self._undo)
        parent.installEventFilter(self)
        self.hide()

    def say(self, message: str, *, undo: bool = False) -> None:
        """Show a sentence, with an Undo button when it can be taken back."""
        self._message.setText(message)
        self.setAccessibleName(message)
        self._undo.setVisible(undo)
        self._place()
        self.show()
        self.raise_()
        announce(self, f"{message} {_('Undo')}: Ctrl+Z" if undo else message)
        self._timer.start()

    def can_undo(self) -> bool:
        """Say whether an Undo button is shown now."""
        return self.isVisible() and not self._undo.isHidden()

    def undo(self) -> None:
        """Do what the button does, for its key."""
        if self.can_undo():
            self._on_undo_clicked()

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.gone.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is here."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count again from the start."""
        super().leaveEvent(event)
        self._resume()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the parent's lower edge; wait while the button has the focus."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        elif watched is self._undo and event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self._undo and event.type() == QEvent.Type.FocusOut:
            self._resume()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            rename(self._undo, _("Undo"))

    def _resume(self) -> None:
        if self.isVisible() and not self.underMouse() and not self._undo.hasFocus():
            self._timer.start()

    def _place(self) -> None:
        parent, layout = self._over, self._lines
        self._message.setWordWrap(False)
        size = self.sizeHint()
        if size.width() > parent.width() - 2 * EDGE:
            self._message.setWordWrap(True)
            size.setWidth(max(parent.width() - 2 * EDGE, 200))
            size.setHeight(layout.totalHeightForWidth(size.width()))
        self.setGeometry(
            (parent.width() - size.width()) // 2, parent.height() - size.height() - EDGE, size.width(), size.height()
        )

    def _on_undo_clicked(self) -> None:
        self.dismiss()
        self.undo_requested.emit()
