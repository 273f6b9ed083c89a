"""Adding somebody who came without a referral: a short form, kept as typed, with a look at who is here already."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from lead_desktop.casework import people, syncing
from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.people import PersonRow
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _, ngettext
from lead_desktop.ui.forms.foot import foot_line, lay_out, save_keys
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace, Keeper
from lead_desktop.ui.looks import button, rename
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner

FORM = "person_add"
PAUSE_MS = 350
_LAYOUT: Layout = (
    Section(
        N_("The person"),
        (
            Row("legal_name"),
            Row("name_used", "pronouns"),
            Row("aliases"),
            Row("dob", "approx_age"),
            Row("preferred_language", "interpreter_needed"),
            Row("phones"),
        ),
    ),
)


def _add(desk: Desk, person: Person, draft: str) -> tuple[Saved, str]:
    saved = people.add_person(desk, person, draft=draft)
    return saved, desk.reading.get(Person, saved.rids[0]).record.participant_number or ""


@dataclass(frozen=True, slots=True)
class _Found:
    """People alike; whole: everything that this laptop may hold is here, so that nobody else is to be found."""

    people: tuple[PersonRow, ...] = ()
    whole: bool = True

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to ask the worker about."""
        return self.whole and not self.people


def _look(desk: Desk, person: Person) -> _Found:
    return _Found(people.alike(desk, person), syncing.everything_is_here(desk))


