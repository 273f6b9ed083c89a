"""Screens under test wear the real fonts and the real sheet."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from lead_desktop import i18n
from lead_desktop.ui.theme import Theme, current
from tests.fakes.windows import take_down


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The theme of the whole test run, applied once."""
    made = Theme("light", parent=qapp)
    made.apply(qapp)
    return made


@pytest.fixture(autouse=True)
def theme(qapp: QApplication, dressed: Theme) -> Iterator[Theme]:
    """Light, 100 %, English before and after every test, also after one that dressed the program itself."""
    if current() is not dressed:
        dressed.apply(qapp)
    yield dressed
    take_down()
    dressed.choose("light")
    dressed.resize(100)
    i18n.set_language("en")
