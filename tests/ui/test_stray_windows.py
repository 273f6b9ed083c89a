"""No part shows itself before it has its place: it would flash as a window and take the keyboard away."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.page_header import PageHeader


class Seen(QObject):
    def __init__(self):
        super().__init__()
        self.windows = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


@pytest.mark.parametrize(
    "make",
    [
        lambda: PageHeader("Title", "Subtitle", back=True),
        PageHeader,
        lambda: Banner("bad", closable=True),
        lambda: Card("Title", icon="scale"),
        lambda: EmptyState("inbox", "Nothing", "yet", "Begin"),
    ],
)
def test_building_a_part_shows_nothing(qapp, make):
    seen = Seen()
    QApplication.instance().installEventFilter(seen)
    try:
        made = make()
    finally:
        QApplication.instance().removeEventFilter(seen)
    assert seen.windows == []
    assert made.isHidden() or not made.isVisible()
