"""The quick form: Enter goes to the next answer that is needed; answers that follow from others fill in themselves."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget

from lead_desktop.casework.referral_start import criteria_following, following
from lead_desktop.domain.base import Problem
from lead_desktop.domain.referral import Referral
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ui.forms import assembly
from lead_desktop.ui.forms.answer import Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.forms.part_editor import PartEditor
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.forms.rows_editor import RowsEditor
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.referrals.criteria_editor import CriteriaEditor
from lead_desktop.ui.referrals.editors import ChargesEditor, KindEditor, ReferralNeeds, TickEditor
from lead_desktop.ui.referrals.layout import FORM
from lead_desktop.ui.widgets.banner import Banner

PERSON_CARD = 2
_PATHWAY = N_(
    "This program serves adults. Please follow your agency's pathway for young people: tell a guardian and the "
    "juvenile services you usually call. If you know the person is an adult, choose No above, or write why."
)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReferralForm(RecordForm[Referral]):
    """The fields of a referral. `at_end` tells that Enter found nothing more to answer."""

    at_end = Signal()

    def __init__(self, needs: ReferralNeeds) -> None:
        """Place every field of the form, and the pathway for young people under the person."""
        self._referral_needs = needs
        self._given: dict[str, Json] = {}
        self._so_far = Referral()
        super().__init__(Referral, FORM, needs)
        self.pathway = Banner("warn", parent=self)
        self.pathway.setObjectName("juvenile_pathway")
        column = self.layout()
        if column is not None:
            column.insertWidget(PERSON_CARD, self.pathway)  # type: ignore[attr-defined]
        self.changed.connect(self.follow)

    def editor_for(self, spec: Spec) -> Editor:
        """Return the editors that only a referral has."""
        needs = self._referral_needs
        match spec.name:
            case "referral_type":
                return KindEditor(spec, needs)
            case "criteria":
                return CriteriaEditor(spec, needs)
            case "officer_attestation":
                return TickEditor(spec, needs)
            case "would_be_charges" | "other_charges":
                return ChargesEditor(spec, needs, ready=spec.name == "would_be_charges")
        return super().editor_for(spec)

    def criteria(self) -> CriteriaEditor:
        """Return the rows of the criteria."""
        editor = self.blocks["criteria"].editor
        assert isinstance(editor, CriteriaEditor)  # noqa: S101 - as editor_for made it
        return editor

    def so_far(self) -> Referral:
        """Return the referral as it stands, without what cannot be read."""
        return self._so_far

    def begin(self, referral: Referral) -> None:
        """Show a referral that starts; its answers may be followed by others."""
        self._given = {}
        self.load(referral)
        self.follow()

    def state(self) -> Json:
        """Return everything as typed, with what was filled in by itself."""
        return {**super().state(), "given": self._given}

    def restore(self, state: Json) -> None:
        """Put back what `state` gave."""
        self._given = dict(state.get("given") or {})
        super().restore(state)
        self.follow()

    def follow(self) -> None:
        """Fill in what follows from the answers so far, where no person has answered."""
        referral = self.reading.record
        found = following(referral, self._referral_needs.clock.now())
        filled = [name for name, one in found.items() if self._fill(name, one)]
        if filled:
            self._refresh(*filled)
        if self._follow_criteria(self.reading.record):
            self._refresh("criteria")
        self._so_far = self.reading.record
        self._show_pathway(young=self._so_far.looks_juvenile())

    def _follow_criteria(self, referral: Referral) -> bool:
        """Ask what the kind of referral asks for, and answer what other fields tell; return whether that is new."""
        if not self.blocks.has("criteria"):
            return False
        rows = self.criteria()
        before = rows.answer().value
        rows.show_for(referral.referral_type or "")
        rows.follow(criteria_following(referral))
        if rows.answer().value == before:
            return False
        self._last["criteria"] = self.blocks["criteria"].state()
        return True

    def _fill(self, name: str, value: Json) -> bool:
        """Put an answer that follows from others where nobody answered; return whether it is new."""
        if value is None and not self.blocks.has(name):
            return False
        block = self.blocks[name]
        answer = block.answer()
        untouched = answer.value is None or (name in self._given and _same(answer.value, self._given[name]))
        if not untouched or answer.problems or block.no_answer() or _same(answer.value, value):
            return False
        if name == "handoff_called_at" and answer.value is not None and value is not None:
            return False
        block.set_answer(value)
        self._given[name] = value
        self._last[name] = block.state()
        return True

    def _show_pathway(self, *, young: bool) -> None:
        """Show the pathway for people under 18; the draft stays as it is."""
        words = (self._referral_needs.pathway or _(_PATHWAY)) if young else ""
        if self.pathway.message() != words:
            self.pathway.show_message(words)

    # Enter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter; a button in focus is pressed by it."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() not in ENTER or not plain:
            super().keyPressEvent(event)
            return
        focus = QApplication.focusWidget()
        if (
            isinstance(focus, QAbstractButton)
            and not isinstance(focus, QCheckBox | QRadioButton)
            and not focus.isCheckable()
        ):
            focus.click()
            return
        self.go_on()

    def settle(self) -> None:
        """Take what was typed in the field in focus, as when one leaves it."""
        for block in self._blocks_around(QApplication.focusWidget()):
            block.leave()
        self.follow()

    def go_on(self) -> None:
        """Put the focus on the next field that still needs an answer, or say that there is none."""
        here = QApplication.focusWidget()
        self.settle()
        asked = {one.field.partition(".")[0] for one in self.missing()}
        names = list(self.blocks)
        around = self.blocks.around(here)
        place = names.index(around) if around else -1
        inner = self._further_in(names[place], here) if place >= 0 else None
        if inner is not None:
            inner.take_focus()
            return
        turned = names[place + 1 :] + names[: place + 1]
        target = next((name for name in turned if name in asked and self.blocks[name].isVisibleTo(self)), None)
        if target is None:
            self.at_end.emit()
        else:
            self._enter(target)

    def missing(self) -> tuple[Problem, ...]:
        """Return what a complete referral still needs; a person who said no needs nothing more."""
        reading = self._read()
        now = self._referral_needs.clock.now()
        return assembly.judge(reading, now=now, complete=reading.record.person_agrees != "no")

    def _enter(self, name: str) -> None:
        """Put the focus where a field is answered; inside a composite, where its answer is missing."""
        inner = {one.field.partition(".")[2] for one in self.missing() if one.field.startswith(f"{name}.")}
        for path, block in self._inner(name):
            if path in inner:
                block.take_focus()
                return
        self.focus_field(name)

    def _further_in(self, name: str, here: QWidget | None) -> FieldBlock | None:
        """Return the part of a composite to go to: the last name after the first, then what is missing."""
        editor = self.blocks[name].editor
        blocks = list(self._inner(name))
        place = next((at for at, (_path, one) in enumerate(blocks) if here and one.isAncestorOf(here)), -1)
        if isinstance(editor, PartEditor) and name == "person_name" and blocks[place][0] in ("first", "middle"):
            last = editor.blocks["last"]
            return last if last.answer().value is None else None
        wanted = {one.field.partition(".")[2] for one in self.missing() if one.field.startswith(f"{name}.")}
        return next((one for path, one in blocks[place + 1 :] if place >= 0 and path in wanted), None)

    def _inner(self, name: str) -> Iterator[tuple[str, FieldBlock]]:
        """Yield the blocks inside a composite with their path, rows counted as its answer counts them."""
        editor = self.blocks[name].editor
        if isinstance(editor, PartEditor):
            yield from editor.blocks.items()
        elif isinstance(editor, RowsEditor):
            filled = [card for card in editor.cards if (one := card.editor.answer()).value or one.problems]
            for at, card in enumerate(filled):
                for part, block in card.editor.blocks.items():
                    yield f"{at}.{part}", block

    def _blocks_around(self, widget: QWidget | None) -> list[FieldBlock]:
        return [one for one in self.findChildren(FieldBlock) if widget is not None and one.isAncestorOf(widget)]


def _same(one: Json, other: Json) -> bool:
    return type(one) is type(other) and one == other
