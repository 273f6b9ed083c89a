import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from lead_desktop.i18n import N_
from lead_desktop.ui.language import Language
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.window import PageSpec, Window
from tests.ui.hearing import heard


class Leaf(Screen):
    def __init__(self, name):
        super().__init__(name)
        self.told, self.may_leave = [], True
        self.line = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(name))
        layout.addWidget(self.line)

    def title(self):
        return self.objectName().title()

    def open(self, what):
        self.told.append(("open", what))

    def refresh(self):
        self.told.append("refresh")

    def retranslate(self):
        self.told.append("retranslate")

    def leave(self):
        return self.may_leave

    def undo(self):
        self.told.append("undo")

    def set_private(self, private):
        self.told.append(("private", private))


@pytest.fixture
def leaves():
    return {}


@pytest.fixture
def window(qtbot, leaves):
    def maker(name):
        def make():
            leaves[name] = Leaf(name)
            return leaves[name]

        return make

    made = Window(
        [
            PageSpec("today", N_("Today"), "home", maker("today")),
            PageSpec("people", N_("People"), "users", maker("people")),
            PageSpec("person", N_("Person"), "user-round", maker("person"), in_rail=False),
        ]
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.go("today")
    return made


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.ControlModifier):
    qtbot.keyClick(window, key, modifier)


def test_a_screen_is_made_when_first_shown(window, leaves):
    assert set(leaves) == {"today"}
    window.go("people")
    assert set(leaves) == {"today", "people"}


def test_control_and_a_digit_go_to_a_page(qtbot, window):
    press(qtbot, window, Qt.Key.Key_2)
    assert window.front().objectName() == "people"
    press(qtbot, window, Qt.Key.Key_1)
    assert window.front().objectName() == "today"


def test_a_screen_asks_to_open_something_and_one_comes_back(qtbot, window, leaves):
    window.go("people")
    leaves["people"].open_requested.emit("person", "rid-1")
    assert leaves["person"].told[-2:] == [("open", "rid-1"), "refresh"]
    leaves["person"].open_requested.emit("person", "rid-2")
    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert leaves["person"].told[-2:] == [("open", "rid-1"), "refresh"]
    leaves["person"].back_requested.emit()
    assert window.front().objectName() == "people"
    window.go_back()
    assert window.front().objectName() == "today"
    window.go_back()
    assert window.front().objectName() == "today"


def test_a_screen_that_does_not_let_go_stays(qtbot, window, leaves):
    leaves["today"].may_leave = False
    assert window.go("people") is False
    assert window.front().objectName() == "today"
    qtbot.mouseClick(window.rail.findChild(QWidget, "nav_people"), Qt.MouseButton.LeftButton)
    assert window.rail.findChild(QWidget, "nav_today").isChecked()
    assert not window.rail.findChild(QWidget, "nav_people").isChecked()


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, "lock_requested"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help_requested"),
        (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, "search_requested"),
        (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier, "new_referral_requested"),
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "privacy_changed"),
    ],
)
def test_a_key_becomes_a_wish(qtbot, window, key, modifier, signal):
    with qtbot.waitSignal(getattr(window, signal)):
        press(qtbot, window, key, modifier)


def test_the_privacy_view_reaches_screens_made_later_too(qtbot, window, leaves):
    press(qtbot, window, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert ("private", True) in leaves["today"].told
    window.go("people")
    assert ("private", True) in leaves["people"].told


def test_undo_goes_to_the_screen_that_said_so(qtbot, window, leaves):
    leaves["today"].said.emit("Saved.", True)
    window.go("people")
    press(qtbot, window, Qt.Key.Key_Z)
    assert leaves["today"].told[-1] == "undo"
    assert "undo" not in leaves["people"].told


def test_the_cover_hides_everything_and_takes_no_keys(qtbot, window):
    window.close_cover("Locking …")
    assert window.cover.geometry() == window.rect()
    assert heard(window.cover) == "Locking …"
    with qtbot.assertNotEmitted(window.help_requested):
        press(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    window.resize(1100, 760)
    assert window.cover.geometry() == window.rect()


def test_closing_is_a_wish_until_allowed(qtbot, window, leaves):
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()
    leaves["today"].may_leave = False
    with qtbot.assertNotEmitted(window.close_requested):
        window.close()
    window.let_close()
    assert not window.isVisible()


def test_the_title_of_the_window_names_nobody(window):
    window.go("person", "Rosa Alarid")
    assert window.windowTitle() == "LEAD Desktop"


@pytest.mark.parametrize("size", [(1024, 700), (1280, 820), (1920, 1080)])
@pytest.mark.parametrize("scale", [100, 125, 150])
def test_the_frame_fits_every_size_and_text_size(theme, window, size, scale):
    window.status.show_worker("rosa.alvarez", "Case manager")
    window.status.show_minutes(9)
    window.ribbon.show()
    theme.resize(scale)
    window.resize(*size)
    assert (window.width(), window.height()) == size
    assert window.rail.width() < window.width() / 3
    assert window.rail.findChild(QWidget, "nav_people").isVisible()


def test_short_room_leaves_the_icons_of_the_rail_with_their_names(theme, window):
    window.resize(1024, 700)
    theme.resize(150)
    entry = window.rail.findChild(QWidget, "nav_people")
    assert entry.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert heard(entry) == "People"
    assert "People" in entry.toolTip()
    theme.resize(100)
    assert entry.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_up_and_down_walk_the_rail_and_enter_goes_there(qtbot, window):
    entry = window.rail.findChild(QWidget, "nav_today")
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_Down)
    assert window.focusWidget().objectName() == "nav_people"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.front().objectName() == "people"
    assert window.focusWidget().objectName() == "nav_people"


def test_a_page_come_to_by_key_takes_the_focus(qtbot, window, leaves):
    press(qtbot, window, Qt.Key.Key_2)
    assert window.focusWidget() is leaves["people"].line


def test_the_language_reaches_every_screen_live(qtbot, window, leaves, monkeypatch):
    app = QApplication.instance()
    language = Language(app)
    before = leaves["today"].told.count("retranslate")
    language.switch("en")
    qtbot.waitUntil(lambda: leaves["today"].told.count("retranslate") > before)


def test_every_control_of_the_frame_has_a_name(window):
    window.ribbon.show()
    window.toast.say("Saved.", undo=True)
    controls = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not isinstance(widget, QLineEdit)
    ]
    assert len(controls) >= 5
    assert [
        (type(widget).__name__, widget.objectName())
        for widget in controls
        if not (heard(widget) and widget.objectName())
    ] == []


def test_the_status_line_says_where_work_is_and_when_it_locks(window):
    window.status.show_saved("09:12")
    window.status.show_worker("<b>rosa</b>", "Case manager")
    window.status.show_minutes(1)
    texts = {name: window.status.findChild(QWidget, name).text() for name in ("savedHere", "worker", "locksIn")}
    assert texts == {
        "savedHere": "Saved on this laptop at 09:12",
        "worker": "<b>rosa</b> · Case manager",
        "locksIn": "Locks in 1 minute",
    }


def test_dark_and_light_switch_while_the_window_stands(theme, window):
    light = window.grab().toImage()
    theme.choose("dark")
    dark = window.grab().toImage()
    assert light != dark
    theme.choose("light")
    assert window.grab().toImage() == light


def test_no_widget_of_the_frame_keeps_a_colour_of_the_other_theme(theme, window):
    theme.choose("dark")
    image = window.grab().toImage()
    assert image.pixelColor(5, 300) == theme.color("nav")
    assert image.pixelColor(900, 500) == theme.color("bg")
