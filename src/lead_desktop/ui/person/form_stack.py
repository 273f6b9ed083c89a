"""A page and, over it, at most one form: opened, saved or left again."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.ui.person.form_box import FormBox


class FormStack(QStackedWidget):
    """Shows `usual` until a form is opened; closes a form that was saved or left, then says so."""

    saved = Signal(object)  # what the act returned
    left_again = Signal()

    def __init__(self, usual: QWidget) -> None:
        """Take what is shown while no form is open."""
        super().__init__()
        self.form: FormBox | None = None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(usual)
        self.addWidget(holder)

    def show_form(self, form: FormBox) -> None:
        """Open a form in place of the one that is open."""
        self.close_form()
        self.form = form
        form.saved.connect(self._on_form_saved)
        form.left_again.connect(self._on_form_left_again)
        self.addWidget(form)
        self.setCurrentWidget(form)

    def close_form(self) -> None:
        """Go back to the page; what was typed stays in its draft."""
        form, self.form = self.form, None
        if form is not None:
            self.removeWidget(form)
            form.hide()
            form.deleteLater()
        self.setCurrentIndex(0)

    def flush(self) -> None:
        """Keep the draft of what is being written."""
        if self.form is not None:
            self.form.keeper.flush()

    @Slot(object)
    def _on_form_saved(self, saved: object) -> None:
        self.close_form()
        self.saved.emit(saved)

    @Slot()
    def _on_form_left_again(self) -> None:
        self.close_form()
        self.left_again.emit()
