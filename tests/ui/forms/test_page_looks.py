"""Nothing on a form is cut off, in either language, wide or narrow, light or dark, at any text size."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton

from tests.ui.forms.conftest import switch_to_pseudo
from tests.ui.forms.sample import Sample
from tests.ui.forms.test_record_form import FULL


def settle():
    for _turn in range(25):
        QApplication.processEvents()


def cut_off(page):
    """Return what has less room than its words need."""
    found = []
    for kind in (QLabel, QPushButton, QCheckBox, QRadioButton):
        for widget in page.widget().findChildren(kind):
            words = widget.text()
            if not widget.isVisible() or not words:
                continue
            need = widget.heightForWidth(widget.width()) if isinstance(widget, QLabel) and widget.wordWrap() else 0
            narrow = not need and widget.width() < widget.sizeHint().width()
            if widget.height() < need or narrow:
                found.append((widget.objectName(), words, widget.size().toTuple(), widget.sizeHint().toTuple()))
    return found


def overlapping(form):
    """Return fields of which one lies over the other."""
    boxes = [
        (name, block.rect().translated(block.mapTo(form, block.rect().topLeft())))
        for name, block in form.blocks.items()
        if block.isVisible()
    ]
    return [
        (one, other) for at, (one, box) in enumerate(boxes) for other, rect in boxes[at + 1 :] if box.intersects(rect)
    ]


@pytest.mark.parametrize("width", [812, 1068])
@pytest.mark.parametrize("theme_name", ["light", "dark"])
@pytest.mark.parametrize("pseudo", [False, True])
def test_nothing_is_cut_off(page, form, theme, monkeypatch, width, theme_name, pseudo):
    theme.choose(theme_name)
    if pseudo:
        switch_to_pseudo(monkeypatch)
        form.retranslate()
    page.resize(width, 700)
    form.load(FULL)
    form.blocks["dob"]._no_answer.choose("9")
    settle()
    assert cut_off(page) == []
    assert overlapping(form) == []
    assert page.widget().width() <= page.viewport().width()
    form.load(Sample())
    page.complete()
    settle()
    assert cut_off(page) == []
    assert overlapping(form) == []


def test_large_text_has_room_too(page, form, theme):
    theme.resize(150)
    page.resize(900, 700)
    form.load(FULL)
    settle()
    assert cut_off(page) == []
    assert page.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert page.widget().width() <= page.viewport().width()
