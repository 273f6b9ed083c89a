from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from lead_desktop.ui.idle import IdleWatch
from tests.fakes.clock import StandingClock


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture
def watch(qapp, clock):
    made = IdleWatch(clock, 10)
    made.start()
    yield made
    made.stop()


def test_ten_quiet_minutes_run_out(qtbot, watch, clock):
    clock.advance(timedelta(minutes=9, seconds=59))
    with qtbot.assertNotEmitted(watch.ran_out):
        watch.look()
    clock.advance(timedelta(seconds=1))
    with qtbot.waitSignal(watch.ran_out):
        watch.look()


def test_a_key_begins_the_count_anew(qtbot, watch, clock):
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    clock.advance(timedelta(minutes=9))
    qtbot.keyClicks(line, "a")
    assert line.text() == "a"
    clock.advance(timedelta(minutes=9))
    with qtbot.assertNotEmitted(watch.ran_out):
        watch.look()


def test_the_first_key_after_sleep_does_not_save_the_screen(qtbot, watch, clock):
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    clock.advance(timedelta(hours=3))
    with qtbot.waitSignal(watch.ran_out):
        qtbot.keyClick(line, Qt.Key.Key_A)


def test_setting_the_wall_clock_changes_nothing(qtbot, watch, clock):
    clock.set_wall(clock.now() + timedelta(days=400))
    with qtbot.assertNotEmitted(watch.ran_out):
        watch.look()


def test_the_minutes_left_are_told_once_each(watch, clock):
    told = []
    watch.minutes_changed.connect(told.append)
    for _ in range(4):
        clock.advance(timedelta(seconds=30))
        watch.look()
    assert told == [9, 8]


@pytest.mark.parametrize(("asked", "kept"), [(0, 1), (5, 5), (500, 30)])
def test_the_time_stays_between_one_and_thirty_minutes(qapp, clock, asked, kept):
    assert IdleWatch(clock, asked)._allowed_ms == kept * 60_000
