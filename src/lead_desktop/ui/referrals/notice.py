"""The quiet line above the form: a draft found again, a person's no, the question before a draft is discarded."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.i18n import gettext as _
from lead_desktop.ui.widgets.banner import Banner


class FormNotice(Banner):
    """Says one thing at a time."""

    another_requested = Signal()
    discard_requested = Signal()
    kept = Signal()

    def __init__(self) -> None:
        """Begin silent."""
        super().__init__("info", closable=True)
        self.setObjectName("notice")
        self._said = ""
        self.link_activated.connect(self._on_link_activated)

    def say(self, what: str) -> None:
        """Say `found`, `said_no`, `discard`, or nothing."""
        self._said = what
        match what:
            case "found":
                words = _("This is a referral you had begun. Nothing was lost.")
                self.show_message(words, [("another", _("Begin another one"))])
            case "said_no":
                self.show_message(_("That is the person's choice. You can send this now; nothing more is needed."))
            case "discard":
                words = _("Discard what you typed here? This cannot be undone.")
                self.show_message(words, [("discard", _("Discard it")), ("keep", _("Keep it"))])
                keep = self.findChild(QWidget, "link_keep")
                if keep is not None:
                    keep.setFocus(Qt.FocusReason.OtherFocusReason)
            case _other:
                self.show_message("")

    def follow(self, *, said_no: bool) -> None:
        """Say that a no needs nothing more, while it stands."""
        if said_no != (self._said == "said_no"):
            self.say("said_no" if said_no else "")

    def retranslate(self) -> None:
        """Say it again in the language of now."""
        self.say(self._said)

    @Slot(str)
    def _on_link_activated(self, key: str) -> None:
        self.say("")
        {"another": self.another_requested, "discard": self.discard_requested}.get(key, self.kept).emit()
