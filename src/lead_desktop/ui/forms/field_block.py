"""A field on the page: label, mark, editor, "no answer" menu, help, and the sentence when something is amiss."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.no_answer import NoAnswer
from lead_desktop.ui.forms.problems import AT_ONCE, sentence
from lead_desktop.ui.looks import button, plain_label, plain_text, plain_tip, rename

if TYPE_CHECKING:
    from lead_desktop.ui.forms.spec import Spec


HEAD = 24
"""Height of the line with label and menu, in pixels, so that neighbours stand level."""


def show_if(widget: QWidget, *, shown: bool) -> None:
    """Show or hide a widget, without work where it stands so already."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)


class HeadLabel(QLabel):
    """A label that asks for one line, and wraps only where there is less room."""

    def __init__(self, role: str, parent: QWidget) -> None:
        """Take the role that the sheet knows."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Ask for the whole text on one line."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(width, max(HEAD, self.heightForWidth(width)))


class SpareLabel:
    """A line of words below an editor, made once there is something to say: most fields never need it."""

    def __init__(self, role: str, column: QVBoxLayout, name: str = "") -> None:
        """Take the role that the sheet knows, the column to stand at the end of, and an object name."""
        self._role = role
        self._column = column
        self._name = name
        self._label: QLabel | None = None

    def say(self, words: str, *, shown: bool) -> None:
        """Take words, and show them or not."""
        if self._label is None:
            if not words or not shown:
                return
            self._label = self._made()
        self._label.setText(words)
        show_if(self._label, shown=shown)

    def text(self) -> str:
        """Return the words that can be seen; blank when there are none."""
        return self._label.text() if self._label is not None and not self._label.isHidden() else ""

    def _made(self) -> QLabel:
        made = plain_label(role=self._role, wrap=True, parent=self._column.parentWidget())
        made.setObjectName(self._name)
        self._column.insertWidget(self._column.count() - 1, made)  # a stretch comes last
        return made


class FieldBlock(QWidget):
    """One field. `inside` names the composite it belongs to, for assistive technology."""

    changed = Signal()
    revealed = Signal(str)

    def __init__(self, editor: Editor, *, inside: str = "", parent: QWidget | None = None) -> None:
        """Stand around an editor."""
        super().__init__(parent)
        self.spec: Spec = editor.spec
        self.key = self.spec.name.rpartition(".")[2]
        self.editor = editor
        self.touched = False
        self._edited = False
        self._inside = inside
        self._notice: Problem | None = None
        self._problems: tuple[Problem, ...] = ()
        self._masked = False
        self._said: tuple[str, ...] | None = None
        self.setObjectName(f"{self.spec.name}_block")
        self._label = HeadLabel("strong" if editor.composite else "label", self)
        self._mark = plain_label("*", role="required", parent=self) if self.spec.needed else None
        self._show: QPushButton | None = None
        self._no_answer = NoAnswer(self.spec, whole_record=not inside, parent=self)
        self._column = QVBoxLayout(self)
        self._help = SpareLabel("help", self._column)
        self._error = SpareLabel("error", self._column, f"{self.spec.name}.error")
        self._hint = SpareLabel("small", self._column)
        self._place()
        self._connect()
        self.retranslate()

    def _place(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addStrut(HEAD)
        head.addWidget(self._label)
        if self._mark is not None:
            head.addWidget(self._mark)
        head.addStretch(1)
        if self._no_answer.button is not None:
            head.addWidget(self._no_answer.button)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self.editor)
        self._column.addStretch(1)

    def _connect(self) -> None:
        self.editor.changed.connect(self._on_editor_changed)
        self.editor.noticed.connect(self._on_editor_noticed)
        self._no_answer.changed.connect(self._on_no_answer_changed)
        if self._no_answer.offered:
            keys = QShortcut(QKeySequence(Qt.Key.Key_F8), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(self._no_answer.open_menu)

    def state(self) -> Json:
        """Return what stands here exactly, for drafts and undo."""
        return {"raw": self.editor.raw(), "no_answer": self._no_answer.code}

    def restore(self, state: Json) -> None:
        """Put back what `state` gave, without telling it as a change."""
        held = state if isinstance(state, dict) else {}
        self._notice = None
        self.editor.set_raw(held.get("raw"))
        self._no_answer.set_code(held.get("no_answer"))
        self._refresh()

    def answer(self) -> Answer:
        """Return the value for the record; nothing while "no answer" is on, unless its code is the value."""
        if self._no_answer.code:
            return Answer(self._no_answer.code if self._no_answer.is_value else None)
        return self.editor.answer()

    def no_answer(self) -> str | None:
        """Return the missing-data code that belongs in the record's list of unanswered questions."""
        return None if self._no_answer.is_value else self._no_answer.code

    def set_answer(self, value: Json, no_answer: str | None = None) -> None:
        """Show a value of a record, or that the question stayed open."""
        code = no_answer or self._no_answer.read(value)
        self.editor.set_answer(None if code else value)
        self._no_answer.set_code(code)
        self._masked = self.spec.note.masked and self.editor.answer().value not in (None, [], "")
        self._refresh()

    def leave(self) -> None:
        """Do what is due when the person has moved on: tidy, and show from now on what is amiss."""
        self._notice = None
        self.editor.leave()
        self.touched = self.touched or self._edited
        self._say()

    def reveal(self) -> None:
        """Show a masked value and tell so, for the audit."""
        self._masked = False
        self._refresh()
        self.revealed.emit(self.spec.name)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where the field is answered."""
        self._focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def label_words(self) -> str:
        """Return the label in the language that is switched on."""
        return _(self.spec.note.label)

    def show_problems(self, problems: Sequence[Problem], *, force: bool) -> None:
        """Show what is amiss, once the field was visited or when `force` is on; `field` is the path from here."""
        self._problems = tuple(one for one in problems if not one.field or not self.editor.composite)
        self._force = force
        self.editor.show_inner([one for one in problems if one.field and self.editor.composite], force=force)
        self._say()

    def retranslate(self) -> None:
        """Put words in the language that is switched on; values stay."""
        self._label.setText(plain_text(self.label_words()) if not self.editor.composite else self.label_words())
        if self._mark is not None:
            self._mark.setToolTip(plain_tip(_("Needed")))
        if self._show is not None:
            rename(self._show, _("Show {field}").format(field=self.label_words()))
        self._no_answer.retranslate(self.label_words())
        self.editor.retranslate()
        self._refresh()

    def set_inside(self, inside: str) -> None:
        """Name the composite this field belongs to."""
        self._inside = inside
        self._say()

    def describe_around(self, words: str) -> None:
        """Say with this field, which is entered first, what is said of the whole it stands in."""
        if words != self._around:
            self._around, self._said = words, None
            self._say()

    _force = False
    _around = ""

    def _focus_widget(self) -> QWidget:
        if self._masked and self._show is not None:
            return self._show
        return (self._no_answer.again if self._no_answer.code else None) or self.editor.focus_target()

    def _refresh(self) -> None:
        self._said = None
        open_question = bool(self._no_answer.code)
        show_if(self.editor, shown=not open_question and not self._masked)
        if self._masked or self._show is not None:
            show_if(self._show_button(), shown=self._masked)
        if open_question or self._no_answer.strip is not None:
            self._strip(shown=open_question)
        if self._no_answer.button is not None:
            show_if(self._no_answer.button, shown=not open_question and not self._masked)
        if not self.editor.composite:
            self._label.setBuddy(self._focus_widget())
        self._say()

    def _show_button(self) -> QPushButton:
        if self._show is None:
            self._show = button("", "eye", name=f"{self.spec.name}.show")
            rename(self._show, _("Show {field}").format(field=self.label_words()))
            self._show.clicked.connect(self.reveal)
            self._column.insertWidget(2, self._show, 0, Qt.AlignmentFlag.AlignLeft)
        return self._show

    def _strip(self, *, shown: bool) -> None:
        new = self._no_answer.strip is None
        strip = self._no_answer.make_strip()
        if new:
            self._column.insertWidget(2, strip)
        show_if(strip, shown=shown)

    def _say(self) -> None:
        shown = [one for one in self._problems if self.touched or self._force or one.code in AT_ONCE]
        problem = self._notice or next(iter(shown), None)
        words = sentence(problem) if problem else ""
        hint = "" if words or self._no_answer.code else self.editor.hint()
        said = (words, hint, _(self.spec.note.help), self.spoken_name())
        if said != self._said:
            self._said = said
            self._show_words(words, hint)

    def _show_words(self, words: str, hint: str) -> None:
        help_words = _(self.spec.note.help)
        self._help.say(help_words, shown=bool(help_words) and not words)
        self._error.say(words, shown=bool(words))
        self._hint.say(hint, shown=bool(hint))
        self.editor.mark_invalid(invalid=bool(words))
        self._label.setAccessibleName(self.spoken_name())  # a combo is heard by its label
        self.editor.describe(self.spoken_name(), words or help_words or self._around)

    def spoken_name(self) -> str:
        """Return the name for assistive technology, with what it belongs to and whether it is needed."""
        name = f"{self._inside}: {self.label_words()}" if self._inside else self.label_words()
        return _("{field}, required").format(field=name) if self.spec.needed else name

    def _on_editor_changed(self) -> None:
        self._notice = None
        self._edited = True
        if self.editor.composite:
            self._say()
        self.changed.emit()

    def _on_editor_noticed(self, problem: Problem) -> None:
        self._notice = problem
        self._say()

    def _on_no_answer_changed(self) -> None:
        self._edited = True
        self._refresh()
        self.take_focus()
        self.changed.emit()
