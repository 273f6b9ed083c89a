"""Operations have one exact form, and a chain that notices any change of it."""

import json

import pytest
from hypothesis import given, strategies as st

from lead_desktop.wire.op import GENESIS, Op, canonical, chained

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text('abcñ é😀\n"\\', max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abñ", max_size=4), inner, max_size=4),
    max_leaves=12,
)


def an_op(**changes: object) -> Op:
    held = {
        "n": 1, "t": 1, "k": "set", "r": "r1", "y": 1, "s": "c/identity", "f": 4, "v": "María", "b": ((0, 7),),
        "c": (0, 7), "h": 1 << 20, "w": 16, "a": "u1", "sv": 1,
    }  # fmt: skip
    return Op(**{**held, **changes})  # type: ignore[arg-type]


@given(json_values)
def test_canonical_bytes_read_back_to_the_same_value_and_the_same_bytes(value: object) -> None:
    body = canonical(value)
    assert json.loads(body) == value
    assert canonical(json.loads(body)) == body


def test_keys_are_sorted_and_nothing_is_escaped_that_need_not_be() -> None:
    assert canonical({"b": 1, "a": "ñ"}) == '{"a":"ñ","b":1}'.encode()


@pytest.mark.parametrize("value", [1.5, float("nan"), {"a": [0.1]}, b"bytes", "e\u0301", {"e\u0301": 1}])
def test_floats_bytes_and_text_outside_nfc_do_not_travel(value: object) -> None:
    with pytest.raises(ValueError, match="NFC|only text"):
        canonical(value)


@pytest.mark.parametrize("change", [{"v": "Maria"}, {"n": 2}, {"b": ()}, {"a": "u2"}, {"c": (1, 7)}, {"k": "del"}])
def test_any_change_of_an_operation_changes_the_chain(change: dict[str, object]) -> None:
    assert chained(GENESIS, an_op().canonical()) != chained(GENESIS, an_op(**change).canonical())


def test_an_operation_reads_as_the_letters_of_the_format() -> None:
    assert set(json.loads(an_op().canonical())) == set("ntkrysfvbchwa") | {"sv"}
