"""What every editor can do: hold half-typed text exactly, give an answer or say why it has none."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.looks import set_look


class Editor(QWidget):
    """Base of all editors; `changed` tells that a person changed something, `noticed` carries a passing problem."""

    changed = Signal()
    noticed = Signal(object)
    composite = False
    wide = False
    """Whether it takes the whole width of the page, whatever its kind."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Keep the field's spec; subclasses build their parts."""
        super().__init__(parent)
        self.spec = spec
        self.needs = needs
        self.setObjectName(f"{spec.name}_editor")

    def raw(self) -> Json:
        """Return what stands in the editor exactly as typed, for drafts and undo."""
        raise NotImplementedError

    def set_raw(self, raw: Json) -> None:
        """Put back what `raw` gave, without telling it as a change."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Return the value for the record, or problems where the text is no value."""
        raise NotImplementedError

    def set_answer(self, value: Json) -> None:
        """Show a value of a record, given as JSON, without telling it as a change."""
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """Return the widget that takes the focus when somebody is sent to this field."""
        raise NotImplementedError

    def leave(self) -> None:
        """Do what is due when the person has moved on, such as tidying; mostly nothing."""

    def show_inner(self, problems: Sequence[Problem], *, force: bool) -> None:
        """Show problems of fields inside a composite; `force` shows those of fields not visited yet as well."""

    def mark_invalid(self, *, invalid: bool) -> None:
        """Give the focus widget the property `problem`, which the sheet paints."""
        set_look(self.focus_target(), "problem", invalid)

    def describe(self, name: str, description: str) -> None:
        """Give assistive technology the name and the description of the field."""
        target = self.focus_target()
        target.setAccessibleName(name)
        target.setAccessibleDescription(description)

    def hint(self) -> str:
        """Return a passing remark such as how many characters are left; mostly blank."""
        return ""

    def retranslate(self) -> None:
        """Put words in the language that is switched on; values stay."""

    def label_words(self) -> str:
        """Return the field's label in the language that is switched on."""
        return _(self.spec.note.label)
