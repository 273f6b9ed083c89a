"""Codes on paper, buckets that fill with time, and a log that holds no data."""

import io
import json
import logging
from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from lead_desktop.hub.codes import LENGTH, LETTERS, cleaned, digest, new_code, shown
from lead_desktop.hub.limits import Buckets, Rate
from lead_desktop.hub.log import note, start_log
from tests.fakes.clock import StandingClock


def test_a_code_is_read_as_it_is_printed_or_typed():
    code = new_code()
    assert len(code) == LENGTH
    assert cleaned(shown(code)) == cleaned(code.lower()) == cleaned(f" {code[:5]} {code[5:]} ") == code
    assert len({new_code() for _ in range(1000)}) == 1000
    assert digest(code) != digest(new_code())


@given(st.integers(0, LENGTH - 2), st.sampled_from(LETTERS))
def test_a_slip_in_one_letter_is_noticed(at, letter):
    code = new_code()
    slipped = code[:at] + letter + code[at + 1 :]
    assert slipped == code or cleaned(slipped) == ""


@given(st.integers(0, LENGTH - 3))
def test_two_letters_that_changed_places_are_noticed(at):
    code = new_code()
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert swapped == code or cleaned(swapped) == ""


@pytest.mark.parametrize("typed", ["", "0" * 12, "ABC", "A" * 13, "ÄÖÜ", "'; DROP TABLE"])
def test_what_cannot_be_a_code_is_none(typed):
    assert cleaned(typed) == ""


def test_a_bucket_lets_a_burst_through_and_then_as_much_as_flows_in():
    clock = StandingClock()
    held = Buckets(Rate(600, 60_000), clock)
    assert [held.wait_ms("a") for _ in range(600)] == [0] * 600
    assert held.wait_ms("a") == 101
    assert held.wait_ms("b") == 0
    clock.advance(timedelta(milliseconds=100))
    assert held.wait_ms("a") == 0
    assert held.spent("a") > 0
    clock.advance(timedelta(minutes=10))
    assert held.spent("a") == 0
    assert [held.wait_ms("a") for _ in range(600)] == [0] * 600


def test_more_than_the_bucket_holds_is_let_through_when_it_is_full():
    held = Buckets(Rate(10, 1000), StandingClock())
    assert held.wait_ms("a", 25) == 0
    assert held.wait_ms("a", 1) == 1601


def test_a_million_names_do_not_fill_the_memory():
    held = Buckets(Rate(1, 1000), StandingClock())
    for number in range(20_000):
        held.wait_ms(str(number))
    assert len(held._levels) == 10_000


@pytest.fixture
def log():
    stream = io.StringIO()
    root = logging.getLogger()
    level = root.level
    handler = start_log(StandingClock(), stream)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def test_the_log_is_a_line_of_json_for_each_event_and_leaves_out_what_is_not_on_its_list(log):
    note("request", path="/v1/push", status=200, body="Maria Lopez", name="Maria")
    (line,) = log.getvalue().splitlines()
    assert json.loads(line) == {
        "at": "2026-11-24T09:00:00.000-07:00", "level": "info", "event": "request", "path": "/v1/push", "status": 200,
    }  # fmt: skip


def test_another_librarys_words_are_not_written(log):
    logging.getLogger("psycopg.pool").warning("could not insert %s", "Maria Lopez")
    assert "Maria" not in log.getvalue()
    assert json.loads(log.getvalue())["kind"].startswith("psycopg.pool:")
