"""Strokes of a pen as text: what is written is read again, in its bounds, whatever the hand did."""

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from lead_desktop.domain.signature import HEIGHT, LONGEST, WIDTH, Point, Strokes, path_of, strokes_of, written

READ = TypeAdapter(Strokes)
POINTS = st.builds(Point, st.integers(-50, 2000), st.integers(-50, 900), st.integers(-5, 2_000_000))


@given(st.lists(st.lists(POINTS, min_size=1, max_size=20).map(tuple), min_size=1, max_size=8))
def test_what_is_written_is_valid_and_is_read_again_on_the_pad(strokes) -> None:
    text = READ.validate_python(written(strokes))
    again = strokes_of(text)
    assert [len(one) for one in again] == [len(one) for one in strokes]
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for stroke in again for point in stroke)
    assert written(again) == text
    assert path_of(text).count("M") == len(strokes)


@pytest.mark.survives(45)
def test_a_signature_is_bounded_in_number_and_size() -> None:
    endless = [tuple(Point(place % 900, place % 200, place) for place in range(100)) for _stroke in range(500)]
    assert 0 < len(written(endless)) <= LONGEST


@pytest.mark.parametrize(
    "text", ["", " ", ";", "1,2", "1,2,3;", "1,2,3;;4,5,6", "1,2,-3", "1,2,3 ", "a,b,c", "1000,1,1", "1,2,3\n"]
)
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(text)
    with pytest.raises(ValidationError):
        READ.validate_python("1,2,3;" * 20_000)
