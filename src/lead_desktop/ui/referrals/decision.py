"""Deciding on a referral: what the criteria advise, who the person may be, and the decision a person makes."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from lead_desktop.casework.caseload import caseloads, may_go_over
from lead_desktop.casework.kept import Kept
from lead_desktop.casework.people import PersonRow, workers
from lead_desktop.casework.referral_start import blank_screening, criteria_words, site_criteria
from lead_desktop.casework.referrals import same_people
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.screening import Screening
from lead_desktop.i18n import N_, gettext as _, language, ngettext
from lead_desktop.ui.caseload.worker_editor import WorkerEditor
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.layout import Layout, Row, Section
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.keeping import DraftPlace, Keeper
from lead_desktop.ui.looks import button, plain_label, plain_text, rename
from lead_desktop.ui.referrals.criteria_editor import CriteriaEditor, Scale
from lead_desktop.ui.referrals.editors import ReferralNeeds
from lead_desktop.ui.referrals.told import ToldCard
from lead_desktop.ui.referrals.words import code_words, name_words
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.pill import Pill

_OVER = Row("over_limit")
LAYOUT: Layout = (
    Section("", (Row("results"),)),
    Section(
        N_("Decision"),
        (Row("decision"), Row("reason"), Row("redirected_to"), Row("assigned_to"), _OVER, Row("notified_how")),
    ),
)
FORM = "decision"
SCREENER = Scale("criterion_result", "met", "not_met", "overridden")
_TONES = {"ok": "good", "not_ok": "warn", "override": "info"}


class ResultsEditor(CriteriaEditor):
    """The criteria as whoever decides sees them: they begin with what the referrer found."""

    scale = SCREENER


class DecisionForm(RecordForm[Screening]):
    """The criteria, the decision and, where somebody comes into care, the worker."""

    def __init__(self, tools: Tools) -> None:
        """Build for a desk; one more than the limit is asked about only where the role may give a reason for it."""
        self._desk = desk = tools.desk
        self._screening = ReferralNeeds(desk.clock, words=tools.needs.words, criteria=site_criteria(desk.programme))
        over = may_go_over(desk)
        layout = tuple(Section(one.title, tuple(row for row in one.rows if over or row is not _OVER)) for one in LAYOUT)
        super().__init__(Screening, layout, self._screening)

    def editor_for(self, spec: Spec) -> Editor:
        """Give criteria and workers editors of their own."""
        if spec.name == "results":
            return ResultsEditor(spec, self._screening)
        if spec.name == "assigned_to":
            return WorkerEditor(spec, self._needs, partial(caseloads, self._desk))
        return super().editor_for(spec)

    def show_for(self, kind: str) -> None:
        """Ask the criteria of a kind of referral, and count the caseloads anew."""
        results, worker = self.blocks["results"].editor, self.blocks["assigned_to"].editor
        if isinstance(results, ResultsEditor):
            results.show_for(kind)
        if isinstance(worker, WorkerEditor):
            worker.read_again()


class CheckedLine(QWidget):
    """One criterion as the referrer saw it, where it did not simply fit."""

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
        if reason:
            column.addWidget(plain_label(reason, "help", wrap=True))


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
        self._desk = tools.desk
        self.keeper: Keeper | None = None
        self._referral = Referral()
        self._private = False
        self._people: tuple[PersonRow, ...] = ()
        self.advice = Card(icon="list-checks")
        self.who = Card(icon="user-search")
        self.choice = QButtonGroup(self)
        self.form = DecisionForm(tools)
        self.told = ToldCard()
        self.go = button("", "check", "primary", name="decide")
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self.wanted)
        self.form.changed.connect(self.changed)
        self.form.changed.connect(self._show_told)
        self.form.left.connect(self.left)
        self.choice.buttonClicked.connect(self._on_choice_clicked)
        self._foot = line = QHBoxLayout()
        line.addWidget(self.go)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self.advice, self.who, self.form, self.told):
            column.addWidget(part)
        column.addLayout(line)

    def show_for(self, held: Kept[Referral]) -> None:
        """Begin a decision about a referral, or go on with the one that was half typed."""
        self.flush()
        self._referral = held.record
        start = blank_screening(self._desk, held.record)
        self.form.show_for(held.record.referral_type or "")
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
        self.advice.set_title(_("What the referrer checked"))
        self.who.set_title(_("Is this somebody who is here already?"))
        rename(self.go, _("Record the decision"))
        self._show_advice()
        self._show_people()
        self._show_told()

    def _show_advice(self) -> None:
        emptied(self.advice.body)
        words = criteria_words(self._referral, self._desk.programme, language())
        checked = self._referral.criteria
        fits = sum(one.result == "ok" for one in checked)
        if fits:
            self.advice.add(plain_label(ngettext("{n} criterion fits.", "{n} criteria fit.", fits), wrap=True))
        for one in checked:
            if one.result != "ok":
                self.advice.add(CheckedLine(words.get(one.key, one.key), one.result or "", one.reason or ""))
        if not checked:
            self.advice.add(plain_label(_("Nothing was checked on this referral."), "muted", wrap=True))
        self.advice.set_subtitle(self._version())

    def _version(self) -> str:
        """Return against which criteria it was checked, and whether the site has others now."""
        now, then = site_criteria(self._desk.programme).version_name(), self._referral.criteria_version
        if not then or then == now:
            return _("They advise. A person decides. Criteria: {version}").format(version=now)
        return _("Checked by the criteria of {then}. This site has {now} now; they stand below.").format(
            then=then, now=now
        )

    @Slot()
    def _show_told(self) -> None:
        values = self.form.values()
        name = workers(self._desk).get(str(values.get("assigned_to") or ""), "")
        self.told.show_for(self._referral, str(values.get("decision") or ""), name)

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
