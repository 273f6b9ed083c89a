"""Six words that two people read to each other."""

import re

from hypothesis import given, strategies as st

from lead_desktop.wire.fingerprint import fingerprint


@given(st.lists(st.binary(max_size=100), min_size=1, max_size=3))
def test_a_fingerprint_is_six_words_that_can_be_said(keys):
    words = fingerprint(*keys).split(" ")
    assert len(words) == 6
    assert all(re.fullmatch(r"([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz]", one) for one in words)


def test_another_key_another_order_and_another_split_have_other_words():
    assert len({fingerprint(b"ab", b"c"), fingerprint(b"c", b"ab"), fingerprint(b"a", b"bc"), fingerprint(b"abc")}) == 4


def test_the_words_of_a_key_stay_what_they_are():
    """They stand on paper."""
    assert fingerprint(b"key") == "sipil fifus tagij pulit pobaz bilij"
