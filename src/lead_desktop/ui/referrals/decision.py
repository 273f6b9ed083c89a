"""Deciding on a referral: what the criteria advise, who the person may be, and the decision a person makes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept
from lead_desktop.casework.people import PersonRow, workers
from lead_desktop.casework.referral_start import blank_screening, criteria_words
from lead_desktop.casework.referrals import same_people
from lead_desktop.domain.criteria import presumptive
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.screening import Screening
from lead_desktop.i18n import N_, gettext as _, language
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.needs import Needs, Referent
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.keeping import DraftPlace, Keeper
from lead_desktop.ui.looks import button, plain_label, plain_text, rename
from lead_desktop.ui.referrals.words import code_words, name_words
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.pill import Pill

LAYOUT: Layout = (
    Section(N_("Decision"), (Row("decision", "assigned_to"), Row("redirected_to"), Row("reason"), Row("notified_how"))),
)
FORM = "decision"
_TONES = {"ok": "good", "not_ok": "warn", "override": "info"}


class Workers:
    """The people who work here, to assign a referral to."""

    def __init__(self, desk: Desk) -> None:
        """Ask a desk."""
        self._desk = desk

    def find(self, kind: str, text: str) -> Sequence[Referent]:
        """Return the workers whose name holds the typed text."""
        if kind != "user":
            return ()
        held = workers(self._desk)
        return tuple(Referent(rid, name) for rid, name in held.items() if text.casefold() in name.casefold())

    def label(self, kind: str, rid: str) -> str:
        """Return a worker's name."""
        return workers(self._desk).get(rid, "") if kind == "user" else ""


class CriterionAdvice(QWidget):
    """One criterion as the referrer saw it, with what it advises; never a rejection."""

    def __init__(self, words: str, result: str, reason: str) -> None:
        """Take words in the language of now."""
        super().__init__()
        head = QHBoxLayout()
        head.addWidget(plain_label(words, wrap=True), 1)
        head.addWidget(Pill(code_words("criteria_check", result), _TONES.get(result, "neutral")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        for text in (reason, _(presumptive("not_met")) if result == "not_ok" else ""):
            if text:
                column.addWidget(plain_label(text, "help", wrap=True))


class DecisionPanel(QWidget):
    """What a person needs for deciding, and the decision, kept as it is typed; `wanted` tells that it is asked for."""

    wanted = Signal()
    changed = Signal()
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        """Decide at a desk."""
        super().__init__()
        self.setObjectName("decision")
        self._tools = tools
        self._desk = desk = tools.desk
        self.keeper: Keeper | None = None
        self._referral = Referral()
        self._private = False
        self._people: tuple[PersonRow, ...] = ()
        self.advice = Card(icon="list-checks")
        self.who = Card(icon="user-search")
        self.choice = QButtonGroup(self)
        self.form: RecordForm[Screening] = RecordForm(Screening, LAYOUT, Needs(desk.clock, Workers(desk)))
        self.go = button("", "check", "primary", name="decide")
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self.wanted)
        self.form.changed.connect(self.changed)
        self.form.left.connect(self.left)
        self.choice.buttonClicked.connect(self._on_choice_clicked)
        self._foot = line = QHBoxLayout()
        line.addWidget(self.go)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self.advice, self.who, self.form):
            column.addWidget(part)
        column.addLayout(line)

    def show_for(self, held: Kept[Referral]) -> None:
        """Begin a decision about a referral, or go on with the one that was half typed."""
        self.flush()
        self._referral = held.record
        start = blank_screening(self._desk, held.record)
        self.form.load(start.with_(referral=held.rid, assigned_to=self._desk.worker.id))
        self._people = same_people(self._desk, held.record)
        self.retranslate()
        self._keep_drafts(held)

    def state(self) -> Json:
        """Return the decision exactly as typed, with the person chosen; JSON."""
        return {"form": self.form.state(), "person": self.person()}

    def restore(self, state: Json) -> None:
        """Put back what `state` gave."""
        self.form.restore({**state.get("form", {}), "focus": None})
        for made in self.choice.buttons():
            made.setChecked(made.property("person") == state.get("person", ""))

    def flush(self) -> None:
        """Keep now what is still to be kept."""
        if self.keeper is not None:
            self.keeper.flush()

    def draft_id(self) -> str:
        """Return the draft's id for the act that saves it, or an empty text without a draft."""
        return self.keeper.draft_id() if self.keeper is not None else ""

    def drop_draft(self) -> None:
        """Have no draft: the decision took it along."""
        if self.keeper is not None:
            self.keeper.drop()

    def _keep_drafts(self, held: Kept[Referral]) -> None:
        """Look after the draft about this referral from now on, no longer after the one before."""
        if self.keeper is not None:
            self._foot.removeWidget(self.keeper.saver.label)
            for old in (self.keeper.saver.label, self.keeper.saver, self.keeper):
                old.deleteLater()
        self.keeper = Keeper(self._tools, DraftPlace(FORM, held.rid, Screening.COMPARTMENT), self, self)
        self.keeper.title = held.record.shown_name()
        self._foot.insertWidget(1, self.keeper.saver.label)
        state = self.keeper.state()
        if state is not None:
            self.restore(state)

    @Slot()
    def _on_choice_clicked(self) -> None:
        self.changed.emit()

    def screening(self) -> Screening | None:
        """Return the decision when nothing is missing in it; else show what is."""
        return self.form.record() if self.form.complete() else None

    def person(self) -> str:
        """Return the person chosen as the one meant; empty for somebody new."""
        chosen = self.choice.checkedButton()
        return str(chosen.property("person") or "") if chosen else ""

    def set_private(self, *, private: bool) -> None:
        """Show initials instead of names."""
        self._private = private
        self._show_people()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.advice.set_title(_("What the criteria say"))
        self.advice.set_subtitle(_("They advise. A person decides."))
        self.who.set_title(_("Is this somebody who is here already?"))
        rename(self.go, _("Record the decision"))
        self._show_advice()
        self._show_people()

    def _show_advice(self) -> None:
        emptied(self.advice.body)
        words = criteria_words(self._referral, self._desk.programme, language())
        for one in self._referral.criteria:
            self.advice.add(CriterionAdvice(words.get(one.key, one.key), one.result or "", one.reason or ""))
        if not self._referral.criteria:
            self.advice.add(plain_label(_("Nothing was checked on this referral."), "muted", wrap=True))

    def _show_people(self) -> None:
        held = self.person()
        emptied(self.who.body)
        self.who.setVisible(bool(self._people))
        for rid, words in (("", _("No, somebody new")), *((one.rid, self._line(one)) for one in self._people)):
            made = QRadioButton(plain_text(words))
            made.setObjectName(f"person_{rid or 'new'}")
            made.setProperty("person", rid)
            made.setChecked(rid == held)
            self.choice.addButton(made)
            self.who.add(made)

    def _line(self, one: PersonRow) -> str:
        name = name_words(one.name, private=self._private)
        return " · ".join(part for part in (name, one.number) if part)


DECIDED = N_("The decision is recorded.")
