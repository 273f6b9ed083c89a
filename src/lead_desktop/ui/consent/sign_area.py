"""Where the participant signs: by pen or mouse, or by typing their name; and says that they have the notice."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.clock import Clock
from lead_desktop.domain.text import NAME_MAX
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.words import Words
from lead_desktop.ui.consent.pad import SignaturePad
from lead_desktop.ui.forms.plain_text import PlainLine
from lead_desktop.ui.looks import button, plain_label, plain_text, rename
from lead_desktop.ui.widgets.segmented import Segmented

_HOW = (("drawn", N_("Sign by hand")), ("typed", N_("Type my name")))
_HEADING = N_("Your signature")
_PAD = N_("Place to sign by hand")
_CLEAR = N_("Clear")
_NAME = N_("Your name, as your signature")
_NOTICE = N_("I have received the notice about my privacy")
_SIGN = N_("I agree, and sign")


class SignArea(QWidget):
    """`signed` gives the values of the signature: its kind, the strokes or the name, and whether the notice was had."""

    signed = Signal(object)

    def __init__(self, clock: Clock) -> None:
        """Begin with the pad."""
        super().__init__()
        self.setObjectName("signArea")
        self._heading = plain_label()
        self.how = Segmented([(code, code) for code, _words in _HOW], clearable=False)
        self.how.setObjectName("signHow")
        self.how.set_value("drawn")
        self.pad = SignaturePad(clock)
        self.clear = button("", "x", "quiet", name="clearSignature")
        self._name_label = plain_label()
        self.name = PlainLine(NAME_MAX, self)
        self.name.setObjectName("typedName")
        self.name.setMaxLength(NAME_MAX)
        self._name_label.setBuddy(self.name)
        self.notice = QCheckBox()
        self.notice.setObjectName("noticeReceived")
        self.sign = button("", "signature", "primary", name="agreeAndSign")
        drawing = QHBoxLayout()
        drawing.addWidget(self.pad)
        drawing.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignBottom)
        drawing.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._heading, self.notice, self.how):
            column.addWidget(part)
        column.addLayout(drawing)
        column.addWidget(self._name_label)
        column.addWidget(self.name)
        column.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        self.how.changed.connect(self._show)
        self.pad.changed.connect(self._show)
        self.name.textChanged.connect(self._show)
        self.clear.clicked.connect(self.pad.clear)
        self.sign.clicked.connect(self._on_sign_clicked)
        self._show()

    def retranslate(self, words: Words) -> None:
        """Set every word in the participant's language."""
        self._heading.setText(words.say(_HEADING))
        self.how.relabel([(code, words.say(said)) for code, said in _HOW])
        self.how.setAccessibleName(words.say(_HEADING))
        self.pad.setAccessibleName(words.say(_PAD))
        rename(self.clear, words.say(_CLEAR))
        self._name_label.setText(words.say(_NAME))
        self.name.setAccessibleName(words.say(_NAME))
        self.notice.setText(plain_text(words.say(_NOTICE)))
        rename(self.sign, words.say(_SIGN))

    def set_font(self, font: QFont) -> None:
        """Show the words in another size."""
        for part in (self._heading, self.notice, self._name_label, self.name):
            part.setFont(font)

    @Slot()
    def _show(self) -> None:
        drawn = self.how.value() == "drawn"
        for part, shown in ((self.pad, drawn), (self.clear, drawn), (self.name, not drawn)):
            part.setVisible(shown)
        self._name_label.setVisible(not drawn)
        given = self.pad.strokes() if drawn else self.name.text().strip()
        self.sign.setEnabled(bool(given))

    @Slot()
    def _on_sign_clicked(self) -> None:
        kind = self.how.value() or "drawn"
        mark = {"strokes": self.pad.strokes()} if kind == "drawn" else {"typed_name": self.name.text().strip()}
        self.signed.emit({"signature_kind": kind, **mark, "notice_received": self.notice.isChecked()})
