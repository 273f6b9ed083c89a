"""Every page in both languages: each control has a name, the keyboard alone reaches all, no text is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lead_desktop.ui.forms.field_block import FieldBlock
from tests.ui.whole_window import WholeWindow, called, clipped, heard, heard_around, missed, stops, walk

LANGUAGES = ("en", "es")
LOOKS = {
    "en": ((1280, 820, 100), (1024, 700, 100), (1024, 700, 150)),
    "es": ((1280, 820, 100), (1024, 700, 100), (1280, 820, 125), (1280, 820, 150), (1024, 700, 150)),
}
"""Widths, heights and text sizes; Spanish is the longer one."""
REQUIRED = {"en": "required", "es": "necesario"}


@pytest.fixture
def role() -> str:
    """The role of who is at work; tests override it by parametrizing."""
    return "supervisor"


@pytest.fixture
def whole(qapp: QApplication, tmp_path: Path, role: str) -> Iterator[WholeWindow]:
    made = WholeWindow(tmp_path, role)
    yield made
    made.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["supervisor", "project_manager", "officer"])
def test_every_control_has_a_name_and_says_when_it_is_needed(whole: WholeWindow, language: str) -> None:
    whole.appearance.change(language=language)
    found = []
    for place in whole.places():
        front = whole.visit(place)
        found += [f"{place.name}: no name: {called(one)}" for one in stops(whole.window) if not heard(one)]
        found += [f"{place.name}: not said to be required: {one}" for one in silent(front, REQUIRED[language])]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", ["supervisor", "officer"])
def test_the_tab_key_alone_reaches_everything_and_stays_nowhere(whole: WholeWindow) -> None:
    found = []
    for place in whole.places():
        front = whole.visit(place)
        if QApplication.focusWidget() is None:
            front.take_focus()  # type: ignore[attr-defined]
        reached = walk()
        assert len(reached) > 5, place.name
        found += [f"{place.name}: {one}" for one in missed(whole.window, reached)]
    assert not found, "\n".join(found)


def test_what_is_amiss_is_said_with_the_field(whole: WholeWindow) -> None:
    whole.window.go("new_referral")
    whole.settle()
    front = whole.window.front()
    assert front is not None
    front._on_send_clicked()  # type: ignore[attr-defined]
    whole.settle()
    shown = 0
    for block in front.findChildren(FieldBlock):
        error = block.findChild(QLabel, f"{block.spec.name}.error")
        if block.isVisible() and error is not None and error.isVisible():
            shown += 1
            target = block.editor.focus_target()
            assert error.text() in heard(target, QAccessible.Text.Description), called(target)
    assert shown > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut_off(whole: WholeWindow, language: str) -> None:
    whole.appearance.change(language=language)
    found = []
    for width, height, scale in LOOKS[language]:
        whole.window.resize(width, height)
        whole.appearance.change(text_size=scale)
        for place in whole.places(short=True):
            whole.visit(place)
            found += [f"{width}x{height} {scale} % {place.name}: {words}" for words in clipped(whole.window)]
    assert not found, "\n".join(found)


def silent(front: QWidget, word: str) -> Iterator[str]:
    """Every field that is needed and does not say so in its name, its label's or its group's."""
    for block in front.findChildren(FieldBlock):
        target = block.editor.focus_target()
        shown = block.isVisible() and target.isVisible()
        if shown and block.spec.needed and word not in heard_around(target, block):
            yield called(target)
