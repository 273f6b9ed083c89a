"""The grid of needs: each part of life, and how soon help would be good (domain 2.5.8)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import N_, gettext as _, language
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.widgets.segmented import Segmented

URGENCIES = (("0", N_("Not now")), ("1", N_("Later")), ("2", N_("Soon")), ("3", N_("Today")))


class NeedsEditor(Editor):
    """One line for each part of life, named `<field>.<domain>`; a line without an answer is no row."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the lines."""
        super().__init__(spec, needs, parent)
        self.setObjectName(spec.name)
        self._keys: dict[str, str] = {}
        self._labels = {}
        self.lines: dict[str, Segmented] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, domain in enumerate(self._domains()):
            label = self._labels[domain] = plain_label(wrap=True)
            line = self.lines[domain] = Segmented(_urgencies(), parent=self)
            line.setObjectName(f"{spec.name}.{domain}")
            line.changed.connect(self.changed)
            grid.addWidget(label, at, 0)
            grid.addWidget(line, at, 1)
        self.retranslate()

    def raw(self) -> Json:
        """Return the answers by part of life, with the keys of the rows they stand in."""
        return {"answers": self._answers(), "keys": dict(self._keys)}

    def set_raw(self, raw: Json) -> None:
        """Put back what `raw` gave."""
        held: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        self._keys = dict(held.get("keys", {}))
        answers = held.get("answers", {})
        for domain, line in self.lines.items():
            line.set_value(answers.get(domain))

    def answer(self) -> Answer:
        """Return a row for each part of life that was answered."""
        rows = [
            {"key": self._keys.get(domain, domain), "domain": domain, "urgency": int(code)}
            for domain, code in self._answers().items()
        ]
        return Answer(rows)

    def set_answer(self, value: Json) -> None:
        """Show stored rows."""
        rows = list(value) if isinstance(value, list | tuple) else []
        self._keys = {one["domain"]: one["key"] for one in rows}
        held = {one["domain"]: str(one["urgency"]) for one in rows if one.get("urgency") is not None}
        for domain, line in self.lines.items():
            line.set_value(held.get(domain))

    def focus_target(self) -> QWidget:
        """Return the first line."""
        return next(iter(self.lines.values()))

    def describe(self, name: str, description: str) -> None:
        """Name the grid; each line is named by its part of life."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        for domain, line in self.lines.items():
            words = self._domains()[domain]
            self._labels[domain].setText(words)
            line.relabel(_urgencies())
            line.setAccessibleName(words)

    def _answers(self) -> dict[str, str]:
        found = {domain: line.value() for domain, line in self.lines.items()}
        return {domain: code for domain, code in found.items() if code is not None}

    def _domains(self) -> Mapping[str, str]:
        listed = code_list(next(part.note.codes for part in self.spec.parts if part.note.codes))
        return {one.code: one.label(language()) for one in listed.choices(self.needs.clock.now().date())}


def _urgencies() -> tuple[tuple[str, str], ...]:
    return tuple((code, _(words)) for code, words in URGENCIES)
