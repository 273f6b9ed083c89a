import gc
import re
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QIcon
from PySide6.QtWidgets import QLabel

from lead_desktop.ui import resources
from lead_desktop.ui.icons import icon
from lead_desktop.ui.looks import button, plain_label, plain_text, plain_tip
from lead_desktop.ui.theme import fill
from lead_desktop.ui.tokens import SCALES, THEMES, TONES
from tests.ui.draw_marks import marks

TEXT_ON = [
    *[(text, ground) for text in ("text", "muted") for ground in ("bg", "surface", "sunken", "hover", "selection")],
    ("accent_text", "surface"),
    ("accent_text", "bg"),
    ("accent_text", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("bad", "surface"),
    ("bad", "bg"),
    ("nav_text", "nav"),
    ("nav_muted", "nav"),
    ("nav_strong", "nav_active"),
    ("nav_strong", "nav_hover"),
    ("toast_text", "toast"),
    ("toast_link", "toast"),
    *[(tone, f"{tone}_bg") for tone in TONES],
    *[("text", f"{tone}_bg") for tone in TONES],
]
EDGES_ON = [
    *[("control_border", ground) for ground in ("surface", "bg", "sunken")],
    *[("focus", ground) for ground in ("surface", "bg", "sunken")],
    *[("accent", ground) for ground in ("surface", "bg")],
    ("nav_focus", "nav"),
    *[("focus", f"{tone}_bg") for tone in TONES],
    ("bad", "surface"),
]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def light(hex_color: str) -> float:
        parts = QColor(hex_color).getRgbF()[:3]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_reaches_four_and_a_half_to_one(name):
    tokens = THEMES[name]
    weak = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", THEMES)
def test_borders_of_controls_and_the_focus_ring_reach_three_to_one(name):
    tokens = THEMES[name]
    weak = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in EDGES_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_both_themes_name_the_same_tokens():
    assert THEMES["light"].keys() == THEMES["dark"].keys()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scale", SCALES)
def test_the_sheet_is_filled_in_completely(name, scale):
    sheet = re.sub(r"/\*.*?\*/", "", fill(resources.sheet_template(), name, scale), flags=re.DOTALL)
    assert "@" not in sheet
    assert not re.search(r"\dsp\b", sheet)


@pytest.mark.parametrize("name", THEMES)
def test_the_marks_of_the_sheet_have_the_colours_of_their_theme(name):
    assert marks(name) == {
        path.stem: path.read_text(encoding="utf-8") for path in (resources.folder("styles") / name).glob("*.svg")
    }


def test_the_page_is_set_in_the_bundled_font_with_its_four_weights(theme, qtbot):
    label = QLabel("LEAD")
    qtbot.addWidget(label)
    assert QFontInfo(label.font()).family() == "Inter"
    assert set(resources.load_fonts()) >= {"Inter", "Inter Medium", "Inter SemiBold"}


def test_licences_lie_beside_fonts_and_icons():
    assert "SIL Open Font License" in (resources.folder("fonts") / "Inter-LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in (resources.folder("icons") / "Lucide-LICENSE.txt").read_text(encoding="utf-8")


def test_switching_the_theme_recolours_an_icon_that_is_already_shown(theme):
    before = icon("home").pixmap(24, 24).toImage()
    theme.choose("dark")
    after = icon("home").pixmap(24, 24).toImage()
    assert before != after


def test_an_icon_copied_by_qt_outlives_the_garbage_collector():
    copy = QIcon(icon("check"))
    copy.addPixmap(icon("x").pixmap(QSize(10, 10)))
    gc.collect()
    assert not copy.pixmap(QSize(16, 16)).isNull()


def test_a_larger_text_size_makes_a_label_taller(theme, qtbot):
    label = plain_label("Today", "title")
    qtbot.addWidget(label)
    label.show()
    before = label.sizeHint().height()
    with qtbot.waitSignal(theme.changed):
        theme.resize(150)
    assert label.sizeHint().height() > before * 1.3


def test_markup_in_data_is_shown_as_it_was_typed(qtbot):
    plain, bold = plain_label("<b>x</b>"), plain_label("x")
    qtbot.addWidget(plain)
    qtbot.addWidget(bold)
    assert plain.sizeHint().width() > 2 * bold.sizeHint().width()
    assert plain_tip("<b>x</b>") == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"
    assert plain_text("Rose & Sons") == "Rose && Sons"


def test_a_button_is_named_for_assistive_technology(qtbot):
    made = button("Save & close", "save", "primary", name="save")
    qtbot.addWidget(made)
    assert (made.objectName(), made.accessibleName()) == ("save", "Save & close")


@pytest.mark.survives(40)
def test_200_000_calls_into_qt_lose_no_reference_to_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(200_000):
        label.setText("a")
    assert sys.getrefcount(None) > before - 50


def test_500_calls_into_qt_lose_no_reference_to_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(500):
        label.setToolTip("a")
    assert sys.getrefcount(None) > before - 50
