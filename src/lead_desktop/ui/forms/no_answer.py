"""The three ways a question can stay open, which are answers too: doesn't know, rather not say, not asked."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from lead_desktop.domain.vocabulary import MISSING, code_list
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.spec import Kind, Spec
from lead_desktop.ui.looks import button, icon_button, plain_label, plain_text, plain_tip, rename, set_look


def missing_words(code: str) -> str:
    """Return the screen words of a missing-data code (domain 2.0) in the language that is switched on."""
    return code_list("missing").find(code).label(language())


class NoAnswer(QObject):
    """Beside a field: the button with its menu, and the strip that stands in the editor's place afterwards."""

    changed = Signal()

    def __init__(self, spec: Spec, *, whole_record: bool, parent: QWidget) -> None:
        """Offer the menu where the field may stay open; inside a composite only codes may."""
        super().__init__(parent)
        self.code: str | None = None
        self.is_value = spec.kind is Kind.CODE
        self.offered = spec.can_stay_open and (whole_record or self.is_value)
        self._many = spec.kind is Kind.CODES
        self._field = ""
        self._name = f"{spec.name}.no_answer"
        self._parent = parent
        self.button = self._make_button() if self.offered else None
        self._words: QLabel | None = None
        self.again: QPushButton | None = None
        self.strip: QWidget | None = None

    def _make_button(self) -> QToolButton:
        made = icon_button("ellipsis", "", name=self._name, parent=self._parent)
        set_look(made, "role", "mini")
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made.clicked.connect(self.open_menu)
        return made

    def make_strip(self) -> QWidget:
        """Return the strip, made when it is first needed: what stayed open, and the way back to the editor."""
        if self.strip is None:
            self.strip = QWidget(self._parent)
            self._words = plain_label(role="muted")
            self.again = button("", role="link", name=f"{self._name}.back")
            self.again.clicked.connect(self._on_again_clicked)
            row = QHBoxLayout(self.strip)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(self._words)
            row.addWidget(self.again)
            row.addStretch(1)
            self._say()
        return self.strip

    def read(self, value: Json) -> str | None:
        """Return the missing-data code that a stored value is, if it is one."""
        if self._many and isinstance(value, list | tuple) and len(value) == 1:
            value = value[0]
        elif not self.is_value:
            return None
        return value if self.offered and value in MISSING else None

    def set_code(self, code: str | None) -> None:
        """Show a code, or none, without telling it as a change."""
        self.code = code if code in MISSING else None
        self._say()

    def open_menu(self) -> None:
        """Show the three ways below the button."""
        if self.button is None:
            return
        menu = QMenu(self.button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("no_answer_menu")
        for code in MISSING:
            action = menu.addAction(plain_text(missing_words(code)))
            action.setData(code)
        menu.triggered.connect(self._on_menu_triggered)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def retranslate(self, field: str) -> None:
        """Put words in the language that is switched on."""
        self._field = field
        if self.button is not None:
            self.button.setToolTip(plain_tip(_("Doesn't know, prefers not to answer, or not collected (F8)")))
            self.button.setAccessibleName(_("{field}: no answer").format(field=field))
        self.set_code(self.code)

    def _say(self) -> None:
        if self._words is not None and self.again is not None:
            self._words.setText(missing_words(self.code) if self.code else "")
            rename(self.again, _("Answer instead"))
            self.again.setAccessibleName(f"{self._field}: {self._words.text()}. {_('Answer instead')}")

    def choose(self, code: str | None) -> None:
        """Take a code, or take it back, as a change by the person."""
        self.set_code(code)
        self.changed.emit()

    def _on_menu_triggered(self, action: QAction) -> None:
        self.choose(str(action.data()))

    def _on_again_clicked(self) -> None:
        self.choose(None)
