"""The forms of a quick contact: answers in sight, a few usual lengths, a note of the kind its author says."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from lead_desktop.domain.contact import Contact, Note, SafetyFlag, SudNote
from lead_desktop.i18n import gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.choice_editors import RadioEditor
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.forms.text_editors import NumberEditor
from lead_desktop.ui.looks import plain_text
from lead_desktop.ui.person.layouts import CONTACT, MORE, NOTE, SAFETY
from lead_desktop.ui.person.safety import prompts
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.segmented import Segmented

BUCKETS = ("5", "15", "30", "60", "120")
_IN_SIGHT = ("kind", "mode", "place_kind", "direction")


def _lengths() -> list[tuple[str, str]]:
    return [(one, _("{n} min").format(n=one)) for one in BUCKETS]


class MinutesEditor(NumberEditor):
    """The usual lengths as buttons, and a line for any other number."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Put the buttons before the line."""
        super().__init__(spec, needs, parent)
        self.usual = Segmented(_lengths(), clearable=True, parent=self)
        self.usual.setObjectName("minutes.usual")
        self.usual.changed.connect(self._on_usual_changed)
        self.line.setPlaceholderText(_("Other"))
        self.line.setMaximumWidth(theme.current().px(84))
        self.line.textChanged.connect(self._show_usual)
        self.setFocusProxy(None)  # type: ignore[arg-type]
        column = self.layout()
        if isinstance(column, QBoxLayout):
            column.setDirection(QBoxLayout.Direction.LeftToRight)
            column.setSpacing(8)
            column.removeWidget(self.line)
            self.line.setParent(None)  # so that Tab comes to the line after the buttons
            column.addWidget(self.usual)
            column.addWidget(self.line)
            column.setAlignment(self.line, Qt.AlignmentFlag.AlignTop)
            column.addStretch(1)

    def describe(self, name: str, description: str) -> None:
        """Name the buttons and the line."""
        super().describe(name, description)
        self.usual.setAccessibleName(name)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.usual.relabel(_lengths())
        self.line.setPlaceholderText(_("Other"))

    @Slot(object)
    def _on_usual_changed(self, code: object) -> None:
        self.line.setText(str(code or ""))

    @Slot()
    def _show_usual(self) -> None:
        typed = self.line.text().strip()
        self.usual.set_value(typed if typed in BUCKETS else None)


class UsualEditor(RadioEditor):
    """Answers in sight, one of them chosen before anybody did: the first letter that fits it keeps it."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Wait for the first key."""
        super().__init__(spec, needs, parent)
        self._asked = False

    def on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Keep what stands there when its own letter is pressed first; afterwards letters go round."""
        held = self.buttons.get(str(self.raw()))
        first, self._asked = not self._asked, True
        letter = event.text().casefold()
        if first and letter and held is not None and held.text().casefold().startswith(letter):
            return True
        return super().on_key(watched, event)


class ContactForm(RecordForm[Contact]):
    """What kind of contact, how, where, how long, about what."""

    def editor_for(self, spec: Spec) -> Editor:
        """Have short lists in sight, to be chosen by a first letter."""
        if spec.name in _IN_SIGHT:
            return UsualEditor(spec, self._needs)
        if spec.name == "minutes":
            return MinutesEditor(spec, self._needs)
        return super().editor_for(spec)


class ContactPage(FormPage):
    """The contact, its note and what comes next, on one page."""

    def __init__(self, needs: Needs, *, notes: tuple[bool, bool], safety: bool) -> None:
        """Build; `notes` says whether the worker may write a note about substance use, and one without.

        safety: whether they may write what to be careful about.
        """
        self.contact = ContactForm(Contact, CONTACT, needs, whole=False)
        self.more = ContactForm(Contact, MORE, needs, whole=False)
        self.note: RecordForm[SudNote] = RecordForm(SudNote, NOTE, needs)
        self.safety: RecordForm[SafetyFlag] = RecordForm(SafetyFlag, SAFETY, needs, whole=False)
        self.prompts = Banner("warn")
        self.prompts.setObjectName("safety_prompts")
        self.plain = QCheckBox()
        self.plain.setObjectName("plain_note")
        super().__init__({"contact": self.contact, "note": self.note, "safety": self.safety, "more": self.more})
        inside = self.widget()
        body = inside.layout() if inside is not None else None
        if isinstance(body, QBoxLayout):
            body.insertWidget(body.indexOf(self.note) + 1, self.plain)
            body.insertWidget(body.indexOf(self.safety) + 1, self.prompts)
        self.safety.setVisible(safety)
        self.safety.changed.connect(self._on_safety_changed)
        self.note.setVisible(any(notes))
        self.plain.setVisible(all(notes))
        self.plain.setChecked(notes == (False, True))
        self.plain.toggled.connect(self._on_plain_toggled)

    def record(self) -> Contact | None:
        """Return the contact as both forms have it, or None while something cannot be read."""
        first, second = self.contact.record(), self.more.record()
        if first is None or second is None:
            return None
        given = {name: getattr(second, name) for name in self.more.blocks}
        open_ = {one.key: one for one in (*first.unanswered, *second.unanswered)}
        return first.with_(**given, unanswered=tuple(open_.values()))

    def note_record(self) -> Note | SudNote | None:
        """Return the note, of the kind its author says; None without a text."""
        held = self.note.record()
        if held is None or not held.text:
            return None
        return Note(text=held.text) if self.plain.isChecked() else held

    def safety_record(self) -> SafetyFlag | None:
        """Return what to be careful about, seen when the contact was; None when nothing was ticked."""
        held, at = self.safety.record(), self.contact.record()
        if held is None or not held.flags:
            return None
        seen = self.more.record()
        return held.with_(seen_at=(seen or at or Contact()).at)

    def retranslate(self) -> None:
        """Set the words of what stands between the forms."""
        self._on_safety_changed()
        self.plain.setText(plain_text(_("This note says nothing about substance use")))

    def state(self) -> Json:
        """Return everything typed, and what kind of note it is."""
        return {**super().state(), "plain": self.plain.isChecked()}

    def restore(self, state: Json) -> None:
        """Put back what `state` gave."""
        super().restore(state)
        self.plain.setChecked(bool(state.get("plain")))
        self._on_safety_changed()

    @Slot()
    def _on_safety_changed(self) -> None:
        held = self.safety.record()
        words = prompts(held.flags) if held is not None else ""
        if words != self.prompts.message():
            self.prompts.show_message(words)

    @Slot()
    def _on_plain_toggled(self) -> None:
        self.changed.emit()
