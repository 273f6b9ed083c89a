"""Two values of one field side by side: keep this, keep that, write anew. Or: keep a record, let it go."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from lead_desktop.casework.conflicts import Conflict
from lead_desktop.domain.base import notes
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.editors import make_editor
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import specs_of
from lead_desktop.ui.looks import button, plain_label
from lead_desktop.ui.referrals.words import name_words
from lead_desktop.ui.sync.side_panel import SidePanel
from lead_desktop.ui.sync.values import Line, before_words, lines
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.turning_row import TurningRow

_TURN = 620
KEEP, LET_GO, CHOOSE = "keep", "let_go", "choose"


class ConflictCard(Card):
    """`decided` tells what a person chose: the conflict, `choose`, `keep` or `let_go`, and for `choose` the JSON."""

    decided = Signal(object, str, object)
    opened = Signal(str)  # a person's id

    def __init__(self, conflict: Conflict, needs: Needs, names: Mapping[str, str], *, private: bool) -> None:
        """Take the conflict, what its editor needs, and the names of workers by id."""
        super().__init__(icon="triangle-alert")
        self.conflict = conflict
        self._needs = needs
        self._names = names
        self._block: FieldBlock | None = None
        self.setObjectName(f"conflict_{conflict.key}")
        kind = _(conflict.record_type.LABEL)
        field = _(notes(conflict.record_type)[conflict.field].label) if conflict.field else _("Deleted and changed")
        name = name_words(conflict.title, private=private) if conflict.title else kind
        self.set_title(name if name == kind else f"{name} · {kind}")
        self.set_subtitle(field)
        if conflict.person:
            go = button(_("Open"), "arrow-right", "quiet", name="openPerson")
            go.setAccessibleName(_("Open {name}").format(name=name))
            go.clicked.connect(partial(self.opened.emit, conflict.person))
            self.add_action(go)
        self._sides = TurningRow(_TURN)
        self._sides.line.setSpacing(12)
        self.add(self._sides)
        self._acts = QWidget()
        self._flow = FlowLayout(self._acts, gap=10)
        self.add(self._acts)
        if conflict.field:
            self._show_values()
        else:
            self._show_deleted()
        if not conflict.may_decide:
            self.add(
                plain_label(_("Your role can look at this. Somebody who may change it decides."), "muted", wrap=True)
            )
        self._acts.setVisible(self._flow.count() > 0)

    def written(self) -> Json:
        """Return what somebody is writing anew here, as it stands; None while nobody does."""
        return None if self._block is None else self._block.state()

    def go_on(self, written: Json) -> None:
        """Offer the editor again with what `written` gave of a card before this one."""
        if written is not None and self.conflict.field and self.conflict.may_decide:
            self._write_anew().restore(written)

    def _show_values(self) -> None:
        note = notes(self.conflict.record_type)[self.conflict.field]
        act = _("Keep this") if self.conflict.may_decide else ""
        for at, side in enumerate(self.conflict.sides):
            shown = tuple(lines(note, self.conflict.sides, at, self._names))
            panel = SidePanel(side, shown, before_words(note, side, self._names), act, f"keep_{at}")
            panel.kept.connect(partial(self.decided.emit, self.conflict, CHOOSE, side.raw))
            self._sides.line.addWidget(panel, 1)
        if self.conflict.may_decide:
            self._anew = self._act(_("Write anew"), "pencil", "writeAnew")
            self._anew.clicked.connect(self._on_anew_clicked)

    def _show_deleted(self) -> None:
        gone, changed = self.conflict.sides[:2]
        by = notes(self.conflict.record_type)
        fields = ", ".join(_(by[name].label) for name in self.conflict.changed)
        self._sides.line.addWidget(SidePanel(gone, (Line("", _("Deleted"), differs=True),), "", "", ""), 1)
        said = _("Changed: {fields}").format(fields=fields) if fields else _("Changed")
        self._sides.line.addWidget(SidePanel(changed, (Line("", said, differs=True),), "", "", ""), 1)
        if self.conflict.may_decide:
            keep = self._act(_("Keep it"), "check", "keepRecord")
            keep.clicked.connect(partial(self.decided.emit, self.conflict, KEEP, None))
            go = self._act(_("Let it go"), "trash-2", "letGo", role="danger")
            go.clicked.connect(partial(self.decided.emit, self.conflict, LET_GO, None))

    def _act(self, words: str, icon: str, name: str, role: str = "") -> QPushButton:
        made = button(words, icon, role, name=name)
        self._flow.addWidget(made)
        return made

    @Slot()
    def _on_anew_clicked(self) -> None:
        """Offer the field's own editor, filled with what is displayed now."""
        if self._block is None:
            block = self._write_anew()
            block.set_answer(self.conflict.sides[0].raw)
            block.take_focus()
            QTimer.singleShot(0, self._bring_into_view)  # the page must grow first

    def _write_anew(self) -> FieldBlock:
        spec = specs_of(self.conflict.record_type)[self.conflict.field]
        block = self._block = FieldBlock(make_editor(spec, self._needs), parent=self)
        self.body.insertWidget(self.body.indexOf(self._acts), block)
        self._anew.hide()
        save = self._act(_("Save this instead"), "check", "saveAnew", "primary")
        save.clicked.connect(self._on_save_clicked)
        save.show()
        block.show()
        return block

    @Slot()
    def _bring_into_view(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea) and self._block is not None:
            around.ensureWidgetVisible(self._acts)
            around.ensureWidgetVisible(self._block)

    @Slot()
    def _on_save_clicked(self) -> None:
        if self._block is None:
            return
        answer = self._block.answer()
        if answer.problems:
            self._block.show_problems(answer.problems, force=True)
            self._block.take_focus()
            return
        self.decided.emit(self.conflict, CHOOSE, answer.value)
