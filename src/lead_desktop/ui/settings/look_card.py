"""Language, theme, text size, the minutes until the laptop locks by itself, and help with words."""

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.preferences import BY_ROLE, LOCK_MINUTES
from lead_desktop.ui.tokens import SCALES
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.segmented import Segmented

_FIELDS = ("language", "theme", "text_size", "lock_minutes", "word_help")


class LookCard(Card):
    """Every choice takes effect at once."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the choices that are switched on."""
        super().__init__(icon="monitor", parent=parent)
        self.setObjectName("lookCard")
        self._appearance = appearance
        self._labels = {name: plain_label(role="label") for name in _FIELDS}
        self._choices = {name: Segmented(_options()[name], clearable=False) for name in _FIELDS}
        self._help = plain_label(role="help", wrap=True)
        self._words_help = plain_label(role="help", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        for place, name in enumerate(_FIELDS):
            row = 2 * place
            self._choices[name].setObjectName(f"choose_{name}")
            self._choices[name].changed.connect(self._on_choice_changed)
            grid.addWidget(self._labels[name], row, 0)
            grid.addWidget(self._choices[name], row, 1)
            grid.setRowMinimumHeight(row + 1, 4)
        grid.setVerticalSpacing(5)
        for name, label in (("lock_minutes", self._help), ("word_help", self._words_help)):
            grid.addWidget(label, 2 * _FIELDS.index(name) + 1, 1)
        self.add(grid)
        appearance.changed.connect(self._show)
        self.retranslate()
        self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Screen and lock"))
        words = {
            "language": _("Language"),
            "theme": _("Theme"),
            "text_size": _("Text size"),
            "lock_minutes": _("Lock after"),
            "word_help": _("Help with words"),
        }
        options = _options()
        for name in _FIELDS:
            self._labels[name].setText(words[name])
            self._choices[name].setAccessibleName(words[name])
            self._choices[name].relabel(options[name])
        self._help.setText(
            _("When nobody touches keys or pointer for this time, the screen locks. “Usual” is 10 minutes, and 5 for "
              "outreach and police. Ctrl+L locks at once.")
        )  # fmt: skip
        self._words_help.setText(
            _("Words that judge people get a line of dots while you write. F7 shows others. What somebody said stays "
              "in their own words, and nothing is ever held up by it.")
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_help"):
            self.retranslate()

    @Slot()
    def _show(self) -> None:
        for name in _FIELDS:
            self._choices[name].set_value(str(getattr(self._appearance.preferences, name)))

    @Slot(object)
    def _on_choice_changed(self, code: str) -> None:
        name = next(name for name, made in self._choices.items() if made is self.sender())
        kind = type(getattr(self._appearance.preferences, name))
        self._appearance.change(**{name: kind(code)})


def _options() -> dict[str, list[tuple[str, str]]]:
    minutes = [(str(one), ngettext("{n} min", "{n} min", one)) for one in LOCK_MINUTES]
    return {
        "language": [("en", "English"), ("es", "Español")],
        "theme": [("light", _("Light")), ("dark", _("Dark")), ("system", _("As the system"))],
        "text_size": [(str(one), f"{one} %") for one in SCALES],
        "lock_minutes": [(str(BY_ROLE), _("Usual")), *minutes],
        "word_help": [("on", _("On")), ("off", _("Off"))],
    }
