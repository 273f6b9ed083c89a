"""The page for the participant: only their own paper, large, in their language, to read and to sign.

It fills the screen and lets no key through to the program behind it. Leaving it needs the worker, who says that the
laptop is back in their hands.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.clock import Clock
from lead_desktop.domain.consent_text import FormText, patient_notice
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.words import Words
from lead_desktop.ui import theme
from lead_desktop.ui.consent.sign_area import SignArea
from lead_desktop.ui.looks import announce, button, plain_label, rename
from lead_desktop.ui.screen import scrolling
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.segmented import Segmented

_LANGUAGES = (("en", "English"), ("es", "Español"))
_SIZES = (16, 20, 24, 30)
_WIDEST = 860
_TITLE = N_("Document")
_LARGER, _SMALLER = N_("Larger"), N_("Smaller")
_BACK = N_("Give the laptop back")
_THANKS = N_("Thank you. It is signed.")
_NOT_SIGNED = N_("Nothing is signed. You can do it another time, or not at all.")
_HAND = N_("Please give the laptop back to {worker}.")
_AGAIN = N_("Read it again")
_I_AM = N_("I am {worker}, and the laptop is with me")


class HandOver(QDialog):
    """Reading and signing. `sign_requested` gives the values of the signature and the fingerprint of what was read."""

    sign_requested = Signal(object, str)
    left = Signal()

    def __init__(self, make: Callable[[str], FormText], language: str, worker: str, clock: Clock) -> None:
        """`make` gives the text in a language; `worker` is who gets the laptop back."""
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.setObjectName("handOver")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._make, self._worker = make, worker
        self._size, self._signed, self._may_leave = 1, False, False
        self.language = language
        self.shown: FormText = make(language)
        self.choose_language = Segmented(_LANGUAGES, clearable=False)
        self.choose_language.setObjectName("handOverLanguage")
        self.choose_language.set_value(language)
        self.larger, self.smaller = button("", "plus", name="larger"), button("", "minus", name="smaller")
        self.give_back = button("", "handshake", name="giveBack")
        self.again = button("", "arrow-left", name="readAgain")
        self.confirm = button("", "check", "primary", name="laptopIsBack")
        self.trouble = Banner("bad")
        self.trouble.setObjectName("signTrouble")
        self.sign = SignArea(clock)
        self._text = QVBoxLayout()
        self._end = plain_label(wrap=True)
        self._hand = plain_label(wrap=True)
        self.pages = QStackedWidget()
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.choose_language)
        top.addStretch(1)
        for one in (self.smaller, self.larger):
            top.addWidget(one)
        reading = QWidget()
        reading.setProperty("kind", "body")
        self._text.setSpacing(14)
        column = QVBoxLayout(reading)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(18)
        column.addLayout(self._text)
        column.addWidget(self.sign)
        column.addStretch(1)
        reading.setMaximumWidth(theme.current().px(_WIDEST))
        middle = QWidget()
        middle.setProperty("kind", "body")
        line = QHBoxLayout(middle)
        line.addStretch(1)
        line.addWidget(reading, 100)
        line.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.give_back)
        first = QWidget()
        rows = QVBoxLayout(first)
        rows.addLayout(top)
        rows.addWidget(self.trouble)
        rows.addWidget(scrolling(middle), 1)
        rows.addLayout(foot)
        self.pages.addWidget(first)
        self.pages.addWidget(self._last_page())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 22, 28, 22)
        outer.addWidget(self.pages)

    def _last_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(18)
        column.addStretch(1)
        for words in (self._end, self._hand):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        for one in (self.confirm, self.again):
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _connect(self) -> None:
        self.choose_language.changed.connect(self._on_choose_language_changed)
        self.larger.clicked.connect(partial(self._resize_text, 1))
        self.smaller.clicked.connect(partial(self._resize_text, -1))
        self.give_back.clicked.connect(self.go_to_end)
        self.again.clicked.connect(self._on_again_clicked)
        self.confirm.clicked.connect(self._on_confirm_clicked)
        self.sign.signed.connect(self._on_signed)

    def retranslate(self) -> None:
        """Put every word in the participant's language, whichever the screens of the program are in."""
        words = Words(self.language)
        self.setWindowTitle(words.say(_TITLE))
        self.choose_language.setAccessibleName("English / Español")
        rename(self.larger, words.say(_LARGER))
        rename(self.smaller, words.say(_SMALLER))
        rename(self.give_back, words.say(_BACK))
        rename(self.again, words.say(_AGAIN))
        rename(self.confirm, words.say(_I_AM, worker=self._worker))
        self._end.setText(words.say(_THANKS if self._signed else _NOT_SIGNED))
        self._hand.setText(words.say(_HAND, worker=self._worker))
        self.sign.retranslate(words)
        self._show_text()

    def show_signed(self) -> None:
        """Say that it is signed, and ask for the laptop to be given back."""
        self._signed = True
        self.go_to_end()

    def show_trouble(self, sentence: str) -> None:
        """Say why it could not be signed; what was drawn or typed stays."""
        self.sign.setEnabled(True)
        self.trouble.show_message(sentence)

    @Slot()
    def go_to_end(self) -> None:
        """Go to the page that asks for the laptop to be given back; signed or not."""
        self.again.setVisible(not self._signed)
        self.pages.setCurrentIndex(1)
        self.retranslate()
        self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._end.text())

    def changeEvent(self, event: QEvent) -> None:
        """Set the sizes anew when the look changes, which takes them away."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "pages"):
            self._show_text()

    def reject(self) -> None:
        """Esc leads to the page that asks for the worker, and never out."""
        self.go_to_end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close for the worker only."""
        if self._may_leave:
            super().closeEvent(event)
            return
        event.ignore()
        self.go_to_end()

    def _show_text(self) -> None:
        emptied(self._text)
        first, *rest = self.shown.text.split("\n\n")
        self._put(first, 8, QFont.Weight.Bold)
        for paragraph in rest:
            self._put(paragraph, 0)
        notice = patient_notice(self.language)
        self._put(notice.title, 3, QFont.Weight.DemiBold)
        for paragraph in notice.paragraphs:
            self._put(paragraph, -2)
        for label in (self._end, self._hand):
            label.setFont(theme.current().font(_SIZES[self._size] + 4))
        self.sign.set_font(theme.current().font(_SIZES[self._size]))
        self.larger.setEnabled(self._size < len(_SIZES) - 1)
        self.smaller.setEnabled(self._size > 0)

    def _put(self, words: str, more: int, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        label: QLabel = plain_label(words, wrap=True)
        label.setFont(theme.current().font(_SIZES[self._size] + more, weight))
        self._text.addWidget(label)

    def _resize_text(self, by: int) -> None:
        self._size = max(0, min(len(_SIZES) - 1, self._size + by))
        self._show_text()

    @Slot(object)
    def _on_choose_language_changed(self, language: object) -> None:
        if isinstance(language, str):
            self.language = language
            self.shown = self._make(language)
            self.retranslate()

    @Slot()
    def _on_again_clicked(self) -> None:
        self.pages.setCurrentIndex(0)

    @Slot(object)
    def _on_signed(self, values: object) -> None:
        if isinstance(values, dict):
            self.sign.setEnabled(False)
            given = {**values, "language_of_form": self.language, "notice_method": "on_screen"}
            self.sign_requested.emit(given, self.shown.digest)

    @Slot()
    def _on_confirm_clicked(self) -> None:
        self._may_leave = True
        self.left.emit()
        self.close()
        self.deleteLater()
