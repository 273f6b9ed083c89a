"""Handing a participant to another worker: who, why, what the next one should know; and what does not go along."""

from collections.abc import Sequence
from functools import partial

from lead_desktop.casework.caseload import Load, caseloads, may_go_over
from lead_desktop.casework.handing_over import drafts_about, hand_over, handed, holder
from lead_desktop.casework.kept import Kept
from lead_desktop.casework.people import workers
from lead_desktop.domain.assignment import Assignment
from lead_desktop.domain.base import Compartment
from lead_desktop.i18n import N_, gettext as _, ngettext, show_date
from lead_desktop.ui.caseload.worker_editor import WorkerEditor
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.person.form_screen import FormScreen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied

FORM = "hand_over"
_OVER = Row("over_limit")
LAYOUT: Layout = (
    Section("", (Row("to_worker"), _OVER)),
    Section(N_("Why, and what the next worker should know"), (Row("reason"), Row("told"), Row("remark"))),
)


class HandOverForm(RecordForm[Assignment]):
    """The fields of a hand-over; one more than the limit is asked about only where the role may say why."""

    def __init__(self, tools: Tools, person: str) -> None:
        """Build for a person of a desk; whoever works with them already is not offered."""
        self._desk = tools.desk
        self._now = holder(tools.desk, person)
        over = may_go_over(tools.desk)
        layout = tuple(Section(one.title, tuple(row for row in one.rows if over or row is not _OVER)) for one in LAYOUT)
        super().__init__(Assignment, layout, tools.needs)

    def editor_for(self, spec: Spec) -> Editor:
        """Give the worker an editor of its own."""
        if spec.name == "to_worker":
            return WorkerEditor(spec, self._needs, self._others)
        return super().editor_for(spec)

    def _others(self) -> tuple[Load, ...]:
        return tuple(one for one in caseloads(self._desk) if one.worker != self._now)


class HandOverBox(FormBox):
    """The form about one person."""

    def __init__(self, tools: Tools, person: str) -> None:
        """Begin, or go on with the draft that waits."""
        self._person = person
        self.form = HandOverForm(tools, person)
        self.form.load(Assignment(person=person, at=tools.desk.clock.now()))
        place = DraftPlace(FORM, person, Compartment.CASEWORK)
        super().__init__(tools, place, FormPage({"assignment": self.form}), self._act)
        self.setObjectName("hand_over_form")
        self.along = Card(icon="info")
        self.along.setObjectName("goes_along")
        self.page.put_first(self.along)
        self.begin()

    def show_along(self, lines: Sequence[str]) -> None:
        """Say above the fields what goes along and what does not, in the language of now."""
        self.along.set_title(_("What goes along, and what does not"))
        emptied(self.along.body)
        for words in lines:
            self.along.add(plain_label(words, wrap=True))

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(hand_over, self._tools.desk, self._person, record, draft=draft)


class HandOverScreen(FormScreen):
    """The page around the form; `open` names who is handed over."""

    SAVE_WORDS = N_("Hand over")
    SAVED_WORDS = N_("Handed over. The next worker finds the person among their people.")

    def __init__(self, tools: Tools) -> None:
        """Build the frame; the form is made for each person."""
        self._held: tuple[Kept[Assignment], ...] = ()
        super().__init__(tools, "hand_over", self._made)

    def title(self) -> str:
        """Name the page, without anybody's name."""
        return _("Hand over to another worker")

    def _made(self, rid: str) -> FormBox:
        self._held = handed(self._tools.desk, rid)
        return HandOverBox(self._tools, rid)

    def _say(self) -> None:
        super()._say()
        if isinstance(self._box, HandOverBox):
            self._box.show_along(self._lines())

    def _lines(self) -> list[str]:
        found = [
            _("Everything written about the person goes along. Sealed notes stay with their author."),
            *([self._drafts()] if self._drafts() else []),
        ]
        names = workers(self._tools.desk)
        for one in self._held[:2]:
            record = one.record
            since = show_date(record.at.date()) if record.at else ""
            found.append(
                _("With {name} since {date}: {why}").format(
                    name=names.get(record.to_worker or "", ""), date=since,
                    why=code_words("assignment_reason", record.reason),
                )
            )  # fmt: skip
        return found

    def _drafts(self) -> str:
        """Return a sentence about half-typed forms of one's own, which would stay behind."""
        mine = [one for one in drafts_about(self._tools.desk, self._rid) if one.form != FORM] if self._rid else []
        if not mine:
            return ""
        return ngettext(
            "{n} half-typed form of yours about this person does not go along. Finish it first if it matters.",
            "{n} half-typed forms of yours about this person do not go along. Finish them first if they matter.",
            len(mine),
        )
