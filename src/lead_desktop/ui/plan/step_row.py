"""One step: a tick, what it is, who does it and by when, where it stands, and the ways to change it."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from lead_desktop.casework.kept import Kept
from lead_desktop.domain.plan import AnyStep
from lead_desktop.domain.vocabulary import code_list, label
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.forms.combo_editor import StillCombo
from lead_desktop.ui.looks import icon_button, plain_label
from lead_desktop.ui.names import day_words
from lead_desktop.ui.widgets.turning_row import TurningRow


def step_facts(step: AnyStep) -> str:
    """Return who, when, where, what is needed and what stands in the way, on one line."""
    who = label("step_who", step.who, language()) if step.who else ""
    parts = [step.partner or who, _("by {day}").format(day=day_words(step.by_when)) if step.by_when else ""]
    parts.append(step.where or "")
    needs = ", ".join(label("step_need", one, language()) for one in step.needs)
    parts.append(_("Needs: {needs}").format(needs=needs) if needs else "")
    if step.status == "blocked" and step.barrier:
        parts.append(_("In the way: {barrier}").format(barrier=label("barrier", step.barrier, language())))
    return "  ·  ".join(part for part in parts if part)


class StepRow(QFrame):
    """Wishes leave as (what, step id, value): edit_step, remove_step, move_step (-1 or 1), step_status (a code)."""

    asked = Signal(str, str, object)

    def __init__(self, kept: Kept[AnyStep], at: tuple[int, int], *, editable: bool) -> None:
        """Show a step; `at` is its place and the number of steps."""
        super().__init__()
        self.setProperty("kind", "panel")
        self.setObjectName(f"step.{kept.rid}")
        self._rid, self._step = kept.rid, kept.record
        what = kept.record.what or ""
        self.setAccessibleName(what)
        self.tick = QCheckBox()
        self.tick.setObjectName(f"tick.{kept.rid}")
        self.tick.setAccessibleName(_("{step}: done").format(step=what))
        self.tick.setChecked(kept.record.status == "done")
        self.tick.setEnabled(editable)
        self.tick.toggled.connect(self._on_tick_toggled)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(plain_label(what, wrap=True))
        if facts := step_facts(kept.record):
            words.addWidget(plain_label(facts, role="small", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        turning = TurningRow(560)
        turning.line.setSpacing(6)
        turning.line.addLayout(words, 1)
        controls = QHBoxLayout()
        controls.addWidget(self._status_box(what, editable=editable))
        if editable:
            self._add_buttons(controls, what, at)
        turning.line.addLayout(controls)
        row.addWidget(turning, 1)

    def _status_box(self, what: str, *, editable: bool) -> StillCombo:
        self.status = StillCombo()
        self.status.setObjectName(f"status.{self._rid}")
        self.status.setAccessibleName(_("{step}: where it stands").format(step=what))
        for one in code_list("step_status").codes:
            self.status.addItem(one.label(language()), one.code)
        self.status.setCurrentIndex(self.status.findData(self._step.status))
        self.status.setEnabled(editable)
        self.status.activated.connect(self._on_status_chosen)
        return self.status

    def _add_buttons(self, row: QHBoxLayout, what: str, at: tuple[int, int]) -> None:
        place, count = at
        made = (
            ("arrow-up", _("{step}: move up"), "up", ("move_step", -1), place > 0),
            ("arrow-down", _("{step}: move down"), "down", ("move_step", 1), place < count - 1),
            ("pencil", _("{step}: change"), "edit", ("edit_step", None), True),
            ("trash-2", _("{step}: take off"), "remove", ("remove_step", None), True),
        )
        for icon, words, name, (act, value), enabled in made:
            one = icon_button(icon, words.format(step=what), name=f"{name}.{self._rid}")
            one.setEnabled(enabled)
            one.clicked.connect(partial(self.asked.emit, act, self._rid, value))
            row.addWidget(one)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.asked.emit, "move_step", self._rid, by))

    @Slot(bool)
    def _on_tick_toggled(self, checked: bool) -> None:
        self.asked.emit("step_status", self._rid, "done" if checked else "to_do")

    @Slot(int)
    def _on_status_chosen(self, at: int) -> None:
        code = self.status.itemData(at)
        self.asked.emit("edit_step_blocked" if code == "blocked" else "step_status", self._rid, code)
