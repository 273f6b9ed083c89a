"""Fields of the start pages: a label, an editor, help and a sentence when something is amiss."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from lead_desktop.casework.opening import strength
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import announce, icon_button, plain_label, plain_tip, set_look
from lead_desktop.ui.widgets.strength_meter import StrengthMeter

_JUDGE_AFTER_MS = 120
MOST_LETTERS = 4096


class Field(QWidget):
    """A labelled editor; the label is its buddy, the problem its description."""

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        """Take the editor, which has its object name already."""
        super().__init__(parent)
        self.editor = editor
        self._label = plain_label(role="label")
        self._label.setBuddy(editor)
        self._help = plain_label(role="help", wrap=True)
        self._problem = plain_label(role="error", wrap=True)
        self._problem.setObjectName(f"{editor.objectName().removesuffix('Editor')}Problem")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(5)
        for widget in (self._label, editor, self._help, self._problem):
            self.column.addWidget(widget)
        self._help.hide()
        self._problem.hide()

    def set_words(self, label: str, help_text: str = "") -> None:
        """Set label and help in the language of now."""
        self._label.setText(label)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self._named().setAccessibleName(label)
        if self._problem.isHidden():
            self._named().setAccessibleDescription(help_text)

    def show_problem(self, words: str) -> None:
        """Show a sentence below the editor, or none."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self._named().setAccessibleDescription(words or self._help.text())
        set_look(self._named(), "problem", "true" if words else "")

    def _named(self) -> QWidget:
        return self.editor.line if isinstance(self.editor, PassphraseEdit) else self.editor


class TextField(Field):
    """One line of text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Take the object name of the line."""
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setMaxLength(MOST_LETTERS)
        super().__init__(self.line, parent)
        self.line.textEdited.connect(self._on_line_edited)

    def text(self) -> str:
        """Return what was typed, without spaces around it."""
        return self.line.text().strip()

    @Slot()
    def _on_line_edited(self) -> None:
        self.show_problem("")


class _SecretLine(QLineEdit):
    """Notices a caps lock by letters that come out in the wrong case."""

    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = event.text()
        if letters.isalpha() and letters.upper() != letters.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(letters.isupper() != shift)
        super().keyPressEvent(event)


class PassphraseEdit(QWidget):
    """A line of dots with a button that shows the letters."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Take the object name of the line."""
        super().__init__(parent)
        self.setObjectName(f"{name}Editor")
        self.line = _SecretLine()
        self.line.setObjectName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )  # fmt: skip
        self._show = icon_button("eye", "", name=f"{name}Show")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_show_toggled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._show)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the button in the language of now."""
        words = _("Hide the letters") if self._show.isChecked() else _("Show the letters")
        self._show.setAccessibleName(words)
        self._show.setToolTip(plain_tip(words))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_show"):
            self.retranslate()

    @Slot(bool)
    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.line.setEchoMode(mode.Normal if shown else mode.Password)
        self.retranslate()


class PassphraseField(Field):
    """A passphrase; says when the caps lock seems to be on."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Take the object name of the line."""
        edit = PassphraseEdit(name)
        super().__init__(edit, parent)
        self.line = edit.line
        self._caps = plain_label(role="help")
        self._caps.setObjectName(f"{name}Caps")
        self._caps.hide()
        self.column.insertWidget(2, self._caps)
        edit.line.caps_seen.connect(self._on_caps_seen)
        edit.line.textEdited.connect(self._on_line_edited)

    def text(self) -> str:
        """Return what was typed, spaces included."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()

    @Slot(bool)
    def _on_caps_seen(self, on: bool) -> None:
        words = _("Caps Lock seems to be on.")
        if on and self._caps.isHidden():
            announce(self.line, words)
        self._caps.setText(words)
        self._caps.setVisible(on)

    @Slot()
    def _on_line_edited(self) -> None:
        self.show_problem("")


class NewPassphrase(QWidget):
    """A new passphrase, typed twice, with a meter that says what would make it better."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty; `own_words` are what an attacker tries first."""
        super().__init__(parent)
        self.own_words: tuple[str, ...] = ()
        self.first = PassphraseField("newPassphrase")
        self.again = PassphraseField("newPassphraseAgain")
        self.meter = StrengthMeter()
        self.first.column.insertWidget(2, self.meter)
        self._timer = QTimer(self, singleShot=True, interval=_JUDGE_AFTER_MS)
        self._timer.timeout.connect(self._judge)
        self.meter.hide()
        self.first.line.textChanged.connect(self._on_first_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.first)
        layout.addWidget(self.again)
        self.setFocusProxy(self.first.line)
        self.retranslate()

    def value(self) -> str | None:
        """Return the passphrase; None when it is too weak or the two differ, and say so."""
        judged = self._judge()
        if not judged:
            self.first.show_problem(self._weak())
            self.first.line.setFocus()
            return None
        if self.first.text() != self.again.text():
            self.again.show_problem(_("The two passphrases differ. Please type it again."))
            self.again.line.setFocus()
            return None
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.first.set_words(
            _("New passphrase"),
            _("At least 15 characters. Four or five words that have nothing to do with each other are easy to keep."),
        )
        self.again.set_words(_("New passphrase again"))
        self._judge()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "again"):
            self.retranslate()

    def _weak(self) -> str:
        return _("Please choose a stronger passphrase.") if self.first.text() else _("Please choose a passphrase.")

    @Slot()
    def _on_first_changed(self) -> None:
        self._timer.start()

    @Slot()
    def _judge(self) -> bool:
        self._timer.stop()
        text = self.first.text()
        self.meter.setVisible(bool(text))
        if not text:
            self.meter.show_strength(0, "")
            return False
        judged = strength(text, self.own_words)
        words = _("Strong enough.") if judged.good_enough else " ".join(_(reason) for reason in judged.reasons)
        self.meter.show_strength(judged.level, words)
        return judged.good_enough
