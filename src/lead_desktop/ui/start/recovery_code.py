"""The recovery code, shown once: to be printed or written down, and typed in part to show that it was."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.start.fields import TextField
from lead_desktop.ui.start.page import StartPage
from lead_desktop.ui.widgets.card import Card

_ACROSS = 3


class RecoveryCodePage(StartPage):
    """Goes on only when the last group was typed, so that nobody clicks the code away."""

    confirmed = Signal()

    def __init__(self, code: str, jobs: Jobs, print_code: Callable[[str], object]) -> None:
        """Take the code in its groups, and what prints it."""
        super().__init__("recoveryCodePage", jobs)
        self._code = code
        self._groups = code.split("-")
        self._print_code = print_code
        self._card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(12)
        for place, group in enumerate(self._groups):
            number = plain_label(str(place + 1), role="small")
            shown = plain_label(group, role="code")
            shown.setObjectName(f"codeGroup{place + 1}")
            shown.setAccessibleName(f"{place + 1}: {' '.join(group)}")
            grid.addWidget(number, place // _ACROSS, place % _ACROSS * 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(shown, place // _ACROSS, place % _ACROSS * 2 + 1)
        for column in range(1, _ACROSS * 2, 2):
            grid.setColumnStretch(column, 1)
        self._card.add(grid)
        self._print = button("", "printer", name="printCode")
        self.again = TextField("lastGroup")
        self._go_on = button("", "", "primary", name="goOn")
        self.column.addWidget(self._card)
        self.column.addLayout(self._row(self._print))
        self.column.addWidget(self.again)
        self.column.addLayout(self._row(self._go_on))
        self._print.clicked.connect(self._on_print_clicked)
        self._go_on.clicked.connect(self._on_go_on_clicked)
        self.again.line.returnPressed.connect(self._on_go_on_clicked)
        self.setFocusProxy(self._print)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_heading(
            _("Your recovery code"),
            _("If you ever forget your passphrase, only this code opens the laptop. It is shown once, now. Print it or "
              "write it down, and keep it in a locked place away from the laptop."),
        )  # fmt: skip
        self._card.setAccessibleName(_("Recovery code"))
        rename(self._print, _("Print the code"))
        self.again.set_words(
            _("Type the last group, number {n}").format(n=len(self._groups)), _("To show that you have it on paper.")
        )
        rename(self._go_on, _("I have it on paper"))

    @Slot()
    def _on_print_clicked(self) -> None:
        self._print_code(self._code)
        self.again.line.setFocus()

    @Slot()
    def _on_go_on_clicked(self) -> None:
        typed = self.again.text().upper().translate(str.maketrans("OIL", "011"))
        if typed != self._groups[-1]:
            self.again.show_problem(_("This is not the last group. Please compare it with your paper."))
            self.again.line.setFocus()
            return
        self.confirmed.emit()
