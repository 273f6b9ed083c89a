"""The sections of an intake: the list at the left, one form at the right, any order, each skippable."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.casework import intake
from lead_desktop.casework.intake import PRIVATE, IntakeFile
from lead_desktop.i18n import gettext as _
from lead_desktop.ui import theme
from lead_desktop.ui.intake.layouts import PAGES
from lead_desktop.ui.intake.section_panel import SectionPanel
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.section_list import Section, SectionList

LIST_WIDTH = 264
"""Wide enough for the longest title of a section in either language."""
_SHOWN = {"partial": "started", "done": "done", "skipped": "skipped"}


class SectionsPage(QWidget):
    """Goes between sections; what is to be written leaves as a wish, and comes back by `saved` or `failed`."""

    save_requested = Signal(str, str)  # section, state
    skip_requested = Signal(str)
    reveal_requested = Signal(str)
    finish_requested = Signal()
    went_wrong = Signal(object)  # a LeadError

    def __init__(self, tools: Tools) -> None:
        """Begin without an intake."""
        super().__init__()
        self._tools = tools
        self._file: IntakeFile | None = None
        self._keys: tuple[str, ...] = ()
        self._panels: dict[str, SectionPanel] = {}
        self._here = ""
        self._title = ""
        self.list = SectionList(_("Sections"))
        self.list.section_chosen.connect(self.go_to)
        self.progress_words = plain_label(role="muted", wrap=True)
        self.progress_words.setObjectName("intakeProgress")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self._stack = QStackedWidget()
        self.back = button("", "arrow-left", name="previousSection")
        self.skip = button("", "skip-forward", "quiet", name="skipSection")
        self.next = button("", role="primary", name="nextSection")
        self.back.clicked.connect(self._on_back_clicked)
        self.skip.clicked.connect(self._on_skip_clicked)
        self.next.clicked.connect(self._on_next_clicked)
        self._place()
        self.retranslate()

    def _place(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.progress_words)
        left.addWidget(self.progress)
        left.addWidget(self.list, 1)
        self._foot = QGridLayout()
        self._foot.setColumnStretch(1, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._stack, 1)
        right.addLayout(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(left)
        row.addLayout(right, 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the way back below the way on where both do not fit side by side."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        listed = min(theme.current().px(LIST_WIDTH), max(LIST_WIDTH, self.width() * 3 // 10))
        wanted = sum(made.sizeHint().width() + 12 for made in (self.back, self.skip, self.next))
        narrow = self.width() - listed - 20 < wanted
        for made in (self.back, self.skip, self.next):
            self._foot.removeWidget(made)
        self._foot.addWidget(self.skip, 0, 2)
        self._foot.addWidget(self.next, 0, 3)
        self._foot.addWidget(self.back, 1 if narrow else 0, 3 if narrow else 0)
        self.list.setFixedWidth(listed)
        self.progress_words.setFixedWidth(listed)

    # what it shows

    def show_intake(self, file: IntakeFile, title: str) -> None:
        """Show another intake, at the section where it goes on; `title` names its drafts."""
        self.clear()
        self._file, self._title = file, title
        self._keys = intake.sections(self._tools.desk, file.person)
        self.go_to(self._where_to_go_on())

    def show_states(self, file: IntakeFile) -> None:
        """Take the same intake as it stands now; what is being typed stays."""
        self._file = file
        self._say()

    def clear(self) -> None:
        """Forget every panel; their drafts are kept first."""
        self.flush()
        for panel in self._panels.values():
            self._stack.removeWidget(panel)
            panel.deleteLater()
        self._panels.clear()
        self._here = ""

    def flush(self) -> None:
        """Keep the drafts that are still to be kept."""
        for panel in self._panels.values():
            panel.keeper.flush()

    def here(self) -> str:
        """Return the section that is shown."""
        return self._here

    def panel(self, section: str) -> SectionPanel:
        """Return the panel of a section, built when it is first asked for."""
        if section not in self._panels and self._file is not None:
            made = SectionPanel(self._tools, section, self._file.person)
            made.keeper.title = self._title
            made.keeper.went_wrong.connect(self.went_wrong)
            desk, file = self._tools.desk, self._file
            made.load(intake.open_section(desk, file, section), intake.fresh_section(file, section))
            made.changed.connect(self._say)
            made.reveal_requested.connect(self.reveal_requested)
            self._panels[section] = made
            self._stack.addWidget(made)
        return self._panels[section]

    # the way through

    @Slot(str)
    def go_to(self, section: str) -> None:
        """Show a section; what was typed in the one before is saved where it can be, and kept as a draft where not."""
        if self._here and self._here != section:
            self._leave_section("")
        self._here = section
        self._stack.setCurrentWidget(self.panel(section))
        self._say()

    def answer(self, section: str, field: str) -> None:
        """Go to one question."""
        self.go_to(section)
        panel = self.panel(section)
        panel.form.complete()
        panel.form.focus_field(field if field in panel.form.blocks else next(iter(panel.form.blocks)))
        QTimer.singleShot(0, self._bring_into_sight)

    def save_here(self) -> bool:
        """Save what was typed in the section that is shown; where that cannot be, say why and return False."""
        if self._leave_section(""):
            return True
        self._panels[self._here].page.ready_to_save()
        return False

    def saved(self, section: str, file: IntakeFile) -> None:
        """Show a section as it was saved."""
        self._file = file
        if section in self._panels:
            panel = self._panels[section]
            panel.setEnabled(True)
            opened = intake.open_section(self._tools.desk, file, section)
            panel.saved(opened, intake.fresh_section(file, section))
        self._say()

    def failed(self, section: str) -> None:
        """Let a section go on that could not be saved; every word is still there."""
        if section in self._panels:
            self._panels[section].setEnabled(True)
        self._say()

    def take_focus(self) -> None:
        """Put the focus into the section list."""
        self.list.setFocus()

    def retranslate(self) -> None:
        """Put words in the language that is switched on; panels follow by themselves."""
        rename(self.back, _("Previous"))
        rename(self.skip, _("Skip this section"))
        self.list.setAccessibleName(_("Sections"))
        self._fit()
        self._say()

    # within

    @Slot()
    def _bring_into_sight(self) -> None:
        """Scroll to the focus once the page has its place."""
        focus = QApplication.focusWidget()
        page = self._panels[self._here].page if self._here else None
        if focus is not None and page is not None and page.isAncestorOf(focus):
            page.ensureWidgetVisible(focus, 40, 80)

    def _where_to_go_on(self) -> str:
        """Return the first section with a draft, else the first not begun, else the first of all."""
        file, desk = self._file, self._tools.desk
        drafts = [one for one in desk.drafts.of(desk.worker.id) if file is not None and one.subject == file.person]
        begun = [one.form.removeprefix("intake.") for one in drafts if one.form.startswith("intake.")]
        states = file.states if file is not None else {}
        waiting = [key for key in self._keys if states.get(key) not in ("done", "skipped") and key not in PRIVATE]
        return next((key for key in (*begun, *waiting) if key in self._keys), self._keys[0])

    def _leave_section(self, state: str) -> bool:
        """Keep the draft, ask for the save where everything can be read; return whether nothing is in the way."""
        panel = self._panels[self._here]
        if not panel.isEnabled():  # its save is under way
            return True
        panel.keeper.flush()
        panel.hide_private()
        held = self._file.states.get(self._here, "") if self._file else ""
        wanted = state or held or "partial"
        if not panel.is_dirty() and not panel.keeper.draft_id() and (not state or state == held):
            return True
        if panel.record() is None:
            return False
        if panel.is_dirty() or state or panel.keeper.draft_id():
            panel.setEnabled(False)
            self.save_requested.emit(self._here, wanted)
        return True

    def _say(self) -> None:
        shown = [Section(key, _(PAGES[key].title), self._status(key)) for key in self._keys]
        self.list.show_sections(shown)
        self.list.choose(self._here)
        counted = [one for one in shown if one.key not in PRIVATE]
        done = sum(one.status in ("done", "skipped") for one in counted)
        words = _("{done} of {total} sections").format(done=done, total=len(counted))
        self.progress_words.setText(words)
        self.progress.setRange(0, max(len(counted), 1))
        self.progress.setValue(done)
        self.progress.setAccessibleName(self.progress_words.text())
        last = bool(self._keys) and self._here == self._keys[-1]
        rename(self.next, _("Save and finish") if last else _("Save and go on"))
        self.back.setEnabled(bool(self._keys) and self._here != self._keys[0])

    def _status(self, key: str) -> str:
        panel = self._panels.get(key)
        if panel is not None and key != self._here and panel.record() is None:
            return "problem"
        stored = _SHOWN.get(self._file.states.get(key, "") if self._file else "", "empty")
        typed = panel is not None and (panel.is_dirty() or bool(panel.keeper.draft_id()))
        return "started" if typed and stored in ("empty", "skipped") else stored

    def _move(self, by: int) -> None:
        at = self._keys.index(self._here) + by
        if at >= len(self._keys):
            self.finish_requested.emit()
        elif at >= 0:
            self.go_to(self._keys[at])
            self._panels[self._here].page.verticalScrollBar().setValue(0)

    @Slot()
    def _on_back_clicked(self) -> None:
        self._move(-1)

    @Slot()
    def _on_next_clicked(self) -> None:
        panel = self._panels[self._here]
        if panel.is_covered() or not (panel.form.has_answers() or panel.is_dirty()):
            self._move(1)
            return
        if self._leave_section("done" if panel.form.is_complete() else "partial"):
            self._move(1)
        else:
            panel.page.ready_to_save()

    @Slot()
    def _on_skip_clicked(self) -> None:
        panel = self._panels[self._here]
        if panel.is_dirty() and panel.record() is not None:
            self._leave_section("skipped")
        else:
            self.skip_requested.emit(self._here)
        self._move(1)
