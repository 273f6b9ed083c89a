"""One section of the intake: its questions, its draft, and for private ones a cover that opens when asked."""

from typing import Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.casework.intake import PRIVATE
from lead_desktop.casework.kept import Opened
from lead_desktop.domain.base import Record
from lead_desktop.domain.catalogue import INTAKE_SECTIONS
from lead_desktop.domain.checks import problems
from lead_desktop.domain.health import Health
from lead_desktop.domain.substance_use import SaferUse
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.badges import show_badges
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.icons import icon
from lead_desktop.ui.intake.layouts import PAGES
from lead_desktop.ui.keeping import DraftPlace, Keeper
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.empty_state import EmptyState


def safety_words(record: Record | None) -> str:
    """Return what a helper must do now, where answers call for it; blank otherwise."""
    if isinstance(record, SaferUse) and record.needs_safety_card():
        return _("Stopping alcohol, benzodiazepines or opioids suddenly can be dangerous. Offer medical help today.")
    if isinstance(record, Health) and record.cssrs in ("low", "moderate", "high"):
        return _("Stay with the person. Follow your crisis steps, and call or text 988 together.")
    return ""


class SectionPanel(QWidget):
    """Title, the form that scrolls, and the draft's line. Nothing is saved here; the page does that."""

    changed = Signal()
    reveal_requested = Signal(str)

    def __init__(self, tools: Tools, section: str, person: str) -> None:
        """Build the form of a section."""
        super().__init__()
        self.section = section
        self._tools = tools
        self._clock = tools.needs.clock
        self._declared = PAGES[section]
        kind = INTAKE_SECTIONS[section]
        self.form: RecordForm[Any] = RecordForm(kind, self._declared.layout, tools.needs)
        self.page = FormPage({section: self.form})
        self.opened: Opened[Record] | None = None
        self.shown: Record = kind()
        self.keeper = Keeper(tools, DraftPlace(f"intake.{section}", person, kind.COMPARTMENT), self.page, self)
        self._title = plain_label(role="section", wrap=True)
        self._text = plain_label(role="muted", wrap=True)
        self._skip = plain_label(role="muted", wrap=True)
        self._skip.setObjectName("skipWords")
        self.warning = Banner("warn")
        self.cover = EmptyState("eye-off", "")
        if isinstance(show := self.cover.findChild(QPushButton, "emptyAction"), QPushButton):
            show.setIcon(icon("eye", "on_accent"))
        self.cover.action_requested.connect(self._on_cover_opened)
        self.discard = button("", "trash-2", "quiet", name="discardDraft")
        self.sure = button("", role="danger", name="discardDraftSure")
        self.discard.clicked.connect(self._on_discard_clicked)
        self.sure.clicked.connect(self.keeper.discard)
        self._stack = QStackedWidget()
        self._place()
        self.page.changed.connect(self._on_page_changed)
        self.keeper.kept.connect(self._say)
        self.keeper.discarded.connect(self._on_discarded)
        self.retranslate()

    def _place(self) -> None:
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.cover)
        draft = QHBoxLayout()
        draft.addWidget(self.keeper.saver.label)
        draft.addStretch(1)
        draft.addWidget(self.discard)
        draft.addWidget(self.sure)
        self.sure.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._title, self._text, self._skip, self.warning):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addLayout(draft)
        self.hide_private()

    def load(self, opened: Opened[Record] | None, fresh: Record) -> None:
        """Show a section as it is stored, or as it begins; a draft that waits comes back exactly as typed."""
        self.opened = opened
        self.shown = opened.record if opened else fresh
        self.form.load(self.shown)
        if opened is not None:
            show_badges(self._tools.desk, self.form.blocks, opened.rid)
        state = self.keeper.state()
        if state is not None:
            self.page.restore(state)
        self._say()

    def saved(self, opened: Opened[Record] | None, fresh: Record) -> None:
        """Show what was saved; the draft went with the save."""
        self.keeper.drop()
        self.load(opened, fresh)

    def is_dirty(self) -> bool:
        """Tell whether anything differs from what is stored."""
        return bool(self.form.changed_fields(self.shown))

    def record(self) -> Record | None:
        """Return the section as it is now, or None while some answer cannot be read."""
        found = self.form.record()
        if not isinstance(found, Record) or problems(found, now=self._clock.now()):
            return None
        return found

    def hide_private(self) -> None:
        """Put the cover over private questions again."""
        self._stack.setCurrentWidget(self.cover if self.section in PRIVATE else self.page)

    def reveal(self) -> None:
        """Show private questions."""
        self._stack.setCurrentWidget(self.page)

    def is_covered(self) -> bool:
        """Tell whether the cover lies over the questions."""
        return self._stack.currentWidget() is self.cover

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self._title.setText(_(self._declared.title))
        self._text.setText(_(self._declared.text))
        self._text.setVisible(bool(self._declared.text) and self.section not in PRIVATE)
        self._skip.setText(_("You can skip any question."))
        self.cover.set_words(
            _(self._declared.text) or _(self._declared.title),
            _("Make sure that nobody else can see the screen."),
            _("Show these questions"),
        )
        rename(self.discard, _("Discard draft"))
        rename(self.sure, _("Yes, discard what was typed here"))
        self.page.setAccessibleName(_(self._declared.title))
        self._say()

    def _say(self) -> None:
        self.discard.setVisible(self.keeper.on_disk and self.sure.isHidden())
        self.warning.show_message(safety_words(self.form.record()))

    @Slot()
    def _on_page_changed(self) -> None:
        self.sure.hide()
        self._say()
        self.changed.emit()

    @Slot()
    def _on_cover_opened(self) -> None:
        self.reveal_requested.emit(self.section)

    @Slot()
    def _on_discard_clicked(self) -> None:
        self.discard.hide()
        self.sure.show()
        self.sure.setFocus()

    @Slot()
    def _on_discarded(self) -> None:
        self.sure.hide()
        self.form.load(self.shown)
        self._say()
        self.changed.emit()
