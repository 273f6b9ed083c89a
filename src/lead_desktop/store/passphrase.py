"""Is a new passphrase good enough: at least 15 characters and 10^12 guesses, said in our words (security 2.1, 3.1)."""

import math
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from zxcvbn import zxcvbn

from lead_desktop.i18n import N_
from lead_desktop.store.faults import PassphraseNotText, PassphraseTooLong, PassphraseTooWeak
from lead_desktop.store.kdf import passphrase_bytes

MIN_CHARACTERS: Final = 15
MIN_GUESSES_LOG10: Final = 12.0
_JUDGED: Final = 72
_STEPS: Final = (6.0, 9.0, MIN_GUESSES_LOG10, 16.0)
_OWN_WORDS: Final = ("lead", "lead desktop", "diversion", "law enforcement assisted diversion", "casework", "outreach")

SHORT: Final = N_("Use at least 15 characters. Several unrelated words with spaces work well.")
COMMON: Final = N_("Common words and names are guessed first. Put in words that do not belong together.")
REPEATED: Final = N_("Repeated parts add little.")
SEQUENCE: Final = N_("Runs such as abc or 1234 are guessed first.")
KEYBOARD: Final = N_("Rows of neighboring keys are guessed first.")
DATE: Final = N_("Dates and years are guessed first.")
EASY: Final = N_("Add another word or two.")
_BY_PATTERN: Final = {
    "dictionary": COMMON,
    "repeat": REPEATED,
    "sequence": SEQUENCE,
    "spatial": KEYBOARD,
    "date": DATE,
    "regex": DATE,
}


@dataclass(frozen=True)
class Strength:
    """What a meter shows: level 0 (nothing) to 4 (very strong), and reasons as message keys to translate."""

    good_enough: bool
    level: int
    guesses_log10: float
    reasons: tuple[str, ...]


def strength(passphrase: str, own_words: tuple[str, ...] = ()) -> Strength:
    """Judge a passphrase; never raises. `own_words`: name and agency, which an attacker tries first."""
    try:
        passphrase_bytes(passphrase)
    except (PassphraseTooLong, PassphraseNotText) as error:
        return Strength(good_enough=False, level=0, guesses_log10=0.0, reasons=(error.message,))
    text = unicodedata.normalize("NFKC", passphrase)
    guesses, patterns = _judge(text[:_JUDGED], own_words)
    long_enough = len(text) >= MIN_CHARACTERS
    good = long_enough and guesses >= MIN_GUESSES_LOG10
    level = sum(guesses >= step for step in _STEPS) if long_enough else min(1, len(text))
    reasons = () if good else _reasons(patterns, long_enough=long_enough, hard=guesses >= MIN_GUESSES_LOG10)
    return Strength(good_enough=good, level=level, guesses_log10=guesses, reasons=reasons)


def require(passphrase: str, own_words: tuple[str, ...] = ()) -> None:
    """Raise PassphraseTooLong, PassphraseNotText or PassphraseTooWeak for a new passphrase below the rule."""
    passphrase_bytes(passphrase)
    judged = strength(passphrase, own_words)
    if not judged.good_enough:
        raise PassphraseTooWeak(judged.reasons)


def _judge(text: str, own_words: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
    if not text:
        return 0.0, ()
    found: dict[str, Any] = zxcvbn(text, user_inputs=[word for word in (*_OWN_WORDS, *own_words) if word])
    patterns = tuple(str(match["pattern"]) for match in found["sequence"])
    return float(math.log10(found["guesses"])), patterns


def _reasons(patterns: tuple[str, ...], *, long_enough: bool, hard: bool) -> tuple[str, ...]:
    reasons = [] if long_enough else [SHORT]
    if not hard:
        reasons += [_BY_PATTERN[pattern] for pattern in patterns if pattern in _BY_PATTERN]
        reasons.append(EASY)
    return tuple(dict.fromkeys(reasons))
