"""A form inside the plan: kept as it is typed, saved by one button, closed without losing a word."""

from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lead_desktop.domain.base import Record
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.section_card import SectionCard
from lead_desktop.ui.keeping import DraftPlace, Keeper
from lead_desktop.ui.looks import button, rename, set_look
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card


class Fillable(Protocol):
    """A form of one record, or what looks like one."""

    @property
    def changed(self) -> SignalInstance:
        """Fires on each edit."""
        ...

    @property
    def left(self) -> SignalInstance:
        """Fires when a field is left."""
        ...

    def state(self) -> Json:
        """Return everything as typed."""
        ...

    def restore(self, state: Json) -> None:
        """Put back what `state` gave."""
        ...

    def record(self) -> Record | None:
        """Return the record, or None while something cannot be read."""
        ...

    def ready_to_save(self) -> bool:
        """Show what stands in the way of saving."""
        ...

    def focus_first(self) -> None:
        """Put the focus where one begins."""
        ...


class EditCard(Card):
    """`title` is English, marked with N_(). The form is loaded by whoever makes it; a draft comes back over it."""

    save_requested = Signal()
    closed = Signal()

    def __init__(self, tools: Tools, place: DraftPlace, title: str, form: Fillable) -> None:
        """Stand around a form, which is a widget as well."""
        super().__init__(icon="pencil")
        self.setObjectName("editCard")
        self.form = form
        self._words = title
        self.keeper = Keeper(tools, place, form, self)
        self.trouble = Banner("bad")
        self.trouble.setObjectName("editTrouble")
        self.save = button("", "check", "primary", name="saveEdit")
        self.close_button = button("", name="closeEdit")
        self.discard = button("", "trash-2", "quiet", name="discardEdit")
        self.sure = button("", role="danger", name="discardEditSure")
        self.add(self.trouble)
        if isinstance(form, QWidget):
            self.add(form)
            for inner in form.findChildren(SectionCard):
                set_look(inner, "kind", "bare")
                if (layout := inner.layout()) is not None:
                    layout.setContentsMargins(0, 0, 0, 0)
        foot = QHBoxLayout()
        foot.addWidget(self.keeper.saver.label)
        foot.addStretch(1)
        for made in (self.discard, self.sure, self.close_button, self.save):
            foot.addWidget(made)
        self.add(foot)
        self.sure.hide()
        self._connect()
        state = self.keeper.state()
        if state is not None:
            form.restore(state)
        self.retranslate()

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save_clicked)
        self.close_button.clicked.connect(self._on_close_clicked)
        self.discard.clicked.connect(self._on_discard_clicked)
        self.sure.clicked.connect(self.keeper.discard)
        self.keeper.kept.connect(self._say)
        self.keeper.discarded.connect(self.closed)
        self.form.changed.connect(self._on_form_changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self._on_save_clicked)

    def set_busy(self, *, busy: bool) -> None:
        """Take no further wish while a save is under way."""
        self.setEnabled(not busy)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Put words in the language that is switched on; the form follows by itself."""
        self.set_title(_(self._words))
        rename(self.save, _("Save"))
        rename(self.close_button, _("Close"))
        rename(self.discard, _("Discard draft"))
        rename(self.sure, _("Yes, discard what was typed here"))
        self._say()

    def _say(self) -> None:
        self.discard.setVisible(self.keeper.on_disk and self.sure.isHidden())

    @Slot()
    def _on_form_changed(self) -> None:
        self.sure.hide()
        self.trouble.show_message("")
        self._say()

    @Slot()
    def _on_save_clicked(self) -> None:
        self.keeper.flush()
        if self.form.ready_to_save():
            self.save_requested.emit()
        else:
            self.form.focus_first()

    @Slot()
    def _on_close_clicked(self) -> None:
        self.keeper.flush()
        self.closed.emit()

    @Slot()
    def _on_discard_clicked(self) -> None:
        self.discard.hide()
        self.sure.show()
        self.sure.setFocus()