class AddPerson(QWidget):
    """The form, the hint about people alike, and the two ways out."""

    added = Signal(object, str)  # what was saved, and the new number
    left_again = Signal()
    person_requested = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Build the form."""
        super().__init__(parent)
        self.setObjectName("add_person")
        self._tools = tools
        self._alike = _Found()
        self._sure = False
        self._asked = 0
        self.form: RecordForm[Person] = RecordForm(Person, _LAYOUT, tools.needs)
        self.page = FormPage({"person": self.form})
        self.keeper = Keeper(tools, DraftPlace(FORM, "", Compartment.IDENTITY), self.page, self)
        self.hint = Banner("info")
        self.hint.setObjectName("alike")
        self.trouble = Banner("bad", closable=True)
        self.save = button("", "check", "primary", name="save_person")
        self.cancel = button("", "arrow-left", "quiet", name="leave_person")
        self.discard = button("", "trash-2", "quiet", name="discard_draft")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        foot = foot_line((self.cancel, self.discard), self.keeper.saver.label, self.save)
        lay_out(self, (self.trouble, self.hint), self.page, foot)
        self._connect()

    def _connect(self) -> None:
        save_keys(self, self._on_save_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self.discard.clicked.connect(self._on_discard_clicked)
        self.form.changed.connect(self._on_form_changed)
        self._pause.timeout.connect(self._look_for_alike)
        self.hint.link_activated.connect(self._on_hint_link_activated)
        self.keeper.kept.connect(self._say_draft)
        self.keeper.discarded.connect(self._on_keeper_discarded)
        self.keeper.went_wrong.connect(self._on_went_wrong)

    # what the screen asks

    def begin(self, typed: str = "") -> None:
        """Go on with the draft that waits, else begin with the name that was searched for."""
        self._sure = False
        self._show_alike(_Found())
        self.trouble.show_message("")
        state = self.keeper.state()
        if state is not None:
            self.page.restore(state)
        else:
            self.form.load(Person(legal_name=_as_name(typed)))
            if typed.strip():
                self._pause.start()
        self._say_draft()
        self.take_focus()

    def take_focus(self) -> None:
        """Begin at the name."""
        self.form.focus_first()

    def flush(self) -> None:
        """Keep what is still to be kept; look for nobody any more."""
        self._pause.stop()
        self.keeper.flush()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        rename(self.save, _("Add this person"))
        rename(self.cancel, _("Back to the list"))
        rename(self.discard, _("Discard draft"))
        self._show_alike(self._alike)

    # who is here already

    @Slot()
    def _on_form_changed(self) -> None:
        self._sure = False
        self._pause.start()

    @Slot()
    def _look_for_alike(self) -> None:
        person = self.form.record()
        if person is None:
            return
        self._asked += 1
        job = self._tools.jobs.aside(_look, self._tools.desk, person)
        job.finished.connect(partial(self._on_alike_found, self._asked))
        job.went_wrong.connect(self._on_went_wrong)

    def _on_alike_found(self, number: int, found: object) -> None:
        if number == self._asked and isinstance(found, _Found):
            self._show_alike(found)

    def _show_alike(self, found: _Found) -> None:
        self._alike = found
        if found.nothing or self._sure:
            self.hint.show_message("")
            return
        new = ("none", _("No, this is somebody new"))
        if not found.people:
            self.hint.show_message(_(syncing.NOT_ALL), [("none", _("Go on with somebody new"))])
            return
        words = ngettext(
            "Somebody with this name or birth date is here already. Is it the same person?",
            "{n} people with this name or birth date are here already. Is one of them the same person?",
            len(found.people),
        )
        links = [(one.rid, f"{one.name}, {one.number}") for one in found.people]
        self.hint.show_message(words if found.whole else f"{words} {_(syncing.NOT_ALL)}", [*links, new])

    @Slot(str)
    def _on_hint_link_activated(self, key: str) -> None:
        if key != "none":
            self.flush()
            self.person_requested.emit(key)
            return
        self._sure = True
        self.hint.show_message("")
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    # saving

    @Slot()
    def _on_save_clicked(self) -> None:
        if not self.save.isEnabled() or not self.page.ready_to_save():
            return
        person = self.form.record()
        if person is None:
            return
        self.flush()
        self._set_busy(busy=True)
        job = self._tools.jobs.run(self._check_and_add, person)
        job.finished.connect(self._on_add_finished)
        job.went_wrong.connect(self._on_went_wrong)

    def _check_and_add(self, person: Person) -> _Found | tuple[Saved, str]:
        """Look once more who is here, then add; runs on the writing thread and touches no widget."""
        desk = self._tools.desk
        found = _Found() if self._sure else _look(desk, person)
        return _add(desk, _with_quality(person), self.keeper.draft_id()) if found.nothing else found

    @Slot(object)
    def _on_add_finished(self, answer: object) -> None:
        self._set_busy(busy=False)
        if isinstance(answer, tuple):
            self.keeper.drop()
            self.added.emit(*answer)
        if not isinstance(answer, _Found):
            return
        self._show_alike(answer)
        link = self.hint.findChild(QWidget, "link_none")
        if link is not None:
            link.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_went_wrong(self, error: object) -> None:
        self._set_busy(busy=False)
        words = (error if isinstance(error, LeadError) else LeadError()).words()
        if isinstance(error, Incomplete) and any(one.field == "legal_name" for one in error.problems):
            words = _("Please write at least one name: a legal name, the name the person goes by, or another name.")
            self.form.focus_field("legal_name")
        self.trouble.show_message(words)

    def _set_busy(self, *, busy: bool) -> None:
        self.save.setEnabled(not busy)
        self.page.setEnabled(not busy)

    # ways out

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self.flush()
        self.left_again.emit()

    @Slot()
    def _on_discard_clicked(self) -> None:
        self.flush()
        self.keeper.discard()

    @Slot()
    def _on_keeper_discarded(self) -> None:
        with QSignalBlocker(self.page):
            self.form.load(Person())
        self._show_alike(_Found())
        self._say_draft()
        self.left_again.emit()

    @Slot()
    def _say_draft(self) -> None:
        self.discard.setVisible(self.keeper.on_disk)


def _as_name(typed: str) -> PersonName | None:
    """Return a searched name as the start of the form; a number or a date is none."""
    words = typed.split()
    if not words or any(sign.isdecimal() for sign in typed):
        return None
    return PersonName(first=words[0], last=" ".join(words[1:]) or None)


def _with_quality(person: Person) -> Person:
    """Say how complete name and birth date are, as they show it themselves."""
    quality = person.legal_name.quality() if person.legal_name else "2"
    return person.with_(
        name_quality=person.name_quality or quality,
        dob_quality=person.dob_quality or ("1" if person.dob else None),
    )
