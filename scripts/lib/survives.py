"""Write docs/survives.md: what the program survives, by the numbers of the security paper, and which tests prove it.

A test says which number it puts in by its marker; the sentences and the numbers of later issues stand here.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "survives.md"

PROVED = {
    1: "The key file is missing: said; the spare, the recovery code or a backup are offered; nothing is made anew.",
    2: "A byte of the key file is flipped: “damaged”, told apart from a wrong passphrase; the spare opens.",
    3: "The key file is cut, empty, huge, no JSON, deep, doubled: said, before any key is derived.",
    4: "The cost of the key derivation was lowered or made enormous: refused before memory is used.",
    5: "Slots were swapped, copied, added, removed or edited: refused.",
    6: "The key file or the folder is a link, a pipe, a device, or readable by others: refused, or made private.",
    7: "The key file was made by a newer program: said, left untouched.",
    9: "Five wrong passphrases: locked; restart, clock and a deleted file do not help.",
    10: "A passphrase of one letter, 10 MB, NUL, half a character, emoji, accents: a sentence, or the same key.",
    11: "An unknown name: the same sentence and the same work as a wrong passphrase.",
    14: "Too little memory for the key derivation: said.",
    15: "A kill at any step of a change of passphrase: the old or the new one opens, everything is there.",
    16: "A slip in the recovery code is caught; a used code opens nothing.",
    17: "The database is missing: said, none is made, a restore is offered.",
    18: "The database is empty, short, random, plain or another vault's: said, left alone.",
    20: "The file was cut or has bytes behind its end: found.",
    21: "The newest saves are gone from the file: counted, told after unlock, the remains are kept.",
    23: "Killed at any moment, fifty times: no acknowledged record is lost; half-typed text is back.",
    24: "The disk is full: “not saved”, the text stays on the screen and is saved once there is room.",
    26: "The folder can only be read, or the drive is gone: said, the text stays, the data is whole.",
    27: "A second start shows the first window; a second process waits and says “in use”.",
    28: "The program died with the write lock: the next start opens at once.",
    29: "The disk reports errors on read, write or sync: the save is refused, the connection closed.",
    30: "Another program holds a file: tried again for two seconds, then said.",
    32: "A crash in the middle of a change of the tables: the version before it opens.",
    33: "The tables are of a newer program: said, left untouched.",
    34: "Settings, attached files, dropped triggers through any code path: refused by the authorizer.",
    36: "The clock is a year off, in another zone, in 1970 or 2038: order is kept, entries flagged, nobody locked out.",
    40: "200,000 calls into Qt: no reference to None is lost.",
    41: "SQL in any field: stored and shown as typed.",
    42: "Markup in any field: literal text on screens, in tips, accessible names and PDFs.",
    43: "Signs that cannot be seen: removed; what is seen is what is stored.",
    44: "Half a character: “not valid text”, the form stays.",
    45: "A megabyte pasted: a sentence about the length, the screen stays alive.",
    46: "Odd names (Null, =1+1, O'Brien, right to left, emoji, 200 letters): kept, listed, found and printed as typed.",
    47: "Impossible, early, far, future and foreign dates: a sentence by the field.",
    48: "Impossible numbers: refused or put right.",
    51: "Two people changed the same field offline: both values are kept, and it is a conflict until somebody chooses.",
    63: "A restored backup goes online: it joins anew, no number is used twice, nothing is lost.",
    64: "A bundle flipped, cut, twice, out of order, for another hub, a revoked laptop, a bomb: refused, or no harm.",
    65: "A whole batch comes again: no new row.",
    66: "A gap, another order, a number twice: the hub says what it has.",
    67: "The same number with other bytes: the laptop is stopped as a copy, an administrator is told.",
    68: "A revoked or unknown laptop, another key: a code; a wipe only by an order that the hub signed.",
    69: "A grant ran out while offline: what was done before counts, what was done after waits for a person.",
    70: "Work for another compartment, or under another's name: refused by the hub's check and by the database.",
    71: "Deep, doubled, huge, not-a-number, 8 MiB and one, wrong kinds, bombs, slow peers: a code, and the hub lives.",
    72: "SQL in any header, path or field: text.",
    73: "A pooled connection after an error: speaks for no device, sees no row.",
    74: "Too many requests or tries: told when to come again; a code dies after five.",
    75: "A code twice, late, for other people, with another key: refused, an administrator is told.",
    76: "Another certificate, an older TLS, another host: nothing is sent, the other's fingerprint is said.",
    77: "A sign-in page, HTML, garbage, redirects: “something else answered”; redirects are never followed.",
    78: "HTML, links, ten megabytes, an update notice from the hub: a code; nothing of it is shown.",
    79: "Pages that do not fit together, unknown types, bad signatures, rewritten history: refused whole, told.",
    80: "The hub lost its newest days, or failed over: a new timeline; laptops send again what it does not know.",
    81: "A wipe of many laptops: two administrators and a day; orders are signed and counted.",
    82: "Cut at any byte of a request or an answer: nothing half, nothing double.",
    83: "Two laptops, days apart, one hub: the same in the end.",
    84: "The hub's clock is a year off: said at both ends; what ended too early is given again; nothing is lost.",
    85: "PostgreSQL down, read-only, full: 503 with a code; laptops keep what they have and come again.",
}  # fmt: skip
"""What this release must survive, and what happens."""

EXTRA = {
    19: "A flipped byte anywhere: found at unlock or by the first check of a day. Salvage comes later.",
    22: "An old file put back: told by the mark.",
    25: "The disk is full while a key file, backup or print is written: the old one is whole, nothing half is left.",
    37: "Eight hours of sleep: locked at the first look.",
    38: "Locked while typing: the text is back after unlock.",
    49: "Odd searches: a result or nothing found.",
    59: "A print into a full, read-only or vanished folder: said, no half file.",
    60: "Telling a partner without a consent in force that names them: refused below the screens too.",
    61: "A print that was stopped, or no printer: written down as tried, nothing counts as given.",
    87: "Audit rows edited, deleted, swapped, cut or forged: the check names the first, or the mark does not fit.",
    88: "A record changed without an operation: the check names it.",
    90: "An officer's role opens nothing of the care side.",
    91: "Every role and act: as permissions.toml says.",
    97: "A wrong lock, a forbidden import or package: the checks fail.",
}  # fmt: skip
"""What is proved already though a later issue owns it."""

LATER = {
    "8, 62": "rotation and other people's backups: with the trust issue",
    "12, 13": "keyring and security keys: with the trust issue",
    "31": "a file of more than 2 GB: with the archive",
    "35": "hostile triggers in a restored file: with the trust issue; foreign code in a schema does not run today",
    "39": "crash reports: no core file is left today, tests with signals come with the trust issue",
    "50": "twins: with the casework issue",
    "52 to 58": "imports, attachments, exports: with the exchange issues",
    "86": "updates: with the trust issue",
    "89, 92 to 96": "insiders, break-glass, memory, wipe: with the trust issue",
}
"""What is not here yet, and where it comes."""


@dataclass(frozen=True, order=True)
class Proof:
    """A test that carries a number."""

    path: str
    test: str


def numbers_of(test: ast.FunctionDef) -> Iterator[int]:
    """Yield the numbers of a test's markers, also of those that only one of its cases carries."""
    for decorator in test.decorator_list:
        yield from _marked(decorator)


