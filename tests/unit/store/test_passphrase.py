"""A new passphrase is judged by length and by guesses, and the reasons are in our words."""

import pytest

from lead_desktop.store import passphrase
from lead_desktop.store.faults import PassphraseNotText, PassphraseTooLong, PassphraseTooWeak


@pytest.mark.parametrize(
    "text", ["seven lanterns under the quiet bridge", "orchard lantern bicycle seven", "x" * 3 + "9#Kv!mQ2zR@7pLw"]
)
def test_a_long_uncommon_passphrase_is_good_enough(text: str) -> None:
    judged = passphrase.strength(text)
    assert judged.good_enough
    assert judged.level >= 3
    assert judged.reasons == ()
    passphrase.require(text)


@pytest.mark.survives(10)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", passphrase.SHORT),
        ("a", passphrase.SHORT),
        ("9#Kv!mQ2zR@7pL", passphrase.SHORT),
        ("passwordpassword", passphrase.REPEATED),
        ("a" * 1024, passphrase.REPEATED),
        ("abcdefghijklmnop", passphrase.SEQUENCE),
        ("gtrewqasdfghjkiu", passphrase.KEYBOARD),
        ("password november", passphrase.COMMON),
        ("1984-11-24 2026-11-24", passphrase.DATE),
        ("Spring2026Spring", passphrase.EASY),
    ],
)
def test_a_weak_passphrase_is_refused_with_the_reason(text: str, reason: str) -> None:
    judged = passphrase.strength(text)
    assert not judged.good_enough
    assert reason in judged.reasons
    with pytest.raises(PassphraseTooWeak) as caught:
        passphrase.require(text)
    assert caught.value.reasons == judged.reasons


def test_fifteen_hard_characters_are_enough_and_fourteen_are_short_only() -> None:
    assert passphrase.strength("9#Kv!mQ2zR@7pLw").good_enough
    assert passphrase.strength("9#Kv!mQ2zR@7pL").reasons == (passphrase.SHORT,)
    assert passphrase.strength("9#Kv!mQ2zR@7pL").level == 1
    assert passphrase.strength("").level == 0


def test_the_name_and_the_agency_make_it_easier_to_guess() -> None:
    text = "guadalupe-montoya"
    assert passphrase.strength(text, ("guadalupe-montoya",)).guesses_log10 < passphrase.strength(text).guesses_log10


@pytest.mark.survives(10)
def test_the_meter_never_raises_whatever_is_typed() -> None:
    for text in ("a" * 10_000_000, "\ud800" * 20, "\0" * 20, "\U0001f600" * 20, "é" * 600, "ab1!" * 200):
        judged = passphrase.strength(text)
        assert 0 <= judged.level <= 4
        assert judged.reasons or judged.good_enough


@pytest.mark.survives(10)
def test_too_long_and_not_text_keep_their_own_words() -> None:
    with pytest.raises(PassphraseTooLong):
        passphrase.require("a" * 10_000_000)
    with pytest.raises(PassphraseNotText):
        passphrase.require("seven lanterns under the \ud800 bridge")
    assert passphrase.strength("a" * 2000).reasons == (PassphraseTooLong.message,)


def test_only_the_first_72_characters_are_judged() -> None:
    assert (
        passphrase.strength("a" * 72 + "9#Kv!mQ2zR@7pLw").guesses_log10 == passphrase.strength("a" * 72).guesses_log10
    )
