"""After unlock: the newest saves are not in the file, and what can be done (security 3.5, section 6 number 21)."""

from PySide6.QtCore import Signal

from lead_desktop.casework.opening import Opening
from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.start.page import StartPage
from lead_desktop.ui.widgets.card import Card


class MissingPage(StartPage):
    """Says it plainly before anything is shown; going on is a choice, and is in the audit trail."""

    go_on_requested = Signal()
    restore_requested = Signal()

    def __init__(self, opened: Opening, jobs: Jobs) -> None:
        """Take what was found when the vault was opened."""
        super().__init__("missingPage", jobs)
        self._opened = opened
        self._card = Card()
        self._notes = [plain_label(wrap=True) for _each in range(3)]
        for label in self._notes:
            self._card.add(label)
        self._restore = button("", "rotate-ccw", "primary", name="restoreBackup")
        self._go_on = button("", "arrow-right", name="goOn")
        self.column.addWidget(self._card)
        self.column.addLayout(self._row(self._restore, self._go_on))
        self._restore.clicked.connect(self.restore_requested)
        self._go_on.clicked.connect(self.go_on_requested)
        self.setFocusProxy(self._go_on)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_heading(self._heading())
        kept = self._opened.desk.vault.kept_wal is not None
        words = (
            _("This can happen when power fails, when a disk is faulty, or when an older copy was put back."),
            _("A copy of what lay beside the database is kept in the folder “quarantine”; somebody with technical "
              "knowledge may be able to look at it.") if kept else "",
            _("If you have a newer backup, restore it. Otherwise go on, and enter again what is missing."),
        )  # fmt: skip
        for label, text in zip(self._notes, words, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        rename(self._restore, _("Restore a backup"))
        rename(self._go_on, _("Go on without what is missing"))

    def _heading(self) -> str:
        missing = self._opened.missing
        if missing.ops or missing.events:
            return ngettext(
                "The last saved change is not in the file",
                "The last {n} saved changes are not in the file",
                missing.ops or missing.events,
            )
        if missing.altered:
            return _("The file is not the one that was saved last")
        return _("It cannot be told whether saved changes are missing")
