"""Qt counts text in units of 16 bits, Python in signs: places in one turned into places in the other."""


def to_units(text: str, at: int) -> int:
    """Return a place counted in signs as Qt counts it."""
    return at + sum(1 for sign in text[:at] if sign > "\uffff") if not _all_one_unit(text) else at


def to_signs(text: str, unit: int) -> int:
    """Return a place counted as Qt does in signs."""
    if _all_one_unit(text):
        return unit
    passed = 0
    for at, sign in enumerate(text):
        if passed >= unit:
            return at
        passed += 2 if sign > "\uffff" else 1
    return len(text)


def _all_one_unit(text: str) -> bool:
    return text.isascii() or max(text, default="") <= "\uffff"
