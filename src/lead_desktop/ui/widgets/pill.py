"""A pill: one or two words of status, their tone told by colour and always by the word too."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lead_desktop.ui.looks import set_look


class Pill(QLabel):
    """A short status in one of the tones neutral, info, good, warn, bad."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        """Take words already translated."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", "pill")
        self.show_status(text, tone)

    def show_status(self, text: str, tone: str) -> None:
        """Show other words and another tone; without words the pill is not there."""
        self.setText(text)
        set_look(self, "tone", tone)
        if self.parent() is not None or not text:
            self.setVisible(bool(text))
        else:  # the layout it is put into will show it
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)

    def tone(self) -> str:
        """Return the tone shown."""
        return str(self.property("tone"))
