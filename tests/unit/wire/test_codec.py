"""Bytes become a message only when they are whole, within limits and exactly the message that was expected."""

import json

import pytest
import zstandard
from hypothesis import given, strategies as st

from lead_desktop.wire.codec import MAX_BYTES, MAX_DEPTH, check_json, packed, squeezed, unpacked, unsqueezed
from lead_desktop.wire.letters import to_bytes, to_text
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import HeadState, Health, PullRequest, PushRequest

EPOCH = "019a0000-0000-7000-8000-000000000001"
HEALTH = Health(epoch=EPOCH, now=1_763_900_000_000, nonce="abc", min_sv=1)


def refusal(data: bytes, model: type = Health, **limit: int) -> str:
    with pytest.raises(MalformedMessage) as raised:
        unpacked(data, model, **limit)
    return raised.value.why


def why_refused(data: bytes) -> str:
    """Return the reason, blank when it is read as a message."""
    try:
        unpacked(data, Health)
    except MalformedMessage as malformed:
        return malformed.why
    return ""


def a_push(value: object) -> bytes:
    """A push around one invented value, as JSON that nobody has checked."""
    body = json.dumps(
        {"epoch": EPOCH, "dev": 1, "first": 1, "prev_chain": "", "ops": [{"v": value}], "people": [], "sig": ""}
    )
    return squeezed(body.encode())


def test_a_message_comes_back_as_it_was_and_defaults_do_not_travel() -> None:
    asked = PullRequest(epoch=EPOCH, dev=3, cursor=7, scur=7, sv=1, filled=("a/casework",))
    assert unpacked(packed(asked), PullRequest) == asked
    assert b"receipts" not in unsqueezed(packed(asked))


@given(st.text() | st.integers(-(2**63), 2**63 - 1) | st.none() | st.booleans() | st.lists(st.text(max_size=3)))
def test_values_of_every_kind_come_back(value: object) -> None:
    head = HeadState(op=(1, 2), v=value, h=1, w=1, a="u", q=1)
    back = unpacked(packed(head), HeadState)
    assert back.v == value
    assert type(back.v) is type(value)


def test_a_frame_that_unpacks_to_more_than_the_limit_is_refused_before_it_is_unpacked() -> None:
    bomb = zstandard.ZstdCompressor(level=19).compress(b" " * (MAX_BYTES + 1))
    assert len(bomb) < 2000
    assert refusal(bomb) == "too_large"
    assert refusal(packed(HEALTH), limit=10) == "too_large"


def test_a_frame_that_does_not_say_its_size_is_refused() -> None:
    stream = zstandard.ZstdCompressor().compressobj()
    assert refusal(stream.compress(b"{}") + stream.flush()) == "too_large"


def test_a_frame_that_understates_its_size_is_refused() -> None:
    whole = bytearray(squeezed(b"x" * 100))
    whole[5] = 50
    assert refusal(bytes(whole)) == "frame"


def test_a_frame_without_its_content_is_refused() -> None:
    header = squeezed(b"x" * 100)[:6]
    assert refusal(header + b"\x01\x00\x00" + bytes(4)) == "frame"


def test_a_skippable_frame_is_not_a_message() -> None:
    assert refusal(b"\x50\x2a\x4d\x18\x02\x00\x00\x00{}") == "frame"


@pytest.mark.parametrize("html", [b"", b"<html>Sign in to this network</html>", b"{}", b"\x28\xb5\x2f\xfd"])
def test_what_a_captive_portal_answers_is_not_a_frame(html: bytes) -> None:
    assert refusal(html) == "frame"


@given(st.data())
def test_a_frame_that_is_cut_changed_or_followed_by_more_is_refused(data: st.DataObject) -> None:
    whole = packed(HEALTH)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(1, 255))
    refusal(whole[:place])
    refusal(whole + bytes([other]))
    changed = bytearray(whole)
    changed[place] ^= other
    found = why_refused(bytes(changed))
    # A few bits of the frame's header say nothing of its content: there the message is the same.
    assert found or (place < 6 and unpacked(bytes(changed), Health) == HEALTH)


@given(st.binary(max_size=200))
def test_a_whole_frame_of_any_bytes_is_refused_with_a_reason(body: bytes) -> None:
    assert refusal(squeezed(body)) in ("json", "shape", "twice", "number", "depth")


def test_nesting_is_limited_and_brackets_in_texts_do_not_count() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    check_json(deepest.encode())
    with pytest.raises(MalformedMessage):
        check_json(f"[{deepest}]".encode())
    check_json(json.dumps({"a": "[" * 99, "b": '\\"' + "{" * 99}).encode())
    check_json(json.dumps([[]] * 500).encode())


@pytest.mark.parametrize("body", [b"[" * 1_000_000, b'{"a":' * 200_000, b'["' + b'\\"[' * 1_000_000])
def test_a_message_made_to_exhaust_the_reader_is_refused(body: bytes) -> None:
    assert refusal(squeezed(body)) in {"depth", "json"}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (float("nan"), "number"),
        (float("inf"), "number"),
        (1.5, "number"),
        (10**18 * 99, "number"),
        (2**63, "number"),
        (-(2**63) - 1, "number"),
    ],
)
def test_fractions_and_numbers_above_63_bits_are_refused(value: object, why: str) -> None:
    assert refusal(a_push(value), PushRequest) == why


def test_a_number_of_a_million_digits_is_refused_unread() -> None:
    assert refusal(squeezed(b"9" * 1_000_000)) == "number"


def test_a_name_that_stands_twice_is_refused_at_every_depth() -> None:
    assert refusal(squeezed(b'{"now":1,"now":2}')) == "twice"
    assert refusal(squeezed(b'[{"a":[{"b":1,"b":1}]}]')) == "twice"


def test_text_that_is_not_utf_8_is_refused() -> None:
    assert refusal(squeezed(b'{"now":"\xff"}')) == "json"
    assert refusal(squeezed('{"now":1}'.encode("utf-16"))) == "json"
    assert refusal(a_push("\ud800"), PushRequest) == "shape"


@pytest.mark.parametrize(
    "change", [{"now": True}, {"now": "1"}, {"now": -1}, {"nonce": "a b"}, {"epoch": "e" * 201}, {"more": 1}]
)
def test_wrong_types_unknown_names_and_long_texts_are_refused(change: dict[str, object]) -> None:
    assert refusal(squeezed(json.dumps({**HEALTH.model_dump(), **change}).encode())) == "shape"


def test_an_error_never_repeats_what_arrived() -> None:
    with pytest.raises(MalformedMessage) as raised:
        unpacked(squeezed(b'{"now":"Maria Lopez"}'), Health)
    told = f"{raised.value!r} {raised.value.words()} {raised.value.__cause__!r}"
    assert "Maria" not in told


@given(st.binary(max_size=64))
def test_bytes_come_back_from_their_text(data: bytes) -> None:
    assert to_bytes(to_text(data)) == data


@pytest.mark.parametrize("text", ["A", "AB==", "A+", "é", "AA=", "AAA\n", "AB"])
def test_another_spelling_of_the_same_bytes_is_refused(text: str) -> None:
    with pytest.raises(MalformedMessage):
        to_bytes(text)
