"""What a print with somebody's data is for: for the person by one tap, for anybody else with what allows it."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.disclosures import Ground, Leaving, Way, ways
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.looks import button, plain_label, rename, roomy_list
from lead_desktop.ui.widgets.segmented import Segmented
from lead_desktop.ui.wording.word_help import help_with_line
from lead_desktop.ui.wording.words import Words

_ORDER = ("person", "program", "partner", "emergency", "legal")
_LONGEST = 200


class PurposePanel(QWidget):
    """Asks for a purpose and for what belongs to it; `ground` is what was said, None while something is missing."""

    changed = Signal()
    playbook_requested = Signal()

    def __init__(self, desk: Desk, leaving: Leaving, words: Words | None = None) -> None:
        """Look once at what the person's consents allow now; the act looks again. `words`: help with the reason."""
        super().__init__()
        self.setObjectName("purpose")
        self._ways = {one: ways(desk, leaving, one) for one in ("partner", "legal")}
        self._label = plain_label(role="label")
        self.purposes = Segmented(self._words(), clearable=False)
        self.purposes.setObjectName("printPurpose")
        self.purposes.set_value("person")
        self.purposes.changed.connect(self._on_purposes_changed)
        self.help = plain_label(role="small", wrap=True)
        self.help.setObjectName("purposeHelp")
        self.to = QComboBox()
        self.to.setObjectName("purposeTo")
        self.to.setMinimumContentsLength(24)
        roomy_list(self.to)
        self.to.currentIndexChanged.connect(self.changed)
        self.playbook = button("", "scale", "link", name="openPlaybook")
        self.playbook.clicked.connect(self.playbook_requested)
        self._asked: dict[str, tuple[QLabel, QLineEdit]] = {}
        self._build()
        if words is not None:
            help_with_line(self._asked["why"][1], words)
        self.retranslate()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._label)
        top.addWidget(self.purposes, 1)
        self.emergency = QWidget()
        row = QHBoxLayout(self.emergency)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for name in ("recipient", "attention", "why"):
            label, line = plain_label(role="label"), QLineEdit()
            line.setObjectName(f"emergency_{name}")
            line.setMaxLength(_LONGEST)
            label.setBuddy(line)
            line.textChanged.connect(self.changed)
            self._asked[name] = (label, line)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label)
            column.addWidget(line)
            row.addLayout(column, 2 if name == "why" else 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        for one in (self.help, self.to, self.emergency):
            layout.addWidget(one)
        layout.addWidget(self.playbook)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self._label.setText(_("What is it for?"))
        self.purposes.relabel(self._words())
        self.purposes.setAccessibleName(_("What is it for?"))
        self.to.setAccessibleName(_("To whom"))
        rename(self.playbook, _("When police, a court or a lawyer asks"))
        said = {"recipient": _("To whom"), "attention": _("Person there"), "why": _("What the emergency is")}
        for name, (label, line) in self._asked.items():
            label.setText(said[name])
            line.setAccessibleName(said[name])
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def ground(self) -> Ground | None:
        """Return what was said, or None while something is missing."""
        purpose = self.purposes.value() or "person"
        if purpose in self._ways:
            way = self.to.currentData()
            return (
                Ground(purpose, way.recipient, consent=way.consent, order=way.order) if isinstance(way, Way) else None
            )
        if purpose != "emergency":
            return Ground(purpose)
        told = {name: line.text().strip() for name, (_label, line) in self._asked.items()}
        return Ground(purpose, **told) if told["recipient"] and told["why"] else None

    def _show(self) -> None:
        purpose = self.purposes.value() or "person"
        found = self._ways.get(purpose, ())
        self.help.setText(code_list("disclosure_purpose").find(purpose).help(language()))
        if purpose in self._ways and not found:
            self.help.setText(self.help.text() + " " + _("No consent in force does that now."))
        self.to.blockSignals(True)
        self.to.clear()
        for way in found:
            self.to.addItem(way.recipient, way)
        self.to.blockSignals(False)
        self.to.setVisible(bool(found))
        self.emergency.setVisible(purpose == "emergency")
        self.playbook.setVisible(purpose == "legal")

    @staticmethod
    def _words() -> list[tuple[str, str]]:
        return [(one, code_list("disclosure_purpose").find(one).label(language())) for one in _ORDER]

    @Slot(object)
    def _on_purposes_changed(self, _purpose: object) -> None:
        self._show()
        self.changed.emit()
