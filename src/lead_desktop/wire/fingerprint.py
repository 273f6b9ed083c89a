"""A fingerprint that two people can read to each other: six words that can be said in English and in Spanish.

The words are proquints (arXiv:0901.4016): each is 16 bits as consonant, vowel, consonant, vowel, consonant. So no
list of words is needed, and none has to be translated.
"""

import hashlib

WORDS = 6
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_PREFIX = b"lead/fingerprint/v1|"


def fingerprint(*keys: bytes) -> str:
    """Return the 96-bit fingerprint of public keys, in the order given, as six words with a space between."""
    digest = hashlib.sha256(_PREFIX + b"".join(hashlib.sha256(one).digest() for one in keys)).digest()
    return " ".join(_word(int.from_bytes(digest[at : at + 2])) for at in range(0, 2 * WORDS, 2))


def _word(value: int) -> str:
    places = ((12, _CONSONANTS), (10, _VOWELS), (6, _CONSONANTS), (4, _VOWELS), (0, _CONSONANTS))
    return "".join(letters[value >> shift & len(letters) - 1] for shift, letters in places)
