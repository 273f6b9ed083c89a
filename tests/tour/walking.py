"""Filling in the quick referral as its keyboard way asks for it: Enter goes to the next answer that is needed."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QApplication

from lead_desktop.ui.forms.field_block import FieldBlock
from tests.tour.hand import ENTER, NotThere, here
from tests.tour.stage import Stage

Answers = Mapping[str, Callable[[], object]]
"""What a person does when a field is in focus, by the field's name."""

LAST = "send_referral"
MOST_STEPS = 60


def field_in_focus() -> str:
    """Return the path of the field in focus: `person_name.first`, `dob`, `would_be_charges.statute`."""
    widget = QApplication.focusWidget()
    names = []
    while widget is not None:
        if isinstance(widget, FieldBlock):
            names.append(widget.key)
        widget = widget.parentWidget()
    return ".".join(reversed(names))


def walk(stage: Stage, answers: Answers) -> list[str]:
    """Answer what Enter leads to until it stands on Send; returns the fields in their order."""
    asked: list[str] = []
    for _step in range(MOST_STEPS):
        if here() == LAST:
            return asked
        name = field_in_focus()
        if asked and asked[-1] == name and name not in ("", "criteria"):
            raise NotThere(f"a way on from {name}")
        if name not in answers:
            raise NotThere(f"an answer to {name or here()}")
        asked.append(name)
        answers[name]()
        stage.hand.press(ENTER)
    raise NotThere("the end of the form")
