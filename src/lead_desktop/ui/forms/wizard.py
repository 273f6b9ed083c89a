"""A long form in sections: any order, every section may be skipped, and a draft at every moment."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lead_desktop.domain.base import Record
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.forms import assembly
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import field_names
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.pages import Page, Route
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.looks import button, plain_label, rename
from lead_desktop.ui.widgets.section_list import Section, SectionList

AnyForm = RecordForm[Any]


class Wizard(QWidget):
    """Pages of forms with a list of sections beside them. A page is built when it is first shown."""

    changed = Signal()
    left = Signal()
    revealed = Signal(str)
    page_shown = Signal(str)
    finish_requested = Signal()

    def __init__(self, pages: Sequence[Page], needs: Needs, parent: QWidget | None = None) -> None:
        """Begin at the first page, with records as their types declare them."""
        super().__init__(parent)
        self._route = Route(pages)
        self._needs = needs
        self._built: dict[str, FormPage] = {}
        self._records: dict[str, Record] = {form.key: form.record_type() for page in pages for form in page.forms}
        self._waiting: dict[str, Json] = {}
        self._statuses: dict[str, str] = {}
        self._skipped: set[str] = set()
        self._visited: set[str] = set()
        self._here = ""
        self._make_parts()
        self._place()
        self.go_to(self._route.pages[0].key)

    def _make_parts(self) -> None:
        self.sections = SectionList(_("Sections"), self)
        self.sections.section_chosen.connect(self.go_to)
        self._title = plain_label(role="section", wrap=True)
        self._text = plain_label(role="muted", wrap=True)
        self._stack = QStackedWidget(self)
        self.back = button("", "arrow-left", name="wizardBack")
        self.skip = button("", "skip-forward", "quiet", name="wizardSkip")
        self.next = button("", role="primary", name="wizardNext")
        self.back.clicked.connect(self._on_back_clicked)
        self.skip.clicked.connect(self._on_skip_clicked)
        self.next.clicked.connect(self._on_next_clicked)

    def _place(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.skip)
        foot.addWidget(self.next)
        column = QVBoxLayout()
        column.setSpacing(10)
        for part in (self._title, self._text, self._stack):
            column.addWidget(part)
        column.setStretchFactor(self._stack, 1)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.sections)
        row.addLayout(column, 1)
        self.sections.setFixedWidth(230)

    # what it holds

    def load(self, records: Mapping[str, Record]) -> None:
        """Show records by form key; forms that are not named start as declared."""
        self._records.update(records)
        self._waiting.clear()
        for key, page in self._built.items():
            self._fill(key, page)
        self._say()

    def values(self, key: str) -> dict[str, Json]:
        """Return JSON values of one form's record, from all pages it stands on."""
        values = assembly.plain(self._records[key])
        for form in 2 * self._forms(key):  # twice, since a field may depend on one of a later page
            values = form.values(values)
        return values

    def record(self, key: str) -> Record | None:
        """Return one form's record, or None while some field cannot be read."""
        values = self.values(key)
        forms = self._forms(key)
        if not forms:
            return self._records[key]
        if any(form.record() is None for form in forms):
            return None
        return assembly.read(type(self._records[key]), values, ()).record

    def complete(self) -> bool:
        """Ask every page for what complete records need; where something is missing, go to the first such page."""
        self._share()
        missing = []
        for page in self._route.shown(self._held()):
            answers = [form.complete() for form in self._page(page.key).forms.values()]
            if not all(answers):
                missing.append(page.key)
        if missing:
            self.go_to(missing[0])
            self._page(missing[0]).complete()
        self._say()
        return not missing

    def state(self) -> Json:
        """Return everything exactly as typed, with the page that is shown; JSON."""
        pages = {**self._waiting, **{key: page.state() for key, page in self._built.items()}}
        statuses = {page.key: self.status(page.key) for page in self._route.pages}
        skipped, visited = sorted(self._skipped), sorted(self._visited)
        return {"pages": pages, "here": self._here, "skipped": skipped, "visited": visited, "statuses": statuses}

    def restore(self, state: Json) -> None:
        """Put back what `state` gave."""
        self._waiting = dict(state.get("pages", {}))
        self._skipped = set(state.get("skipped", ()))
        self._visited = set(state.get("visited", ()))
        self._statuses = dict(state.get("statuses", {}))
        for key, page in self._built.items():
            self._fill(key, page)
        here = state.get("here")
        self.go_to(here if here in {page.key for page in self._route.pages} else self._route.pages[0].key)

    # the way through

    @Slot(str)
    def go_to(self, key: str) -> None:
        """Show a page."""
        self._share()
        if self._here and self._here != key:
            self.left.emit()
        self._here = key
        self._visited.add(key)
        self._stack.setCurrentWidget(self._page(key))
        self._say()
        self.page_shown.emit(key)

    def here(self) -> str:
        """Return the key of the page that is shown."""
        return self._here

    def status(self, key: str) -> str:
        """Return how far a page is: empty, started, done, skipped or problem."""
        page = self._built.get(key)
        if page is None:
            return self._statuses.get(key) or self._status_of_records(self._route.page(key))
        answered = any(form.has_answers() for form in page.forms.values())
        if not answered:
            return "skipped" if key in self._skipped else "empty"
        if key == self._here:
            return "started"
        if any(form.attention() for form in page.forms.values()):
            return "problem"
        return "done" if all(form.is_complete() for form in page.forms.values()) else "started"

    def changeEvent(self, event: QEvent) -> None:
        """Follow a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    # within

    def _status_of_records(self, page: Page) -> str:
        for form in page.forms:
            held = assembly.plain(self._records[form.key])
            if set(held) & set(field_names(form.layout)):
                return "started"
        return "empty"

    def _page(self, key: str) -> FormPage:
        if key not in self._built:
            declared = self._route.page(key)
            forms = {
                one.key: RecordForm(one.record_type, one.layout, self._needs, whole=False) for one in declared.forms
            }
            page = FormPage(forms)
            self._built[key] = page
            self._stack.addWidget(page)
            self._fill(key, page)
            page.changed.connect(self._on_page_changed)
            page.left.connect(self.left)
            page.revealed.connect(self.revealed)
        return self._built[key]

    def _fill(self, key: str, page: FormPage) -> None:
        for form_key, form in page.forms.items():
            form.load(self._records[form_key])
        if key in self._waiting:
            page.restore(self._waiting.pop(key))

    def _forms(self, key: str) -> list[AnyForm]:
        return [page.forms[key] for page in self._built.values() if key in page.forms]

    def _held(self) -> dict[str, dict[str, Json]]:
        """Return what the pages that come and go depend on."""
        return {page.only_if.form: self.values(page.only_if.form) for page in self._route.pages if page.only_if}

    def _share(self) -> None:
        """Let each form know what stands in the same record on other pages."""
        for key in self._records:
            forms = self._forms(key)
            if len(forms) > 1:
                values = self.values(key)
                for form in forms:
                    form.set_rest(values)

    def _say(self) -> None:
        page = self._route.page(self._here)
        held = self._held()
        self._title.setText(_(page.title))
        self._text.setText(" ".join(words for words in (_(page.text), _("You can skip any question.")) if words))
        shown = self._route.shown(held)
        self.sections.show_sections([Section(one.key, _(one.title), self.status(one.key)) for one in shown])
        self.sections.choose(self._here)
        self.sections.setAccessibleName(_("Sections"))
        last = self._route.after(self._here, held) is None
        rename(self.back, _("Back"))
        rename(self.skip, _("Skip this section"))
        rename(self.next, _("Finish") if last else _("Next"))
        self.back.setEnabled(self._route.before(self._here, held) is not None)
        self.skip.setVisible(not last)

    @Slot()
    def _on_page_changed(self) -> None:
        self._skipped.discard(self._here)
        self._say()
        self.changed.emit()

    @Slot()
    def _on_back_clicked(self) -> None:
        before = self._route.before(self._here, self._held())
        if before is not None:
            self.go_to(before)

    @Slot()
    def _on_skip_clicked(self) -> None:
        self._skipped.add(self._here)
        self._move_on()

    @Slot()
    def _on_next_clicked(self) -> None:
        self._move_on()

    def _move_on(self) -> None:
        after = self._route.after(self._here, self._held())
        if after is None:
            self.finish_requested.emit()
            return
        self.go_to(after)
        self.changed.emit()
