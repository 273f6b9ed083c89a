"""Asking for somebody outside the own caseload: by exact name, with a reason that is written down (domain 3.7)."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lead_desktop.casework import people
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.people import PersonRow
from lead_desktop.domain.text import LINE_MAX
from lead_desktop.errors import LeadError
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms.plain_text import PlainLine
from lead_desktop.ui.looks import announce, button, icon_button, plain_label, plain_tip, rename
from lead_desktop.ui.people.words import initials, state_words
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.wording.word_help import help_with_line


def _ask(desk: Desk, name: str, reason: str) -> tuple[tuple[PersonRow, str], ...]:
    names = people.workers(desk)
    return tuple((one, names.get(one.case_manager, "")) for one in people.look_up(desk, name, reason))


class LookUp(Card):
    """Name and reason, and what the program may answer: whether somebody is here, and whose caseload they are on."""

    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        """Build the two lines."""
        super().__init__(icon="user-search")
        self.setObjectName("look_up")
        self._tools = tools
        self._private = False
        self._found: tuple[tuple[PersonRow, str], ...] | None = None
        self.name = PlainLine(LINE_MAX, self)
        self.name.setObjectName("look_up_name")
        self.reason = PlainLine(LINE_MAX, self)
        self.reason.setObjectName("look_up_reason")
        if tools.needs.words is not None:
            help_with_line(self.reason, tools.needs.words)
        self.ask_button = button("", "search", "primary", name="look_up_ask")
        self._close = icon_button("x", "", name="look_up_close")
        self._labels = (plain_label(role="label"), plain_label(role="label"))
        self._answer = plain_label(wrap=True)
        self._answer.setObjectName("look_up_answer")
        line = QHBoxLayout()
        line.setSpacing(12)
        for label, field in zip(self._labels, (self.name, self.reason), strict=True):
            label.setBuddy(field)
            box = QVBoxLayout()
            box.setSpacing(4)
            box.addWidget(label)
            box.addWidget(field)
            line.addLayout(box, 1)
        low = QVBoxLayout()
        low.addStretch(1)
        low.addWidget(self.ask_button)
        line.addLayout(low)
        self.add(line)
        self.add(self._answer)
        self.add_action(self._close)
        self.ask_button.clicked.connect(self._on_ask_clicked)
        self.reason.returnPressed.connect(self._on_ask_clicked)
        self._close.clicked.connect(self._on_close_clicked)
        QWidget.setTabOrder(self.name, self.reason)
        QWidget.setTabOrder(self.reason, self.ask_button)
        self._answer.hide()

    def begin(self) -> None:
        """Come into sight, ready for a name."""
        self.show()
        self.name.setFocus()

    def clear(self) -> None:
        """Go out of sight and forget what was asked."""
        self.name.put("")
        self.reason.put("")
        self._found = None
        self._say("")
        self.hide()

    def set_private(self, private: bool) -> None:
        """Show initials, or names again."""
        self._private = private
        self._show()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.set_title(_("Look somebody up"))
        self.set_subtitle(
            _("Somebody who is not on your caseload: the exact name or number, and why you ask. It is written down.")
        )
        words = (_("Exact name or number"), _("Why you ask"))
        for label, field, one in zip(self._labels, (self.name, self.reason), words, strict=True):
            label.setText(one)
            field.setAccessibleName(one)
        rename(self.ask_button, _("Look up"))
        self._close.setAccessibleName(_("Close"))
        self._close.setToolTip(plain_tip(_("Close")))
        self._show()

    @Slot()
    def _on_ask_clicked(self) -> None:
        self.ask_button.setEnabled(False)
        job = self._tools.jobs.run(_ask, self._tools.desk, self.name.text(), self.reason.text())
        job.finished.connect(self._on_job_finished)
        job.went_wrong.connect(self._on_job_went_wrong)

    @Slot(object)
    def _on_job_finished(self, found: object) -> None:
        self.ask_button.setEnabled(True)
        self._found = found if isinstance(found, tuple) else ()
        self._show()

    @Slot(object)
    def _on_job_went_wrong(self, error: object) -> None:
        self.ask_button.setEnabled(True)
        self._found = None
        if isinstance(error, Incomplete):
            self._say(_("Please write the exact name or number, and why you ask."))
            blank = self.name if any(one.field == "name" for one in error.problems) else self.reason
            blank.setFocus()
        else:
            self._say((error if isinstance(error, LeadError) else LeadError()).words())

    def _show(self) -> None:
        if self._found is None:
            return
        lines = []
        for row, worker in self._found:
            name = initials(row.name) if self._private else row.name
            with_whom = _("with {name}").format(name=worker) if worker else _("with nobody yet")
            lines.append(" · ".join((f"{name}, {row.number}", state_words("engagement", row.status), with_whom)))
        self._say("\n".join(lines) or _("Nobody with exactly this name or number is on this laptop."))

    def _say(self, words: str) -> None:
        self._answer.setText(words)
        self._answer.setVisible(bool(words))
        if words:
            announce(self, words)

    @Slot()
    def _on_close_clicked(self) -> None:
        self.clear()
        self.closed.emit()