def _marked(node: ast.AST) -> Iterator[int]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "survives":
            yield from (
                value.value for value in one.args if isinstance(value, ast.Constant) and isinstance(value.value, int)
            )


def proofs(tests: Path = ROOT / "tests") -> dict[int, list[Proof]]:
    """Return the tests by number, found in the source by their markers."""
    found: dict[int, list[Proof]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        shared = {
            target.id: sorted(set(_marked(node.value)))
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for test in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            names = [one.id for deco in test.decorator_list for one in ast.walk(deco) if isinstance(one, ast.Name)]
            numbers = set(numbers_of(test)) | {number for one in names for number in shared.get(one, ())}
            for number in numbers:
                found.setdefault(number, []).append(Proof(path.relative_to(tests.parent).as_posix(), test.name))
    return {number: sorted(found[number]) for number in sorted(found)}


def page(found: dict[int, list[Proof]]) -> str:
    """Return the page as Markdown."""
    lines = [
        "# What the program survives",
        "",
        "Numbers are those of section 6 of the security paper. Each test puts the fault in and looks at what a person",
        "is told and at what is left. Written by `scripts/lib/survives.py` from the markers of the tests.",
        "",
        "## In this release",
        "",
        "| | what happens | tests |",
        "|---|---|---|",
    ]
    lines += [f"| {number} | {words} | {_cell(found.get(number, []))} |" for number, words in PROVED.items()]
    lines += ["", "## Proved already, owned by a later issue", "", "| | what happens | tests |", "|---|---|---|"]
    lines += [f"| {number} | {words} | {_cell(found.get(number, []))} |" for number, words in EXTRA.items()]
    lines += ["", "## Not here yet", "", "| | where it comes |", "|---|---|"]
    lines += [f"| {numbers} | {words} |" for numbers, words in LATER.items()]
    return "\n".join(lines) + "\n"


def _cell(held: list[Proof]) -> str:
    by_path: dict[str, list[str]] = {}
    for one in held:
        by_path.setdefault(one.path, []).append(one.test.removeprefix("test_").replace("_", " "))
    return "<br>".join(f"`{path}`: {'; '.join(tests)}" for path, tests in by_path.items()) or "none"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(proofs()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
