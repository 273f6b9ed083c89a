import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.bar_chart import Bar, BarChart, grid_parts, round_top
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.countdown import Countdown, days_left
from lead_desktop.ui.widgets.elided_label import ElidedLabel
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill
from lead_desktop.ui.widgets.search_box import SearchBox
from lead_desktop.ui.widgets.strength_meter import StrengthMeter
from lead_desktop.ui.widgets.toast import Toast
from tests.ui.hearing import heard


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.show()
        return widget

    return show


def test_every_label_of_ours_shows_markup_as_it_was_typed(shown):
    card, pill, header = Card("<b>x</b>", "<i>y</i>"), Pill("<b>x</b>"), PageHeader("<b>x</b>", "<b>y</b>")
    banner, empty = Banner(), EmptyState("users", "<b>x</b>", "<b>y</b>")
    banner.show_message("<b>x</b>")
    for widget in (card, header, banner, empty):
        labels = shown(widget).findChildren(QLabel)
        assert labels
        assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert shown(pill).textFormat() == Qt.TextFormat.PlainText


def test_a_banner_says_its_sentence_and_leads_to_places(qtbot, shown):
    banner = shown(Banner("bad"))
    banner.show_message("2 fields need attention", [("badge", "Badge"), ("born", "Date of birth")])
    assert heard(banner) == "2 fields need attention"
    with qtbot.waitSignal(banner.link_activated) as told:
        qtbot.mouseClick(banner.findChild(QPushButton, "link_born"), Qt.MouseButton.LeftButton)
    assert told.args == ["born"]


def test_a_banner_without_a_sentence_is_not_there(shown):
    banner = shown(Banner("warn"))
    banner.show_message("Look here", [("a", "A")])
    banner.show_message("")
    assert banner.isHidden()
    assert banner.message() == ""


def test_a_banner_can_be_closed_where_allowed(qtbot, shown):
    banner = shown(Banner(closable=True))
    banner.show_message("Good to know")
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(banner.findChild(QToolButton, "closeBanner"), Qt.MouseButton.LeftButton)
    assert banner.isHidden()


def test_tones_look_different(shown):
    banner = shown(Banner("info"))
    seen = []
    for tone in ("info", "good", "warn", "bad"):
        banner.set_tone(tone)
        banner.show_message("Look here")
        seen.append(banner.grab().toImage())
    assert all(a != b for n, a in enumerate(seen) for b in seen[n + 1 :])


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (7, "7 days left", "info"),
        (2, "2 days left", "warn"),
        (1, "1 day left", "warn"),
        (0, "Last day", "warn"),
        (-1, "Window passed 1 day ago", "bad"),
        (-3, "Window passed 3 days ago", "bad"),
    ],
)
def test_days_left_are_said_in_words_and_tone(qapp, days, words, tone):
    assert days_left(days) == (words, tone)


def test_a_countdown_without_a_window_is_not_there(page):
    pill = Countdown(None, page)
    assert pill.isHidden()
    pill.set_days(3)
    assert not pill.isHidden()
    pill.changeEvent(QEvent(QEvent.Type.LanguageChange))
    assert (pill.text(), pill.tone()) == ("3 days left", "info")


def test_a_pill_filled_before_it_has_a_place_is_shown_there(qtbot, page):
    pill = Pill("")
    pill.show_status("Active", "good")
    QVBoxLayout(page).addWidget(pill)
    qtbot.waitUntil(pill.isVisible)


def test_an_empty_state_offers_what_can_be_done(qtbot, shown):
    empty = shown(EmptyState("users", "Nobody yet", action="New referral"))
    with qtbot.waitSignal(empty.action_requested):
        qtbot.mouseClick(empty.findChild(QPushButton), Qt.MouseButton.LeftButton)
    empty.set_words("Nobody found")
    assert empty.findChild(QPushButton).isHidden()
    assert heard(empty) == "Nobody found"


def test_a_toast_can_be_taken_back_by_its_button(qtbot, page):
    toast = Toast(page)
    toast.say("Contact saved.", undo=True)
    assert toast.isVisible()
    assert heard(toast) == "Contact saved."
    with qtbot.waitSignal(toast.undo_requested):
        qtbot.mouseClick(toast.findChild(QPushButton, "undo"), Qt.MouseButton.LeftButton)
    assert toast.isHidden()


def test_a_toast_without_undo_ignores_the_key(qtbot, page):
    toast = Toast(page)
    toast.say("Copied.")
    with qtbot.assertNotEmitted(toast.undo_requested):
        toast.undo()


