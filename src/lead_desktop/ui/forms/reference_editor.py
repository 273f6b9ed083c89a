"""An editor for a reference: type some letters, choose the record; what is kept is its id."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, QStringListModel
from PySide6.QtWidgets import QCompleter, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs, Referent
from lead_desktop.ui.forms.plain_text import PlainLine
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.forms.text_editors import alone


class ReferenceEditor(Editor):
    """Points to another record of the type that the field names."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the line with its suggestions."""
        super().__init__(spec, needs, parent)
        self._rid: str | None = None
        self._found: tuple[Referent, ...] = ()
        self._names = QStringListModel(self)
        self.line = PlainLine(200, self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._on_suggestion_activated)  # type: ignore[index]
        self.line.setCompleter(completer)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.textEdited.connect(self._on_text_edited)
        self.line.refused.connect(self.noticed)
        alone(self, self.line)
        self.retranslate()

    def raw(self) -> Json:
        """Return the id chosen and what was typed."""
        return {"rid": self._rid, "text": self.line.text()}

    def set_raw(self, raw: Json) -> None:
        """Put back an id and what was typed."""
        held = raw if isinstance(raw, dict) else {}
        self._rid = held.get("rid") or None
        self.line.put(str(held.get("text") or ""))

    def answer(self) -> Answer:
        """Return the id; typed words without a choice are a problem `not_chosen`."""
        if self._rid is None and self.line.text().strip():
            return Answer(None, (Problem("", "not_chosen"),))
        return Answer(self._rid)

    def set_answer(self, value: Json) -> None:
        """Show the record that a stored id points to."""
        self._rid = value or None
        shown = self.needs.references.label(self.spec.note.ref, str(value)) if value else ""
        self.line.put(shown or (_("A record that is not on this laptop") if value else ""))

    def focus_target(self) -> QWidget:
        """Return the line."""
        return self.line

    def leave(self) -> None:
        """Take typed words that name exactly one record for that record."""
        if self._rid is None and self.line.text().strip():
            typed = self.line.text().strip().casefold()
            same = [one for one in self._look_up() if one.label.casefold() == typed]
            if len(same) == 1:
                self._choose(same[0])

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.line.setPlaceholderText(_("Type to find"))

    def _look_up(self) -> tuple[Referent, ...]:
        return tuple(self.needs.references.find(self.spec.note.ref, self.line.text().strip()))

    def _on_text_edited(self) -> None:
        self._rid = None
        self._found = self._look_up()
        words = [f"{one.label}  {one.detail}".rstrip() for one in self._found]
        self._names.setStringList(words)

    def _on_suggestion_activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self._choose(self._found[index.row()])

    def _choose(self, referent: Referent) -> None:
        self._rid = referent.rid
        with QSignalBlocker(self.line):
            self.line.setText(referent.label)
        self.changed.emit()

    def _on_text_changed(self) -> None:
        self.changed.emit()
