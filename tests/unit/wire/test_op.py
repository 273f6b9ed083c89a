"""Operations have one exact form, and a chain that notices any change of it."""

import json

import pytest
from hypothesis import given, strategies as st

from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.op import GENESIS, Op, canonical, chained, encoded

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


RID, USER = "019a0000-0000-7000-8000-00000000000a", "019a0000-0000-7000-8000-00000000000b"
SHAPES: dict[str, dict[str, object]] = {
    "set": {"f": 4, "v": ["x", {"a": 1}]},
    "add": {"f": 4, "v": {"e": "k", "v": {"key": "k"}}},
    "rem": {"f": 4, "v": {"e": "k"}},
    "new": {"f": 0, "v": {"1": "x", "2": {"k": "k"}}, "b": ()},
    "del": {"f": 0, "v": None},
    "undel": {"f": 0, "v": None},
}


def whole(**changes: object) -> dict[str, object]:
    """An operation as it stands in a message."""
    kind = str(changes.get("k", "set"))
    held = {"k": kind, "r": RID, "a": USER, "s": f"{RID}/identity", **SHAPES.get(kind, SHAPES["set"]), **changes}
    return json.loads(json.dumps({"n": 1, "t": 1, "y": 1, "b": [[0, 7]], "c": [0, 7], "h": 9, "w": 8, "sv": 1, **held}))  # type: ignore[no-any-return]


@given(st.sampled_from(sorted(SHAPES)), json_values, st.integers(1, 2**63 - 1))
def test_an_operation_that_is_read_encodes_to_the_bytes_it_was_sent_in(kind: str, value: object, number: int) -> None:
    inner = {"set": value, "add": {"e": "k", "v": value}, "new": {"7": value}}.get(kind, SHAPES[kind]["v"])
    made = an_op(r=RID, a=USER, s="programme/programme", n=number, k=kind, **{**SHAPES[kind], "v": inner})
    sent = json.loads(made.canonical())
    assert Op.from_json(sent).canonical() == made.canonical() == encoded(sent)


@pytest.mark.parametrize("kind", SHAPES)
def test_every_kind_of_operation_is_read(kind: str) -> None:
    assert Op.from_json(whole(k=kind)).k == kind


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"n": 0}, "n"),
        ({"n": True}, "n"),
        ({"n": "1"}, "n"),
        ({"n": 2**63}, "n"),
        ({"t": 0}, "t"),
        ({"k": "drop"}, "k"),
        ({"k": ["new"]}, "k"),
        ({"k": {}}, "k"),
        ({"r": "r1"}, "r"),
        ({"r": RID.upper()}, "r"),
        ({"r": RID + "\n"}, "r"),
        ({"a": 7}, "a"),
        ({"s": f"{RID}/everything"}, "s"),
        ({"s": f"{RID}/programme"}, "s"),
        ({"s": "programme/sud"}, "s"),
        ({"y": 1 << 15}, "y"),
        ({"f": 0}, "f"),
        ({"f": -1}, "f"),
        ({"k": "new", "f": 4}, "f"),
        ({"k": "new", "b": [[0, 7]]}, "b"),
        ({"k": "new", "v": None}, "v"),
        ({"k": "new", "v": {"0": 1}}, "v"),
        ({"k": "new", "v": {"01": 1}}, "v"),
        ({"k": "new", "v": {"40000": 1}}, "v"),
        ({"k": "new", "v": {"x": 1}}, "v"),
        ({"k": "add", "v": {"e": "k"}}, "v"),
        ({"k": "add", "v": {"e": 1, "v": 1}}, "v"),
        ({"k": "add", "v": "k"}, "v"),
        ({"k": "add", "v": {"e": "k" * 4097, "v": 1}}, "v"),
        ({"k": "rem", "v": {"e": "k", "v": 1}}, "v"),
        ({"k": "del", "v": 1}, "v"),
        ({"b": [[1]]}, "b"),
        ({"b": [[1, -1]]}, "b"),
        ({"b": [[1, True]]}, "b"),
        ({"b": {}}, "b"),
        ({"b": [[1, 1]] * 1001}, "b"),
        ({"c": [1, 2, 3]}, "c"),
        ({"c": None}, "c"),
        ({"h": -1}, "h"),
        ({"w": 1 << 48}, "w"),
        ({"sv": 1.0}, "sv"),
        ({"v": 1.5}, "v"),
        ({"v": "e\u0301"}, "v"),
        ({"extra": 1}, "letters"),
    ],
)
def test_an_operation_of_another_shape_is_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(MalformedMessage) as raised:
        Op.from_json(whole(**changes))
    assert raised.value.why == why


@pytest.mark.parametrize("letter", sorted(set("ntkrysfvbchwa") | {"sv"}))
def test_an_operation_that_lacks_a_letter_is_refused(letter: str) -> None:
    held = whole()
    del held[letter]
    with pytest.raises(MalformedMessage):
        Op.from_json(held)
