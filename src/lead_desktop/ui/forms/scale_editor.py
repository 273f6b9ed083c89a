"""An editor for a place on a short scale, such as 0 to 10: every step in sight, none of them good or bad."""

from PySide6.QtWidgets import QWidget

from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import Kind, Spec
from lead_desktop.ui.widgets.choices import Choices
from lead_desktop.ui.widgets.flow_layout import FlowLayout

LONGEST = 11
"""Scales of up to this many steps stand in sight."""
NARROW = 5
"""Scales with more steps take a line of their own."""


def is_scale(spec: Spec) -> bool:
    """Tell whether a field is a place on a scale that fits in sight."""
    return (
        spec.kind is Kind.NUMBER and spec.low is not None and spec.high is not None and spec.high - spec.low < LONGEST
    )


class ScaleEditor(Editor):
    """One button for each step, named `<field>.<number>`; arrows move, Delete takes the answer back."""

    def __init__(self, spec: Spec, needs: Needs, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(spec, needs, parent)
        self.setObjectName(spec.name)
        self.wide = (spec.high or 0) - (spec.low or 0) > NARROW
        self.steps = Choices("segment", clearable=True, parent=self)
        flow = FlowLayout(self, gap=4)
        low, high = spec.low or 0, spec.high or 0
        for step in range(low, high + 1):
            words = f"{step:+d}" if low < 0 and step else str(step)
            made = self.steps.add(str(step), words, self)
            made.setObjectName(f"{spec.name}.{step}")
            flow.addWidget(made)
        self.steps.changed.connect(self.changed)

    def raw(self) -> Json:
        """Return the step chosen, as text."""
        return self.steps.value()

    def set_raw(self, raw: Json) -> None:
        """Put back what `raw` gave; a step this scale does not have counts as none."""
        known = {made.code for made in self.steps.buttons}
        self.steps.set_value(raw if raw in known else None)

    def answer(self) -> Answer:
        """Return the number of the step."""
        chosen = self.steps.value()
        return Answer(None if chosen is None else int(chosen))

    def set_answer(self, value: Json) -> None:
        """Show a stored number."""
        self.set_raw(None if value is None else str(value))

    def focus_target(self) -> QWidget:
        """Return the step chosen, or the first."""
        chosen = self.steps.value()
        return next((made for made in self.steps.buttons if made.code == chosen), self.steps.buttons[0])

    def describe(self, name: str, description: str) -> None:
        """Name the scale, and describe each step as part of it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for made in self.steps.buttons:
            made.setAccessibleDescription(f"{name}. {description}" if description else name)
