"""The three steps of setting up a laptop, each of which says itself when it is ready."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from lead_desktop.domain import vocabulary
from lead_desktop.domain.programme import Programme, User
from lead_desktop.i18n import N_, gettext as _, language
from lead_desktop.ui.forms.layout import Row, Section
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.looks import plain_label, plain_text, roomy_list
from lead_desktop.ui.start.fields import Field, NewPassphrase, TextField
from lead_desktop.ui.start.sides import SIDES, Side
from lead_desktop.ui.widgets.card import Card

_YOU = (Section(N_("About you"), (Row("name"), Row("agency"), Row("badge"), Row("phone"))),)
_PROGRAMME = (Section(N_("About the program"), (Row("name"), Row("number_prefix"), Row("intake_window_days"))),)


class Step(QWidget):
    """One step of setting up."""

    def __init__(self, name: str) -> None:
        """Take the object name."""
        super().__init__()
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)

    def ready(self) -> bool:
        """Tell whether one may go on; if not, say why by the field."""
        return True

    def take_focus(self) -> None:
        """Put the focus on the first control."""
        self.setFocus()
        self.focusNextChild()

    def retranslate(self) -> None:
        """Set every word in the language of now."""

    def changeEvent(self, event: QEvent) -> None:
        """Speak the other language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.column.count():
            self.retranslate()


class SideStep(Step):
    """Whom the laptop is for."""

    def __init__(self) -> None:
        """Offer the sides, none chosen."""
        super().__init__("sideStep")
        self._group = QButtonGroup(self)
        self._rows = []
        for side in SIDES:
            choice = QRadioButton()
            choice.setObjectName(f"side_{side.code}")
            meaning = plain_label(role="muted", wrap=True)
            meaning.setContentsMargins(32, 0, 0, 0)
            card = Card()
            card.add(choice)
            card.add(meaning)
            card.body.setSpacing(2)
            self._group.addButton(choice)
            self._rows.append((side, choice, meaning))
            self.column.addWidget(card)
        self._problem = plain_label(role="error", wrap=True)
        self._problem.hide()
        self.column.addWidget(self._problem)
        self.column.addStretch(1)
        self._group.buttonToggled.connect(self._on_group_toggled)
        self.setFocusProxy(self._rows[0][1])
        self.retranslate()

    def chosen(self) -> Side:
        """Return the side chosen; the first before any was."""
        return next((side for side, choice, _meaning in self._rows if choice.isChecked()), SIDES[0])

    def ready(self) -> bool:
        """Tell whether one was chosen."""
        if self._group.checkedButton() is None:
            self._problem.setText(_("Please choose one."))
            self._problem.show()
            return False
        return True

    def take_focus(self) -> None:
        """Put the focus on the choice made, or the first."""
        checked = self._group.checkedButton()
        (checked or self._rows[0][1]).setFocus()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        for side, choice, meaning in self._rows:
            choice.setText(plain_text(_(side.label)))
            choice.setAccessibleName(_(side.label))
            choice.setAccessibleDescription(_(side.meaning))
            meaning.setText(_(side.meaning))

    @Slot()
    def _on_group_toggled(self) -> None:
        self._problem.hide()


class WhoStep(Step):
    """Name, role, agency; the programme's name and its numbers."""

    def __init__(self, needs: Needs) -> None:
        """Build both forms."""
        super().__init__("whoStep")
        self._side = SIDES[0]
        self._role = QComboBox()
        self._role.setObjectName("role")
        roomy_list(self._role)
        self.role = Field(self._role)
        self.user = RecordForm(User, _YOU, needs)
        self.programme = RecordForm(Programme, _PROGRAMME, needs)
        for widget in (self.role, self.user, self.programme):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._role.currentIndexChanged.connect(self._on_role_changed)
        self.set_side(self._side)

    def set_side(self, side: Side) -> None:
        """Offer the roles of a side; a role that both have stays."""
        chosen = self._role.currentData()
        self._side = side
        self._role.blockSignals(True)
        self._role.clear()
        for code in side.roles():
            self._role.addItem(vocabulary.label("role", code, language()), code)
        self._role.setCurrentIndex(self._role.findData(chosen))
        self._role.blockSignals(False)
        self._on_role_changed()
        self.retranslate()

    def ready(self) -> bool:
        """Tell whether both forms and the role are filled in."""
        has_role = self._role.currentData() is not None
        if not has_role:
            self.role.show_problem(_("Please choose your role."))
        filled = [form.complete() for form in (self.user, self.programme)]
        if not has_role:
            self._role.setFocus()
        elif not all(filled):
            next(form for form in (self.user, self.programme) if form.attention()).focus_first()
        return has_role and all(filled)

    def records(self) -> tuple[User, Programme]:
        """Return what was filled in; call it after `ready`."""
        user, programme = self.user.record(), self.programme.record()
        if user is None or programme is None:
            raise AssertionError
        return user.with_(role=self._role.currentData(), language=language()), programme

    def take_focus(self) -> None:
        """Begin with the role."""
        self._role.setFocus()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.role.set_words(_("Your role"))
        self._role.setPlaceholderText(_("Choose"))
        for place in range(self._role.count()):
            self._role.setItemText(place, vocabulary.label("role", self._role.itemData(place), language()))

    @Slot()
    def _on_role_changed(self) -> None:
        self.role.show_problem("")
        self.user.set_rest({"role": self._role.currentData()})


class SecretStep(Step):
    """The sign-in name and the passphrase, twice."""

    entered = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__("secretStep")
        self.name = TextField("signInName")
        self.fresh = NewPassphrase()
        self.column.addWidget(self.name)
        self.column.addWidget(self.fresh)
        self.column.addStretch(1)
        self.fresh.again.line.returnPressed.connect(self.entered)
        self._own_words: tuple[str, ...] = ()
        self.retranslate()

    def suggest(self, name: str, own_words: tuple[str, ...]) -> None:
        """Suggest a sign-in name where none was typed; own words make a passphrase weaker."""
        if not self.name.text():
            self.name.line.setText(name)
        self._own_words = own_words

    def ready(self) -> bool:
        """Tell whether name and passphrase will do."""
        self.fresh.own_words = (self.name.text(), *self._own_words)
        if not self.name.text():
            self.name.show_problem(_("Please choose a sign-in name."))
            self.name.line.setFocus()
            return False
        return self.fresh.value() is not None

    def take_focus(self) -> None:
        """Begin with the passphrase, for a name is suggested."""
        (self.fresh.first.line if self.name.text() else self.name.line).setFocus()

    def retranslate(self) -> None:
        """Set every word in the language of now."""
        self.name.set_words(_("Sign-in name"), _("You type it each time you unlock. Capital letters do not matter."))
