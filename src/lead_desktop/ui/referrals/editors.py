"""Editors that only the referral has: its kind, a tick that confirms, charges that fill themselves in."""

from dataclasses import dataclass, field

from PySide6.QtWidgets import QCheckBox, QWidget

from lead_desktop.domain.criteria import CriteriaSet, criteria_set
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.choice_editors import RadioEditor
from lead_desktop.ui.forms.choices import Choice
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.editors import make_editor
from lead_desktop.ui.forms.field_block import show_if
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.part_editor import PartEditor
from lead_desktop.ui.forms.rows_editor import RowCard, RowsEditor
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.forms.text_editors import alone


def _general() -> CriteriaSet:
    return criteria_set("default")


@dataclass(frozen=True, slots=True)
class ReferralNeeds(Needs):
    """What the editors of a referral need besides: accepted kinds, criteria, and words for people under 18."""

    types: tuple[str, ...] = ()
    criteria: CriteriaSet = field(default_factory=_general)
    pathway: str = ""


class KindEditor(RadioEditor):
    """The kinds of referral that this programme accepts, all in sight."""

    def __init__(self, spec: Spec, needs: ReferralNeeds, parent: QWidget | None = None) -> None:
        """Offer only the kinds of `needs.types`."""
        self._types = needs.types
        super().__init__(spec, needs, parent)

    def set_raw(self, raw: Json) -> None:
        """Choose a kind; one from another time stays in sight while it is chosen."""
        super().set_raw(raw)
        self._narrow()

    def retranslate(self) -> None:
        """Put the kinds into the language that is switched on."""
        super().retranslate()
        self._narrow()

    def _offer(self, held: tuple[str, ...]) -> None:
        super()._offer(held)
        self._narrow()

    def _narrow(self) -> None:
        self._options = tuple(one for one in self._options if self._shown(one))
        for code, button in self.buttons.items():
            show_if(button, shown=any(one.code == code for one in self._options))

    def _shown(self, one: Choice) -> bool:
        return one.code in self._types or self.buttons[one.code].isChecked()


class TickEditor(Editor):
    """One box to tick; not ticked is not answered."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the box."""
        super().__init__(spec, needs, parent)
        self.box = QCheckBox(self)
        self.box.toggled.connect(self._on_box_toggled)
        alone(self, self.box)
        self.retranslate()

    def raw(self) -> Json:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def set_raw(self, raw: Json) -> None:
        """Tick or untick."""
        before = self.box.blockSignals(True)
        self.box.setChecked(raw is True)
        self.box.blockSignals(before)

    def answer(self) -> Answer:
        """Return true, or nothing."""
        return Answer(True if self.box.isChecked() else None)

    def set_answer(self, value: Json) -> None:
        """Show a stored answer."""
        self.set_raw(value)

    def focus_target(self) -> QWidget:
        """Return the box."""
        return self.box

    def retranslate(self) -> None:
        """Put words in the language that is switched on."""
        self.box.setText(_("I confirm this"))

    def _on_box_toggled(self) -> None:
        self.changed.emit()


class ChargesEditor(RowsEditor):
    """Charges: the first row stands ready, and choosing a statute fills in its words and class."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None, *, ready: bool) -> None:
        """Have a first row from the start when `ready`; such charges are diverted unless somebody says no."""
        super().__init__(spec, needs, make_editor, parent)
        self._ready = ready
        self._filled_in: dict[str, str] = {}
        self.set_answer(None)

    def set_answer(self, value: Json) -> None:
        """Show stored rows, or one that waits to be filled in."""
        waiting = self.cards[0] if len(self.cards) == 1 and not self._filled() else None
        if self._ready and not value and waiting is not None:
            waiting.editor.set_answer(None)  # as new; making another takes as long as a dozen fields
            self._taken_out = None
            self._renumber()
            return
        super().set_answer(value)
        if not self.cards and self._ready:
            self._set_keys([self._new_key()])

    def _card(self, key: str) -> RowCard:
        card = super()._card(key)
        card.editor.blocks["statute"].changed.connect(self._on_statute_changed)
        return card

    def _on_statute_changed(self) -> None:
        for card in self.cards:
            if card.editor.blocks["statute"] is self.sender():
                self._fill_in(card)

    def _fill_in(self, card: RowCard) -> None:
        code = card.editor.blocks["statute"].answer().value
        if not code or self._filled_in.get(card.key) == code:
            return
        statute = code_list("nm_statute").find(code)
        own = code in ("other", "municipal")
        self._put(card.editor, "description", "" if own else statute.label(language()), self._filled_in.get(card.key))
        if statute.group:
            card.editor.blocks["charge_class"].set_answer(statute.group)
        if card.editor.blocks["diverted"].answer().value is None:
            card.editor.blocks["diverted"].set_answer(self._ready)
        self._filled_in[card.key] = code

    @staticmethod
    def _put(part: PartEditor, name: str, words: str, earlier: str | None) -> None:
        """Write words unless somebody wrote words of their own."""
        held = part.blocks[name].answer().value
        ours = code_list("nm_statute").find(earlier) if earlier else None
        if not held or (ours and held in (ours.en, ours.es)):
            part.blocks[name].set_answer(words or None)
