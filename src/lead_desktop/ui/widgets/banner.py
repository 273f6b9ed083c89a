"""A banner above the work: something to know, to watch or to mend, with links to where."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import announce, button, icon_button, plain_label, plain_tip, set_look
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.icon_label import IconLabel

_ICONS = {"info": "info", "good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}


class Banner(QFrame):
    """Hidden until it has something to say; says it to assistive technology too."""

    link_activated = Signal(str)  # the key given with the link
    closed = Signal()

    def __init__(self, tone: str = "info", *, closable: bool = False, parent: QWidget | None = None) -> None:
        """Take a tone: info, good, warn, bad."""
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._icon = IconLabel(_ICONS[tone], tone)
        self._message = plain_label(wrap=True)
        self._links = QWidget()
        self._links_flow = FlowLayout(self._links, gap=2)
        self._close = icon_button("x", _("Close"), name="closeBanner")
        self._close.clicked.connect(self._on_close_clicked)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._message)
        words.addWidget(self._links)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 10, 10)
        layout.setSpacing(4)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.setVisible(closable)
        self.set_tone(tone)
        self.hide()

    def set_tone(self, tone: str) -> None:
        """Switch to another tone."""
        self._icon.show_icon(_ICONS[tone], tone)
        set_look(self, "tone", tone)
        for widget in [self._message, *self._links.children()]:
            if isinstance(widget, QWidget):
                widget.style().polish(widget)

    def show_message(self, message: str, links: Sequence[tuple[str, str]] = ()) -> None:
        """Say a sentence, with links as (key, words) below it; an empty sentence hides the banner."""
        self._message.setText(message)
        self.setAccessibleName(message)
        self._clear_links()
        for key, words in links:
            link = button(words, role="link", name=f"link_{key}")
            link.clicked.connect(partial(self.link_activated.emit, key))
            self._links_flow.addWidget(link)
        self._links.setVisible(bool(links))
        self.setVisible(bool(message))
        if message:
            announce(self, message)

    def message(self) -> str:
        """Return the sentence shown."""
        return self._message.text()

    def changeEvent(self, event: QEvent) -> None:
        """Name the closing button in the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._close.setAccessibleName(_("Close"))
            self._close.setToolTip(plain_tip(_("Close")))

    def _clear_links(self) -> None:
        while (item := self._links_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _on_close_clicked(self) -> None:
        self.hide()
        self.closed.emit()
