"""The recovery code survives being read aloud and typed, and a slip is caught before anything is tried."""

import re

import pytest
from hypothesis import given, strategies as st

from lead_desktop.store import recovery
from lead_desktop.store.faults import RecoveryCodeMistyped

CODE = recovery._written(bytes(range(20)))


def test_a_code_is_nine_groups_of_four_and_never_the_same() -> None:
    codes = {recovery.new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


@given(st.binary(min_size=20, max_size=20))
def test_what_is_written_is_read_back(data: bytes) -> None:
    assert recovery.code_bytes(recovery._written(data)) == data


def test_case_spaces_dashes_and_look_alikes_do_not_matter() -> None:
    typed = CODE.lower().replace("-", " \u2013").replace("0", "o").replace("1", "l")
    assert recovery.code_bytes(typed) == bytes(range(20))
    assert recovery.code_bytes(CODE.replace("1", "I").replace("-", "")) == bytes(range(20))


@pytest.mark.survives(16)
def test_one_wrong_character_anywhere_is_caught() -> None:
    bare = CODE.replace("-", "")
    for at, right in enumerate(bare):
        for wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZU*":
            if wrong != right:
                with pytest.raises(RecoveryCodeMistyped):
                    recovery.code_bytes(bare[:at] + wrong + bare[at + 1 :])


@pytest.mark.survives(16)
@pytest.mark.parametrize("typed", ["", "-", CODE[:-1], CODE + "0", "\ud800", "\0" * 36, "0" * 10_000_000, "ß" * 36])
def test_other_texts_are_slips_too(typed: str) -> None:
    with pytest.raises(RecoveryCodeMistyped):
        recovery.code_bytes(typed)


@pytest.mark.survives(16)
def test_neighbours_that_changed_places_are_caught() -> None:
    bare = CODE.replace("-", "")
    for at in range(len(bare) - 1):
        swapped = bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]
        if swapped != bare:
            with pytest.raises(RecoveryCodeMistyped):
                recovery.code_bytes(swapped)
