"""On a form, beside each field for which two values wait: a word that says so and leads to both."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lead_desktop.casework import conflicts
from lead_desktop.casework.desk import Desk
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.icons import icon
from lead_desktop.ui.looks import rename
from lead_desktop.ui.screen import Screen


class Badge(QPushButton):
    """Leads to the page on which people choose, from whatever screen it stands on."""

    def __init__(self, block: FieldBlock, rid: str) -> None:
        """Stand below the label of a field of a record."""
        super().__init__(block)
        self._field, self._rid = block, rid
        self.setObjectName(f"{block.spec.name}.twofold")
        self.setProperty("role", "link")
        self.setAutoDefault(False)
        self.setIcon(icon("triangle-alert", "warn"))
        self.clicked.connect(self._on_clicked)
        self._say()
        column = block.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self, 0, Qt.AlignmentFlag.AlignLeft)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_rid"):
            self._say()

    def _say(self) -> None:
        rename(self, _("Two values wait"))
        self.setAccessibleName(_("{field}: two values wait, look at both").format(field=self._field.label_words()))

    @Slot()
    def _on_clicked(self) -> None:
        around: QWidget | None = self.parentWidget()
        while around is not None and not isinstance(around, Screen):
            around = around.parentWidget()
        if isinstance(around, Screen):
            around.open_requested.emit("conflicts", self._rid)


def show_badges(desk: Desk, blocks: Mapping[str, FieldBlock], rid: str) -> None:
    """Put a badge on each field of a form for which two values wait; those of before go."""
    waiting = conflicts.fields_of(desk, rid)
    for name in waiting:
        if name in blocks and blocks[name].findChild(Badge) is None:
            Badge(blocks[name], rid)
