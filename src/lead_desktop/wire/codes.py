"""One-time codes on paper: twelve letters that cannot be mistaken for others, the last of which checks the rest.

What the hub makes and a person types on a laptop, so both look at it in the same way.
"""

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty letters without 0 O, 1 I L and U."""
LENGTH = 12
_PRIME = 31
_DROPPED = str.maketrans("", "", " -")


def cleaned(typed: str) -> str:
    """Return a code as it was made from what was typed; empty when it cannot be one."""
    code = typed.translate(_DROPPED).upper()
    if len(code) != LENGTH or any(one not in LETTERS for one in code) or check_letter(code[:-1]) != code[-1]:
        return ""
    return code


def check_letter(drawn: str) -> str:
    """Return the letter by which a wrong letter, or two that changed places, is noticed; none for one code in 31."""
    total = sum((at + 1) * LETTERS.index(one) for at, one in enumerate(drawn)) % _PRIME
    return LETTERS[total : total + 1]
