import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lead_desktop.ui.widgets.segmented import Segmented
from lead_desktop.ui.widgets.stage_loop import StageLoop
from tests.ui.hearing import heard

ANSWERS = [("1", "Yes"), ("0", "No"), ("8", "Don't know & unsure")]
STAGES = [(str(n), f"Stage {n}") for n in range(6)]


@pytest.fixture
def segmented(qtbot):
    made = Segmented(ANSWERS)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def loop(qtbot):
    made = StageLoop(STAGES)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def choice(widget, code):
    return next(made for made in widget._choices.buttons if made.code == code)


@pytest.mark.parametrize(
    ("key", "code"), [(Qt.Key.Key_Right, "0"), (Qt.Key.Key_Down, "0"), (Qt.Key.Key_Left, "8"), (Qt.Key.Key_Up, "8")]
)
def test_arrows_choose_the_neighbour(qtbot, segmented, key, code):
    segmented.set_value("1")
    with qtbot.waitSignal(segmented.changed) as heard_change:
        qtbot.keyClick(choice(segmented, "1"), key)
    assert heard_change.args == [code]
    assert segmented.value() == code


def test_space_chooses_and_delete_takes_the_answer_back(qtbot, segmented):
    qtbot.keyClick(choice(segmented, "0"), Qt.Key.Key_Space)
    assert segmented.value() == "0"
    qtbot.keyClick(choice(segmented, "0"), Qt.Key.Key_Delete)
    assert segmented.value() is None


def test_a_second_press_takes_the_answer_back_only_where_allowed(qtbot, segmented):
    firm = Segmented(ANSWERS, clearable=False)
    qtbot.addWidget(firm)
    for made, left in ((segmented, None), (firm, "1")):
        made.set_value("1")
        qtbot.mouseClick(choice(made, "1"), Qt.MouseButton.LeftButton)
        assert made.value() == left
        assert choice(made, "1").isChecked() is (left == "1")


def test_the_toggle_of_assistive_technology_counts_as_an_answer(segmented):
    button = choice(segmented, "8")
    QAccessible.queryAccessibleInterface(button).actionInterface().doAction("Toggle")
    assert segmented.value() == "8"


def test_showing_an_answer_is_not_told_as_a_change(qtbot, segmented):
    with qtbot.assertNotEmitted(segmented.changed):
        segmented.set_value("1")


def test_a_row_of_answers_is_one_stop_for_the_tab_key(qtbot):
    page, segmented = QWidget(), Segmented(ANSWERS)
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    before, after = QLineEdit(), QLineEdit()
    for widget in (before, segmented, after):
        layout.addWidget(widget)
    segmented.set_value("0")
    page.show()
    page.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert page.focusWidget() is choice(segmented, "0")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is after


def test_answers_are_heard_by_their_words_and_the_question(segmented):
    segmented.setAccessibleName("Housed now")
    button = choice(segmented, "8")
    assert heard(button) == "Don't know & unsure"
    assert heard(button, QAccessible.Text.Description) == "Housed now"
    assert button.text() == "Don't know && unsure"


def test_answers_can_be_shown_in_other_words(segmented):
    segmented.relabel([("1", "Sí"), ("0", "No"), ("8", "No sé")])
    assert heard(choice(segmented, "1")) == "Sí"


def test_a_narrow_room_puts_answers_on_a_second_line(segmented):
    wide, narrow = segmented.layout().heightForWidth(600), segmented.layout().heightForWidth(120)
    assert narrow > 2 * wide


def test_no_two_stages_of_the_loop_touch_at_any_text_size(theme, loop):
    for scale in (100, 125, 150):
        theme.resize(scale)
        loop.resize(loop.minimumSizeHint())
        places = [made.geometry() for made in loop._choices.buttons]
        assert all(loop.rect().contains(place) for place in places)
        assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[n + 1 :])


def test_the_loop_goes_round(qtbot, loop):
    loop.set_value("5")
    with qtbot.waitSignal(loop.changed) as told:
        qtbot.keyClick(choice(loop, "5"), Qt.Key.Key_Right)
    assert told.args == ["0"]


def test_a_stage_is_chosen_by_a_click_and_heard_as_checked(qtbot, loop):
    loop.setAccessibleName("Stage of change")
    qtbot.mouseClick(choice(loop, "3"), Qt.MouseButton.LeftButton)
    assert loop.value() == "3"
    state = QAccessible.queryAccessibleInterface(choice(loop, "3")).state()
    assert state.checked
    assert heard(choice(loop, "3"), QAccessible.Text.Description) == "Stage of change"


def test_the_stage_chosen_looks_different(loop):
    before = loop.grab().toImage()
    loop.set_value("2")
    assert loop.grab().toImage() != before


def test_stages_can_be_shown_in_other_words(loop):
    loop.relabel([(code, f"Etapa {code}") for code, _ in STAGES])
    assert heard(choice(loop, "0")) == "Etapa 0"