def test_a_toast_goes_by_itself_but_waits_while_one_points_at_it(qtbot, page):
    toast = Toast(page)
    toast._timer.setInterval(30)
    toast.say("Contact saved.", undo=True)
    toast.enterEvent(QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    assert not toast._timer.isActive()
    assert toast.isVisible()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    with qtbot.waitSignal(toast.gone):
        pass
    assert toast.isHidden()


def test_a_toast_stays_at_the_lower_edge_and_inside(page):
    toast = Toast(page)
    toast.say("A sentence that is a good deal longer than this small window is wide, and so it has to be set in lines.")
    page.resize(320, 300)
    assert page.rect().contains(toast.geometry())
    assert toast.geometry().bottom() > 200


def test_a_search_starts_when_the_fingers_rest(qtbot, shown):
    box = shown(SearchBox("Search by name"))
    told = []
    box.searched.connect(told.append)
    with qtbot.waitSignal(box.searched):
        qtbot.keyClicks(box, "munoz")
    assert told == ["munoz"]


def test_enter_searches_at_once_escape_clears_and_down_leads_on(qtbot, shown):
    box = shown(SearchBox("Search by name"))
    box.setText("munoz")
    with qtbot.waitSignal(box.searched) as told:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.args == ["munoz"]
    with qtbot.waitSignal(box.searched) as told:
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert told.args == [""]
    with qtbot.waitSignal(box.down_pressed):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def test_the_search_box_and_its_buttons_have_names(shown):
    box = shown(SearchBox("Search by name"))
    box.setText("x")
    assert heard(box) == "Search by name"
    assert {heard(made) for made in box.findChildren(QToolButton)} == {"Search by name", "Clear search"}


def test_a_long_name_is_cut_with_the_whole_in_a_plain_tooltip(shown):
    label = shown(ElidedLabel("<b>Luis</b> Ortega y Gasset de la Fuente"))
    label.resize(80, 20)
    assert label.toolTip() == "<qt>&lt;b&gt;Luis&lt;/b&gt; Ortega y Gasset de la Fuente</qt>"
    label.resize(900, 20)
    assert label.toolTip() == ""
    assert heard(label) == "<b>Luis</b> Ortega y Gasset de la Fuente"
    assert label.minimumSizeHint().width() < 120


def test_a_narrow_header_puts_its_buttons_below_the_title(shown):
    header = PageHeader("Intake assessment", "SF-0065", back=True)
    header.add_button(QPushButton("Leave for now"))
    header.add_button(QPushButton("Save"))
    shown(header).resize(900, header.sizeHint().height())
    wide = header.findChildren(QPushButton)[0].y()
    header.resize(340, 160)
    header.layout().activate()
    assert header.findChildren(QPushButton)[0].y() > wide + 20


def test_the_way_back_is_told(qtbot, shown):
    header = shown(PageHeader("Rosa", back=True))
    with qtbot.waitSignal(header.back_requested):
        qtbot.mouseClick(header.findChild(QToolButton, "back"), Qt.MouseButton.LeftButton)


def test_the_meter_is_heard_in_words(shown):
    meter = shown(StrengthMeter())
    empty = meter.grab().toImage()
    meter.show_strength(3, "Hard to guess")
    assert heard(meter) == "Hard to guess"
    assert meter.score() == 3
    assert meter.grab().toImage() != empty


@pytest.mark.parametrize(
    ("value", "top", "parts"),
    [(0, 4, 4), (3, 4, 4), (7, 8, 4), (31, 40, 4), (28, 30, 3), (105, 150, 3), (1000, 1000, 4)],
)
def test_the_scale_of_a_chart_ends_round_and_is_cut_round(value, top, parts):
    assert round_top(value) == top
    assert grid_parts(top) == parts


@pytest.mark.parametrize("lying", [True, False])
def test_the_numbers_of_a_chart_can_be_heard(shown, lying):
    chart = shown(BarChart(lying=lying, top=100 if lying else None))
    chart.resize(500, 240)
    nothing = chart.grab().toImage()
    chart.show_bars("Housing", [Bar("Own place", 9, "9 %"), Bar("Street", 67, "67 %"), Bar("Other", 0)])
    assert heard(chart) == "Housing"
    assert heard(chart, QAccessible.Text.Description) == "Own place: 9 %; Street: 67 %; Other: 0"
    assert chart.grab().toImage() != nothing


def test_a_card_is_a_group_named_by_its_title(shown):
    card = shown(Card("Contacts", "This week", "phone"))
    card.add_action(QPushButton("More"))
    card.add(QVBoxLayout())
    assert heard(card) == "Contacts"
