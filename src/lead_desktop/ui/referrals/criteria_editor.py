"""The criteria of the site, a row each: fits, does not fit, not known, or goes on with a reason. Only advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.domain.base import Problem
from lead_desktop.domain.criteria import Criterion, presumptive
from lead_desktop.domain.text import REMARK_MAX
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.field_block import show_if
from lead_desktop.ui.forms.part_editor import step_in
from lead_desktop.ui.forms.plain_text import PlainLine
from lead_desktop.ui.forms.problems import sentence
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.looks import button, plain_label, plain_tip, rename, set_look
from lead_desktop.ui.referrals.editors import ReferralNeeds
from lead_desktop.ui.widgets.segmented import Segmented
from lead_desktop.ui.wording.word_help import help_with_line

ALL_FIT_KEYS = "Alt+A"


@dataclass(frozen=True, slots=True)
class Scale:
    """How a criterion is answered: the code list, and its codes for fits, does not fit, goes on with a reason."""

    codes: str
    fits: str
    unfit: str
    over: str

    def options(self) -> list[tuple[str, str]]:
        """Return the answers with their words."""
        return [(one.code, one.label(language())) for one in code_list(self.codes).codes]


REFERRER = Scale("criteria_check", "ok", "not_ok", "override")


class CriterionRow(QFrame):
    """One criterion; `said` tells that a person chose or wrote something."""

    said = Signal()

    def __init__(self, criterion: Criterion, parent: QWidget, scale: Scale = REFERRER) -> None:
        """Begin as not known."""
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.criterion = criterion
        self._scale = scale
        self.by_person = False
        self._words = plain_label(wrap=True)
        self.result = Segmented(scale.options(), clearable=False)
        self.result.setObjectName(f"criteria.{criterion.code}")
        self.result.set_value("unknown")
        self.reason = PlainLine(REMARK_MAX, self)
        self.reason.setObjectName(f"criteria.{criterion.code}.reason")
        self._advice = plain_label(role="help", wrap=True)
        self._error = plain_label(role="error", wrap=True)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(12)
        self._line.addWidget(self._words, 2)
        self._line.addWidget(self.result, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(6)
        column.addLayout(self._line)
        for part in (self.reason, self._advice, self._error):
            column.addWidget(part)
        self.result.changed.connect(self._on_result_changed)
        self.reason.textChanged.connect(self._on_reason_changed)
        self.retranslate()

    def value(self) -> Json:
        """Return the row as JSON."""
        held: dict[str, Json] = {"key": self.criterion.code, "result": self.result.value()}
        if self._goes_on() and self.reason.text().strip():
            held["reason"] = self.reason.text()
        return held

    def show_value(self, result: str, reason: str = "", *, by_person: bool) -> None:
        """Show a result without telling it as a change."""
        self.result.set_value(result)
        self.reason.put(reason)
        self.by_person = by_person
        self._settle()

    def show_problem(self, words: str) -> None:
        """Say what is amiss with the reason."""
        self._error.setText(words)
        show_if(self._error, shown=bool(words))
        set_look(self.reason, "problem", bool(words))
        self.reason.setAccessibleDescription(words)

    def set_wide(self, *, wide: bool) -> None:
        """Put the answers beside the words or below them."""
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        words = self.criterion.label(language())
        self._words.setText(words)
        self.result.relabel(self._scale.options())
        self.result.setAccessibleName(words)
        self.reason.setPlaceholderText(_("Reason, in a few words"))
        self.reason.setAccessibleName(_("{field}: reason").format(field=words))
        self._settle()

    def _settle(self) -> None:
        advice = presumptive(self.result.value()) if self.result.value() == self._scale.unfit else ""
        self._advice.setText(_(advice))
        show_if(self._advice, shown=bool(advice))
        show_if(self.reason, shown=self._goes_on())
        if not self._goes_on():
            self.show_problem("")

    def lacks_reason(self) -> bool:
        """Tell whether it goes on with a reason that is not written yet."""
        return self._goes_on() and not self.reason.text().strip()

    def _goes_on(self) -> bool:
        return self.result.value() == self._scale.over

    def _on_result_changed(self) -> None:
        self.by_person = True
        self._settle()
        if self._goes_on():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit()

    def _on_reason_changed(self) -> None:
        self.said.emit()


class CriteriaEditor(Editor):
    """All rows that the kind of referral asks for; answers given elsewhere on the form fill in their row."""

    composite = True
    scale = REFERRER

    def __init__(self, spec: Spec, needs: ReferralNeeds, parent: QWidget | None = None) -> None:
        """Make a row for every criterion of the site."""
        super().__init__(spec, needs, parent)
        self.setObjectName(spec.name)
        self._set = needs.criteria
        self._kind = ""
        self.rows = {one.code: CriterionRow(one, self, self.scale) for one in self._set.criteria}
        self.all_fit = button("", "check-check", "quiet", name="criteria.all_fit")
        self.all_fit.clicked.connect(self.say_all_fit)
        self._keys = QShortcut(QKeySequence(ALL_FIT_KEYS), self)
        self._keys.setContext(Qt.ShortcutContext.WindowShortcut)
        self._keys.activated.connect(self.say_all_fit)
        self._source = plain_label(role="help", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._source, 1)
        head.addWidget(self.all_fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for row in self.rows.values():
            column.addWidget(row)
            row.said.connect(self.changed)
            if needs.words is not None:
                help_with_line(row.reason, needs.words)
        self.retranslate()

    def show_for(self, kind: str) -> None:
        """Ask what a kind of referral asks for."""
        self._kind = kind
        asked = {one.code for one in self._set.for_type(kind)}
        for code, row in self.rows.items():
            show_if(row, shown=code in asked)

    def follow(self, results: Mapping[str, str]) -> None:
        """Fill in rows that nobody answered, from what other fields say."""
        for code, row in self.rows.items():
            if not row.by_person:
                row.show_value(results.get(code, "unknown"), by_person=False)

    def say_all_fit(self) -> None:
        """Answer every row that is not known with fits: one key for the usual case."""
        for row in self._asked():
            if row.result.value() == "unknown":
                row.show_value(self.scale.fits, by_person=True)
        self.changed.emit()

    def raw(self) -> Json:
        """Return every row, with whether a person answered it."""
        return {
            code: {**row.value(), "reason": row.reason.text(), "own": row.by_person} for code, row in self.rows.items()
        }

    def set_raw(self, raw: Json) -> None:
        """Put back what `raw` gave."""
        held = raw if isinstance(raw, dict) else {}
        for code, row in self.rows.items():
            one = held.get(code) or {}
            row.show_value(
                str(one.get("result") or "unknown"), str(one.get("reason") or ""), by_person=bool(one.get("own"))
            )

    def answer(self) -> Answer:
        """Return the rows that the kind asks for."""
        return Answer([row.value() for row in self._asked()])

    def set_answer(self, value: Json) -> None:
        """Show stored rows."""
        self.set_raw({one["key"]: {**one, "own": True} for one in value or ()})

    def focus_target(self) -> QWidget:
        """Return the reason that is missing, or the button for all."""
        for row in self._asked():
            if row.lacks_reason():
                return row.reason
        return self.all_fit

    def mark_invalid(self, *, invalid: bool) -> None:
        """Leave marking to the rows."""
        self.setProperty("problem", invalid)

    def describe(self, name: str, description: str) -> None:
        """Name the group."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def show_inner(self, problems: Sequence[Problem], *, force: bool) -> None:
        """Hand a missing reason to its row once the person has moved on."""
        by_place = step_in(problems)
        for at, row in enumerate(self._asked()):
            found = by_place.get(str(at), [])
            show = found and (force or not row.reason.hasFocus())
            row.show_problem(sentence(replace(found[0], field="")) if show else "")

    def set_wide(self, *, wide: bool) -> None:
        """Hand the width to the rows."""
        for row in self.rows.values():
            row.set_wide(wide=wide)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self._source.setText(self._set.title(language()))
        rename(self.all_fit, _("All the others fit"))
        self.all_fit.setToolTip(plain_tip(_("Answer every open row with “Fits” ({keys})").format(keys=ALL_FIT_KEYS)))
        for row in self.rows.values():
            row.retranslate()

    def _asked(self) -> tuple[CriterionRow, ...]:
        return tuple(self.rows[one.code] for one in self._set.for_type(self._kind))
