"""How hard a passphrase is to guess, as four bars and a sentence."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lead_desktop.ui import theme
from lead_desktop.ui.looks import announce, plain_label

BARS = 4
_TONES = ("bad", "bad", "warn", "good", "good")


class _Bars(QWidget):
    """Four bars, as many filled as the score."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.score = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 4
        width = (self.width() - gap * (BARS - 1)) / BARS
        for place in range(BARS):
            painter.setBrush(look.color(_TONES[self.score] if place < self.score else "border"))
            painter.drawRoundedRect(QRectF(place * (width + gap), 0, width, 6), 3, 3)
        painter.end()


class StrengthMeter(QWidget):
    """Bars and words; assistive technology reads the words, and hears them when they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setObjectName("strengthMeter")
        self._bars = _Bars(self)
        self._words = plain_label(role="help", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._bars)
        layout.addWidget(self._words)

    def show_strength(self, score: int, words: str) -> None:
        """Show a score from 0 to 4 and a sentence of ours; never the passphrase or a part of it."""
        self._bars.score = max(0, min(score, BARS))
        self._bars.update()
        if words != self._words.text():
            self._words.setText(words)
            self.setAccessibleName(words)
            announce(self, words)

    def score(self) -> int:
        """Return the score shown."""
        return self._bars.score
