"""Numbers, dates and times as people type them (security section 6, 47 and 48)."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, strategies as st

from lead_desktop.ui.forms.reading import Unreadable, read_date, read_moment, read_time, read_whole


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2026-11-24", "en", date(2026, 11, 24)),
        ("2026-1-4", "es", date(2026, 1, 4)),
        ("11/24/2026", "en", date(2026, 11, 24)),
        ("24/11/2026", "es", date(2026, 11, 24)),
        ("24.11.2026", "es", date(2026, 11, 24)),
        ("11-24-2026", "en", date(2026, 11, 24)),
        ("Nov 24, 2026", "en", date(2026, 11, 24)),
        ("november 24 2026", "en", date(2026, 11, 24)),
        ("24 nov 2026", "es", date(2026, 11, 24)),
        ("24 de noviembre de 2026", "es", date(2026, 11, 24)),
        ("  2024-02-29 ", "en", date(2024, 2, 29)),
        ("1900-01-01", "en", date(1900, 1, 1)),
        ("", "en", None),
        ("   ", "es", None),
    ],
)
def test_a_date_is_read_in_iso_and_in_the_forms_of_the_place(text, language, day):
    assert read_date(text, language) == day


@pytest.mark.survives(47)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31 Feb 2026", "no_such_day"),
        ("2026-02-31", "no_such_day"),
        ("02/31/2026", "no_such_day"),
        ("2025-02-29", "no_such_day"),
        ("2026-13-01", "no_such_day"),
        ("24/11/2026", "no_such_day"),
        ("1899-12-31", "year_out_of_reach"),
        ("9999-01-01", "year_out_of_reach"),
        ("01/01/12345", "year_out_of_reach"),
        ("11/24/26", "two_digit_year"),
        ("26-11-24", "two_digit_year"),
        ("Nov 24, 26", "two_digit_year"),
        ("yesterday", "date_form"),
        ("20261124", "date_form"),
        ("11/24", "date_form"),
        ("foo 24 2026", "date_form"),
        ("٢٠٢٦-١١-٢٤", "date_form"),
    ],
)
def test_a_date_that_is_none_is_refused_by_name(text, code):
    with pytest.raises(Unreadable) as fault:
        read_date(text, "en")
    assert fault.value.code == code


@given(st.text())
def test_any_text_is_a_date_or_a_named_problem(text):
    code, day = "", None
    try:
        day = read_date(text, "en")
    except Unreadable as fault:
        code = fault.code
    assert code in {"", "date_form", "no_such_day", "two_digit_year", "year_out_of_reach"}
    assert day is None or 1900 <= day.year <= 2100


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_stored_day_reads_back(day):
    assert read_date(day.isoformat(), "en") == read_date(day.isoformat(), "es") == day


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), (" 12 ", 12), ("-0", 0), ("+7", 7), ("007", 7), ("", None), ("  ", None)]
)
@pytest.mark.survives(48)
def test_a_whole_number_is_read_and_normalised(text, number):
    assert read_whole(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1e999", "not_whole"),
        ("NaN", "not_whole"),
        ("inf", "not_whole"),
        ("3,5", "not_whole"),
        ("1,000", "not_whole"),
        ("2.5", "not_whole"),
        ("0x10", "not_whole"),
        ("1_000", "not_whole"),
        ("٣", "not_whole"),
        ("9" * 40, "too_many_digits"),
        ("-" + "9" * 40, "too_many_digits"),
    ],
)
@pytest.mark.survives(48)
def test_what_is_no_whole_number_is_refused_by_name(text, code):
    with pytest.raises(Unreadable) as fault:
        read_whole(text)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("14:05", time(14, 5)),
        ("9:30 am", time(9, 30)),
        ("9 pm", time(21)),
        ("12:15 AM", time(0, 15)),
        ("12 pm", time(12)),
        ("9:30 p.m.", time(21, 30)),
        ("14.05", time(14, 5)),
        ("", None),
    ],
)
def test_a_time_of_day_is_read_with_and_without_am_and_pm(text, clock):
    assert read_time(text) == clock


@pytest.mark.parametrize("text", ["25:00", "14:60", "13 pm", "0 am", "9", "noon", "1:2:3"])
def test_a_time_that_is_none_is_refused(text):
    with pytest.raises(Unreadable, match="time_form"):
        read_time(text)


def test_a_moment_needs_both_halves():
    assert read_moment("2026-11-24", "9:00", "en", UTC) == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert read_moment("", " ", "en", UTC) is None
    with pytest.raises(Unreadable, match="time_missing"):
        read_moment("2026-11-24", "", "en", UTC)
    with pytest.raises(Unreadable, match="date_missing"):
        read_moment("", "9:00", "en", UTC)
