"""The top of a screen: where one is, what it is about, and the few things to do here."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import icon_button, plain_tip
from lead_desktop.ui.widgets.elided_label import ElidedLabel


class PageHeader(QWidget):
    """Title, subtitle, pills beside the title, buttons at the right; a way back where there is one."""

    back_requested = Signal()

    def __init__(
        self, title: str = "", subtitle: str = "", *, back: bool = False, parent: QWidget | None = None
    ) -> None:
        """Take words already translated."""
        super().__init__(parent)
        self._back = icon_button("arrow-left", _("Back"), name="back")
        if not back:
            self._back.hide()  # never shown from here: before it has a parent it would flash as a window of its own
        self._back.clicked.connect(self.back_requested)
        self._title = ElidedLabel(role="title")
        self._subtitle = ElidedLabel(role="subtitle")
        self._line = QHBoxLayout()
        self._line.setSpacing(10)
        self._line.addWidget(self._title)
        self._line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(self._line)
        words.addWidget(self._subtitle)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._buttons.addStretch(1)
        left = QHBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(words, 1)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self._lines.addLayout(left, 1)
        self._lines.addLayout(self._buttons)
        self.set_title(title)
        self.set_subtitle(subtitle)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Show another subtitle, or none."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_button(self, button: QWidget) -> None:
        """Put a button at the right; the primary one last."""
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_pill(self, pill: QWidget) -> None:
        """Put a pill beside the title."""
        self._line.insertWidget(self._line.count() - 1, pill, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the title where both do not fit side by side."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask only for the width of the buttons, for they can stand below."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._buttons.minimumSize().width()), hint.height())

    def _fit(self) -> None:
        title = self._title.sizeHint().width() + self._line.count() * 60
        across = title + self._buttons.sizeHint().width() <= self.width()
        direction = QBoxLayout.Direction
        self._lines.setDirection(direction.LeftToRight if across else direction.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:
        """Name the way back in the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._back.setAccessibleName(_("Back"))
            self._back.setToolTip(plain_tip(_("Back")))
