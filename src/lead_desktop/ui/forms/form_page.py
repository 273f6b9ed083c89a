"""A page that scrolls: one or several forms below each other, kept in sight of the focus, with one banner."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.error_banner import ErrorBanner
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.forms.focus import follow_focus
from lead_desktop.ui.forms.record_form import RecordForm

MARGIN = 40


def _field_around(widget: QWidget) -> QWidget:
    """Return the innermost field that a widget belongs to, with its label and its sentence, or the widget."""
    at: QWidget | None = widget
    while at is not None and not isinstance(at, FieldBlock):
        at = at.parentWidget()
    return at or widget


class FormPage(QScrollArea):
    """Forms by key. What stands on one page may be several records, since a record holds one compartment only."""

    changed = Signal()
    left = Signal()
    revealed = Signal(str)

    def __init__(self, forms: Mapping[str, RecordForm], parent: QWidget | None = None) -> None:  # type: ignore[type-arg]
        """Show the forms in the order given."""
        super().__init__(parent)
        self.forms = dict(forms)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = body = QWidget()
        body.setProperty("kind", "body")
        self.banner = ErrorBanner(body)
        self.banner.link_activated.connect(self._on_banner_chosen)
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 24)
        column.setSpacing(16)
        column.addWidget(self.banner)
        self.setWidget(body)  # before the forms: each change of parent styles everything below it again
        for form in self.forms.values():
            column.addWidget(form)
            form.changed.connect(self._on_form_changed)
            form.left.connect(self._on_form_left)
            form.revealed.connect(self.revealed)
            form.attention_changed.connect(self._on_attention_changed)
        column.addStretch(1)
        self._scroll_to: int | None = None
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        follow_focus(self._on_focus_changed)

    def put_first(self, widget: QWidget) -> None:
        """Let something that is no form stand above the forms; it scrolls with them."""
        self._column.insertWidget(0, widget)

    def complete(self) -> bool:
        """Ask every form for what a complete record needs; where something is missing, go to the first."""
        return self._ask([form.complete() for form in self.forms.values()])

    def ready_to_save(self) -> bool:
        """Ask every form whether it can be saved; where not, go to the first field in the way."""
        return self._ask([form.ready_to_save() for form in self.forms.values()])

    def state(self) -> Json:
        """Return everything on the page exactly as typed, with the place scrolled to; JSON."""
        forms = {key: form.state() for key, form in self.forms.items()}
        return {"forms": forms, "scroll": self.verticalScrollBar().value()}

    def restore(self, state: Json) -> None:
        """Put back what `state` gave."""
        for key, form in self.forms.items():
            if key in state.get("forms", {}):
                form.restore(state["forms"][key])
        self._column.activate()
        self._scroll_to = int(state.get("scroll", 0))
        self._on_range_changed()

    def _ask(self, answers: list[bool]) -> bool:
        if all(answers):
            self.banner.show_fields(())
            return True
        self.banner.show_fields(self._attention())
        self._first_in_need().focus_first()
        return False

    def _attention(self) -> list[tuple[str, str]]:
        return [(f"{key}/{name}", label) for key, form in self.forms.items() for name, label in form.attention()]

    def _first_in_need(self) -> RecordForm:  # type: ignore[type-arg]
        return next(form for form in self.forms.values() if form.attention())

    @Slot()
    def _on_range_changed(self) -> None:
        """Go on towards the place to scroll back to, or keep the focus and a new sentence below it in sight.

        The page grows for some turns of the event loop after it was filled.
        """
        if self._scroll_to is not None:
            self.verticalScrollBar().setValue(self._scroll_to)
            if self.verticalScrollBar().value() == self._scroll_to:
                self._scroll_to = None
            return
        focus = QApplication.focusWidget()
        if focus is not None and self._body.isAncestorOf(focus) and not focus.visibleRegion().isEmpty():
            self.ensureWidgetVisible(_field_around(focus), MARGIN, MARGIN)

    @Slot()
    def _on_form_changed(self) -> None:
        self._scroll_to = None
        self.changed.emit()

    @Slot(str)
    def _on_banner_chosen(self, place: str) -> None:
        key, _slash, name = place.partition("/")
        self.forms[key].focus_field(name)

    @Slot()
    def _on_attention_changed(self) -> None:
        if self.banner.is_shown():
            self.banner.show_fields(self._attention())

    @Slot()
    def _on_form_left(self) -> None:
        self.left.emit()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.ensureWidgetVisible(_field_around(new), MARGIN, MARGIN)
            self.ensureWidgetVisible(new, MARGIN, MARGIN)
