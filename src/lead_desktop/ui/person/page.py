"""One person: header, what to do, and tabs; filled from one reading, which is written to the audit chain."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget

from lead_desktop.casework import contacts, people
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.acting import ActingScreen
from lead_desktop.ui.person.care_acts import CareActs
from lead_desktop.ui.person.contacts_tab import Contacts
from lead_desktop.ui.person.doing import Doing
from lead_desktop.ui.person.edit import EditPerson
from lead_desktop.ui.person.form_box import FormBox
from lead_desktop.ui.person.form_stack import FormStack
from lead_desktop.ui.person.header import PersonHeader
from lead_desktop.ui.person.legal_tab import Legal
from lead_desktop.ui.person.note_acts import NoteActs
from lead_desktop.ui.person.overview import Overview
from lead_desktop.ui.person.safety import open_words
from lead_desktop.ui.person.services_tab import Services
from lead_desktop.ui.person.status import StatusPanel
from lead_desktop.ui.person.tabs import Charges, Details, Timeline
from lead_desktop.ui.person.view import PersonView, read_view
from lead_desktop.ui.screen import Page, scrolling
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner

_PAGES = {"supplies": "person_supplies"}
"""The page behind a button, where it is called otherwise."""


class PersonScreen(ActingScreen):
    """A person's page; `open` names whose."""

    def __init__(self, tools: Tools) -> None:
        """Build the tabs; they are filled when somebody is opened."""
        super().__init__(tools, "person")
        self._rid = ""
        self._view: PersonView | None = None
        self._private = False
        self.header = PersonHeader()
        self.doing = Doing()
        self.welcome = Banner("info")
        self.careful = Banner("warn")
        self.careful.setObjectName("careful")
        self.overview, self.details = Overview(), Details()
        self.timeline, self.contacts, self.charges = Timeline(), Contacts(), Charges()
        self.services, self.legal = Services(), Legal()
        self.note_acts = NoteActs(tools, self._show_form, self)
        self.care_acts = CareActs(tools, self._show_form, self)
        self.tabs = QTabWidget()
        self.stack = FormStack(self.tabs)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.welcome.setObjectName("welcome_back")
        self.tabs.setObjectName("person_tabs")
        inside = Page(self)
        for part in (self.header, self.careful, self.doing, self.trouble, self.welcome):
            inside.head.addWidget(part)
        for page in (scrolling(self.overview), self.timeline, self.contacts, scrolling(self.details), self.charges):
            self.tabs.addTab(page, "")
        self.tabs.addTab(self.services, "")
        self.tabs.addTab(self.legal, "")
        inside.column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.header.back_requested.connect(self._on_header_back_requested)
        self.doing.asked.connect(self._on_doing_asked)
        self.services.opened.connect(self.care_acts.change_service)
        self.contacts.note.asked.connect(self.note_acts.do)
        self.contacts.seal.clicked.connect(self._on_seal_clicked)
        self.details.history_requested.connect(self._on_history_requested)
        self.note_acts.went_wrong.connect(self._on_went_wrong)
        self.legal.add_requested.connect(self._on_legal_add_requested)
        self.legal.opened.connect(self.care_acts.change_matter)
        self.care_acts.went_wrong.connect(self._on_went_wrong)
        self.stack.saved.connect(self._on_stack_saved)
        self.stack.left_again.connect(self._on_stack_left_again)
        self.welcome.link_activated.connect(self._on_welcome_link_activated)
        self.careful.link_activated.connect(self._on_careful_link_activated)
        self.timeline.opened.connect(self._on_timeline_opened)
        self.charges.opened.connect(self._on_charges_opened)

    # what the window asks

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Person")

    def open(self, what: object) -> None:
        """Show a person by id."""
        if str(what) != self._rid:
            self.stack.close_form()
            self._rid = str(what)
            self._view = None
            self.tabs.setCurrentIndex(0)

    def refresh(self) -> None:
        """Read the person again."""
        if self._rid:
            self._with_person(read_view, self._on_view_read)

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.doing.retranslate()
        titles = (
            _("Overview"), _("Timeline"), _("Contacts and notes"), _("Details"), _("Held charges"),
            _("Services and supplies"), _("Legal"),
        )  # fmt: skip
        for at, words in enumerate(titles):
            self.tabs.setTabText(at, words)
        self.tabs.setAccessibleName(self.title())
        self._fill()

    def leave(self) -> bool:
        """Keep the draft of what is being changed."""
        self.stack.flush()
        return True

    def set_private(self, private: bool) -> None:
        """Show initials, or the name again."""
        self._private = private
        self._fill()

    def take_focus(self) -> None:
        """Begin at the tabs, or in the form that is open."""
        (self.stack.form.page if self.stack.form is not None else self.tabs.tabBar()).setFocus()

    # showing

    @Slot(object)
    def _on_view_read(self, view: object) -> None:
        if isinstance(view, PersonView) and view.file.person.rid == self._rid:
            self._view = view
            self.trouble.show_message("")
            self._fill()

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        self.header.show_view(view, private=self._private)
        self.note_acts.names = view.workers
        may = view.may
        self.doing.show_allowed(
            {"contact": may.contact, "intake": may.intake, "plan": may.plan, "status": may.status, "edit": may.edit,
             "hand_over": may.status and view.file.engagement is not None,
             "supplies": may.supplies, "service": may.service, "overdose": may.overdose, "consents": may.consents,
             "disclosures": may.disclosures}
        )  # fmt: skip
        self.doing.setVisible(self.stack.form is None)
        self.tabs.setTabVisible(2, may.contacts or bool(view.threads))
        self.tabs.setTabVisible(4, may.charges)
        self.tabs.setTabVisible(5, may.service or bool(view.supplies))
        self.tabs.setTabVisible(6, may.legal)
        self.legal.show_matters(view.matters, may_add=may.add_legal)
        for part in (self.overview, self.timeline, self.contacts, self.details, self.charges, self.services):
            part.show_view(view)
        careful = open_words(view.safety, view.overdoses) if self.stack.form is None else ""
        self.careful.show_message(careful, self.care_acts.links(view) if careful else ())
        back = view.can_come_back and self.stack.form is None
        words = _("Is the person here again? One contact leads back, with the same number and no new intake.")
        self.welcome.show_message(words if back else "", [("back", _("Welcome back"))] if back else ())

    # going on

    def _go(self, kind: str) -> None:
        self.open_requested.emit(kind, self._rid)

    @Slot()
    def _on_header_back_requested(self) -> None:
        if self.stack.form is not None:
            self.stack.flush()
            self.stack.close_form()
            self._fill()
        else:
            self.back_requested.emit()

    @Slot(object)
    def _on_timeline_opened(self, happening: object) -> None:
        kind = getattr(happening, "kind", "")
        if kind == "referral":
            self.open_requested.emit("referral", getattr(happening, "opens", ""))
        elif kind in ("intake_started", "intake_done"):
            self._go("intake")
        elif kind == "plan":
            self._go("plan")
        elif kind == "contact":
            self.tabs.setCurrentIndex(2)

    @Slot(object)
    def _on_charges_opened(self, charge: object) -> None:
        if isinstance(charge, Kept) and isinstance(charge.record, DivertedCharge):
            self.open_requested.emit("charge", charge.rid)

    @Slot(str)
    def _on_welcome_link_activated(self, _key: str) -> None:
        self._with_person(contacts.welcome_back, self._on_welcomed)

    @Slot(object)
    def _on_welcomed(self, saved: object) -> None:
        self._after(saved, _("Welcome back. A contact is recorded, and the person is active again."))

    # changing

    @Slot()
    def _on_legal_add_requested(self) -> None:
        self.care_acts.begin("matter", self._rid)

    @Slot()
    def _on_seal_clicked(self) -> None:
        self.note_acts.seal(self._rid)

    @Slot()
    def _on_history_requested(self) -> None:
        self.note_acts.tell_person(self._rid)

    @Slot(str)
    def _on_careful_link_activated(self, key: str) -> None:
        self.care_acts.follow(key, self._rid)

    @Slot(str)
    def _on_doing_asked(self, key: str) -> None:
        if key == "status":
            self._with_person(contacts.open_engagement, self._on_engagement_opened)
        elif key == "edit":
            self._with_person(people.open_person, self._on_person_opened)
        elif key in ("service", "overdose"):
            self.care_acts.begin(key, self._rid)
        else:
            self._go(_PAGES.get(key, key))

    @Slot(object)
    def _on_engagement_opened(self, opened: object) -> None:
        panel = StatusPanel(self._tools, self._rid, opened if isinstance(opened, Opened) else None)
        self._show_form(panel)
        panel.take_focus()

    @Slot(object)
    def _on_person_opened(self, opened: object) -> None:
        if isinstance(opened, Opened):
            form = EditPerson(self._tools, opened)
            self._show_form(form)
            form.form.focus_first()

    def _show_form(self, form: FormBox) -> None:
        self.stack.show_form(form)
        self._fill()

    @Slot(object)
    def _on_stack_saved(self, saved: object) -> None:
        self._after(saved, _("Saved."))

    @Slot()
    def _on_stack_left_again(self) -> None:
        self._fill()
        self.take_focus()

    def _after(self, saved: object, words: str) -> None:
        self._saved = saved if isinstance(saved, Saved) else None
        self.refresh()
        self.take_focus()
        self.said.emit(words, self._saved is not None)

    def _with_person(self, act: Callable[[Desk, str], object], then: Callable[[Any], object]) -> None:
        self._run(act, self._tools.desk, self._rid, then=then)
