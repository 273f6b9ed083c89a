"""What stands at the foot of the settings: removing the sample, and what this program is made of."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop import __version__
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.settings.work_card import WorkCard

_REMOVE = "remove"


class SampleCard(WorkCard):
    """Removes the sample program from the laptop; asks first."""

    def __init__(self, end: Callable[[str], object], parent: QWidget | None = None) -> None:
        """Take what ends the session."""
        super().__init__("sampleCard", "users", parent)
        self._end = end
        self._remove = button("", "trash-2", "danger", name="removeSample")
        self.body.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._remove.clicked.connect(self._on_remove_clicked)
        self.banner.link_activated.connect(self._on_link_activated)
        self.close_up(self._remove)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Sample program"))
        self.set_subtitle(_("Everybody in it is invented. It can be made again at any time."))
        rename(self._remove, _("Remove the sample program"))

    @Slot()
    def _on_remove_clicked(self) -> None:
        words = _("This deletes the sample and what you tried in it. Your own program is not touched.")
        self.say(words, "warn", ((_REMOVE, _("Remove it")),))

    @Slot(str)
    def _on_link_activated(self, key: str) -> None:
        if key == _REMOVE:
            self._end(_REMOVE)


class AboutCard(WorkCard):
    """Version, licences, and whose names these are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the lines."""
        super().__init__("aboutCard", "info", parent)
        self._lines = [plain_label(wrap=True) for _each in range(4)]
        for label in self._lines:
            self.add(label)
        self.close_up()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("About"))
        words = (
            _("LEAD Desktop {version}. Free software under the Apache License 2.0, without any warranty.").format(
                version=__version__
            ),
            _("Made with Qt and PySide6 (LGPL 3), SQLCipher (BSD), Typst (Apache 2.0), the typeface Inter (OFL 1.1), "
              "and icons by Lucide (ISC)."),
            _("“LEAD” is the name of a program model. Its names and marks belong to their owners, who did not approve "
              "this program."),
            _("Nothing is sent anywhere but to your program's own hub, and only once this laptop has joined it."),
        )  # fmt: skip
        for label, text in zip(self._lines, words, strict=True):
            label.setText(text)
