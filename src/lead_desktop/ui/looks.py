"""Labels and buttons as this program makes them: plain text, a name for people and one for the style sheet."""

import html

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QStyledItemDelegate, QToolButton, QWidget

from lead_desktop.ui.icons import icon

_ICON_TOKENS = {"primary": "on_accent", "quiet": "accent_text", "danger": "bad", "link": "accent_text"}


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let the sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # the sheet has not looked at it yet
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def plain_label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Return a label that shows its text as it is, `<b>` included; `role` is known to the sheet."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def plain_text(text: str) -> str:
    """Return text for a button or a menu, where `&` would otherwise underline a letter."""
    return text.replace("&", "&&")


def plain_tip(text: str) -> str:
    """Return text for a tooltip, where Qt would otherwise guess that `<b>` is markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def button(text: str, icon_name: str = "", role: str = "", *, name: str = "") -> QPushButton:
    """Return a push button; roles: primary, quiet, danger, link, or none for the plain one."""
    made = QPushButton(plain_text(text))
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    if icon_name:
        made.setIcon(icon(icon_name, _ICON_TOKENS.get(role, "text")))
    return made


def rename(made: QPushButton, text: str) -> None:
    """Give a button other words, on the screen and for assistive technology."""
    made.setText(plain_text(text))
    made.setAccessibleName(text)


def icon_button(
    icon_name: str, text: str, *, name: str = "", color: str = "muted", parent: QWidget | None = None
) -> QToolButton:
    """Return a button that shows only an icon; its words are its accessible name and tooltip."""
    made = QToolButton(parent)
    made.setIcon(icon(icon_name, color))
    made.setAccessibleName(text)
    made.setToolTip(plain_tip(text))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setProperty("role", "icon")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if name:
        made.setObjectName(name)
    return made


def roomy_list(combo: QComboBox) -> None:
    """Let the open list of a combo be set by the style sheet, which Qt's own delegate ignores."""
    combo.setItemDelegate(QStyledItemDelegate(combo))


def announce(widget: QWidget, text: str) -> None:
    """Let assistive technology say a sentence that has no focus of its own."""
    # Named in full: Qt's classes are loaded when they are first named, and the first page needs neither of these.
    QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, text))
