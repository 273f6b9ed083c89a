"""One line of text that ends in an ellipsis where the room ends; the whole text is in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lead_desktop.ui.looks import plain_tip


class ElidedLabel(QLabel):
    """A label of plain text that may be narrower than its text."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        """Take the text and the role the style sheet knows."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text, its line breaks as spaces."""
        super().setText(" ".join(text.split()))
        self._tip()

    def minimumSizeHint(self) -> QSize:
        """Let the layout squeeze the label down to a few letters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("MMMM…")), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the tooltip only while something is hidden."""
        super().resizeEvent(event)
        self._tip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        flags = int(self.alignment()) | int(Qt.TextFlag.TextSingleLine)
        self.style().drawItemText(
            painter, self.contentsRect(), flags, self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )
        painter.end()

    def _tip(self) -> None:
        hidden = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(plain_tip(self.text()) if hidden else "")
